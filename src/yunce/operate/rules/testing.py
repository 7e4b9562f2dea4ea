# SPDX-License-Identifier: Apache-2.0
"""Back-tests: when each rule of a plan would have fired, beside its other readings and beside noise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from yunce.engine.firing import Firings
from yunce.operate.facts import View
from yunce.operate.rules.conditions import Condition, conditions_of, scope_of
from yunce.operate.rules.gathering import Look, history_of
from yunce.operate.rules.history import History
from yunce.operate.rules.judging import Judged, Stretch, judge
from yunce.operate.rules.missing import Missing
from yunce.operate.rules.naming import subject_name
from yunce.operate.rules.noise import Noise, noise_of
from yunce.operate.rules.results import Fired, ReadingTest, RuleTest, State
from yunce.plan.document import Plan
from yunce.plan.expressions import reading_of, text_of
from yunce.plan.expressions.kinds import Scope
from yunce.plan.expressions.truth import UNKNOWN
from yunce.plan.parts.rules import Rule
from yunce.values.period import Period
from yunce.values.problem import Problem

_NONE = np.empty(0, dtype=np.int64)
NOTHING = Judged(Firings(_NONE, _NONE, _NONE), 0, 0, np.empty(0, dtype=np.uint8))
Offered = tuple[Rule, str]
"""A rule, and the pack that it comes from (empty for the plan's own)."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a back-test tells of; `None` is as far as facts go."""

    first: date | None = None
    last: date | None = None
    with_noise: bool = True
    """Whether rates on noise are worked out too; a night does without."""


def back_test(
    view: View, plan: Plan, rules: Sequence[Offered], span: Span | None = None
) -> tuple[tuple[RuleTest, ...], tuple[Problem, ...]]:
    """Back-tests of some rules in their order, and what is wrong with those that cannot be evaluated."""
    packs = {rule.id: pack for rule, pack in rules}
    conditions, problems = conditions_of(plan, view.metrics, [rule for rule, _ in rules])
    found: dict[str, RuleTest] = {}
    for look, mine in _by_look(conditions).items():
        names = dict.fromkeys(name for condition in mine for name in condition.names)
        history = history_of(view, plan, look, names)
        names_of = subject_name(view, plan, look.each)
        bench = _Bench(scope_of(plan, view.metrics, look.grain), history, span or Span(), names_of, Missing(history, view.metrics))
        found |= {test.rule.id: replace(test, pack=packs[test.rule.id]) for test in bench.tests(mine)}
    return tuple(found[rule.id] for rule, _ in rules if rule.id in found), problems


def _by_look(conditions: Iterable[Condition]) -> Mapping[Look, list[Condition]]:
    found: dict[Look, list[Condition]] = {}
    for condition in conditions:
        found.setdefault(condition.look, []).append(condition)
    return found


@dataclass(frozen=True, slots=True)
class _Bench:
    """Where rules of one look are tested."""

    scope: Scope
    history: History
    span: Span
    names: Callable[[str], str]
    missing: Missing

    def tests(self, conditions: Sequence[Condition]) -> list[RuleTest]:
        """The tests of some rules, with their readings."""
        variants = [(each, "", each) for each in conditions]
        for each in conditions:
            variants += [(each, reading, replace(each, when=tree)) for reading, tree in each.read_as().items()]
        stretch = self.stretch()
        judged = self.judged([variant for _, _, variant in variants], stretch)
        steps = self.history.steps[stretch.first : stretch.until]
        tested: dict[str, list[ReadingTest]] = {each.rule.id: [] for each in conditions}
        for (each, reading, variant), result in zip(variants, judged, strict=True):
            noise = noise_of(variant, self.scope, self.history) if self.span.with_noise else Noise(None)
            words = reading or reading_of(variant.when)
            tested[each.rule.id].append(
                ReadingTest(words, text_of(variant.when), self.fired(result.firings, steps), result.held, result.known, noise)
            )
        return [self.test(each, tested[each.rule.id], steps, own) for each, own in zip(conditions, judged, strict=False)]

    def judged(self, conditions: Sequence[Condition], stretch: Stretch) -> tuple[Judged, ...]:
        """What came of some conditions; nothing where nobody is known or no step is over."""
        if 0 in self.history.shape:
            return (NOTHING,) * len(conditions)
        return judge(conditions, self.scope, self.history, stretch)

    def test(self, condition: Condition, tested: list[ReadingTest], steps: Sequence[Period], judged: Judged) -> RuleTest:
        """One rule's test."""
        subjects = tuple((subject, self.name(subject)) for subject in self.history.subjects)
        open_now = {fired.subject for fired in tested[0].fired if fired.is_open}
        states: list[tuple[str, State]] = []
        for subject, truth in zip(self.history.subjects, judged.last.tolist(), strict=False):
            states.append((subject, "firing" if subject in open_now else "unknown" if truth == UNKNOWN else "quiet"))
        first, last = (steps[0].first, steps[-1].last) if steps else (None, None)
        return RuleTest(
            condition.rule,
            "",
            condition.look.grain,
            first,
            last,
            subjects,
            len(steps),
            tested[0],
            tuple(tested[1:]),
            tuple(states),
            self.history,
            self.missing.of(condition, tested[0].known),
        )

    def stretch(self) -> Stretch:
        """The steps within the asked days."""
        first = sum(1 for step in self.history.steps if self.span.first and step.last < self.span.first)
        until = sum(1 for step in self.history.steps if self.span.last is None or step.first <= self.span.last)
        return Stretch(first, max(until, first))

    def fired(self, found: Firings, steps: Sequence[Period]) -> tuple[Fired, ...]:
        """Firings with names and days."""
        rows = zip(found.subject.tolist(), found.opened.tolist(), found.closed.tolist(), strict=True)
        return tuple(self.one(subject, steps[opened], steps[closed] if closed < len(steps) else None) for subject, opened, closed in rows)

    def one(self, place: int, opened: Period, closed: Period | None) -> Fired:
        """One firing."""
        subject = self.history.subjects[place]
        return Fired(subject, self.name(subject), opened.text, opened.last, closed.text if closed else "", closed.last if closed else None)

    def name(self, subject: str) -> str:
        """A subject as people say it."""
        return self.names(subject)

# SPDX-License-Identifier: Apache-2.0
"""A night: every rule judged on what came since the last one, with the result of the whole history. Source: docs/method/rules.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from yunce.operate.facts import View
from yunce.operate.rules.conditions import Condition, conditions_of, scope_of
from yunce.operate.rules.gathering import SELLING_DAYS, Look, Tail, history_of
from yunce.operate.rules.history import History
from yunce.operate.rules.keeping import Carried, Kept, Night, judged_on
from yunce.operate.rules.naming import subject_name
from yunce.operate.rules.noise import Noise
from yunce.operate.rules.results import Fired, ReadingTest, RuleTest, State
from yunce.plan.document import Plan
from yunce.plan.expressions import reading_of, text_of
from yunce.plan.expressions.truth import UNKNOWN
from yunce.plan.parts.rules import Rule
from yunce.values.period import Period
from yunce.values.problem import Problem

SETTLED = timedelta(days=7)
"""What is older is kept: reports that come later than this are looked for by the day that they touch."""


@dataclass(frozen=True, slots=True)
class Memory:
    """How the rules of each look stood, as long as nothing has changed before: neither the plan nor any day up to then."""

    kept: Mapping[str, Kept] = field(default_factory=dict)
    touched: date | None = None
    """The earliest day that facts were loaded for, or taken back, since; `None` where nothing was."""

    def of(self, look: str, as_of: date) -> Kept | None:
        """What may be gone on from."""
        found = self.kept.get(look)
        usable = found is not None and found.through < as_of and (self.touched is None or self.touched > found.through)
        return found if usable else None


@dataclass(frozen=True, slots=True)
class Nightly:
    """What a night gives: every rule as it stands, what is to be kept for the next, what is wrong."""

    tests: tuple[RuleTest, ...]
    kept: Mapping[str, Kept]
    problems: tuple[Problem, ...]


def nightly(view: View, plan: Plan, rules: Sequence[Rule], memory: Memory) -> Nightly:
    """Every rule as it stands at as-of. Rules by the day go on from what was kept; those by longer steps have few of them."""
    conditions, problems = conditions_of(plan, view.metrics, rules)
    tests: dict[str, RuleTest] = {}
    kept: dict[str, Kept] = {}
    looks: dict[Look, list[Condition]] = {}
    for condition in conditions:
        looks.setdefault(condition.look, []).append(condition)
    for look, mine in looks.items():
        known = memory.of(text_of_look(look), view.as_of)
        old = [c for c in mine if known is not None and c.rule.id in known.stands and c.reach is not None]
        new = [c for c in mine if c not in old]
        told = [_judged(view, plan, part, start) for part, start in ((old, known), (new, None)) if part]
        tests |= {test.rule.id: test for found, _ in told for test in found}
        left = _keep([part for part in (known, *(k for _, k in told)) if part is not None]) if look.grain == "day" else None
        kept |= {text_of_look(look): left} if left else {}
    return Nightly(tuple(tests[rule.id] for rule in rules if rule.id in tests), kept, problems)


def text_of_look(look: Look) -> str:
    """A look as a key."""
    return f"{look.each}|{look.grain}|{look.unit}|{look.where}"


def _keep(parts: Sequence[Kept]) -> Kept | None:
    """What stands after the night: that of the last settled step."""
    if not parts:
        return None
    through = max(part.through for part in parts)
    same = [part for part in parts if part.through == through]
    stands = {name: stand for part in same for name, stand in part.stands.items()}
    return Kept(through, tuple(dict.fromkeys(s for part in same for s in part.subjects)), stands)


def _judged(view: View, plan: Plan, conditions: Sequence[Condition], known: Kept | None) -> tuple[list[RuleTest], Kept | None]:
    look = conditions[0].look
    names = dict.fromkeys(name for condition in conditions for name in condition.names)
    tail = None
    if known is not None:
        back = max(condition.reach or 1 for condition in conditions) + SELLING_DAYS
        tail = Tail(known.through - timedelta(days=back), known.subjects)
    history = history_of(view, plan, look, names, tail)
    if 0 in history.shape:
        return [_test(view, plan, history, each, None) for each in conditions], None
    settled = sum(1 for step in history.steps if step.last <= view.as_of - SETTLED)
    nights, kept = judged_on(conditions, scope_of(plan, view.metrics, look.grain), history, known, settled)
    return [_test(view, plan, history, each.condition, each) for each in nights], kept


def _test(view: View, plan: Plan, history: History, condition: Condition, night: Night | None) -> RuleTest:
    """A rule as it stands: what is open, and when each subject last closed."""
    name = subject_name(view, plan, history.each)
    fired = tuple(_fired(each, condition, name) for each in night.firings) if night else ()
    told = {(each.subject, each.closed_on) for each in fired}
    gone = [pair for pair in night.last_closed.items() if pair not in told] if night else []
    fired += tuple(_fired(Carried(subject, day, day), condition, name) for subject, day in gone)
    is_open = {each.subject for each in fired if each.is_open}
    last = night.judged.last.tolist() if night and night.judged.last.size else [UNKNOWN] * len(history.subjects)
    standing: list[tuple[str, State]] = [
        (subject, "firing" if subject in is_open else "unknown" if truth == UNKNOWN else "quiet")
        for subject, truth in zip(history.subjects, last, strict=True)
    ]
    own = ReadingTest(reading_of(condition.when), text_of(condition.when), fired, 0, 0, Noise(None))
    subjects = tuple((subject, name(subject)) for subject in history.subjects)
    first, end = (history.steps[0].first, history.steps[-1].last) if history.steps else (None, None)
    return RuleTest(condition.rule, "", condition.look.grain, first, end, subjects, len(history.steps), own, (), tuple(standing))


def _fired(found: Carried, condition: Condition, name: Callable[[str], str]) -> Fired:
    opened, closed = (None if day is None else Period.of(day, condition.look.grain) for day in (found.opened, found.closed))
    opened_on = opened.last if opened else found.opened
    return Fired(found.subject, name(found.subject), opened.text if opened else "", opened_on, closed.text if closed else "", found.closed)

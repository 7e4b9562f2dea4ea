# SPDX-License-Identifier: Apache-2.0
"""Conditions over a history: what holds where, and the firings. A back-test reads all of it, a night its last steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from os import cpu_count

import numpy as np

from yunce.engine.firing import Before, Firings, Runs, runs_of, settled
from yunce.operate.rules.conditions import Condition
from yunce.operate.rules.history import History
from yunce.plan.expressions.answers import Answer, flags
from yunce.plan.expressions.kinds import Scope
from yunce.plan.expressions.nodes import Call, Expression, walk
from yunce.plan.expressions.programme import Programme, programme
from yunce.plan.expressions.truth import FALSE, TRUE, UNKNOWN, Truths

BLOCK = 131_072
"""Cells of a block of subjects: a few of its arrays fit into a processor's cache."""
TOGETHER = 64
"""Conditions whose rests are worked out together."""
_NO = np.empty(0, dtype=np.int64)
_NONE = Firings(_NO, _NO, _NO)
ACROSS = {"share", "rank"}
"""Functions that look at all subjects at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What came of one condition: its firings (steps counted from the first judged), cells known, cells where it holds, the last step."""

    firings: Firings
    known: int
    held: int
    last: Truths

    @property
    def rate(self) -> float | None:
        """The part of the known cells where the condition holds [1]."""
        return self.held / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which steps are judged, [first, until); and how the subjects of each condition stood before."""

    first: int = 0
    until: int | None = None
    before: Mapping[int, Before] | None = None


def judge(conditions: Sequence[Condition], scope: Scope, history: History, stretch: Stretch | None = None) -> tuple[Judged, ...]:
    """All conditions over one history, in their order. Unknown never opens and never closes. Raises `ExpressionError`."""
    bench = _Bench(conditions, scope, history, stretch or Stretch())
    across = [place for place, each in enumerate(conditions) if looks_across(each)]
    others = [place for place in range(len(conditions)) if place not in set(across)]
    subjects, steps = history.shape
    found = bench.judged(others, max(BLOCK // max(steps, 1), 1)) | bench.judged(across, max(subjects, 1))
    return tuple(found[place] for place in range(len(conditions)))


def looks_across(condition: Condition) -> bool:
    """True for a condition that compares subjects with each other."""
    trees = [condition.when, *([condition.close] if condition.close else [])]
    return any(isinstance(node, Call) and node.function in ACROSS for tree in trees for node, _ in walk(tree))


@dataclass(frozen=True, slots=True)
class _Bench:
    """What is judged, over what."""

    conditions: Sequence[Condition]
    scope: Scope
    history: History
    stretch: Stretch

    def judged(self, places: Sequence[int], rows: int) -> dict[int, Judged]:
        """Some of the conditions, over so many subjects at a time; the processors share the blocks."""
        if not places:
            return {}
        mine = [(place, self.conditions[place]) for place in places]
        expressions: list[Expression] = []
        for _, each in mine:
            expressions += [each.when, each.close] if each.close else [each.when]
        made = programme(expressions, self.scope)
        starts = range(0, max(self.history.shape[0], 1), rows)

        def block(start: int) -> dict[int, Judged]:
            return dict(_block(made, mine, self.history.rows(start, start + rows), _from(self.stretch, start, rows)))

        if len(starts) == 1:
            return block(0)
        with ThreadPoolExecutor(max_workers=cpu_count() or 1) as pool:
            blocks = list(pool.map(block, starts))
        return {place: _joined([part[place] for part in blocks], size=rows) for place in places}


def _from(stretch: Stretch, start: int, rows: int) -> Stretch:
    """The same for a block of subjects."""
    if stretch.before is None:
        return stretch
    taken = slice(start, start + rows)
    return Stretch(stretch.first, stretch.until, {p: Before(b.is_open[taken], b.rests[taken]) for p, b in stretch.before.items()})


def _block(
    made: Programme, conditions: Sequence[tuple[int, Condition]], history: History, stretch: Stretch
) -> Iterator[tuple[int, Judged]]:
    """The conditions over a few subjects; the two sides of a condition may come apart, so the first waits for the second."""
    owner: list[tuple[int, bool]] = []
    for at, (_, condition) in enumerate(conditions):
        owner += [(at, False), (at, True)] if condition.close else [(at, False)]
    waiting: dict[int, Truths] = {}
    heaped: list[tuple[int, Runs, Judged]] = []
    for place, answer in made.run(history):
        at, is_close = owner[place]
        truth = _spread(answer, history.shape, stretch)
        own, condition = conditions[at]
        other = waiting.pop(at, None)
        if condition.close is not None and other is None:
            waiting[at] = truth
            continue
        when, close = (other, truth) if is_close and other is not None else (truth, other)
        heaped.append((own, *_runs(when, close, condition.rest, (stretch.before or {}).get(own))))
        if len(heaped) == TOGETHER:
            yield from _settled(heaped)
            heaped = []
    yield from _settled(heaped)


def _spread(answer: Answer, shape: tuple[int, int], stretch: Stretch) -> Truths:
    """A truth value at each judged step of each subject."""
    whole = np.broadcast_to(flags(answer), shape)
    return np.asarray(whole[:, stretch.first : stretch.until])


def _runs(when: Truths, close: Truths | None, rest: int, before: Before | None) -> tuple[Runs, Judged]:
    """The firings before any rest, and what else came of a condition."""
    holds = when == TRUE
    found = runs_of(holds, when == FALSE if close is None else close == TRUE, rest=rest, before=before)
    last = when[:, -1].copy() if when.shape[1] else np.empty(0, dtype=np.uint8)
    known = when.size - int(np.count_nonzero(when == UNKNOWN))
    return found, Judged(_NONE, known, int(np.count_nonzero(holds)), last)


def _settled(heaped: Sequence[tuple[int, Runs, Judged]]) -> Iterator[tuple[int, Judged]]:
    """Some conditions with their firings, those that rest worked out together."""
    found = settled([runs for _, runs, _ in heaped])
    for (place, _, judged), fired in zip(heaped, found, strict=True):
        yield place, replace(judged, firings=fired)


def _joined(parts: Sequence[Judged], *, size: int) -> Judged:
    """The blocks of one condition as one."""
    if len(parts) == 1:
        return parts[0]
    subject = np.concatenate([part.firings.subject + block * size for block, part in enumerate(parts)])
    opened, closed = (np.concatenate([getattr(part.firings, name) for part in parts]) for name in ("opened", "closed"))
    fired = Firings(subject, opened, closed)
    return Judged(fired, sum(p.known for p in parts), sum(p.held for p in parts), np.concatenate([p.last for p in parts]))

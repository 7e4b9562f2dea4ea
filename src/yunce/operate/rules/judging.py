# SPDX-License-Identifier: Apache-2.0
"""Conditions over a history: what holds where, and the firings. A back-test reads all of it, a night its last steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from os import cpu_count

import numpy as np

from yunce.engine.firing import Before, Firings, firings_of
from yunce.operate.rules.conditions import Condition
from yunce.operate.rules.history import History
from yunce.plan.expressions.kinds import Scope
from yunce.plan.expressions.nodes import Call, Expression, walk
from yunce.plan.expressions.planes import Planes, Words, last_of, within
from yunce.plan.expressions.programme import Programme, programme
from yunce.plan.expressions.truth import Truths

BLOCK = 131_072
"""Cells of a block of subjects: a few of its arrays fit into a processor's cache."""
TOGETHER = 32
"""Conditions whose firings are worked out together."""
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
    first, until = stretch.first, history.shape[1] if stretch.until is None else min(stretch.until, history.shape[1])
    waiting: dict[int, Planes] = {}
    heap = _Heap(history.shape[0], max(until - first, 0), stretch.before or {})
    for place, planes in made.run(history, history.shape):
        at, is_close = owner[place]
        truth = planes.cut(first, max(until, first))
        own, condition = conditions[at]
        other = waiting.pop(at, None)
        if condition.close is not None and other is None:
            waiting[at] = truth
            continue
        heap.add(own, condition, *((other, truth) if is_close and other is not None else (truth, other)))
        if len(heap.of) == TOGETHER:
            yield from heap.emptied()
    yield from heap.emptied()


@dataclass(slots=True)
class _Heap:
    """Conditions whose firings are worked out together, in bits (K, S, W)."""

    subjects: int
    steps: int
    before: Mapping[int, Before]
    of: list[tuple[int, Condition]] = field(default_factory=list)
    planes: Words = field(init=False)
    """What is true, what is not false, what closes."""
    valid: Words = field(init=False)

    def __post_init__(self) -> None:
        self.valid = within(self.steps)
        self.planes = np.empty((3, TOGETHER, self.subjects, self.valid.size), dtype=np.uint64)

    def add(self, place: int, condition: Condition, when: Planes, close: Planes | None) -> None:
        """One more condition; without a side of its own it closes where it is known not to hold."""
        true, maybe, closing = self.planes[:, len(self.of)]
        true[...], maybe[...] = when.true, when.maybe
        if close is None:
            np.bitwise_and(~when.maybe, self.valid, out=closing)
        else:
            closing[...] = close.true
        self.of.append((place, condition))

    def emptied(self) -> Iterator[tuple[int, Judged]]:
        """Everything in it, judged."""
        true, maybe, closing = self.planes[:, : len(self.of)]
        held, possible = (np.bitwise_count(plane).sum(axis=(1, 2), dtype=np.int64).tolist() for plane in (true, maybe))
        last = last_of(true, maybe, self.steps)
        opens = true & ~closing
        stays = ~(true | closing) & self.valid
        places = [place for place, _ in self.of]
        found = firings_of(opens, stays, [each.rest for _, each in self.of], [self.before.get(place) for place in places])
        known = [self.subjects * self.steps + one - other for one, other in zip(held, possible, strict=True)]
        yield from zip(places, map(Judged, found, known, held, last), strict=True)
        self.of = []


def _joined(parts: Sequence[Judged], *, size: int) -> Judged:
    """The blocks of one condition as one."""
    if len(parts) == 1:
        return parts[0]
    subject = np.concatenate([part.firings.subject + block * size for block, part in enumerate(parts)])
    opened, closed = (np.concatenate([getattr(part.firings, name) for part in parts]) for name in ("opened", "closed"))
    fired = Firings(subject, opened, closed)
    return Judged(fired, sum(p.known for p in parts), sum(p.held for p in parts), np.concatenate([p.last for p in parts]))

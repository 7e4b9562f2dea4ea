# SPDX-License-Identifier: Apache-2.0
"""How rules stand after a step, kept so that the next night needs only what came since. Source: docs/method/rules.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from yunce.engine.firing import Before, Firings
from yunce.operate.rules.conditions import Condition
from yunce.operate.rules.history import History
from yunce.operate.rules.judging import Judged, Stretch, judge
from yunce.plan.expressions.kinds import Scope


@dataclass(frozen=True, slots=True)
class Stand:
    """How a subject stands under a rule: since when it fires (the step's last day), when it last closed, steps that it still rests."""

    opened: date | None = None
    closed: date | None = None
    rests: int = 0


QUIET = Stand()


@dataclass(frozen=True, slots=True)
class Kept:
    """How the rules of one look stood after the step that ends on `through`; subjects that never fired are not told of."""

    through: date
    subjects: tuple[str, ...]
    stands: Mapping[str, Mapping[str, Stand]]
    """rule -> subject -> how it stands."""


@dataclass(frozen=True, slots=True)
class Carried:
    """One firing that is known after a night: since when it is open, when it closed (`None` while it is open)."""

    subject: str
    opened: date
    closed: date | None


@dataclass(frozen=True, slots=True, eq=False)
class Night:
    """What a night judged of one condition: firings that are open or closed since what was kept, and the last step."""

    condition: Condition
    firings: tuple[Carried, ...]
    last_closed: Mapping[str, date]
    judged: Judged


def judged_on(
    conditions: Sequence[Condition], scope: Scope, history: History, kept: Kept | None = None, settled: int | None = None
) -> tuple[tuple[Night, ...], Kept | None]:
    """Conditions over a history that goes on from what was kept; and what is to be kept after the step before `settled`.

    The history must reach as far before what was kept as the conditions look back; without `kept` all of it is judged. Whatever was
    kept, the firings are those of the whole history. Nothing new is kept (`None`) where `settled` is not after what was kept.
    """
    first = 0 if kept is None else sum(1 for step in history.steps if step.last <= kept.through)
    until = len(history.steps) if settled is None else settled
    stands = {} if kept is None else kept.stands
    mine = [stands.get(each.rule.id, {}) for each in conditions]
    before = None if kept is None else {place: _before(history.subjects, each) for place, each in enumerate(mine)}
    found = judge(conditions, scope, history, Stretch(first, None, before))
    nights = tuple(_night(each, one, history, (first, stand)) for each, one, stand in zip(conditions, found, mine, strict=True))
    if until <= first or not history.steps:
        return nights, None
    after = {
        each.rule.id: _after(one.firings, history, (first, until), (stand, each.rest))
        for each, one, stand in zip(conditions, found, mine, strict=True)
    }
    return nights, Kept(history.steps[until - 1].last, history.subjects, after)


def _before(subjects: Sequence[str], stands: Mapping[str, Stand]) -> Before:
    found = [stands.get(subject, QUIET) for subject in subjects]
    return Before(np.array([s.opened is not None for s in found], dtype=np.bool_), np.array([s.rests for s in found], dtype=np.int64))


def _night(condition: Condition, judged: Judged, history: History, past: tuple[int, Mapping[str, Stand]]) -> Night:
    first, stands = past
    steps, found = history.steps[first:], []
    closed = {subject: stand.closed for subject, stand in stands.items() if stand.closed is not None}
    fired = judged.firings
    for place, opened, until in zip(fired.subject.tolist(), fired.opened.tolist(), fired.closed.tolist(), strict=True):
        subject = history.subjects[place]
        since = stands[subject].opened if opened < 0 else steps[opened].last
        end = steps[until].last if until < len(steps) else None
        found.append(Carried(subject, since or steps[0].last, end))
        closed |= {subject: end} if end is not None else {}
    return Night(condition, tuple(found), closed, judged)


def _after(fired: Firings, history: History, part: tuple[int, int], past: tuple[Mapping[str, Stand], int]) -> dict[str, Stand]:
    """How every subject that ever fired stands after the last step of a part: by its last firing that opened within it."""
    (first, until), (stands, rest) = part, past
    steps, length = history.steps, until - first
    found = {s: Stand(None, stand.closed, max(stand.rests - length, 0)) for s, stand in stands.items()}
    within = np.flatnonzero(fired.opened < length)
    subjects = fired.subject[within]
    last = within[np.append(subjects[1:] != subjects[:-1], True)] if within.size else within
    for place, opened, closed in zip(fired.subject[last].tolist(), fired.opened[last].tolist(), fired.closed[last].tolist(), strict=True):
        subject = history.subjects[place]
        since = stands[subject].opened if opened < 0 else steps[first + opened].last
        if closed < length:
            found[subject] = Stand(None, steps[first + closed].last, max(closed + rest - length, 0))
        else:
            before = np.flatnonzero((fired.subject == place) & (fired.closed < length))
            ended = steps[first + int(fired.closed[before[-1]])].last if before.size else stands.get(subject, QUIET).closed
            found[subject] = Stand(since, ended, 0)
    return {subject: stand for subject, stand in found.items() if stand != QUIET}

# SPDX-License-Identifier: Apache-2.0
"""How work goes: closure, on-time closure, ageing, time to close, findings that come back. Source: docs/method/work.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import State

AGES: tuple[tuple[int, int | None], ...] = ((0, 7), (8, 15), (16, 30), (31, 60), (61, None))
"""Buckets of ageing, whole days with both ends [d]; the last has no end."""


@dataclass(frozen=True, slots=True)
class Closure:
    """Counts of items and the ratios made of them; a ratio of nothing is unknown, not zero.

    `found` leaves out what was cancelled as a duplicate or refused. `own_rate` leaves out what needs the level above as well.
    """

    found: int
    closed: int
    upward: int
    due: int
    closed_by_due: int

    @property
    def rate(self) -> float | None:
        """Closed over found [1]."""
        return _ratio(self.closed, self.found)

    @property
    def own_rate(self) -> float | None:
        """Closed over what one's own level can close [1]."""
        return _ratio(self.closed, self.found - self.upward)

    @property
    def on_time_rate(self) -> float | None:
        """Closed by their due time over what fell due by now [1]."""
        return _ratio(self.closed_by_due, self.due)


def closure(items: Iterable[Item], now: datetime) -> Closure:
    """The closure of items at a moment; what was reopened counts as open again, found when it was first found."""
    found = [item for item in items if item.state is not State.CANCELLED]
    due = [item for item in found if item.due is not None and item.due <= now]
    return Closure(
        found=len(found),
        closed=sum(item.is_closed for item in found),
        upward=sum(item.state is State.UPWARD for item in found),
        due=len(due),
        closed_by_due=sum(_closed_by_due(item) for item in due),
    )


def ageing(items: Iterable[Item], now: datetime) -> tuple[int, ...]:
    """How many items are not closed, by their age in whole days: 0-7, 8-15, 16-30, 31-60, more than 60."""
    days = [(now - item.opened_at).days for item in items if not item.is_closed and item.state is not State.CANCELLED]
    return tuple(sum(low <= day and (high is None or day <= high) for day in days) for low, high in AGES)


def time_to_close(items: Iterable[Item], now: datetime) -> tuple[tuple[float, float], ...]:
    """Kaplan-Meier: (days, share not closed by then) at each time at which something was closed; open items count as long as they are open.

    S(t) = product over t_i <= t of (1 - closed_i / at_risk_i). Source: Kaplan and Meier 1958.
    """
    spans = sorted(_span(item, now) for item in items if item.state is not State.CANCELLED)
    at_risk, share, curve = len(spans), 1.0, []
    for days, group in groupby(spans, key=lambda span: span[0]):
        ends = [is_closed for _, is_closed in group]
        if any(ends):
            share *= 1 - sum(ends) / at_risk
            curve.append((days, share))
        at_risk -= len(ends)
    return tuple(curve)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A finding that came back: where, what, how often in all, how often within the window after the one before."""

    unit: str
    finding: str
    times: int
    repeats: int


def repeats(items: Iterable[Item], within: timedelta) -> tuple[Repeat, ...]:
    """Findings of the same unit, subject and checklist line that came back within a window, the most frequent first."""
    groups: Mapping[tuple[str, str], list[datetime]] = defaultdict(list)
    for item in items:
        finding = finding_of(item)
        if finding and item.state is not State.CANCELLED:
            groups[item.opening.unit, finding].append(item.opened_at)
    found = (Repeat(unit, finding, len(times), _again(sorted(times), within)) for (unit, finding), times in groups.items())
    return tuple(sorted((one for one in found if one.repeats), key=lambda one: (-one.repeats, -one.times, one.unit, one.finding)))


def repeat_rate(items: Iterable[Item], within: timedelta) -> float | None:
    """Findings that came back over all findings [1]."""
    every = tuple(items)
    counted = sum(1 for item in every if finding_of(item) and item.state is not State.CANCELLED)
    return _ratio(sum(one.repeats for one in repeats(every, within)), counted)


def finding_of(item: Item) -> str:
    """What was found, as the checklist and its line say it, with the subject; empty for what is no finding."""
    line = str(item.data.get("finding", ""))
    return f"{item.opening.subject}|{line}" if line else ""


def _again(times: Sequence[datetime], within: timedelta) -> int:
    return sum(later - earlier <= within for earlier, later in pairwise(times))


def _closed_by_due(item: Item) -> bool:
    return item.closed_at is not None and item.due is not None and item.closed_at <= item.due


def _span(item: Item, now: datetime) -> tuple[float, bool]:
    """Days until it was closed, or how long it has been open."""
    ended = item.closed_at
    return (((ended or now) - item.opened_at) / timedelta(days=1), ended is not None)


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole > 0 else None

# SPDX-License-Identifier: Apache-2.0
"""Inspections done against planned: unit by unit, and each coverage against its quotas. Source: docs/method/inspection.md, 5."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from yunce.engine.cover.quotas import Bound
from yunce.operate.agenda.contract import Frame
from yunce.operate.agenda.covering import Round, rounds_of
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import State
from yunce.values.problem import Problem

DONE = frozenset({State.DONE, State.VERIFIED})
WHOLE_YEAR = "year"
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Standing:
    """The inspections of one unit: planned (not cancelled), done, late, findings, mean score of those that have one [of 100]."""

    unit: str
    planned: int
    done: int
    late: int
    findings: int
    score: Decimal | None

    @property
    def rate(self) -> float | None:
        """Done over planned [1]; nothing planned is unknown."""
        return self.done / self.planned if self.planned else None


def by_unit(items: Iterable[Item], now: datetime) -> tuple[Standing, ...]:
    """How the inspections of each unit stand, by the unit's id."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.state is not State.CANCELLED:
            groups.setdefault(item.opening.unit, []).append(item)
    return tuple(_standing(unit, groups[unit], now) for unit in sorted(groups))


def _standing(unit: str, items: Sequence[Item], now: datetime) -> Standing:
    done = [item for item in items if item.state in DONE]
    scores = [Decimal(str(item.data["score"])) for item in done if item.data.get("score") is not None]
    findings = sum(int(str(item.data.get("findings") or 0)) for item in done)
    mean = (sum(scores, Decimal(0)) / len(scores)).quantize(CENT) if scores else None
    return Standing(unit, len(items), len(done), sum(item.is_late(now) for item in items), findings, mean)


@dataclass(frozen=True, slots=True)
class Covered:
    """A quota of a coverage and what was done for it [subjects]. `period` is the period's key, `year`, or `mode:` with a mode's name."""

    duty: str
    title: str
    period: str
    until: date
    population: int
    quota: Bound
    planned: int
    done: int

    @property
    def is_met(self) -> bool:
        """True where at least as many were seen as the quota asks for."""
        return self.done >= self.quota.low


def covered(frame: Frame, items: Iterable[Item], today: date) -> tuple[tuple[Covered, ...], tuple[Problem, ...]]:
    """Each coverage of the plan in the year that holds today: the year's quota, its modes, and every period that has begun."""
    own: dict[str, list[Item]] = {}
    for item in items:
        if item.state is not State.CANCELLED:
            own.setdefault(item.opening.element, []).append(item)
    rows: list[Covered] = []
    problems: tuple[Problem, ...] = ()
    for duty in frame.plan.duties:
        if duty.cover is None or duty.every is None:
            continue
        rounds, wrong = rounds_of(frame, duty, duty.cover)
        problems = (*problems, *wrong)
        for one in rounds:
            if one.windows[0].days.first <= today < one.windows[-1].days.until:
                rows += _rows(one, own.get(f"duties.{duty.id}", []), today)
    return tuple(rows), problems


def _rows(this: Round, items: Sequence[Item], today: date) -> list[Covered]:
    keys = {window.key for window in this.windows}
    mine = [item for item in items if item.opening.period in keys]
    last = this.windows[-1].days.last
    rows = [_row(this, WHOLE_YEAR, last, this.quotas.year, mine)]
    for mode, bound in zip(this.modes, this.quotas.modes, strict=True):
        rows.append(_row(this, f"mode:{mode}", last, bound, [item for item in mine if item.data.get("mode") == mode]))
    for window, bound in zip(this.windows, this.quotas.periods, strict=True):
        if window.days.first <= today:
            rows.append(_row(this, window.key, window.days.last, bound, [item for item in mine if item.opening.period == window.key]))
    return rows


def _row(this: Round, period: str, until: date, quota: Bound, items: Sequence[Item]) -> Covered:
    planned = {item.opening.subject for item in items}
    done = {item.opening.subject for item in items if item.state in DONE}
    return Covered(this.duty.id, this.duty.label, period, until, this.quotas.population, quota, len(planned), len(done))

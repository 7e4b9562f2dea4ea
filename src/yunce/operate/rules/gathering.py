# SPDX-License-Identifier: Apache-2.0
"""From facts to a history: every metric that rules name, of every subject, at every step; whole frames at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from yunce.operate.conditions import condition_of
from yunce.operate.facts import View
from yunce.operate.lower import ENTRIES, FEN, Basis, all_of, lower
from yunce.operate.rules.attributes import attributes
from yunce.operate.rules.axes import Axes, Floats, members, steps_between
from yunce.operate.rules.combining import combined
from yunce.operate.rules.entries import Entered, enterable, entered
from yunce.operate.rules.history import History
from yunce.operate.rules.reported import Reported, held_to_usual
from yunce.operate.rules.targets import targets_of
from yunce.operate.units import UNASSIGNED
from yunce.plan.document import Plan
from yunce.values.grain import Grain
from yunce.warehouse.port import Condition, Measure, Query

if TYPE_CHECKING:
    import polars as pl

STOCK_DAYS = ("on_hand", "units")
"""The metrics behind `stock_days`: pieces on hand over the mean daily pieces of the last seven days."""
SELLING_DAYS = 7


@dataclass(frozen=True, slots=True)
class Look:
    """How a rule looks at facts: whom it is about, its step, the unit and the rows that it keeps to."""

    each: str
    grain: Grain
    unit: str = ""
    where: str = ""

    @property
    def condition(self) -> Condition | None:
        """The rows that it keeps to."""
        return condition_of(self.where) if self.where else None


@dataclass(frozen=True, slots=True)
class Tail:
    """The last steps of a history only, from a day on; with subjects that it has even if nothing is known of them there."""

    first: date
    subjects: tuple[str, ...] = ()


def history_of(view: View, plan: Plan, look: Look, names: Iterable[str], tail: Tail | None = None) -> History:
    """The history of the names that rules use, from the first day of facts (or of its tail) up to as-of. Raises `YunceError`."""
    wanted = [*dict.fromkeys(names)]
    asked = [*(n for n in wanted if n in view.metrics), *(STOCK_DAYS if "stock_days" in wanted else ())]
    asked = [name for name in dict.fromkeys(asked) if name in view.metrics]
    bases = lower(asked, view.metrics)
    first = _first_day(view, {base.table for base in bases} | {ENTRIES})
    if first is None or first > view.as_of:
        return History(look.each, look.grain, (), (), {}, metrics=view.metrics)
    axes = Axes(look.each, look.grain, ("",), steps_between(max(first, tail.first if tail else first), view.as_of, look.grain))
    gathered = _Gathering(view, look, axes, tail.subjects if tail else ())
    gathered.ask(bases, asked)
    axes = gathered.axes(plan)
    if not axes.subjects:
        return History(look.each, look.grain, (), axes.steps, {}, metrics=view.metrics)
    known = {base.id: gathered.known(base, axes) for base in bases}
    numbers = {name: gathered.filled(name, combined(name, view.metrics, known), axes) for name in asked}
    if "stock_days" in wanted and all(name in numbers for name in STOCK_DAYS):
        numbers["stock_days"] = _stock_days(numbers, axes)
    more, texts = attributes(plan, axes)
    targets = targets_of(view, plan, axes, look.unit, asked)
    return History(look.each, look.grain, axes.subjects, axes.steps, {**more, **numbers}, texts, targets, known, view.metrics)


def _first_day(view: View, tables: set[str]) -> date | None:
    """The first day that anybody reported one of some tables."""
    days = [int(d[0]) for (table, _), d in view.coverage.days.items() if table in tables and d.size]
    return date.fromordinal(min(days)) if days else None


def _stock_days(numbers: Mapping[str, Floats], axes: Axes) -> Floats:
    """Pieces on hand over pieces sold a day, by the mean of the last seven days; unknown where nothing was sold."""
    from yunce.plan.expressions.series import mean
    from yunce.plan.expressions.windows import days_of_step

    length = days_of_step(axes.grain)
    sold = mean(numbers["units"], max(SELLING_DAYS // length, 1)) / length
    return np.asarray(numbers["on_hand"] / np.where(sold > 0, sold, np.nan))


@dataclass(slots=True)
class _Gathering:
    """What facts said, before it is laid out."""

    view: View
    look: Look
    first_axes: Axes
    subjects: tuple[str, ...] = ()
    loaded: pl.DataFrame | None = None
    hand: Entered | None = None

    def ask(self, bases: tuple[Basis, ...], names: list[str]) -> None:
        """Ask for loaded rows in one question, for what was entered by hand in another."""
        measures = [*(b.measure for b in bases), *(_rows(b) for b in bases)]
        if measures:
            self.loaded = self.view.facts.query(self.question(measures))
        by_hand = enterable(self.view, names) if self.look.each in ("", "unit", "channel") else {}
        if by_hand:
            self.hand = entered(self.view, self.question, self.first_axes.by, by_hand)

    def question(self, measures: list[Measure], by: tuple[str, ...] = ()) -> Query:
        """A question over all steps, of the rule's unit and rows."""
        scope = all_of(self.view.units.only(self.look.unit), self.look.condition)
        dims = by or self.first_axes.by
        return Query(
            tuple(measures), dims, self.first_axes.steps[0].first, self.view.until, scope, self.view.units.facts, self.view.known_at
        )

    def axes(self, plan: Plan) -> Axes:
        """The axes with the subjects that facts or the plan know."""
        look, frames = self.look, [frame for frame in (self.loaded, self.hand.frame if self.hand else None) if frame is not None]
        if not look.each:
            return self.first_axes
        seen = [*dict.fromkeys((*self.subjects, *members(frames, look.each)))]
        if look.each == "unit":
            seen = self._units(seen)
        elif look.each == "sku":
            seen = list(dict.fromkeys((*(item.sku for item in plan.items if item.sku), *seen)))
        return Axes(look.each, look.grain, tuple(seen), self.first_axes.steps)

    def _units(self, seen: list[str]) -> list[str]:
        """Units in the plan's order: those with facts of their own or an expected report; where the plan knows none of them, all."""
        inside = self.view.units.members(self.look.unit) or tuple(self.view.units.parents)
        named = {*seen, *(owed.unit for owed in self.view.coverage.owed)}
        ordered = [unit for unit in inside if unit in named]
        return ordered or seen or [UNASSIGNED]

    def known(self, base: Basis, axes: Axes) -> Floats:
        """A directly measured metric on the axes: zero where reports cover a step and have no row for it."""
        assert self.loaded is not None  # noqa: S101 - asked before
        values = axes.lay(self.loaded, base.id)
        rows = np.nan_to_num(axes.lay(self.loaded, _rows(base).name))
        if base.in_fen:
            values /= FEN
        if base.table == ENTRIES:
            return held_to_usual(values, Reported(rows, self.view.as_of), axes, inside=False)
        reports = Reported.of(self.view, base.table, axes, self.look.unit)
        nothing = np.isnan(values) & (reports.days > 0) & ((rows == 0) | (not base.may_lack))
        values[nothing] = 0.0
        values = held_to_usual(values, reports, axes, inside=base.adds_up)
        return self.filled(base.id, values, axes)

    def filled(self, name: str, values: Floats, axes: Axes) -> Floats:
        """A metric with what was entered for it by hand, where nothing else is known."""
        return values if self.hand is None else self.hand.filled(name, values, axes)


def _rows(base: Basis) -> Measure:
    return Measure(f"{base.id} rows", base.table, "count", "*", base.measure.where)

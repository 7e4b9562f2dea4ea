# SPDX-License-Identifier: Apache-2.0
"""Quantities by month and unit: what allocation is driven by, what internal prices are for, hours worked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from yunce.operate.appraisal.sources import Lookup, NoFacts
from yunce.operate.profit.entries import LEDGER
from yunce.operate.tabular import Names, Reading, Sheet, form_of
from yunce.plan.document import Plan
from yunce.plan.parts.targets import Metric
from yunce.values.period import Period
from yunce.values.problem import Problem

DRIVERS: Names = {
    "month": ("month", "月份", "期间", "日期", "period", "date"),
    "unit": LEDGER["unit"],
    "driver": ("driver", "动因", "指标", "metric", "项目"),
    "value": ("value", "数量", "数值", "值", "amount"),
}
ALIASES: Mapping[str, tuple[str, ...]] = {
    "hours": ("hours", "labour_hours", "工时", "人工工时", "劳动工时"),
    "headcount": ("headcount", "人数", "在岗人数", "编制", "heads"),
    "area": ("area", "面积"),
    "revenue": ("revenue", "收入"),
}
EQUAL = {"equal", "平均"}


@dataclass(frozen=True, slots=True)
class Drivers:
    """Quantities by (month, unit, driver); a month of `` stands for every month. Then the plan's posts, then facts."""

    plan: Plan
    given: Mapping[tuple[str, str, str], Decimal] = field(default_factory=dict)
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    """Facts by month."""
    revenue: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """What each centre earned [fen], for the driver `revenue`."""
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    """The metrics that facts can be asked for: their names are theirs in a table too."""

    def quantity(self, driver: str, unit: str, month: str) -> Decimal | None:
        """How much of a driver a unit has in a month; `None` where nobody told."""
        if driver in EQUAL:
            return Decimal(1)
        for word in self._forms(driver):
            for when in (month, ""):
                if (when, unit, word) in self.given:
                    return self.given[when, unit, word]
        if driver in ALIASES["headcount"]:
            return self._posts(unit)
        if driver in ALIASES["revenue"]:
            return Decimal(max(0, self.revenue.get((month, unit), 0))) / 100
        found = self.lookups.get(month, NoFacts()).value(driver, unit) if driver in self.metrics else None
        return None if found is None else found.actual

    def _forms(self, driver: str) -> tuple[str, ...]:
        """The words under which a driver may have been handed in: its own, those of its kind, its metric's names."""
        kind = next((words for words in ALIASES.values() if driver in words), ())
        metric = self.metrics.get(driver)
        named = (metric.name, metric.title, *metric.synonyms) if metric is not None else ()
        return tuple(dict.fromkeys(form_of(word) for word in (driver, *kind, *named) if word))

    def _posts(self, unit: str) -> Decimal | None:
        """The people that the plan has in a unit's posts, those below it too; `None` where it says of no post how many."""
        below, grew = {unit}, True
        while grew:
            more = {u.id for u in self.plan.units if u.parent in below} - below
            below, grew = below | more, bool(more)
        heads = [role.headcount.amount for role in self.plan.roles if role.unit in below and role.headcount is not None]
        return sum(heads, Decimal(0)) if heads else None


def read_drivers(sheet: Sheet, plan: Plan, period: Period) -> tuple[dict[tuple[str, str, str], Decimal], tuple[Problem, ...]]:
    """The quantities of a sheet: a row a driver, or a row a unit with a column a driver; and what is wrong in it."""
    reading = Reading.of(sheet, DRIVERS)
    found: dict[tuple[str, str, str], Decimal] = {}
    lines: dict[tuple[str, str, str], int] = {}
    if sheet.is_empty or not reading.need("unit"):
        return found, tuple(reading.problems)
    units = {word: unit.id for unit in plan.units for word in (unit.name, unit.title, unit.id) if word}
    columns = [header for header in sheet.header if header not in set(reading.columns.values())]
    for row in reading.rows():
        when, unit = row.period("month"), row.text("unit")
        if when is not None and when.first not in period:
            continue
        if unit not in units:
            row.wrong("appraisal.unit_unknown", "unit", id=unit or "-")
            continue
        month = f"{when.first:%Y-%m}" if when is not None else ""
        cells = {row.text("driver"): reading.columns["value"]} if reading.has("driver", "value") else {name: name for name in columns}
        for name, column in cells.items():
            amount, key = row.number("", column=column), (month, units[unit], form_of(name))
            if amount is None:
                continue
            if amount < 0:
                row.wrong("profit.driver_negative", column, value=amount)
            elif found.get(key, amount) != amount:
                row.wrong("profit.driver_twice", column, value=amount, first=lines[key], was=found[key])
            elif key not in found:
                found[key], lines[key] = amount, row.line
    return found, tuple(reading.problems)

# SPDX-License-Identifier: Apache-2.0
"""Why the actual is not the plan to date: the metric's drivers, exact to the fen, by a convention and a basis that are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from yunce.engine.variance import explain
from yunce.operate.conditions import driver_names
from yunce.operate.daily import Scope
from yunce.operate.facts import Question, View
from yunce.operate.measuring import measure
from yunce.operate.results import DriverAmount
from yunce.operate.rounding import CENT
from yunce.plan.parts.targets import Metric
from yunce.values.period import Period

REST = "plan_mismatch"
TREND = "plan_over_last_year"
NAMES = {REST: "目标之间不一致", TREND: "目标与去年同期之差"}
BASES = {REST: "plan", TREND: "last_year"}
YEAR = timedelta(days=364)
Sides = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A difference by drivers, and the convention with its basis in words."""

    drivers: tuple[DriverAmount, ...] = ()
    convention: str = ""
    basis: str = ""


def explain_gap(
    view: View, metric: Metric, period: Period, scope: Scope, sums: tuple[Decimal, Decimal], planned: Mapping[str, Decimal]
) -> Reason:
    """What each driver of a metric gave to `actual - plan to date` (`sums` = actual, plan to date); the amounts sum to it exactly.

    The basis is the plan where it sets the drivers (one that it leaves out follows from the others); else the same days of last year,
    with the plan's rise over them as an item of its own. Empty where neither is known. Source: docs/method/variance.md.
    """
    names = driver_names(metric.drivers)
    to_date = sums[1]
    if not names:
        return Reason()
    now = _values(view, names, period, scope)
    if now is None:
        return Reason()
    base = _planned_base(names, planned, to_date)
    if base is not None:
        return _by_drivers(view, names, (base, now), sums, REST)
    past = Period(period.first - YEAR, period.until - YEAR)
    then = _values(view, names, past, scope)
    return Reason() if then is None else _by_drivers(view, names, (then, now), sums, TREND)


def _planned_base(names: tuple[str, ...], planned: Mapping[str, Decimal], to_date: Decimal) -> tuple[Decimal, ...] | None:
    """The planned drivers; one that is missing is what the others leave of the plan to date."""
    missing = [name for name in names if name not in planned]
    product = Decimal(1)
    for name in names:
        product *= planned.get(name, Decimal(1))
    if len(missing) > 1 or (missing and product == 0):
        return None
    return tuple(planned[name] if name in planned else to_date / product for name in names)


def _values(view: View, names: tuple[str, ...], period: Period, scope: Scope) -> tuple[Decimal, ...] | None:
    """The drivers' actual values over a period; `None` where one of them is unknown."""
    values = measure(view, Question(names, period, (), scope.unit, scope.where)).rows[0].values
    known = tuple(value for value in values if value is not None)
    return known if len(known) == len(values) else None


def _by_drivers(view: View, names: tuple[str, ...], factors: tuple[Sides, Sides], sums: Sides, rest: str) -> Reason:
    """LMDI between the two sides; what lies between the base and the plan to date is an item of its own."""
    base, now = ([float(v) for v in side] for side in factors)
    found = explain(base, now, method="lmdi", unit=float(CENT), names=names)
    amounts = [Decimal(int(units)) * CENT for units in found.units[:, 0]]
    drivers = [DriverAmount(n, view.metrics[n].label, a) for n, a in zip(names, amounts, strict=True)]
    left = (sums[0] - sums[1]).quantize(CENT) - sum(amounts, Decimal(0))
    if left:
        drivers.append(DriverAmount(rest, NAMES[rest], left, is_driver=False))
    return Reason(tuple(drivers), found.convention, BASES[rest])

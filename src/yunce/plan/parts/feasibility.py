# SPDX-License-Identifier: Apache-2.0
"""What nobody knows for certain, and what is worked out from it: drivers with their ranges, simulations of money and targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from yunce.plan.fields import Amount, DriverRef, Formula, MetricRef, Part, Text, UnitRef, When, choice
from yunce.plan.parts.common import Named


class DriverHistory(Part):
    """Where a driver's values come from: a metric's months; `as` their own value, their share of the mean, or over last year's."""

    metric: MetricRef
    period: When
    unit: UnitRef = ""
    where: Formula = ""
    value_as: Annotated[Text, choice("value", "share_of_mean", "over_last_year")] = Field(default="value", alias="as")


class Driver(Named):
    """An uncertain number: least, most likely and greatest; or past values, each as likely as another.

    Without `shape`: `triangular` where a likely value stands between two ends, `uniform` with two ends, `fixed` with a likely value alone,
    `empirical` with `values` or `history`. For `normal` and `lognormal` low and high are the 10 % and 90 % points.
    """

    shape: Annotated[Text, choice("fixed", "uniform", "triangular", "pert", "normal", "lognormal", "empirical")] = ""
    low: Amount = None
    likely: Amount = None
    high: Amount = None
    values: tuple[Amount, ...] = ()
    history: DriverHistory | None = None
    each: Annotated[Text, choice("once", "month")] = "once"


class Flow(Named):
    """A path over months times its drivers: written out (`path`: from each month on so much), or that of a flow or metric (`of`)."""

    of: Text = ""
    metric: MetricRef = ""
    unit: UnitRef = ""
    path: Mapping[str, Amount] = Field(default_factory=dict)
    until: When = None
    drivers: tuple[DriverRef, ...] = ()
    cash: Annotated[Text, choice("in", "out", "none")] = "none"


class Together(Part):
    """Two drivers whose ranks go together (`rank` > 0) or against each other (`rank` < 0)."""

    of: tuple[DriverRef, ...]
    rank: Amount


class SimulationGoal(Named):
    """What shall hold, and with which probability."""

    test: Formula
    wanted: Amount = None


class Simulation(Named):
    """Money and targets over months under uncertain drivers. The plan's budget is paid as written."""

    start: When = Field(default=None, alias="from")
    months: Amount = None
    unit: UnitRef = ""
    discount: Amount = None
    opening: Amount = None
    flows: tuple[Flow, ...] = ()
    together: tuple[Together, ...] = ()
    goals: tuple[SimulationGoal, ...] = ()

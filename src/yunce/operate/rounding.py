# SPDX-License-Identifier: Apache-2.0
"""How exact a number is shown: money to the fen, counts as they are, what was divided to six places. The last step before a result."""

from __future__ import annotations

from decimal import Decimal

from yunce.plan.parts.targets import Metric

CENT = Decimal("0.01")
SIX_PLACES = Decimal("0.000001")


def settled(value: Decimal | None, metric: Metric, *, divided: bool = False) -> Decimal | None:
    """A value of a metric as results carry it. `divided` for what was shared out or divided (a landing, a ratio of two metrics)."""
    if value is None:
        return None
    if metric.kind == "ratio" or (divided and metric.measured_in != "CNY"):
        return value.quantize(SIX_PLACES)
    if metric.measured_in == "CNY":
        return value.quantize(CENT)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def ratio(value: Decimal | None) -> Decimal | None:
    """A ratio [1] to six places."""
    return None if value is None else value.quantize(SIX_PLACES)

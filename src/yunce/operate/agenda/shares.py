# SPDX-License-Identifier: Apache-2.0
"""From shares to whole subjects and back, by the way of rounding that the plan names. Source: docs/method/cover.md."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from yunce.engine.cover.quotas import Bound
from yunce.values.quantity import Quantity, Range, number_text

ROUNDINGS = {"up": ROUND_CEILING, "nearest": ROUND_HALF_UP, "down": ROUND_FLOOR}


def bound_of(value: Quantity | Range | None, of: int, rounding: str) -> Bound | None:
    """How many of a population a quota asks for: exactly so many, or between; `None` where it is not told.

    A share is rounded as the plan says; the upper end of a range never up, since it would be passed.
    """
    if value is None:
        return None
    if isinstance(value, Quantity):
        exact = whole(value.amount, value.unit, of, rounding)
        return Bound(exact, exact)
    low, high = 0, of
    if value.low is not None:
        low = whole(value.low, value.unit, of, rounding)
        low += value.low_strict and low == _amount(value.low, value.unit, of)
    if value.high is not None:
        high = whole(value.high, value.unit, of, "down")
        high -= value.high_strict and high == _amount(value.high, value.unit, of)
        high = max(high, low) if value.high == value.low else high
    return Bound(low, high)


def whole(amount: Decimal, unit: str, of: int, rounding: str) -> int:
    """An amount as subjects.

    >>> whole(Decimal("0.25"), "%", 23, "up")
    6
    """
    return int(_amount(amount, unit, of).to_integral_value(ROUNDINGS[rounding or "up"]))


def _amount(amount: Decimal, unit: str, of: int) -> Decimal:
    """A share of the population; a number without `%` counts subjects, unless it is no whole one."""
    return amount * of if unit in {"%", "pp"} or (not unit and amount != amount.to_integral_value()) else amount


def share_text(count: int, of: int, rounding: str) -> str:
    """The roundest share that comes to so many: `26.09%` of 23 is 6 by each way of rounding that is asked for."""
    for places in range(9):
        step = Decimal(1).scaleb(-places)
        share = (Decimal(100 * count) / of).quantize(step, {"up": ROUND_FLOOR, "down": ROUND_CEILING}.get(rounding, ROUND_HALF_UP))
        if whole(share / 100, "%", of, rounding) == count:
            return f"{number_text(share)}%"
    return str(count)

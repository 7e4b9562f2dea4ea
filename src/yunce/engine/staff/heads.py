# SPDX-License-Identifier: Apache-2.0
"""Seats by a ratio and people by hours, exact: the quotient stays beside the whole number that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Literal

from yunce.engine.staff.errors import StaffError
from yunce.values.problem import Problem

Rounding = Literal["up", "nearest", "down"]
_WAYS = {"up": ROUND_CEILING, "nearest": ROUND_HALF_UP, "down": ROUND_FLOOR}
_EXACT = Context(prec=28)


@dataclass(frozen=True, slots=True)
class Count:
    """A quotient as it is and the whole number that it is rounded to."""

    exact: Decimal
    whole: int


def rounded(exact: Decimal, way: Rounding = "up") -> Count:
    """A quotient with its whole number."""
    return Count(exact, int(exact.to_integral_value(_WAYS[way])))


def seats_by_ratio(volume: Decimal, per: Decimal, way: Rounding = "up") -> Count:
    """Seats where each serves so many: volume / per. Raises StaffError for a ratio that is not positive, a volume below 0.

    >>> seats_by_ratio(Decimal(130000), Decimal(20000))
    Count(exact=Decimal('6.5'), whole=7)
    """
    if not (per.is_finite() and per > 0 and volume.is_finite() and volume >= 0):
        raise StaffError(Problem.of("staff.ratio_wrong", "per", volume=volume, per=per))
    return rounded(_EXACT.divide(volume, per), way)


def heads_by_hours(seats: Decimal, hours: Decimal, days: Decimal, legal: Decimal, shrinkage: Decimal = Decimal(0)) -> Count:
    """People who keep seats open: seats x hours a day x days a month / (legal hours a month x (1 - shrinkage)).

    hours [h], days [d], legal [h], shrinkage [0, 1). Raises StaffError. Source: docs/method/staffing.md, 5.

    >>> heads_by_hours(Decimal(3), Decimal(14), Decimal(30), Decimal(248) / 12 * 8).whole
    8
    """
    if not (0 <= shrinkage < 1):
        raise StaffError(Problem.of("staff.share_outside", "shrinkage", value=shrinkage))
    if legal <= 0 or hours < 0 or days < 0 or seats < 0:
        raise StaffError(Problem.of("staff.hours_wrong", "hours", hours=hours, days=days, legal=legal))
    return rounded(_EXACT.divide(seats * hours * days, legal * (1 - shrinkage)))


def heads_by_shrinkage(servers: int, shrinkage: Decimal) -> Count:
    """People to schedule so that so many are there: servers / (1 - shrinkage). Raises StaffError.

    >>> heads_by_shrinkage(14, Decimal("0.3"))
    Count(exact=Decimal('20'), whole=20)
    """
    if not (0 <= shrinkage < 1):
        raise StaffError(Problem.of("staff.share_outside", "shrinkage", value=shrinkage))
    return rounded(_EXACT.divide(Decimal(servers), 1 - shrinkage))

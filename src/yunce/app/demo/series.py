# SPDX-License-Identifier: Apache-2.0
"""Invented days of a demo company: levels with weeks, seasons and turns, and shares of them; the same numbers every time.

Nothing here is measured anywhere. A share of whole things is drawn one by one, so that a part never exceeds its whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

import numpy as np

from yunce.app.demo.relabel import LAST_DAY

FIRST_DAY = date(2026, 1, 1)
SATURDAY = 5
MONTH_DAY = 28
"""A day that every month has."""
YEAR = 365
Column = tuple[str, str]
"""A metric or account, and a unit."""
Values = Mapping[Column, Mapping[date, Decimal]]


@dataclass(frozen=True, slots=True)
class Series:
    """How one number goes. `units` are levels by unit's name; with `of`, the share of another series of the same unit.

    `growth` is a year's, `weekend` a factor on Saturdays and Sundays, `season` an amplitude with its top on `peak` (day of the year),
    `noise` a relative spread; `turns` are factors from a day on; `digits` decimals, 0 for whole things.
    """

    name: str
    units: Mapping[str, float]
    of: str = ""
    share: float = 0.0
    every: str = "day"
    growth: float = 0.0
    weekend: float = 1.0
    season: float = 0.0
    peak: int = 30
    noise: float = 0.05
    digits: int = 0
    turns: Mapping[date, float] = field(default_factory=lambda: MappingProxyType({}))


def days_of(every: str) -> tuple[date, ...]:
    """The days on which a number is handed in: each day, each Monday, the 28th of each month."""
    days = (FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
    return tuple(day for day in days if every == "day" or (day.weekday() == 0 if every == "week" else day.day == MONTH_DAY))


def values_of(series: tuple[Series, ...], seed: str) -> Values:
    """Every number of some series by name and unit, each series drawn by itself; what is a share comes after what it is a share of."""
    found: dict[Column, Mapping[date, Decimal]] = {}
    for one in series:
        units = one.units or {unit: 0.0 for name, unit in found if name == one.of}
        for unit, level in units.items():
            rng = np.random.default_rng(zlib.crc32(f"{seed}/{one.name}/{unit}".encode()))
            whole = found[one.of, unit] if one.of else {}
            found[one.name, unit] = dict(_draw(one, level, whole, rng))
    return found


def _draw(one: Series, level: float, whole: Mapping[date, Decimal], rng: np.random.Generator) -> Iterator[tuple[date, Decimal]]:
    for day in tuple(whole) or days_of(one.every):
        course = _course(one, day) * (1 + one.noise * float(rng.standard_normal()))
        if one.of and not one.digits:
            yield day, Decimal(int(rng.binomial(int(whole[day]), min(max(one.share * course, 0.0), 1.0))))
        else:
            exact = float(whole[day]) * one.share * course if one.of else level * course
            yield day, Decimal(f"{max(exact, 0.0):.{one.digits}f}")


def _course(one: Series, day: date) -> float:
    """The expected size of a day, 1 on a plain one."""
    behind = (day - FIRST_DAY).days
    season = 1 + one.season * np.cos(2 * np.pi * (behind + 1 - one.peak) / YEAR)
    weekend = one.weekend if day.weekday() >= SATURDAY else 1.0
    turned = float(np.prod([factor for since, factor in one.turns.items() if day >= since]))
    return float((1 + one.growth * behind / YEAR) * season * weekend * turned)

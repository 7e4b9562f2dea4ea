# SPDX-License-Identifier: Apache-2.0
"""Units of measure: what may be added and compared, what a product's unit is, how hours become days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from yunce.values.arithmetic import EXACT

TIME, MONTHS, WORKDAYS = "时间", "月", "工作日"
"""Bases of durations: seconds to weeks convert into each other, months and working days into nothing else."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of bases, and how many of the base one of it is (a day is 86,400 seconds)."""

    bases: tuple[tuple[str, int], ...] = ()
    factor: Decimal = Decimal(1)
    text: str = ""

    @property
    def is_ratio(self) -> bool:
        """True for a plain ratio: nothing to convert, `%` and points fit."""
        return not self.bases

    def fits(self, other: Unit) -> bool:
        """True where the two may be added and compared."""
        return self.bases == other.bases

    def times(self, other: Unit, power: int = 1) -> Unit:
        """The unit of a product, or with `power` -1 of a quotient. Bases that meet are converted into their base unit, time into days."""
        powers = dict(self.bases)
        for base, exponent in other.bases:
            powers[base] = powers.get(base, 0) + exponent * power
        bases = tuple(sorted((base, exponent) for base, exponent in powers.items() if exponent))
        factor = EXACT.power(DAY.factor, dict(bases).get(TIME, 0)) if self._meets(other) else self._factor(other, power)
        return Unit(bases, factor, _written(bases))

    def leftover(self, other: Unit, power: int = 1) -> Decimal:
        """What a product's number must be multiplied with to be in `times`'s unit: 20 a day in one week are 20 times 7."""
        return EXACT.divide(self._factor(other, power), self.times(other, power).factor)

    def _meets(self, other: Unit) -> bool:
        return bool({base for base, _ in self.bases} & {base for base, _ in other.bases})

    def _factor(self, other: Unit, power: int) -> Decimal:
        return EXACT.multiply(self.factor, other.factor) if power > 0 else EXACT.divide(self.factor, other.factor)

    def per(self, step: Unit) -> Unit:
        """The unit of a slope a step: seconds a day stay seconds, for a bare limit means those."""
        return self if self._meets(step) else self.times(step, -1)


RATIO = Unit(text="比率")
DAY = Unit(((TIME, 1),), Decimal(86400), "天")
SECOND = Unit(((TIME, 1),), Decimal(1), "秒")
MONTH = Unit(((MONTHS, 1),), Decimal(1), "月")
WORKDAY = Unit(((WORKDAYS, 1),), Decimal(1), "工作日")

_KNOWN: Mapping[str, Unit] = MappingProxyType(
    {
        **dict.fromkeys(("1", "ratio", "%", "pp", "‰", "比率", "比例", "倍"), RATIO),
        **dict.fromkeys(("d", "day", "days", "天", "日"), DAY),
        **dict.fromkeys(("s", "second", "seconds", "秒"), SECOND),
        **dict.fromkeys(("min", "minute", "minutes", "分钟"), Unit(((TIME, 1),), Decimal(60), "分钟")),
        **dict.fromkeys(("h", "hour", "hours", "小时", "时"), Unit(((TIME, 1),), Decimal(3600), "小时")),
        **dict.fromkeys(("w", "week", "weeks", "周"), Unit(((TIME, 1),), Decimal(604800), "周")),
        **dict.fromkeys(("mo", "month", "months", "月", "个月"), MONTH),
        **dict.fromkeys(("wd", "工作日", "个工作日"), WORKDAY),
        **dict.fromkeys(("CNY", "RMB", "元", "人民币"), Unit((("CNY", 1),), Decimal(1), "CNY")),
        "万元": Unit((("CNY", 1),), Decimal(10000), "万元"),
        **dict.fromkeys(("人", "名", "person", "people"), Unit((("人", 1),), Decimal(1), "人")),
    }
)


@lru_cache(maxsize=1024)
def unit_of(text: str) -> Unit | None:
    """The unit that a text names (`CNY`, `单/天`, `%`); `None` for an empty text: a plain number that fits any unit.

    A word that is not known is a unit of its own.
    """
    clean = text.strip()
    if not clean:
        return None
    top, stroke, bottom = clean.partition("/")
    unit = _KNOWN.get(top.strip()) or Unit(((top.strip(), 1),), Decimal(1), top.strip())
    if not stroke:
        return unit
    below = unit_of(bottom) or RATIO
    return unit.times(below, -1)


def _written(bases: tuple[tuple[str, int], ...]) -> str:
    above = "·".join(base if n == 1 else f"{base}^{n}" for base, n in bases if n > 0)
    below = "·".join(base if n == -1 else f"{base}^{-n}" for base, n in bases if n < 0)
    return (above or "1") + (f"/{below}" if below else "") if bases else RATIO.text

# SPDX-License-Identifier: Apache-2.0
"""What the scanner finds: mentions, each a span with its value; neutral, before anybody asks what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from yunce.values.light import light

Sort = Literal["quantity", "date", "cadence", "offset", "clock", "ratio", "name", "number_mark", "mask", "blank", "post"]
Op = Literal["=", ">=", "<=", ">", "<"]


@light
@dataclass(frozen=True, slots=True)
class Value:
    """A value or range in its unit; `None` for an end that is open or not told."""

    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    op: Op = "="

    @property
    def is_known(self) -> bool:
        """True where at least one end is a number."""
        return self.low is not None or self.high is not None


@light
@dataclass(frozen=True, slots=True)
class Mention:
    """One number, date or rhythm in the text. `when` is a date in canonical form; `about` from 约/左右; `doubt` why the reading is suspect."""

    sort: Sort
    start: int
    end: int
    value: Value | None = None
    when: str = ""
    about: bool = False
    doubt: str = ""
    readings: tuple[str, ...] = ()
    per: str = ""
    role: str = ""

    @property
    def unit(self) -> str:
        """The unit of its value; empty where it has none."""
        return self.value.unit if self.value else ""

    def valued(self, value: Value) -> Mention:
        """The same mention with another value."""
        return Mention(self.sort, self.start, self.end, value, self.when, self.about, self.doubt, self.readings, self.per, self.role)

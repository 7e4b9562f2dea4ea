# SPDX-License-Identifier: Apache-2.0
"""One result, and one item's results of many people: numbers as arrays, the rest when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from yunce.operate.appraisal.texts import words

if TYPE_CHECKING:
    import polars as pl

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Value:
    """One result as it was handed in: `actual` `None` where the cell was left blank."""

    actual: Decimal | None
    target: Decimal | None = None
    source: str = ""
    confirmer: str = ""


class Told(Protocol):
    """What is known of one item, by person."""

    @property
    def actual(self) -> Floats:
        """What was reached (n,), NaN where nobody told."""
        ...

    @property
    def target(self) -> Floats:
        """What was asked as it was handed in (n,), NaN where nobody told."""
        ...

    def value(self, person: int) -> Value | None:
        """Everything about one person's result; `None` where nobody told anything."""
        ...

    def written(self) -> pl.Series:
        """What was reached as exact text (n,), null where nobody told."""
        ...

    def told_by(self) -> tuple[pl.Series, pl.Series]:
        """Where each number comes from and who confirms it (n,), empty where nobody says."""
        ...


@dataclass(frozen=True, slots=True)
class OneByOne:
    """Results found one after another."""

    values: Sequence[Value | None]

    @property
    def actual(self) -> Floats:
        """What was reached (n,)."""
        return _numbers([None if v is None else v.actual for v in self.values])

    @property
    def target(self) -> Floats:
        """What was asked (n,)."""
        return _numbers([None if v is None else v.target for v in self.values])

    def value(self, person: int) -> Value | None:
        """One person's result."""
        return self.values[person]

    def written(self) -> pl.Series:
        """What was reached as exact text (n,)."""
        return words([None if v is None or v.actual is None else format(v.actual, "f") for v in self.values])

    def told_by(self) -> tuple[pl.Series, pl.Series]:
        """Where each number comes from and who confirms it (n,)."""
        values = [v or Value(None) for v in self.values]
        return words([v.source for v in values]), words([v.confirmer for v in values])


def _numbers(values: Sequence[Decimal | None]) -> Floats:
    return np.array([np.nan if v is None else float(v) for v in values], dtype=np.float64)

# SPDX-License-Identifier: Apache-2.0
"""What a forecast rests on: the days of the period so far, their weights, and the days before the period."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.values.problem import Problem, YunceError

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


class ForecastError(YunceError, ValueError):
    """Numbers that no forecast can be made from because they do not fit together: its problems say which."""


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """A sum by day. Make it with `observe`, which checks it.

    values (done,) of the period so far, NaN where unknown · weights (days,) of the whole period · past_values (h,) of the days right before
    the period, oldest first, NaN where unknown · past_weights (h,) by the same scale as weights.
    """

    values: Floats
    weights: Floats
    past_values: Floats = field(default_factory=lambda: np.zeros(0))
    past_weights: Floats = field(default_factory=lambda: np.zeros(0))

    @property
    def done(self) -> int:
        """Days over."""
        return self.values.size

    @property
    def days(self) -> int:
        """Days in all."""
        return self.weights.size

    def joined(self) -> tuple[Floats, Floats]:
        """Past days and the period's days so far as one run: values and weights (h + done,)."""
        return np.concatenate([self.past_values, self.values]), np.concatenate([self.past_weights, self.weights[: self.done]])


def observe(values: ArrayLike, weights: ArrayLike, past_values: ArrayLike = (), past_weights: ArrayLike | None = None) -> Observed:
    """A checked `Observed`; without past weights every past day has the mean weight of the period's days.

    Raises ForecastError: more days than the period has, lengths that differ, weights unknown, infinite or negative, infinite values.
    """
    now, scale, past = (np.atleast_1d(np.array(row, dtype=np.float64)) for row in (values, weights, past_values))
    even = np.full(past.size, scale.mean() if scale.size else 1.0)
    then = even if past_weights is None else np.atleast_1d(np.array(past_weights, dtype=np.float64))
    if scale.size == 0 or now.size > scale.size or past.shape != then.shape or {now.ndim, scale.ndim, past.ndim} != {1}:
        raise ForecastError(Problem.of("forecast.lengths_differ", lengths=f"{now.shape} / {scale.shape} / {past.shape} / {then.shape}"))
    for name, row in (("weights", scale), ("past_weights", then)):
        wrong = np.flatnonzero(~(row >= 0) | np.isinf(row)).tolist()
        if wrong:
            raise ForecastError(*(Problem.of("forecast.weight_wrong", f"{name}[{i}]", index=i + 1, weight=row[i]) for i in wrong))
    for name, row in (("values", now), ("past_values", past)):
        wrong = np.flatnonzero(np.isinf(row)).tolist()
        if wrong:
            raise ForecastError(*(Problem.of("forecast.value_infinite", f"{name}[{i}]", index=i + 1) for i in wrong))
    return Observed(now, scale, past, then)

# SPDX-License-Identifier: Apache-2.0
"""Sales net of returns that have not come back yet: the share of sales that returns after a lag."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from yunce.engine.forecast.landing import Landing
from yunce.engine.forecast.observed import ForecastError
from yunce.values.problem import Problem


def lagged_return_rate(gross: ArrayLike, refunds: ArrayLike, lag: int) -> float:
    """Which share of sales comes back: refunds from day `lag` on over the sales of the days that long before.

    gross, refunds (n,) [CNY] by their own day, NaN where unknown (such pairs are left out) · lag [days] -> [1].
    Raises ForecastError: lengths differ, lag outside the history, no sales, refunds above sales or below nothing.
    Source: docs/method/forecast.md, 5.
    """
    sold, returned = np.asarray(gross, dtype=np.float64), np.asarray(refunds, dtype=np.float64)
    if sold.shape != returned.shape or sold.ndim != 1:
        raise ForecastError(Problem.of("forecast.lengths_differ", lengths=f"{sold.shape} / {returned.shape}"))
    if not 0 <= lag < max(sold.size, 1):
        raise ForecastError(Problem.of("forecast.lag_outside", lag=lag, days=sold.size))
    before, after = sold[: sold.size - lag], returned[lag:]
    known = ~(np.isnan(before) | np.isnan(after))
    base = float(before[known].sum())
    if base <= 0:
        raise ForecastError(Problem.of("forecast.no_sales"))
    rate = float(after[known].sum()) / base
    _check_rate(rate)
    return rate


def net_of_returns(gross: Landing, rate: float) -> Landing:
    """A landing of sales net of the returns still to come: gross x (1 - lagged return rate), band and all. rate 0..1 [1]."""
    _check_rate(rate)
    kept = 1 - rate
    return replace(gross, mid=gross.mid * kept, low=gross.low * kept, high=gross.high * kept)


def _check_rate(rate: float) -> None:
    """A return rate lies between 0 and 1."""
    if not 0 <= rate <= 1:
        raise ForecastError(Problem.of("forecast.rate_outside", rate=rate))

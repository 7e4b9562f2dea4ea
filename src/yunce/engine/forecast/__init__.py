# SPDX-License-Identifier: Apache-2.0
"""Where a period will land: run-rate and history, an honest band, its error in back-test."""

from yunce.engine.forecast.backtest import Backtest, backtest
from yunce.engine.forecast.landing import Landing, landing, landing_course, landing_ratio, run_rate
from yunce.engine.forecast.observed import ForecastError, Observed, observe
from yunce.engine.forecast.returns import lagged_return_rate, net_of_returns

__all__ = [
    "Backtest",
    "ForecastError",
    "Landing",
    "Observed",
    "backtest",
    "lagged_return_rate",
    "landing",
    "landing_course",
    "landing_ratio",
    "net_of_returns",
    "observe",
    "run_rate",
]

# SPDX-License-Identifier: Apache-2.0
"""Where a period will land: the sum so far and what the days left will bring, with a band that history has earned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot, isnan, nan, sqrt
from typing import Literal

import numpy as np

from yunce.engine.forecast.backtest import (
    ENOUGH,
    MEMORY,
    Backtest,
    backtest,
    best_strength,
    blended_level,
    half_width,
    mean_weight,
    measured_coverage,
    student_quantile,
    windows_apart,
)
from yunce.engine.forecast.observed import Flags, Floats, ForecastError, Observed, Places
from yunce.values.problem import Problem, Severity

LEAST_DAYS = 7
"""Fewer known days than this say nothing of how much days differ."""
WIDER = 2.0
"""A band from single days is this much wider: days in a row resemble each other, and nothing tested it."""


@dataclass(frozen=True, slots=True)
class Landing:
    """A landing forecast [unit]; NaN where there is none, and then `reason` says why."""

    mid: float
    low: float
    high: float
    coverage: float
    """How often the band should hold [1]."""
    covered: float
    """How often it held in back-test [1]; NaN where it could not be tested."""
    tested: int
    """In how many past forecasts."""
    windows: int
    """Separate stretches of history behind the band."""
    error: float
    """Mean absolute error of the past forecasts [1]; NaN where there are none."""
    method: Literal["none", "closed", "run_rate", "blended"]
    """`closed`: the period is over and known; `blended`: run-rate pulled to the level before."""
    strength: float
    """Ordinary days that the level before weighs."""
    basis: Literal["none", "closed", "windows", "days"]
    """What the band rests on: back-tested stretches, or the spread of single days, widened."""
    unknown_days: int
    """Days over whose number is unknown: estimated like days to come."""
    reason: Problem | None = None


def run_rate(actual: float, progress: float) -> float:
    """The plain forecast: actual over weighted time progress; NaN on day 0. [unit], [1] -> [unit]."""
    return actual / progress if progress > 0 else nan


def landing(observed: Observed, *, coverage: float = 0.8) -> Landing:
    """Where a sum will land at the end of its period, and between which bounds.

    mid = known so far + level x weight not known yet; level = (so far + k x level before) / (its weight + k), k by back-test, 0 without
    enough history: then mid is the run-rate, actual / weighted progress. The band is back-tested over past stretches; with fewer than 4 it
    comes from single days, twice as wide; with fewer than 7 known days there is none. Day 0 has no forecast.
    Raises ForecastError for a coverage outside (0, 1). Source: docs/method/forecast.md.
    """
    _check_coverage(coverage)
    known = ~np.isnan(observed.values)
    if fault := _nothing_to_say(observed, known):
        return _none(coverage, fault, int((~known).sum()))
    strength = best_strength(observed)
    mid = _mid(observed, strength)
    unknown = int((~known).sum())
    found = replace(
        _none(coverage, None, unknown), mid=mid, method="blended" if strength else "run_rate", strength=strength, low=mid, high=mid
    )
    if observed.done == observed.days and unknown == 0:
        return replace(found, method="closed", basis="closed")
    past = backtest(observed, strength, MEMORY if strength else 0)
    found = _with_band(found, past.starts, past.errors, (observed.done, observed.days))
    if found.basis == "none":
        found = _with_day_band(found, _day_width(observed, mid, coverage))
    if found.basis != "none" and not (observed.joined()[0] < 0).any():
        found = replace(found, low=max(found.low, float(observed.values[known].sum())))
    return found


def landing_ratio(numerator: Observed, denominator: Observed, *, coverage: float = 0.8) -> Landing:
    """Where a ratio will land: the forecast of its numerator over that of its denominator, with a band of the ratio's own past errors.

    Both over the same days. Without enough history: both bands from single days, added as if apart. Where no side was ever below 0 it ends
    at 0, and where the part never was above its whole it ends at 1.
    Raises ForecastError where lengths differ.
    """
    if (numerator.done, numerator.days, numerator.past_values.size) != (denominator.done, denominator.days, denominator.past_values.size):
        lengths = f"{numerator.done} of {numerator.days} / {denominator.done} of {denominator.days}"
        raise ForecastError(Problem.of("forecast.lengths_differ", lengths=lengths))
    above, below = landing(numerator, coverage=coverage), landing(denominator, coverage=coverage)
    if isnan(above.mid) or isnan(below.mid) or below.mid == 0:
        fault = above.reason if isnan(above.mid) else below.reason if isnan(below.mid) else None
        fault = fault or Problem.of("forecast.denominator_zero", severity=Severity.NOTE)
        return _none(coverage, fault, max(above.unknown_days, below.unknown_days))
    mid = above.mid / below.mid
    found = replace(above, mid=mid, low=mid, high=mid, basis="none", covered=nan, tested=0, windows=0, error=nan, reason=None)
    if above.basis == below.basis == "closed":
        return replace(found, basis="closed")
    starts, errors = _ratio_errors(
        *(backtest(side, one.strength, MEMORY if one.strength else 0) for side, one in ((numerator, above), (denominator, below)))
    )
    found = _with_band(found, starts, errors, (numerator.done, numerator.days))
    if found.basis == "none":
        widths = [_day_width(side, one.mid, coverage) for side, one in ((numerator, above), (denominator, below))]
        found = _with_day_band(found, hypot(*widths))
    return _within_the_possible(found, numerator, denominator)


def landing_course(found: Landing, weights: Floats, done: int, actual: float) -> Floats:
    """The way to the landing, cumulative: low, mid and high by day left (3, days - done) [unit], in proportion to the weight gone by."""
    left = np.asarray(weights, dtype=np.float64)[done:]
    whole = float(left.sum())
    share = np.cumsum(left) / whole if whole > 0 else np.ones(left.size)
    return np.array([actual + (end - actual) * share for end in (found.low, found.mid, found.high)])


def _check_coverage(coverage: float) -> None:
    """A nominal coverage lies between 0 and 1."""
    if not 0 < coverage < 1:
        raise ForecastError(Problem.of("forecast.coverage_outside", coverage=coverage))


def _nothing_to_say(observed: Observed, known: Flags) -> Problem | None:
    """Why there is no forecast at all."""
    if observed.done == 0:
        return Problem.of("forecast.day_zero", severity=Severity.NOTE)
    if not known.any():
        return Problem.of("forecast.nothing_known", severity=Severity.NOTE)
    if observed.weights[: observed.done][known].sum() <= 0 and not (known.all() and observed.done == observed.days):
        return Problem.of("forecast.no_weight_done", severity=Severity.NOTE)
    return None


def _none(coverage: float, reason: Problem | None, unknown: int) -> Landing:
    """No forecast, and why."""
    return Landing(nan, nan, nan, coverage, nan, 0, 0, nan, "none", 0.0, "none", unknown, reason)


def _mid(observed: Observed, strength: float) -> float:
    """The forecast itself."""
    known = ~np.isnan(observed.values)
    so_far, weight = float(observed.values[known].sum()), float(observed.weights[: observed.done][known].sum())
    if known.all() and observed.done == observed.days:
        return so_far
    before, before_weights = observed.past_values[-MEMORY:], observed.past_weights[-MEMORY:]
    said = ~np.isnan(before)
    level = blended_level(
        np.array([so_far]),
        np.array([weight]),
        np.array([before[said].sum()]),
        np.array([before_weights[said].sum()]),
        strength * mean_weight(observed.joined()[1]),
    )
    return so_far + float(level[0]) * (float(observed.weights.sum()) - weight)


def _within_the_possible(found: Landing, part: Observed, whole: Observed) -> Landing:
    """A ratio's landing between the bounds that all its days have kept: 0, and 1 for a part of something."""
    (above, _), (below, _) = part.joined(), whole.joined()
    known = ~np.isnan(above) & ~np.isnan(below)
    least = 0.0 if (above[known] >= 0).all() and (below[known] >= 0).all() else -np.inf
    most = 1.0 if least == 0 and (above[known] <= below[known]).all() else np.inf
    low, mid, high = (float(np.clip(side, least, most)) for side in (found.low, found.mid, found.high))
    return replace(found, low=low, mid=mid, high=high)


def _with_band(found: Landing, starts: Places, errors: Floats, shape: tuple[int, int]) -> Landing:
    """The band of past errors, where there are enough of them; without it what was measured all the same."""
    windows = windows_apart(starts, shape[1])
    error = float(np.abs(errors).mean()) if errors.size else nan
    if windows < ENOUGH:
        return replace(found, windows=windows, error=error)
    width = half_width(errors, windows, found.coverage)
    covered, tested = measured_coverage(starts, errors, shape, found.coverage)
    low, high = sorted((found.mid * (1 - width), found.mid * (1 + width)))
    return replace(found, low=low, high=high, basis="windows", windows=windows, error=error, covered=covered, tested=tested)


def _with_day_band(found: Landing, width: float) -> Landing:
    """The widened band of single days, or none; either says why."""
    if isnan(width):
        reason = Problem.of("forecast.history_short", severity=Severity.NOTE, least=LEAST_DAYS, windows=found.windows)
        return replace(found, low=nan, high=nan, reason=reason)
    reason = Problem.of("forecast.not_tested", severity=Severity.NOTE, windows=found.windows, wider=f"{WIDER:g}")
    low, high = sorted((found.mid * (1 - width), found.mid * (1 + width)))
    return replace(found, low=low, high=high, basis="days", reason=reason)


def _day_width(observed: Observed, mid: float, coverage: float) -> float:
    """Half of a band as a share of the forecast from how single days differ: noise of the days left and doubt about the level, widened."""
    values, weights = observed.joined()
    recent = slice(-(MEMORY + observed.done), None)
    values, weights = values[recent], weights[recent]
    usable = ~np.isnan(values) & (weights > 0)
    count = int(usable.sum())
    if observed.done == observed.days and not np.isnan(observed.values).any():
        return 0.0
    if count < LEAST_DAYS or mid == 0:
        return nan
    value, weight = values[usable], weights[usable]
    level = float(value.sum() / weight.sum())
    noise = float(np.sqrt(np.sum(((value - level * weight) / weight) ** 2) / (count - 1)))
    left = np.concatenate([observed.weights[: observed.done][np.isnan(observed.values)], observed.weights[observed.done :]])
    doubt = float(left.sum()) * sqrt(float((weight**2).sum())) / float(weight.sum())
    deviation = noise * hypot(sqrt(float((left**2).sum())), doubt)
    return WIDER * float(student_quantile(count - 1, (1 + coverage) / 2)) * deviation / abs(mid)


def _ratio_errors(above: Backtest, below: Backtest) -> tuple[Places, Floats]:
    """Past errors of a ratio where both of its sides could be forecast and the denominator was not nothing."""
    starts, at_above, at_below = np.intersect1d(above.starts, below.starts, assume_unique=True, return_indices=True)
    top, bottom = above.actual[at_above], below.actual[at_below]
    forecast = above.forecast[at_above] / below.forecast[at_below]
    usable = bottom > 0
    return starts[usable], top[usable] / bottom[usable] / forecast[usable] - 1

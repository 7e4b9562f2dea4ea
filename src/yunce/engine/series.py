# SPDX-License-Identifier: Apache-2.0
"""What a history says of its seasons, its weekdays and its events: indices that average 1, uplifts of windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.values.problem import Problem, YunceError

Floats = NDArray[np.float64]
LEAST_DAYS = 4
"""Fewer usable days of one weekday than this give no weight for it."""
NEAR = 28
"""Ordinary days this near to a window say what the window would have been without its event."""


class SeriesError(YunceError, ValueError):
    """A history that cannot say what is asked of it: its problems say why."""


@dataclass(frozen=True, slots=True, eq=False)
class WeekdayWeights:
    """Weights of Monday to Sunday (7,) [1], averaging 1, and the usable days that each rests on (7,)."""

    weights: Floats
    days: NDArray[np.int64]


def centred_mean(values: Floats, period: int) -> Floats:
    """Mean over one whole period centred on each value; ends of half weight where the period is even. (n,) -> (n,), NaN at both ends."""
    odd = period % 2 == 1
    window = np.full(period, 1.0) if odd else np.concatenate([[0.5], np.ones(period - 1), [0.5]])
    out = np.full(values.size, np.nan)
    if values.size >= window.size:
        half = window.size // 2
        out[half : values.size - half] = np.convolve(values, window / period, mode="valid")
    return out


def seasonal_indices(
    values: ArrayLike, period: int = 12, *, model: Literal["multiplicative", "additive"] = "multiplicative", start: int = 0
) -> Floats:
    """Seasonal indices by ratio (or difference) to the centred moving mean, averaged by season, normalised to mean 1 (or 0).

    values (n,) [any], at least two whole periods, NaN where unknown · start: the season of the first value -> (period,) [1] by season.
    Raises SeriesError: too short, a season without usable history, a value <= 0 in the multiplicative model.
    Source: docs/method/pace.md, 3 (classical decomposition).
    """
    series = np.asarray(values, dtype=np.float64)
    if period < 2 or series.ndim != 1 or series.size < 2 * period:
        raise SeriesError(Problem.of("series.too_short", given=series.size, needed=2 * max(period, 2)))
    wrong = np.flatnonzero((series <= 0) | np.isinf(series))
    if model == "multiplicative" and wrong.size:
        raise SeriesError(Problem.of("series.not_positive", index=int(wrong[0]) + 1, value=series[wrong[0]]))
    trend = centred_mean(series, period)
    apart = series / trend if model == "multiplicative" else series - trend
    seasons = (np.arange(series.size) + start) % period
    known = ~np.isnan(apart)
    counts = np.bincount(seasons[known], minlength=period)
    if (counts == 0).any():
        empty = ", ".join(str(i + 1) for i in np.flatnonzero(counts == 0).tolist())
        raise SeriesError(Problem.of("series.season_unknown", seasons=empty))
    means = np.bincount(seasons[known], weights=apart[known], minlength=period) / counts
    return means / means.mean() if model == "multiplicative" else means - means.mean()


def weekday_weights(values: ArrayLike, weekdays: ArrayLike, *, exclude: ArrayLike | None = None) -> WeekdayWeights:
    """Weights of the weekdays from a daily history: the median ratio of each weekday to the mean of the seven days around it.

    values (n,) [any], NaN where unknown · weekdays (n,) 0 = Monday · exclude (n,) true in event windows: such days are used neither
    themselves nor in the seven days around others. The median keeps single wild days out. Raises SeriesError where a weekday has fewer than
    4 usable days. Source: docs/method/pace.md, 3.
    """
    series, days = np.array(values, dtype=np.float64), np.asarray(weekdays, dtype=np.int64)
    skipped = np.zeros(series.size, dtype=np.bool_) if exclude is None else np.asarray(exclude, dtype=np.bool_)
    if series.ndim != 1 or days.shape != series.shape or skipped.shape != series.shape:
        raise SeriesError(Problem.of("series.lengths_differ", lengths=f"{series.shape} / {days.shape} / {skipped.shape}"))
    series[skipped] = np.nan
    level = centred_mean(series, 7)
    ratio = np.divide(series, level, out=np.full(series.size, np.nan), where=level > 0)
    usable = [ratio[(days == weekday) & ~np.isnan(ratio)] for weekday in range(7)]
    counts = np.array([some.size for some in usable], dtype=np.int64)
    if (counts < LEAST_DAYS).any():
        thin = "、".join("一二三四五六日"[i] for i in np.flatnonzero(counts < LEAST_DAYS).tolist())
        raise SeriesError(Problem.of("series.weekday_thin", weekdays=thin, needed=LEAST_DAYS))
    medians = np.maximum([float(np.median(some)) for some in usable], 0.0)
    return WeekdayWeights(medians / medians.mean(), counts)


def event_uplift(values: ArrayLike, weights: ArrayLike, window: tuple[int, int], *, exclude: ArrayLike | None = None) -> float:
    """How many times its ordinary level an event window sold: its sum over the weight it had, at the level of the ordinary days near it.

    values (n,) [any], NaN where unknown · weights (n,) [1] ordinary day weights · window [first, until) · exclude (n,) true in any event
    window. The level is the median of value / weight over ordinary days within 28 days -> uplift [1], >= 0.
    Raises SeriesError where window or surroundings are empty. Source: docs/method/pace.md, 3.
    """
    series, ordinary = np.asarray(values, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    skipped = np.zeros(series.size, dtype=np.bool_) if exclude is None else np.array(exclude, dtype=np.bool_)
    if series.ndim != 1 or ordinary.shape != series.shape or skipped.shape != series.shape:
        raise SeriesError(Problem.of("series.lengths_differ", lengths=f"{series.shape} / {ordinary.shape} / {skipped.shape}"))
    first, until = window
    place = np.arange(series.size)
    inside = (place >= first) & (place < until) & ~np.isnan(series)
    near = (place >= first - NEAR) & (place < until + NEAR) & ~((place >= first) & (place < until))
    near &= ~skipped & ~np.isnan(series) & (ordinary > 0)
    level = float(np.median(series[near] / ordinary[near])) if near.any() else 0.0
    whole = float(ordinary[inside].sum()) * level
    if whole <= 0:
        raise SeriesError(Problem.of("series.window_empty", first=first + 1, until=until))
    return max(float(series[inside].sum()) / whole, 0.0)


def aligned_weights(history: ArrayLike, history_offsets: ArrayLike, offsets: ArrayLike) -> Floats:
    """Weights of days by their distance from a moving feast: the mean of history at the same distance, over history's mean.

    history (n,) [any], NaN where unknown · history_offsets (n,) and offsets (d,): days from the feast, negative before it, each year from
    its own feast -> (d,) [1]; NaN where history knows no such day. Source: docs/method/pace.md, 3 (lunar windows).
    """
    series, then, now = np.asarray(history, dtype=np.float64), np.asarray(history_offsets), np.asarray(offsets)
    if series.shape != then.shape or series.ndim != 1:
        raise SeriesError(Problem.of("series.lengths_differ", lengths=f"{series.shape} / {then.shape}"))
    known = ~np.isnan(series)
    if not known.any() or series[known].sum() <= 0:
        raise SeriesError(Problem.of("series.too_short", given=int(known.sum()), needed=1))
    places, at = np.unique(then[known], return_inverse=True)
    means = np.bincount(at, weights=series[known]) / np.bincount(at)
    found = np.minimum(np.searchsorted(places, now), places.size - 1)
    return np.where(places[found] == now, means[found], np.nan) / float(series[known].mean())

# SPDX-License-Identifier: Apache-2.0
"""How far a period is and whether the actual keeps up: time progress by day weights, attainment, pace, what each day left needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.values.problem import Problem, YunceError

Floats = NDArray[np.float64]


class PaceError(YunceError, ValueError):
    """Days or weights that give no time progress: its problems say which."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days [first, until) of a period, from 0, whose weight an event multiplies by `uplift` [1], > 0: pre-heat, peak or hangover."""

    first: int
    until: int
    uplift: float


@dataclass(frozen=True, slots=True, eq=False)
class Pace:
    """Where a period stands after some of its days. NaN is unknown or has no meaning (a ratio on day 0)."""

    done: int
    """Days over."""
    days: int
    """Days in all."""
    linear: float
    """时间进度 by calendar days, done / days [1]."""
    progress: float
    """时间进度 by weight: what is over of all the weight [1]."""
    attainment: float
    """达成率: actual / target [1]."""
    ratio: float
    """进度比: attainment / progress [1]; above 1 is ahead."""
    planned: float
    """应达: target x progress [unit of the target]."""
    ahead: float
    """进度差: attainment - progress [1], times 100 points."""
    gap: float
    """target - actual [unit of the target]."""
    required: Floats
    """What each day left needs (days - done,) [unit of the target], in proportion to its weight; 0 where the target is reached."""
    required_flat: float
    """The same spread evenly over the days left."""


def day_weights(weekdays: ArrayLike, weekday_weights: ArrayLike, windows: Sequence[Window] = ()) -> Floats:
    """The weight of each day of a period: its weekday's weight times the uplift of every window that it lies in.

    weekdays (d,) 0 = Monday ... 6 = Sunday · weekday_weights (7,) [1], >= 0 · windows that overlap multiply -> (d,) [1].
    Lunar feasts come as windows laid on this year's days. Raises PaceError. Source: docs/method/pace.md, 2.
    """
    days, by_weekday = np.asarray(weekdays, dtype=np.int64), _weights(weekday_weights)
    if by_weekday.size != 7 or days.ndim != 1 or ((days < 0) | (days > 6)).any():
        raise PaceError(Problem.of("pace.lengths_differ", lengths=f"{by_weekday.size} / 7"))
    weights = by_weekday[days]
    problems = []
    for i, window in enumerate(windows):
        if not (0 <= window.first <= window.until <= days.size and 0 < window.uplift < np.inf):
            problems.append(
                Problem.of(
                    "pace.window_wrong",
                    f"windows[{i}]",
                    first=window.first + 1,
                    until=window.until,
                    days=days.size,
                    uplift=window.uplift,
                )
            )
            continue
        weights[window.first : window.until] *= window.uplift
    if problems:
        raise PaceError(*problems)
    return weights


def time_progress(weights: ArrayLike, done: int) -> float:
    """时间进度 by weight: the weight of the first `done` days over all of it [1]. weights (d,) [1], >= 0, sum > 0. Raises PaceError."""
    checked = _weights(weights)
    _check_done(done, checked.size)
    return float(checked[:done].sum() / _positive_sum(checked))


def pace(weights: ArrayLike, done: int, actual: float, target: float) -> Pace:
    """Where a period stands after `done` of its days.

    weights (d,) [1], >= 0, sum > 0: a weight for each day of the period, events inside it included · done 0..d · actual, target [unit],
    NaN where unknown. Day 0: pace is unknown. All days over: nothing is required any more. Days left that all weigh 0 cannot carry a gap:
    what they need is unknown. Raises PaceError. Source: docs/method/pace.md, 1.
    """
    checked = _weights(weights)
    _check_done(done, checked.size)
    progress = float(checked[:done].sum() / _positive_sum(checked))
    attainment = actual / target if target != 0 else nan
    gap = target - actual
    left = checked[done:]
    return Pace(
        done=done,
        days=checked.size,
        linear=done / checked.size,
        progress=progress,
        attainment=attainment,
        ratio=attainment / progress if progress > 0 else nan,
        planned=target * progress,
        ahead=attainment - progress,
        gap=gap,
        required=_required(gap, left),
        required_flat=nan if left.size == 0 or isnan(gap) else max(gap, 0.0) / left.size,
    )


def _required(gap: float, left: Floats) -> Floats:
    """A gap over the days left by their weights."""
    if gap <= 0 or left.size == 0:
        return np.zeros(left.size)
    whole = float(left.sum())
    return left * (gap / whole) if whole > 0 else np.full(left.size, nan)


def _weights(weights: ArrayLike) -> Floats:
    """Weights as a checked copy."""
    given = np.array(weights, dtype=np.float64)
    if given.ndim != 1:
        raise PaceError(Problem.of("pace.lengths_differ", lengths=given.shape))
    wrong = np.flatnonzero(~(given >= 0) | np.isinf(given)).tolist()
    if wrong:
        raise PaceError(*(Problem.of("pace.weight_wrong", f"weights[{i}]", index=i + 1, weight=given[i]) for i in wrong))
    return given


def _positive_sum(weights: Floats) -> float:
    """All the weight, which must not be nothing."""
    whole = float(weights.sum())
    if whole <= 0:
        raise PaceError(Problem.of("pace.weights_zero", days=weights.size))
    return whole


def _check_done(done: int, days: int) -> None:
    """Days over lie within the period."""
    if not 0 <= done <= days:
        raise PaceError(Problem.of("pace.days_outside", done=done, days=days))

# SPDX-License-Identifier: Apache-2.0
"""Functions over series: arrays (..., T), time last, NaN unknown. A window with an unknown, or begun before the data, is unknown.

Windows are put together from halves (1, 2, 4 ... steps), so a window costs about log2(n) passes and sums lose nothing by cancellation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yunce.plan.expressions.truth import FALSE, TRUE, UNKNOWN, Floats, Truths, compared

Join = Callable[..., Floats]
"""`np.add`, `np.minimum` or `np.maximum`."""

Counts = NDArray[Any]
"""Whole numbers, no larger than a window needs."""


def trailing(join: Join, values: Floats, steps: int | None) -> Floats:
    """Each step's last `steps` values joined by `np.add`, `np.minimum` or `np.maximum`: (..., T); all so far where `None`."""
    if steps is None:
        return _running(join, values)
    if join is not np.add:
        return _extreme(join, values, steps)
    found: Floats | None = None
    power, width, taken = values, 1, 0
    while True:
        if steps & width:
            found = power if found is None else _joined(join, found, power, taken)
            taken += width
        width *= 2
        if width > steps:
            break
        power = _joined(join, power, power, width // 2)
    return found if found is not None else values


def _extreme(join: Join, values: Floats, steps: int) -> Floats:
    """Least or greatest of each window: of two halves that overlap."""
    found, width = values, 1
    while width < steps:
        lag = min(width, steps - width)
        found, width = _joined(join, found, found, lag), width + lag
    return found


def _joined(join: Join, recent: Floats, older: Floats, lag: int) -> Floats:
    """A window and the one that ends `lag` steps before; unknown where that begins before the data."""
    found = np.empty_like(recent)
    found[..., :lag] = np.nan
    if lag < recent.shape[-1]:
        join(recent[..., lag:], older[..., : older.shape[-1] - lag], out=found[..., lag:])
    return found


def _running(join: Join, values: Floats) -> Floats:
    """Everything so far, joined."""
    if join is np.add:
        return np.cumsum(values, axis=-1)
    return (np.minimum if join is np.minimum else np.maximum).accumulate(values, axis=-1)


def mean(values: Floats, steps: int | None) -> Floats:
    """Mean of the window, in the series' unit."""
    count = np.arange(1, values.shape[-1] + 1) if steps is None else steps
    return np.asarray(trailing(np.add, values, steps) / count)


def lagged(values: Floats, steps: int) -> Floats:
    """The value so many steps before; unknown before the data."""
    found = np.empty_like(values)
    found[..., :steps] = np.nan
    if steps < values.shape[-1]:
        found[..., steps:] = values[..., : values.shape[-1] - steps]
    return found


def change(values: Floats, steps: int) -> Floats:
    """Difference to so many steps before, in the series' unit."""
    return np.asarray(values - lagged(values, steps))


def growth(values: Floats, steps: int) -> Floats:
    """Difference to so many steps before over that value [1]; unknown where it is not above zero."""
    base = lagged(values, steps)
    base[base <= 0] = np.nan
    return np.asarray(values / base - 1)


def trend(values: Floats, steps: int) -> Floats:
    """Least-squares slope of the window, per step.

    It is written with differences, sum of d[k] k (n - k) / 2 over sum of (i - mean)^2, so that a level series has slope 0 exactly;
    what is left below 1e-12 of the window's largest value is 0.
    """
    length = values.shape[-1]
    found = np.full_like(values, np.nan)
    if steps > length:
        return found
    steps_up = np.diff(values, axis=-1)
    total = np.zeros((*values.shape[:-1], length - steps + 1))
    for k in range(1, steps):
        total += steps_up[..., k - 1 : k + length - steps] * (k * (steps - k) / 2)
    slope = total / (steps * (steps * steps - 1) / 12)
    size = trailing(np.maximum, np.abs(values), steps)[..., steps - 1 :]
    slope[np.abs(slope) <= 1e-12 * size] = 0.0
    found[..., steps - 1 :] = slope
    return found


def last(values: Floats, steps: int | None) -> Floats:
    """The last known value of the window."""
    places = np.arange(values.shape[-1])
    seen = np.maximum.accumulate(np.where(np.isnan(values), -1, places), axis=-1)
    known = seen >= 0 if steps is None else seen > places - steps
    known &= seen >= 0
    return np.where(known, np.take_along_axis(values, np.maximum(seen, 0), axis=-1), np.nan)


def count(flags: Truths, steps: int | None) -> Floats:
    """How many of the window are true; unknown where one is unknown."""
    found = windowed(flags == TRUE, steps).astype(np.float64)
    unknown = flags == UNKNOWN
    if unknown.any():
        found[windowed(unknown, steps) > 0] = np.nan
    if steps is not None:
        found[..., : steps - 1] = np.nan
    return found


def windowed(flags: NDArray[np.bool_], steps: int | None) -> Counts:
    """How many of the last steps are flagged; of all so far where `None`. In the smallest whole numbers that hold a window."""
    if steps is None:
        return np.cumsum(flags, axis=-1, dtype=np.uint32)
    found: Counts | None = None
    power, width, taken = flags.astype(np.uint8 if steps < 256 else np.uint16), 1, 0
    while width <= steps:
        if steps & width:
            found = power if found is None else _added(found, power, taken)
            taken += width
        if 2 * width <= steps:
            power = _added(power, power, width)
        width *= 2
    return power if found is None else found


def _added(recent: Counts, older: Counts, lag: int) -> Counts:
    """Counts of a window and of the one that ends `lag` steps before; nothing lies before the data."""
    found = recent.copy()
    if lag < recent.shape[-1]:
        found[..., lag:] += older[..., : older.shape[-1] - lag]
    return found


def streak(flags: Truths) -> Floats:
    """How many in a row up to each step are true; unknown where an unknown comes before the last false."""
    places = np.arange(flags.shape[-1])
    false = np.maximum.accumulate(np.where(flags == FALSE, places, -1), axis=-1)
    unknown = np.maximum.accumulate(np.where(flags == UNKNOWN, places, -1), axis=-1)
    return np.where(unknown > false, np.nan, (places - false).astype(np.float64))


def all_of(flags: Truths, steps: int) -> Truths:
    """True where the last `steps` are all true, false where one is false or the data is shorter, else unknown."""
    found = flags
    width = 1
    while width < steps:
        lag = min(width, steps - width)
        both = np.zeros_like(found)
        if lag < found.shape[-1]:
            np.minimum(found[..., lag:], found[..., : found.shape[-1] - lag], out=both[..., lag:])
        found, width = both, width + lag
    return found


def falls(values: Floats, steps: int, reading: str, size: float, target: Floats | None, *, relative: bool) -> Truths:
    """Whether the series fell `steps` times in a row: (..., T), unknown before there are so many steps.

    `each`: every step by at least `size`; `total`: all together by at least `size`; `below`: the last `steps` values at least `size`
    under the target. `relative` sizes are parts of the value before (of the target). Equal within 1e-9. Source: decisions, 3.
    """
    if reading == "below":
        goal = np.asarray(target if target is not None else np.nan, dtype=np.float64)
        limit = goal * (1 - size) if relative else goal - size
        return _from(all_of(compared("<=", values, np.broadcast_to(limit, values.shape)), steps), steps - 1)
    before = lagged(values, 1)
    step = compared("<", values, before)
    if reading == "each" and size > 0:
        step = np.minimum(step, _dropped(before, values, size, relative=relative))
    found = all_of(step, steps)
    if reading == "total" and size > 0:
        found = np.minimum(found, _dropped(lagged(values, steps), values, size, relative=relative))
    return _from(found, steps)


def _dropped(before: Floats, after: Floats, size: float, *, relative: bool) -> Truths:
    """Whether a value is at least `size` under an earlier one."""
    return compared(">=", before - after, np.abs(before) * size if relative else np.array(size))


def _from(found: Truths, first: int) -> Truths:
    """Unknown where the data is too short to tell."""
    found = found.copy()
    found[..., :first] = UNKNOWN
    return found


def share(values: Floats) -> Floats:
    """Part of the sum over subjects (axis -2) [1]; unknown where one subject is, or the sum is zero."""
    total = values.sum(axis=-2, keepdims=True)
    total[total == 0] = np.nan
    return np.asarray(values / total)


def rank(values: Floats) -> Floats:
    """Place among the subjects (axis -2), 1 is the largest, equals share the better place; unknown stays unknown and takes no place."""
    order = np.argsort(-values, axis=-2, kind="stable")
    sorted_down = np.take_along_axis(values, order, axis=-2)
    places = np.broadcast_to(np.arange(values.shape[-2])[:, np.newaxis], sorted_down.shape).copy()
    places[..., 1:, :] = np.where(sorted_down[..., 1:, :] == sorted_down[..., :-1, :], 0, places[..., 1:, :])
    np.maximum.accumulate(places, axis=-2, out=places)
    found = np.empty_like(values)
    np.put_along_axis(found, order, (places + 1).astype(np.float64), axis=-2)
    return np.where(np.isnan(values), np.nan, found)

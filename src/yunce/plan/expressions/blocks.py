# SPDX-License-Identifier: Apache-2.0
"""Work on a few subjects at a time, so that what is between two steps stays in the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from yunce.plan.expressions.answers import Answer, Array

BLOCK = 131_072
"""Elements of a block: 1 MB of floats."""


def in_blocks(work: Callable[[Sequence[Answer]], Answer], parts: Sequence[Answer]) -> Answer:
    """What `work` makes of the parts, some rows (subjects) of each at a time. It must treat each row by itself.

    Parts are single values, series (T,) that all rows share, or series (S, T); other shapes are worked on whole.
    """
    arrays = [part for part in parts if isinstance(part, np.ndarray)]
    rows = max((array.shape[0] for array in arrays if array.ndim == 2), default=1)
    if rows == 1 or any(array.ndim > 2 for array in arrays):
        return work(parts)
    steps = max(1, BLOCK // max(array.shape[-1] for array in arrays))
    if rows <= steps:
        return work(parts)
    whole: Array | None = None
    for first in range(0, rows, steps):
        taken = slice(first, first + steps)
        found = np.asarray(work([_rows(part, taken) for part in parts]))
        if whole is None:
            whole = np.empty((rows, found.shape[-1]), dtype=found.dtype)
        whole[taken] = found
    return whole


def _rows(part: Answer, taken: slice) -> Answer:
    shared = not isinstance(part, np.ndarray) or part.ndim < 2 or part.shape[0] == 1
    return part if shared or not isinstance(part, np.ndarray) else part[taken]

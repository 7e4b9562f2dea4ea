# SPDX-License-Identifier: Apache-2.0
"""Results that hang together: a person's with the department's and the company's; one metric shared out over posts.

Source: docs/method/appraisal.md, 4 and 8.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from yunce.engine.appraise.curves import Floats, settled
from yunce.engine.appraise.errors import AppraiseError
from yunce.values.problem import Problem


def multiplied(*coefficients: ArrayLike) -> Floats:
    """Individual x department x company: coefficients [1], each (n,) or one for all; unknown where one is."""
    found: Floats = np.asarray(1.0)
    for coefficient in coefficients:
        found = found * np.asarray(coefficient, dtype=np.float64)
    return settled(found)


def blended(scores: Sequence[ArrayLike], weights: Sequence[float]) -> Floats:
    """Scores in proportion: 60 % one's own, 30 % the department's, 10 % the company's. Raises `AppraiseError` unless they sum to 1."""
    if len(scores) != len(weights) or min(weights, default=-1) < 0 or abs(sum(weights) - 1) > 1e-9:
        raise AppraiseError(Problem.of("appraise.weights_wrong", total=f"{sum(weights):g}"))
    found: Floats = np.asarray(0.0)
    for score, weight in zip(scores, weights, strict=True):
        found = found + weight * np.asarray(score, dtype=np.float64) if weight else found
    return settled(found)


def shared(scores: ArrayLike, shares: ArrayLike) -> Floats:
    """What each metric's score brings to each post: scores (m,), shares (m, p) [1] -> (m, p); a metric's shares sum to 1.

    The columns of the matrix as people write it (a metric a column) sum to 1, so the parts of a score sum to the score.
    Raises `AppraiseError` naming the metric whose shares do not.

    >>> shared([4.8], [[0.75, 0.25]]).tolist()
    [[3.6, 1.2]]
    """
    s, w = np.asarray(scores, dtype=np.float64), np.asarray(shares, dtype=np.float64)
    total = w.sum(axis=1)
    wrong = np.flatnonzero(~(np.abs(total - 1) < 1e-9) | (w < 0).any(axis=1))
    if wrong.size:
        raise AppraiseError(Problem.of("appraise.matrix_wrong", index=int(wrong[0]) + 1, total=f"{total[wrong[0]]:g}"))
    return settled(s[:, None] * w)

# SPDX-License-Identifier: Apache-2.0
"""Weighted scores: what was not reported is never zero. Source: docs/method/appraisal.md, 2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.appraise.curves import Floats, settled
from yunce.engine.appraise.errors import AppraiseError
from yunce.values.problem import Problem

Missing = Literal["hold", "reweight"]
"""What becomes of a person with an item that was not reported: no score yet, or the other items carry the whole weight."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of n people: `points` (n, m) what each item brings, `score` (n,) [points of 100], NaN where unknown or held."""

    points: Floats
    score: Floats
    reported: Floats
    """The share of the weight that was reported (n,) [1]."""


def weigh(ratios: ArrayLike, weights: ArrayLike, *, missing: Missing = "hold", extra: ArrayLike = 0.0) -> Scores:
    """`100 * sum(w r)` with weights that sum to 1, plus extra points (bonus and deduction); never below 0.

    ratios (n, m) [1], NaN not reported · weights (m,) or (n, m), each row summing to 1 or to 100 · extra (n,) [points].
    Raises `AppraiseError` for weights that are negative, unknown or sum to anything else.

    >>> weigh([[0.96, 0.8, 99 / 98.5]], [0.4, 0.3, 0.3]).score.round(4).tolist()
    [92.5523]
    """
    r = np.asarray(ratios, dtype=np.float64)
    w = np.broadcast_to(_shares(np.asarray(weights, dtype=np.float64)), r.shape)
    known = np.isfinite(r)
    share = (w * known).sum(axis=1)
    points = 100 * w * r
    total = np.where(known, points, 0.0).sum(axis=1)
    if missing == "reweight":
        with np.errstate(divide="ignore", invalid="ignore"):
            points, total = points / share[:, None], total / share
        base = np.where(share > 0, total, np.nan)
    else:
        base = np.where((~known & (w > 0)).any(axis=1), np.nan, total)
    score = np.maximum(0.0, base + np.asarray(extra, dtype=np.float64))
    return Scores(settled(points), settled(score), settled(share))


def vetoed(scores: ArrayLike, vetoes: NDArray[np.bool_]) -> Floats:
    """Scores with those that a veto strikes at 0, known or not: vetoes (n,) or (n, k)."""
    struck = vetoes if vetoes.ndim == 1 else vetoes.any(axis=1)
    return np.where(struck, 0.0, np.asarray(scores, dtype=np.float64))


def _shares(weights: Floats) -> Floats:
    """Weights as parts of 1."""
    total = weights.sum(axis=-1)
    bad = ~np.isfinite(weights).all() or (weights < 0).any()
    if bad or not (np.isclose(total, 1, atol=1e-9) | np.isclose(total, 100, atol=1e-7)).all():
        raise AppraiseError(Problem.of("appraise.weights_wrong", total=f"{float(np.atleast_1d(total)[0]):g}"))
    return np.asarray(weights / np.expand_dims(total, -1))

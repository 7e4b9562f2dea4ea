# SPDX-License-Identifier: Apache-2.0
"""Grades: half-open bands, forced distribution, ranks within comparable groups. Source: docs/method/appraisal.md, 3 and 4."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from yunce.engine.appraise.curves import Floats, settled
from yunce.engine.appraise.errors import AppraiseError
from yunce.engine.rounding import apportion
from yunce.values.problem import Problem

Ints = NDArray[np.int64]
PARTS = 10**6
LEAST_GROUP = 5
"""A group with fewer people is not forced into a distribution."""


def rounded(scores: ArrayLike, places: int | None) -> Floats:
    """Scores to so many places, halves upward, as the scheme says before bands are looked at; `None` leaves them exact."""
    s = settled(scores)
    if places is None:
        return s
    return settled(np.floor(s * 10.0**places + 0.5 + 1e-9) / 10.0**places)


def band_of(scores: ArrayLike, starts: Sequence[float]) -> Ints:
    """The band [start, next) of each score: its place in `starts`, in whatever order they are given.

    -1 for an unknown score and for one below every start. Raises `AppraiseError` where two bands start alike.
    """
    edges = np.asarray(starts, dtype=np.float64)
    order = np.argsort(edges, kind="stable")
    if edges.size == 0 or (np.diff(edges[order]) <= 0).any():
        raise AppraiseError(Problem.of("appraise.bands_wrong", starts="、".join(f"{s:g}" for s in starts) or "-"))
    s = settled(scores)
    place = np.searchsorted(edges[order], s, side="right") - 1
    return np.where(np.isnan(s) | (place < 0), -1, order[np.maximum(place, 0)]).astype(np.int64)


def places_of(count: int, shares: Sequence[float]) -> tuple[int, ...]:
    """How many of `count` people each band takes, by largest remainder; shares [1] sum to 1. Raises `AppraiseError`.

    >>> places_of(23, [0.2, 0.7, 0.1])
    (5, 16, 2)
    """
    parts = [round(share * PARTS) for share in shares]
    if not parts or min(parts) < 0 or abs(sum(parts) - PARTS) > len(parts):
        raise AppraiseError(Problem.of("appraise.shares_wrong", total=f"{sum(shares):g}"))
    return tuple(apportion(count, parts))


def distributed(scores: ArrayLike, shares: Sequence[float]) -> Ints | None:
    """The band of each person when the best share of a group is the first band, and so on; `None` for under five people.

    scores (n,) [points], all known · shares (k,) [1], best band first -> (n,) 0 .. k-1. Who is level with the last one of a band
    belongs to it too, and the next band shrinks. Raises `AppraiseError` for unknown scores.
    """
    s = settled(scores)
    if np.isnan(s).any():
        raise AppraiseError(Problem.of("appraise.score_unknown", count=int(np.isnan(s).sum())))
    if s.size < LEAST_GROUP:
        return None
    cuts = np.cumsum(places_of(s.size, shares))
    order = np.argsort(-s, kind="stable")
    first = np.searchsorted(-s[order], -s, side="left")  # how many are better
    return np.minimum(np.searchsorted(cuts, first, side="right"), len(shares) - 1).astype(np.int64)


def z_scores(scores: ArrayLike, groups: ArrayLike) -> Floats:
    """Each score less its group's mean, over its group's standard deviation (of the whole group); 0 where all are level.

    scores (n,) [points], NaN stays NaN and counts for no mean · groups (n,) any labels -> (n,) [1].
    """
    s, (_, of) = np.asarray(scores, dtype=np.float64), np.unique(np.asarray(groups), return_inverse=True)
    known = np.isfinite(s)
    count = np.bincount(of, known)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.bincount(of, np.where(known, s, 0.0)) / count
        spread = np.sqrt(np.bincount(of, np.where(known, s - mean[of], 0.0) ** 2) / count)
        z = np.where(spread[of] > 1e-12, (s - mean[of]) / spread[of], 0.0)
    return settled(np.where(known, z, np.nan))


def ranks(values: ArrayLike, groups: ArrayLike | None = None) -> Ints:
    """1 for the largest, level ones share a rank and the next is left out (1, 2, 2, 4); 0 for an unknown value; within each group."""
    v = settled(values)
    g = np.zeros(v.size, dtype=np.int64) if groups is None else np.unique(np.asarray(groups), return_inverse=True)[1]
    order = np.lexsort((-np.where(np.isnan(v), -np.inf, v), g))
    place = np.arange(v.size)
    start = np.maximum.accumulate(np.where(np.concatenate([[True], np.diff(g[order]) != 0]), place, 0)) if v.size else place
    changed = np.concatenate([[True], (np.diff(v[order]) != 0) | (np.diff(g[order]) != 0)]) if v.size else place.astype(bool)
    head = np.maximum.accumulate(np.where(changed, place, 0)) if v.size else place
    found = np.empty(v.size, dtype=np.int64)
    found[order] = head - start + 1
    return np.where(np.isnan(v), 0, found)

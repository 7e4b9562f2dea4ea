# SPDX-License-Identifier: Apache-2.0
"""Operating characteristic: how likely a plan accepts a lot of a quality. Source: docs/method/sample.md."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special


def accepted(size: int, accept: int, p: ArrayLike) -> NDArray[np.float64]:
    """Chance that a sample of `size` holds at most `accept` nonconforming items [1], where a share p [1] of a long run is so.

    Pa(p) = sum over d <= Ac of C(n, d) p^d (1 - p)^(n - d); the shape is that of p.
    """
    return np.asarray(special.bdtr(float(accept), size, np.asarray(p, dtype=np.float64)), dtype=np.float64)


def accepted_per_hundred(size: int, accept: int, rate: ArrayLike) -> NDArray[np.float64]:
    """The same for nonconformities a hundred items (Poisson): the only reading of an AQL above 10."""
    return np.asarray(special.pdtr(float(accept), size * np.asarray(rate, dtype=np.float64) / 100), dtype=np.float64)


def accepted_of_lot(lot: int, bad: ArrayLike, size: int, accept: int) -> NDArray[np.float64]:
    """Chance [1] for a lot of its own with so many nonconforming items [items] (hypergeometric)."""
    d = np.arange(accept + 1, dtype=np.float64)
    of = np.asarray(bad, dtype=np.float64)[..., None]
    ways = _log_ways(of, d) + _log_ways(lot - of, size - d) - _log_ways(np.asarray(float(lot)), np.asarray(float(size)))
    return np.asarray(np.exp(ways).sum(axis=-1).clip(0, 1), dtype=np.float64)


def _log_ways(n: NDArray[np.float64], k: NDArray[np.float64]) -> NDArray[np.float64]:
    """ln C(n, k); minus infinity where there is no way."""
    possible = (k >= 0) & (k <= n)
    kept = np.where(possible, k, 0)
    found = special.gammaln(n + 1) - special.gammaln(kept + 1) - special.gammaln(np.where(possible, n - kept, 0) + 1)
    return np.asarray(np.where(possible, found, -np.inf), dtype=np.float64)


def quality_at(size: int, accept: int, chance: ArrayLike) -> NDArray[np.float64]:
    """The share of nonconforming items [1] that is accepted with a chance [1]: the inverse of `accepted`.

    At 0.95 it is the producer's risk point, at 0.10 the consumer's. A sample of which all may fail accepts everything: NaN.
    """
    wanted = np.asarray(chance, dtype=np.float64)
    if accept >= size:
        return np.full_like(wanted, np.nan)
    return np.asarray(special.betaincinv(accept + 1, size - accept, 1 - wanted), dtype=np.float64)

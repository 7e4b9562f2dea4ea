# SPDX-License-Identifier: Apache-2.0
"""How much a product moves for each unit that a factor moves, by three conventions; slopes x changes sum to the whole change."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import factorial

import numpy as np
from numpy.typing import NDArray

from yunce.engine.variance.errors import VarianceError
from yunce.values.problem import Problem

Floats = NDArray[np.float64]
Slopes = Callable[[Floats, Floats], Floats]
MOST = 8
"""Shapley looks at every subset of the factors: 2**8 of them is what stays instant."""


def logarithmic_mean(first: Floats, second: Floats) -> Floats:
    """L(a, b) = (a - b) / (ln a - ln b) of positive numbers, a where they are equal, 0 where one is 0; any shape."""
    low, high = np.minimum(first, second), np.maximum(first, second)
    positive = low > 0
    change = np.divide(high - low, low, out=np.zeros_like(low), where=positive)
    mean = np.divide(high - low, np.log1p(change), out=low.copy(), where=change > 0)
    return np.where(positive, mean, 0.0)


def lmdi_slopes(base: Floats, actual: Floats) -> Floats:
    """Slopes of the additive LMDI-I: L(V1, V0) / L(x1, x0), with its limits where factors are zero.

    base, actual (k, n), >= 0 -> (k, n). Where a value rises from zero, the factors that rose from zero share it equally, likewise where one
    falls to zero; between two zeros nothing is explained since nothing changed. Source: Ang 2005; Wood and Lenzen 2006; Ang and Liu 2007.
    """
    before, after = base.prod(axis=0), actual.prod(axis=0)
    mean, own = logarithmic_mean(before, after), logarithmic_mean(base, actual)
    slopes = np.divide(mean, own, out=np.zeros_like(own), where=own > 0)
    for value, there, gone in ((after, actual, base), (before, base, actual)):
        limit = (value > 0) & ((gone == 0).any(axis=0))
        moved = limit & (gone == 0)
        share = value / np.maximum(moved.sum(axis=0), 1)
        slopes = np.where(limit, np.where(moved, share / np.where(there > 0, there, 1.0), 0.0), slopes)
    return slopes


def shapley_slopes(base: Floats, actual: Floats) -> Floats:
    """Slopes of the Shapley value: the mean over all orders of replacing base by actual factors. base, actual (k, n), k <= 8 -> (k, n)."""
    count = base.shape[0]
    if count > MOST:
        raise VarianceError(Problem.of("variance.too_many", count=count, most=MOST))
    slopes = np.zeros_like(base)
    for factor in range(count):
        others = [i for i in range(count) if i != factor]
        for replaced in product((False, True), repeat=count - 1):
            chance = factorial(sum(replaced)) * factorial(count - 1 - sum(replaced)) / factorial(count)
            rows = [actual[i] if is_new else base[i] for i, is_new in zip(others, replaced, strict=True)]
            slopes[factor] += chance * np.prod(rows, axis=0) if rows else chance
    return slopes


def sequential_slopes(base: Floats, actual: Floats) -> Floats:
    """Slopes of replacing factors one after the other in the given order (连环替代法): factors before at actual, after at base."""
    slopes = np.empty_like(base)
    for factor in range(base.shape[0]):
        slopes[factor] = actual[:factor].prod(axis=0) * base[factor + 1 :].prod(axis=0)
    return slopes


def slopes_by(method: str, base: Floats, actual: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Slopes by a method, and in which rows negative factors made Shapley stand in for LMDI.

    base, actual (k, n); NaN is unknown and stays so -> (k, n), (n,).
    """
    if method == "sequential":
        return sequential_slopes(base, actual), np.zeros(base.shape[1], dtype=np.bool_)
    if method == "shapley":
        return shapley_slopes(base, actual), np.zeros(base.shape[1], dtype=np.bool_)
    negative = ((base < 0) | (actual < 0)).any(axis=0)
    known = ~(np.isnan(base) | np.isnan(actual)).any(axis=0)
    slopes = np.full(base.shape, np.nan)
    plain = known & ~negative
    slopes[:, plain] = lmdi_slopes(base[:, plain], actual[:, plain])
    stand_in = known & negative
    if stand_in.any():
        slopes[:, stand_in] = shapley_slopes(base[:, stand_in], actual[:, stand_in])
    return slopes, stand_in

# SPDX-License-Identifier: Apache-2.0
"""Weights as exact whole numbers: what makes every later step exact. A float is the binary fraction that it is, nothing is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import isinf, isnan, lcm

import numpy as np
from numpy.typing import NDArray

from yunce.engine.spread.errors import SpreadError
from yunce.values.problem import Problem

Number = int | float | Decimal | Fraction
Weights = Sequence[Number] | NDArray[np.int64] | NDArray[np.float64]
WIDEST = 1 << 61
"""Sums of weights below this go through 64-bit arithmetic; above it through Python's integers, with the same result."""


def whole_weights(weights: Weights) -> list[int]:
    """Whole numbers in exactly the proportions of the weights.

    weights (n,) [1], each >= 0 and finite; int, float, Decimal and Fraction may be mixed -> (n,) whole numbers of any size.
    Raises SpreadError that names every unknown, infinite and negative weight by its position.
    """
    given: list[Number] = weights.tolist() if isinstance(weights, np.ndarray) else list(weights)
    problems = [found for i, weight in enumerate(given) if (found := weight_fault(i, weight))]
    if not given:
        problems.append(Problem.of("spread.no_parts"))
    if problems:
        raise SpreadError(*problems)
    exact = [Fraction(weight) for weight in given]
    scale = lcm(*(weight.denominator for weight in exact))
    return [weight.numerator * (scale // weight.denominator) for weight in exact]


def weight_fault(index: int, weight: Number) -> Problem | None:
    """What is wrong with one weight, if anything."""
    if isnan(weight):
        return Problem.of("spread.weight_unknown", f"weights[{index}]", index=index + 1)
    if isinf(weight):
        return Problem.of("spread.weight_infinite", f"weights[{index}]", index=index + 1)
    if weight < 0:
        return Problem.of("spread.weight_negative", f"weights[{index}]", index=index + 1, weight=weight)
    return None


def scaled_segments(weights: NDArray[np.float64], offsets: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Float weights as whole numbers, each parent by its own power of two, and which parents need wider numbers than 64 bits.

    weights (N,) [1], finite, >= 0 · offsets (P + 1,) -> (N,) whole, exact where the parent is not wide; (P,) true where it is wide.
    """
    mantissa, exponent = np.frexp(weights)
    digits = np.ldexp(mantissa, 53).astype(np.int64)
    lowest = exponent.astype(np.int64) - 53 + np.frexp((digits & -digits).astype(np.float64))[1] - 1
    lowest[digits == 0] = np.iinfo(np.int32).max
    filled = np.flatnonzero(np.diff(offsets) > 0)
    starts = offsets[filled]
    shift = -np.minimum.reduceat(lowest, starts)
    shift[shift == -np.iinfo(np.int32).max] = 0
    sizes = np.diff(offsets)[filled]
    with np.errstate(over="ignore"):
        whole = np.ldexp(weights, np.repeat(shift, sizes).astype(np.int32))
        sums = np.add.reduceat(whole, starts)
    wide = np.zeros(offsets.size - 1, dtype=np.bool_)
    wide[filled] = sums >= float(WIDEST)
    whole[np.repeat(wide[filled], sizes)] = 0.0
    return whole.astype(np.int64), wide

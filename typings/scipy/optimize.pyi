# SPDX-License-Identifier: Apache-2.0
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

class Bounds:
    def __init__(self, lb: ArrayLike, ub: ArrayLike) -> None: ...

class LinearConstraint:
    def __init__(self, A: csr_array | ArrayLike, lb: ArrayLike, ub: ArrayLike) -> None: ...  # noqa: N803

class OptimizeResult:
    x: NDArray[np.float64] | None
    fun: float
    status: int
    mip_dual_bound: float | None
    mip_gap: float | None

class LinearResult:
    x: NDArray[np.float64]
    fun: float
    status: int

def milp(
    c: ArrayLike,
    *,
    integrality: ArrayLike,
    bounds: Bounds,
    constraints: Sequence[LinearConstraint],
    options: Mapping[str, float],
) -> OptimizeResult: ...
def linprog(c: ArrayLike, *, A_ub: csr_array, b_ub: ArrayLike, bounds: ArrayLike, method: str) -> LinearResult: ...  # noqa: N803
def linear_sum_assignment(cost_matrix: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...

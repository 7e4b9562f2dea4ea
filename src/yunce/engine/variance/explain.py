# SPDX-License-Identifier: Apache-2.0
"""Why a value differs: what each factor of a product, or price, volume, mix and cost of many items, gave to the difference."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from yunce.engine.variance.errors import VarianceError
from yunce.engine.variance.margin import ITEM_DRIVERS, margin_parts
from yunce.engine.variance.result import Explained, Rows, driver_names, explained, named_convention
from yunce.engine.variance.slopes import Floats, slopes_by
from yunce.values.problem import Problem

Method = Literal["lmdi", "shapley", "sequential", "pvm"]
METHODS = ("lmdi", "shapley", "sequential", "pvm")


def explain(
    factors_base: ArrayLike,
    factors_actual: ArrayLike,
    *,
    method: Method = "lmdi",
    unit: float = 1.0,
    names: tuple[str, ...] | None = None,
    rows: Rows = "apart",
) -> Explained:
    """What each driver gave to the change of a value, closing exactly to the smallest unit, the convention named.

    factors_base, factors_actual (k,) or (k, n): k factors whose product is the value, n rows at once; NaN is unknown · unit [value]: the
    smallest unit, 0.01 for yuan to the fen · rows: "apart" closes each row, "sum" closes all rows together (channels of one total).
    lmdi: additive LMDI-I, Shapley in rows with negative factors · shapley: k <= 8 · sequential: in the given order · pvm: factors are
    quantity, price and cost (or without cost) of n items; the drivers are volume, mix, price, cost, in, out.
    Raises VarianceError: shapes that differ, infinities, too many factors, an unknown method. Source: docs/method/variance.md.

    >>> explain([10000, 0.02, 100], [12000, 0.018, 110], unit=0.01).units.ravel().tolist()
    [397936.0, -229960.0, 208024.0]
    """
    if method not in METHODS:
        raise VarianceError(Problem.of("variance.method_unknown", method=method))
    base, actual = _factors(factors_base, factors_actual)
    if method == "pvm":
        values, parts = margin_parts(base, actual)
        return explained("pvm", "pvm", ITEM_DRIVERS, values, parts, unit=unit, rows="sum")
    slopes, stood_in = slopes_by(method, base, actual)
    drivers = driver_names(names, base.shape[0])
    convention = named_convention(method, drivers, int(stood_in.sum()), base.shape[1])
    values = (base.prod(axis=0), actual.prod(axis=0))
    return explained(method, convention, drivers, values, slopes * (actual - base), unit=unit, rows=rows)


def _factors(factors_base: ArrayLike, factors_actual: ArrayLike) -> tuple[Floats, Floats]:
    """Both sides as (k, n) tables; a row with one unknown factor is unknown in all of them."""
    base, actual = np.asarray(factors_base, dtype=np.float64), np.asarray(factors_actual, dtype=np.float64)
    if base.shape != actual.shape or base.ndim not in (1, 2) or base.shape[0] == 0:
        raise VarianceError(Problem.of("variance.shape", base=base.shape, actual=actual.shape))
    if base.ndim == 1:
        base, actual = base[:, None], actual[:, None]
    infinite = np.argwhere(np.isinf(base) | np.isinf(actual)).tolist()
    if infinite:
        raise VarianceError(*(Problem.of("variance.infinite", driver=k + 1, row=i + 1) for k, i in infinite))
    return base, actual

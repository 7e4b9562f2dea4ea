# SPDX-License-Identifier: Apache-2.0
"""Price, volume, mix and cost of a margin over many items; items that came in or went out have their own bars."""

from __future__ import annotations

import numpy as np

from yunce.engine.variance.errors import VarianceError
from yunce.engine.variance.slopes import Floats
from yunce.values.problem import Problem

ITEM_DRIVERS = ("volume", "mix", "price", "cost", "in", "out")


def margin_parts(base: Floats, actual: Floats) -> tuple[tuple[Floats, Floats], Floats]:
    """Margins before and after, and what each driver gave, item by item.

    base, actual (2 or 3, n): quantity, price [CNY], unit cost [CNY]; price and cost of a side without quantity may be unknown
    -> ((n,), (n,)) [CNY] margins, (6, n) [CNY] in the order of `ITEM_DRIVERS`. Of items on both sides:
    volume = q0 (Q1/Q0 - 1) m0 · mix = (q1 - q0 Q1/Q0) m0 · price = (p1 - p0) q1 · cost = -(c1 - c0) q1. Source: docs/method/variance.md, 4.
    """
    quantity0, price0, cost0 = _sides(base)
    quantity1, price1, cost1 = _sides(actual)
    came, went = (quantity0 == 0) & (quantity1 != 0), (quantity0 != 0) & (quantity1 == 0)
    stays = ~came & ~went & ~((quantity0 == 0) & (quantity1 == 0))
    whole0, whole1 = quantity0[stays].sum(), quantity1[stays].sum()
    growth = whole1 / whole0 if whole0 != 0 else 1.0
    margin0, margin1 = price0 - cost0, price1 - cost1
    parts = np.array(
        [
            np.where(stays, quantity0 * (growth - 1) * margin0, 0.0),
            np.where(stays, (quantity1 - quantity0 * growth) * margin0, 0.0),
            np.where(stays, (price1 - price0) * quantity1, 0.0),
            np.where(stays, (cost0 - cost1) * quantity1, 0.0),
            np.where(came, margin1 * quantity1, 0.0),
            np.where(went, -margin0 * quantity0, 0.0),
        ]
    )
    return (quantity0 * margin0, quantity1 * margin1), parts


def _sides(factors: Floats) -> tuple[Floats, Floats, Floats]:
    """Quantity, price and cost of one side; what has no quantity needs no price."""
    if factors.shape[0] not in (2, 3):
        raise VarianceError(Problem.of("variance.pvm_rows", count=factors.shape[0]))
    quantity, price = factors[0], factors[1]
    cost = factors[2] if factors.shape[0] == 3 else np.zeros_like(quantity)
    none = quantity == 0
    return quantity, np.where(none, 0.0, price), np.where(none, 0.0, cost)

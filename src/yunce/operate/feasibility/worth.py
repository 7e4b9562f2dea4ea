# SPDX-License-Identifier: Apache-2.0
"""What a row of flows is worth, nothing uncertain in it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

import numpy as np

from yunce.engine.simulate.money import irr, npv, payback
from yunce.operate.feasibility.results import Worth

_PLACES = Decimal("0.000001")


def worth_of(flows: Sequence[Decimal], rate: Decimal | None) -> Worth:
    """Present value (each flow at its period's end), internal rate, payback. Source: docs/method/simulation.md, 4.

    >>> worth_of([Decimal(n) for n in (-10000, 3000, 4200, 6800)], Decimal("0.1")).npv
    Decimal('1188.443412')
    """
    amounts = [float(one) for one in flows]
    balance = tuple(accumulate(flows))
    value = Decimal(repr(float(npv(float(rate), amounts)))).quantize(_PLACES) if rate is not None else None
    found, back = float(irr(amounts)), float(payback(np.array([[float(one) for one in balance]]))[0])
    internal = Decimal(repr(found)).quantize(Decimal("0.00000001")) if np.isfinite(found) else None
    return Worth(value, internal, int(back) if np.isfinite(back) else None, balance)

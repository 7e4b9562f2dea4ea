# SPDX-License-Identifier: Apache-2.0
"""A source of values without any history, for conditions on units and gates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from yunce.plan.expressions.answers import Answer, Single

if TYPE_CHECKING:
    from yunce.plan.expressions.truth import Floats, Truths


class Timeless:
    """Knows nothing; what it is made for overrides."""

    def value(self, _name: str, /) -> Answer:
        """Unknown."""
        return None

    def window(self, _name: str, _steps: int, /) -> Answer:
        """Unknown."""
        return None

    def plan(self, _function: str, _member: str, /) -> Single:
        """Unknown."""
        return None

    def target(self, _name: str, /) -> Floats | None:
        """Unknown."""
        return None

    def chart(self, _chart: str, _series: Sequence[Floats], _test: str, _base: int, /) -> Truths:
        """Unknown throughout."""
        import numpy as np

        from yunce.plan.expressions.truth import UNKNOWN

        return np.full(1, UNKNOWN, dtype=np.uint8)

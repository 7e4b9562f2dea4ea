# SPDX-License-Identifier: Apache-2.0
"""Why a difference cannot be explained, as an error that carries every problem found."""

from __future__ import annotations

from yunce.values.problem import YunceError


class VarianceError(YunceError, ValueError):
    """Factors that do not fit together or a method that cannot take them: its problems say which."""

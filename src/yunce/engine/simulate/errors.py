# SPDX-License-Identifier: Apache-2.0
"""What a simulation refuses."""

from __future__ import annotations

from yunce.values.problem import YunceError


class SimulateError(YunceError, ValueError):
    """A model that cannot be drawn or worked out: its problems say why."""

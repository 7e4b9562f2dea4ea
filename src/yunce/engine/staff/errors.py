# SPDX-License-Identifier: Apache-2.0
"""What staffing refuses."""

from __future__ import annotations

from yunce.values.problem import YunceError


class StaffError(YunceError, ValueError):
    """Numbers that no staffing can be worked out from: its problems say which."""

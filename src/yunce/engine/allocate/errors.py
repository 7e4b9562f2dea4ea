# SPDX-License-Identifier: Apache-2.0
"""Why costs cannot be allocated, as an error that carries every problem found."""

from __future__ import annotations

from yunce.values.problem import YunceError


class AllocateError(YunceError, ValueError):
    """Pools and drivers that do not fit together: its problems say which."""

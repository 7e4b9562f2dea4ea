# SPDX-License-Identifier: Apache-2.0
"""Why results cannot be scored or paid, as an error that carries every problem found."""

from __future__ import annotations

from yunce.values.problem import YunceError


class AppraiseError(YunceError, ValueError):
    """Curves, weights, bands, tiers or pools that cannot be: its problems say which."""

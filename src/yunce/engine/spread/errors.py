# SPDX-License-Identifier: Apache-2.0
"""Why a total cannot be spread, as an error that carries every problem found."""

from __future__ import annotations

from yunce.values.problem import YunceError


class SpreadError(YunceError, ValueError):
    """A total that cannot be spread as asked: its problems say which weights, locks or margins stand in the way."""

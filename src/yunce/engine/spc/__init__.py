# SPDX-License-Identifier: Apache-2.0
"""Control charts: limits of single values, shares and rates, and the tests that tell a signal from noise."""

from __future__ import annotations

from yunce.engine.spc.limits import Limits, individuals, rates, shares
from yunce.engine.spc.patterns import TESTS, WESTERN, signals

__all__ = ["TESTS", "WESTERN", "Limits", "individuals", "rates", "shares", "signals"]

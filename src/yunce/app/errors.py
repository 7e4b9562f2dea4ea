# SPDX-License-Identifier: Apache-2.0
"""Errors that a caller of the app tells apart; light, so that the command line starts without the rooms behind it."""

from __future__ import annotations

from yunce.values.problem import YunceError


class PlanWrong(YunceError, ValueError):
    """A plan that was read and has errors: all of them are in `problems`."""

# SPDX-License-Identifier: Apache-2.0
"""Shared costs given out to those who cause them: direct, step-down, reciprocal; to the fen, with every part explained."""

from yunce.engine.allocate.closing import Allocated, Method, allocate
from yunce.engine.allocate.errors import AllocateError
from yunce.engine.allocate.shares import Use, direct, gross, radius, reciprocal, step_down, trapped, use_of

__all__ = [
    "AllocateError",
    "Allocated",
    "Method",
    "Use",
    "allocate",
    "direct",
    "gross",
    "radius",
    "reciprocal",
    "step_down",
    "trapped",
    "use_of",
]

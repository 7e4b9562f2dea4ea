# SPDX-License-Identifier: Apache-2.0
"""Totals broken down into exact parts: by weights, by shapes, under locks, under row and column totals, many at once."""

from yunce.engine.spread.errors import SpreadError
from yunce.engine.spread.locks import Lock, spread
from yunce.engine.spread.margins import Fitted, fit_margins
from yunce.engine.spread.methods import (
    equal_weights,
    growth_weights,
    line_weights,
    profile_weights,
    reference_weights,
    repeat_weights,
)
from yunce.engine.spread.segments import spread_many
from yunce.engine.spread.table import fit_whole, round_table
from yunce.engine.spread.weights import Weights, whole_weights

__all__ = [
    "Fitted",
    "Lock",
    "SpreadError",
    "Weights",
    "equal_weights",
    "fit_margins",
    "fit_whole",
    "growth_weights",
    "line_weights",
    "profile_weights",
    "reference_weights",
    "repeat_weights",
    "round_table",
    "spread",
    "spread_many",
    "whole_weights",
]

# SPDX-License-Identifier: Apache-2.0
"""All rules in the order in which they are told."""

from __future__ import annotations

from yunce.checker.paper import Paper
from yunce.checker.rules import Rule
from yunce.checker.sums import formula, mining, prose, tables

RULES: tuple[Rule[Paper], ...] = (
    prose.total_behind,
    prose.parts_behind,
    prose.parts_in_brackets,
    formula.formula_holds,
    tables.column_totals,
    tables.row_totals,
    mining.odd_line,
)


def rule_of(code: str) -> Rule[Paper] | None:
    """The rule of a code."""
    return next((one for one in RULES if one.code == code), None)

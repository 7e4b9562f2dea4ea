# SPDX-License-Identifier: Apache-2.0
"""The small typed language of formulas, rules, gates, scores, quotas, filters and claims.

`parse_expression` gives a tree, `check` its type and what does not fit, `text_of` its text again; what it comes to is worked out by
`yunce.plan.expressions.evaluating`, which alone needs arrays.
"""

from __future__ import annotations

from yunce.plan.expressions.checking import check, expect
from yunce.plan.expressions.kinds import BOOLEAN, TEXT, Scope, Type, number
from yunce.plan.expressions.nodes import Expression, names_of, texts_of
from yunce.plan.expressions.parsing import parse_expression
from yunce.plan.expressions.printing import text_of
from yunce.plan.expressions.readings import reading_of, readings
from yunce.plan.expressions.windows import reach_of
from yunce.plan.expressions.words import WORDS

__all__ = [
    "BOOLEAN",
    "TEXT",
    "WORDS",
    "Expression",
    "Scope",
    "Type",
    "check",
    "expect",
    "names_of",
    "number",
    "parse_expression",
    "reach_of",
    "reading_of",
    "readings",
    "text_of",
    "texts_of",
]

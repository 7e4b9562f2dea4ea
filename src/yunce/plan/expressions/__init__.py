# SPDX-License-Identifier: Apache-2.0
"""The small typed language of formulas, rules, gates, scores, quotas, filters and claims.

`parse_expression` gives a tree, `check` its type and what does not fit, `evaluate` what it comes to, `text_of` its text again.
"""

from __future__ import annotations

from yunce.plan.expressions.answers import Answer, Single, latest
from yunce.plan.expressions.checking import check, expect
from yunce.plan.expressions.evaluating import Evaluation, ExpressionError, Source, evaluate
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
    "Answer",
    "Evaluation",
    "Expression",
    "ExpressionError",
    "Scope",
    "Single",
    "Source",
    "Type",
    "check",
    "evaluate",
    "expect",
    "latest",
    "names_of",
    "number",
    "parse_expression",
    "reach_of",
    "reading_of",
    "readings",
    "text_of",
    "texts_of",
]

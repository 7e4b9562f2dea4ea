# SPDX-License-Identifier: Apache-2.0
"""Formulas that the text works out itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yunce.checker.amounts import Amount, Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.formulas import Expression, Formula, Operand, formulas_of
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.sums.adding import edit_of

_SCALES = (Decimal(10) ** 4, Decimal(10) ** 8, Decimal(10) ** -4, Decimal(10) ** -8)


@rule(
    "SUM004", Severity.ERROR, "算式不成立",
    "算式写作等于 {stated}，算出来是 {expected}", "把结果改为 {expected}，或核对各乘数",
)  # fmt: skip
def formula_holds(paper: Paper) -> Iterator[Hit]:
    """写出的算式应成立,按所写的位数取整。

    不通过:
        工资:5000元×6人×12个月=38万元
    通过:
        工资:5000元×6人×12个月=36万元
    """
    for at in range(len(paper.blocks)):
        if paper.is_text(at) and any(sign in paper.words(at) for sign in "=≈"):
            for formula in formulas_of(paper, at):
                if hit := _hit(formula):
                    yield hit


def _hit(formula: Formula) -> Hit | None:
    computed = formula.computed()
    stated = formula.stated
    if computed is None:
        return None
    unit = stated.low / stated.factor if stated.factor else Decimal(1)
    expected = computed * unit
    slack = _slack(formula)
    choices = [expected, *(expected * scale for scale in _SCALES)]
    if any(fit(stated, one, one, slack) is not Fit.OFF for one in choices):
        return None
    near = min(choices, key=lambda one: abs(one - stated.low))
    near = near if stated.low and abs(near - stated.low) < abs(expected - stated.low) / 50 else expected
    spans = (stated.span, *(one.span for one in formula.left.operands()))
    shown = f"{written(formula.left)} = {text_of(near)} ≠ {text_of(stated.low)}"
    return Hit(spans, text_of(stated.low), text_of(near), shown, edit=edit_of(stated, near, near))


def _slack(formula: Formula) -> Decimal:
    """What rounding of operands with decimals may move the result by."""
    amounts = [one.amount for one in formula.left.operands() if one.amount]
    relative = [amount.step / 2 / abs(amount.low) for amount in amounts if _has_decimals(amount) and amount.low]
    return abs(formula.stated.low) * sum(relative, Decimal(0))


def _has_decimals(amount: Amount) -> bool:
    return "." in amount.words


def written(expression: Expression) -> str:
    """An expression as the arithmetic shows it."""
    found = ""
    for sign, term in expression.terms:
        text = _shown(term) if isinstance(term, Operand) else f"({written(term)})"
        found += text if not found and sign == "+" else f" {sign} {text}"
    return found


def _shown(one: Operand) -> str:
    if one.amount is None:
        return "?"
    return f"{text_of(one.amount.low)}%" if one.amount.unit == "%" else text_of(one.amount.low)

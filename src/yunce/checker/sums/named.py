# SPDX-License-Identifier: Apache-2.0
"""Formulas of names, 绩效工资=绩效基数×考核系数, worked out with the numbers that an example gives for the names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yunce.checker.amounts import Fit, fit, text_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of, spans_of
from yunce.checker.sums.adding import edit_of

_NAME = r"[一-鿿]{2,12}"
_FORMULA = re.compile(rf"(?P<name>{_NAME})\s?=\s?(?P<terms>{_NAME}(?:\s?[×*÷/]\s?{_NAME}){{1,4}})(?![\d一-鿿])")
_TERM = re.compile(rf"(?P<sign>[×*÷/]?)\s?(?P<name>{_NAME})")
_LEAD = re.compile(r"(?P<name>[一-鿿]{2,12}?)(?:为|是|按|约|:|=)?\s?$")
_NEAR = Decimal("0.05"), Decimal(20)
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Named:
    """A formula: the name of its result, and its terms with the sign in front of each."""

    result: str
    terms: tuple[tuple[str, str], ...]
    block: int


@rule(
    "SUM029", Severity.WARNING, "按文中的公式算出的数不对",
    "“{name}”写作 {stated}，按公式算是 {expected}", "核对例子里的各数，或公式",
)  # fmt: skip
def example_holds(paper: Paper) -> Iterator[Hit]:
    """写了“绩效工资=绩效基数×考核系数”一类公式,又举了各项数值和结果的例子时,结果应等于公式算出的数。

    不通过:
        月绩效工资=绩效基数×考核系数。例如:绩效基数为3000元,考核系数为1.1,则月绩效工资为3500元。
    通过:
        月绩效工资=绩效基数×考核系数。例如:绩效基数为3000元,考核系数为1.1,则月绩效工资为3300元。
    """
    for formula in paper.once("named formulas", lambda: tuple(_formulas(paper))):
        for at in range(formula.block, len(paper.blocks)):
            if len(paper.amounts.get(at, ())) > len(formula.terms) and paper.is_text(at):
                yield from _examples(formula, slots_of(paper, at))


def _formulas(paper: Paper) -> Iterator[Named]:
    for at, block in enumerate(paper.blocks):
        words = paper.words(at)
        if "=" in words and paper.is_text(at) and block.kind != "furniture":
            for found in _FORMULA.finditer(words):
                terms = tuple((term["sign"] or "×", term["name"]) for term in _TERM.finditer(found["terms"]))
                yield Named(found["name"], terms, at)


def _examples(formula: Named, slots: Sequence[Slot]) -> Iterator[Hit]:
    """Each run of slots that gives every term one number and then the result."""
    chosen: dict[str, Slot] = {}
    for slot in slots:
        name = _name_of(slot)
        if not name or not slot.amount.is_point:
            continue
        if len(chosen) == len(formula.terms) and _is_same(name, formula.result):
            if hit := _hit(formula, chosen, slot):
                yield hit
            chosen = {}
            continue
        term = next((one for _, one in formula.terms if one not in chosen and _is_same(name, one)), "")
        if term:
            chosen[term] = slot


def _name_of(slot: Slot) -> str:
    found = _LEAD.search(slot.lead)
    return found["name"] if found else ""


def _is_same(told: str, name: str) -> bool:
    """True where one ends as the other: 基数 for 绩效基数, 某员工绩效基数 for 绩效基数."""
    return len(told) >= _SHORTEST and (told.endswith(name) or name.endswith(told))


def _hit(formula: Named, chosen: dict[str, Slot], result: Slot) -> Hit | None:
    expected, terms = Decimal(1), ""
    for sign, name in formula.terms:
        amount = chosen[name].amount
        if not amount.factor and sign in "÷/":
            return None
        expected = expected / amount.factor if sign in "÷/" else expected * amount.factor
        terms += (f" {'÷' if sign in '÷/' else '×'} " if terms else "") + text_of(amount.low) + ("%" if amount.unit == "%" else "")
    stated = result.amount
    value = expected * (stated.low / stated.factor if stated.factor else 1)
    fine = [one.amount for one in chosen.values() if one.amount.low and one.amount.step < 1]
    slack = abs(value) * sum((one.step / 2 / one.low for one in fine), Decimal(0))
    is_near = _NEAR[0] * value < stated.low < _NEAR[1] * value
    if not is_near or fit(stated, value, value, slack if stated.is_coarse else Decimal(0)) is not Fit.OFF:
        return None
    spans = spans_of([stated, *(one.amount for one in chosen.values())])
    shown = f"{terms} = {text_of(value)} ≠ {text_of(stated.low)}"
    return Hit(spans, text_of(stated.low), text_of(value), shown, {"name": formula.result}, edit=edit_of(stated, value, value))

# SPDX-License-Identifier: Apache-2.0
"""Invented answers to the forms of the demo company: nearly all is in order, one line of some forms is not."""

from __future__ import annotations

from decimal import Decimal

from yunce.operate.inspection.answers import FAIL, PASS, Answer, Answers
from yunce.operate.inspection.form import Form, Line
from yunce.operate.workitems.states import Severity
from yunce.values.quantity import number_text

FAULTY = 30
"""Of a hundred forms so many find something."""
GRAVE = 3
"""Of a hundred so many may find what is critical."""
SEEN = ("现场看到，已当面告知", "和上次说的一样，还没有改", "当班人员已开始处理", "需要采购配件")


def answers_of(form: Form, drawn: int) -> Answers:
    """A filled form; `drawn` (0 to 99) says whether, and where, something is found."""
    judged = [line for line in form.lines if line.asks in {"pass_fail", "number", "score"} and line.judges]
    judged = [line for line in judged if line.severity is not Severity.CRITICAL or drawn < GRAVE] or judged
    wrong = judged[drawn % len(judged)].id if judged and drawn < FAULTY else ""
    return Answers({line.id: _failed(line, drawn) if line.id == wrong else _passed(line) for line in form.lines})


def _passed(line: Line) -> Answer:
    if line.asks == "photo":
        return Answer(absent=True)
    value = {"pass_fail": PASS, "text": "正常", "choice": line.standard or (line.options or ("",))[0], "score": number_text(line.full)}
    return Answer(value[line.asks] if line.asks in value else number_text(_inside(line)))


def _failed(line: Line, drawn: int) -> Answer:
    note = SEEN[drawn % len(SEEN)]
    if line.asks == "pass_fail":
        return Answer(FAIL, note)
    return Answer("0" if line.asks == "score" else number_text(_outside(line)), note)


def _scaled(line: Line, value: Decimal) -> Decimal:
    """As it is typed: percent where the limits are."""
    return value * 100 if line.limits is not None and line.limits.unit == "%" else value


def _inside(line: Line) -> Decimal:
    """A number that passes."""
    low, high = (line.limits.low, line.limits.high) if line.limits is not None else (None, None)
    if low is not None and high is not None:
        return _scaled(line, (low + high) / 2)
    if high is not None:
        return _scaled(line, high * Decimal("0.8"))
    return _scaled(line, low * Decimal("1.1") if low is not None else Decimal(1))


def _outside(line: Line) -> Decimal:
    """A number that does not pass."""
    low, high = (line.limits.low, line.limits.high) if line.limits is not None else (None, None)
    if high is not None:
        return _scaled(line, high * Decimal("1.2") + 1)
    return _scaled(line, (low or Decimal(0)) * Decimal("0.8"))

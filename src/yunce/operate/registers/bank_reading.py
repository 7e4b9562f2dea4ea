# SPDX-License-Identifier: Apache-2.0
"""A bank of questions from a table: one a row; everything wrong is told by row and column, and then none is taken."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from yunce.operate.registers.exam import LETTERS, NO, YES, Form, Question
from yunce.operate.tabular import Reading, Row, Sheet
from yunce.values.problem import Problem

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "form": ("题型", "类型", "form", "type"),
        "text": ("题目", "题干", "问题", "question", "text"),
        "right": ("答案", "正确答案", "answer", "right"),
        "points": ("分值", "分数", "points"),
        "topic": ("知识点", "章节", "topic"),
        **{letter: (f"选项{letter}", letter, f"option{letter}") for letter in LETTERS},
    }
)
FORMS = {"单选": Form.SINGLE, "单选题": Form.SINGLE, "多选": Form.MULTIPLE, "多选题": Form.MULTIPLE, "判断": Form.JUDGE,
         "判断题": Form.JUDGE,
         **{form.value: form for form in Form}}  # fmt: skip
TRUE = frozenset({"对", "正确", "是", "√", "t", "true", "yes", "y", "a"})
FALSE = frozenset({"错", "错误", "否", "×", "x", "f", "false", "no", "n", "b"})
JUDGED = ("正确", "错误")
MOST = 2_000
LONGEST = 2_000


def read_bank(sheet: Sheet) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    """The questions of a table's rows, and all that is wrong in them."""
    reading = Reading.of(sheet, COLUMNS)
    if len(sheet.rows) > MOST:
        return (), (Problem.of("register.too_many", sheet.name, limit=MOST),)
    if not reading.need("text", "right"):
        return (), tuple(reading.problems)
    found = [_question(row, number) for number, row in enumerate(reading.rows(), 1)]
    if not found:
        reading.problems.append(Problem.of("register.bank_empty", sheet.name))
    return (() if reading.problems else tuple(q for q in found if q)), tuple(reading.problems)


def _question(row: Row, number: int) -> Question | None:
    before = len(row.reading.problems)
    options = _options(row)
    answer = row.text("right").lower().replace("，", ",")
    form = _form(row, options, answer)
    if form is Form.JUDGE:
        options = options or JUDGED
    right = _right(row, form, options, answer)
    points = row.number("points") if row.text("points") else Decimal(1)
    if not row.text("text") or len(row.text("text")) > LONGEST:
        row.wrong("register.question_text", _column(row, "text"), limit=LONGEST)
    if points is None or not 0 < points <= 1000:
        row.wrong("register.question_points", _column(row, "points"))
    if len(row.reading.problems) > before or points is None:
        return None
    return Question(f"q{number}", form, row.text("text"), options, right, points, row.text("topic")[:60])


def _options(row: Row) -> tuple[str, ...]:
    """The options up to the last one that is not blank; a blank among them is wrong."""
    texts = [row.text(letter) for letter in LETTERS]
    last = max((n for n, text in enumerate(texts, 1) if text), default=0)
    for letter, text in zip(LETTERS, texts[:last], strict=False):
        if not text:
            row.wrong("register.option_blank", _column(row, letter), letter=letter)
    return tuple(texts[:last])


def _form(row: Row, options: tuple[str, ...], answer: str) -> Form:
    """The form that the row names; else what its options and answer say."""
    text = row.text("form")
    if text in FORMS:
        return FORMS[text]
    if text:
        row.wrong("register.question_form", _column(row, "form"), value=text[:20])
    if not options:
        return Form.JUDGE
    return Form.MULTIPLE if len(_letters(answer)) > 1 else Form.SINGLE


def _letters(answer: str) -> str:
    return "".join(c for c in answer.upper() if c not in " ,、;；/")


def _right(row: Row, form: Form, options: tuple[str, ...], answer: str) -> frozenset[str]:
    if form is Form.JUDGE and answer in TRUE | FALSE:
        return frozenset(YES if answer in TRUE else NO)
    letters = frozenset(_letters(answer))
    allowed = frozenset(LETTERS[: len(options)])
    fits = letters and letters <= allowed and len(options) > 1
    if form is Form.JUDGE or not fits or (form is Form.SINGLE and len(letters) != 1):
        row.wrong("register.question_answer", _column(row, "right"), value=answer[:20])
    return letters


def _column(row: Row, name: str) -> str:
    return row.reading.columns.get(name, COLUMNS[name][0])

# SPDX-License-Identifier: Apache-2.0
"""Banks of questions, papers that can be had again, marks."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from yunce.operate.registers.bank_reading import read_bank
from yunce.operate.registers.exam import Bank, Form, mark, paper
from yunce.operate.tabular import Sheet

HEADER = ("题型", "题目", "选项A", "选项B", "选项C", "答案", "分值", "知识点")
ROWS = (
    ("单选", "假币应当", "退还", "收缴", "", "B", "2", "反假"),
    ("多选", "收缴时要", "两人在场", "盖章", "拍照发群", "AB", "2", "反假"),
    ("判断", "证书三年有效", "", "", "", "对", "1", "证书"),
)


def sheet(*rows: tuple[str, ...]) -> Sheet:
    return Sheet("题库.csv", HEADER, tuple((n, dict(zip(HEADER, row, strict=True))) for n, row in enumerate(rows, 2)))


def bank(draw: int = 0) -> Bank:
    questions, problems = read_bank(sheet(*ROWS))
    assert problems == ()
    return Bank(questions, Decimal(80), draw)


def test_a_paper_is_marked_by_hand() -> None:
    """Of 5 points a wrong multiple choice loses 2 whole ones: 60 of 100."""
    asked = paper(bank(), "seed")
    right = {one.question.id: one.question.right for one in asked}
    assert mark(asked, right, Decimal(80)).score == Decimal("100.0")
    some = mark(asked, {**right, "q2": frozenset("A")}, Decimal(60))
    assert (some.score, some.is_passed, some.wrong, some.gaps) == (Decimal("60.0"), True, ("q2",), ("反假",))
    assert not mark(asked, {**right, "q2": frozenset("ABC")}, Decimal("60.1")).is_passed
    assert mark(asked, {}, Decimal(80)).score == 0


@given(st.text(min_size=1, max_size=20), st.integers(0, 3))
def test_a_seed_gives_one_paper(seed: str, draw: int) -> None:
    first, again = paper(bank(draw), seed), paper(bank(draw), seed)
    assert first == again
    assert len(first) == (draw or 3)
    assert len({one.question.id for one in first}) == len(first)
    for one in first:
        assert sorted(one.options) == sorted(zip("ABC", one.question.options, strict=False))


def test_another_seed_gives_another_order() -> None:
    orders = {tuple(one.question.id for one in paper(bank(), str(n))) for n in range(60)}
    assert len(orders) == 6  # all orders of three come about


def test_forms_are_known_without_being_named() -> None:
    questions, _ = read_bank(sheet(*((("", *row[1:])) for row in ROWS)))
    assert [q.form for q in questions] == [Form.SINGLE, Form.MULTIPLE, Form.JUDGE]


def test_every_wrong_question_is_told() -> None:
    wrong = (
        ("单选", "两个答案", "甲", "乙", "", "AB", "1", ""),
        ("单选", "没有这个选项", "甲", "乙", "", "D", "1", ""),
        ("判断", "也许", "", "", "", "大概", "1", ""),
        ("填空", "题型", "甲", "乙", "", "A", "1", ""),
        ("单选", "", "甲", "乙", "", "A", "1", ""),
        ("单选", "负分", "甲", "乙", "", "A", "-1", ""),
        ("单选", "缺一项", "甲", "", "丙", "A", "1", ""),
    )
    questions, problems = read_bank(sheet(*wrong))
    assert questions == ()
    assert [int(p.path.rpartition(":")[2]) for p in problems] == list(range(2, 9))

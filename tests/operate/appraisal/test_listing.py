# SPDX-License-Identifier: Apache-2.0
"""Columns instead of rows: the same texts as one by one, at any size and for whatever people write into cells."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.operate.appraisal.cards import appraise, person, plan
from yunce.app.words import as_row
from yunce.cli.appraisal_text import appraisal_text
from yunce.cli.fields import fields_of
from yunce.cli.output import json_text
from yunce.operate.appraisal.results import Appraisal
from yunce.operate.appraisal.texts import number_texts

CARD = plan("""
scorecards:
  - id: c
    for: [clerk, manager]
    items:
      - {id: a, weight: 60, target: 100, data: 账, confirmer: manager}
      - {id: b, weight: 40, missing: reweight}
      - {id: p, kind: bonus, points: 2, cap: 6}
      - {id: v, kind: veto}
    grades: [{name: A, from: 90, pay: 1.15}, {name: B, from: 0, pay: 1}]
    follow: [{when: "grade == 'A'", then: {open: review, title: 评审}}]
""")
ROWS = '人员,姓名,岗位,a,b,p,v\n1,"张""三",专员,097.50,88,,\n2,李\\四,专员,1.2万,,1,0\n3,王五,经理,,90,9,1\n4,赵六,经理,96%,12e-3,,\n'


def one_by_one(found: Appraisal) -> str:
    """An appraisal as JSON, each result put together by itself."""
    body = fields_of(replace(found, people=(), problems=()))
    people = []
    for each in found.people:
        fields = fields_of(each)
        lines = fields.pop("lines")
        people.append({**fields, "items": lines})
    return json_text({**body, "final": found.is_final, "people": people, "problems": [as_row(p) for p in found.problems]})


def test_columns_print_what_rows_would() -> None:
    found = appraise(CARD, ROWS, people=ROWS)
    assert appraisal_text(found) == one_by_one(found)
    first, second = json.loads(appraisal_text(found))["people"][:2]
    assert (first["name"], first["items"][0]["actual"], second["items"][0]["actual"]) == ('张"三', "97.50", "12000")


def test_nobody_prints_too() -> None:
    assert json.loads(appraisal_text(appraise(CARD, people="工号,岗位\n9,司机\n")))["people"] == []


def test_a_target_that_was_handed_in_is_the_one_that_is_shown() -> None:
    rows = "人员,岗位,指标,实际,目标\n1,专员,a,50,200\n"
    lines = person(appraise(CARD, rows, people=rows), "1").lines
    assert (lines[0].target, lines[0].ratio) == ("200", Decimal("0.25"))


@given(st.lists(st.floats(-1e15, 1e15), max_size=20))
def test_numbers_are_written_as_decimals_are(values: list[float]) -> None:
    for value, text in zip(values, number_texts(values), strict=True):
        assert text is not None and abs(Decimal(text) - Decimal(repr(value))) <= Decimal("0.000001") and "E" not in text
        assert "." not in text or not text.endswith("0")


def test_halves_go_upward() -> None:
    assert number_texts([0.0000005, -0.0000005, 1e10, 123456789012.5, float("nan"), -0.0]) == [
        "0.000001",
        "-0.000001",
        "10000000000",
        "123456789012.5",
        None,
        "0",
    ]

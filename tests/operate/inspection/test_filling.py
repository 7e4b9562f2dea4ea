# SPDX-License-Identifier: Apache-2.0
"""A form filled in: what is wrong, what it scores, what it finds, what follows."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operate.workitems.making import CHINA, NOON, opened
from yunce.app.packs import read_calendars
from yunce.operate.inspection.answers import Answer, Answers, Place, check_answers, number_of, packed_answers, unpacked_answers
from yunce.operate.inspection.findings import Inspected, Terms, findings, head_of, rectifications, subject_unit
from yunce.operate.inspection.form import Form, form_of, frozen, packed, unpacked
from yunce.operate.inspection.scoring import passes, score
from yunce.operate.workitems.states import Kind, Severity
from yunce.plan.document import Plan
from yunce.plan.parse import parse
from yunce.plan.parts.work import Checklist

LINES = [
    {"id": "exit", "text": "安全出口畅通", "kind": "pass_fail", "severity": "critical", "weight": "40"},
    {"id": "cold", "text": "冷柜温度", "kind": "number", "limits": "2..8", "measured_in": "℃", "severity": "major", "weight": "20"},
    {"id": "tidy", "text": "陈列", "kind": "score", "limits": ">= 18", "weight": "30"},
    {"id": "sign", "text": "标识", "kind": "choice", "options": ["齐全", "缺失"], "standard": "齐全", "weight": "10"},
    {"id": "look", "text": "现场照片", "kind": "photo"},
    {"id": "said", "text": "当事人说明", "kind": "text"},
]
PACKED = packed(Checklist.model_validate({"id": "shop", "title": "门店检查单", "version": "2", "items": LINES}))
FORM = unpacked(PACKED)
PLAN = """
plan: {id: p, title: 计划, period: 2026}
units: [{id: company, name: 公司}, {id: shop, name: 门店, parent: company}, {id: till, name: 收银, parent: shop}]
roles:
  - {id: gm, name: 总经理, unit: company}
  - {id: keeper, name: 店长, unit: shop, reports_to: gm}
  - {id: clerk, name: 店员, unit: shop, reports_to: keeper}
checklists: [{id: shop, title: 门店检查单, version: 3, items: [{id: exit, text: 安全出口畅通}]}]
"""


def plan() -> Plan:
    found, _ = parse(PLAN)
    assert found is not None
    return found


def answered(**by_line: str | Answer) -> Answers:
    good: dict[str, str | Answer] = {
        "exit": "pass", "cold": "5", "tidy": "27", "sign": "齐全", "look": Answer(photos=("aa",)),
    }  # fmt: skip
    return Answers({name: one if isinstance(one, Answer) else Answer(one) for name, one in (good | by_line).items()})


def codes(answers: Answers) -> list[tuple[str, str]]:
    return [(p.code.removeprefix("inspection."), p.path) for p in check_answers(FORM, answers)]


def test_a_form_survives_json() -> None:
    again = unpacked(
        json.loads(json.dumps(packed(Checklist.model_validate({"id": "shop", "title": "门店检查单", "version": "2", "items": LINES}))))
    )
    assert again == FORM and FORM.lines[1].limits is not None and FORM.lines[2].full == 30


def test_a_later_version_does_not_change_what_was_frozen() -> None:
    item = opened(Kind.INSPECTION, data={"checklist": "shop", "form": {"id": "shop", "title": "旧", "version": "1", "lines": []}})
    form = form_of(item, plan())
    assert form is not None and form.version == "1"
    later = form_of(opened(Kind.INSPECTION, data={"checklist": "shop"}), plan())
    assert later is not None and later.version == "3"
    assert form_of(opened(Kind.INSPECTION), plan()) is None and frozen(plan(), "nowhere") is None


def test_what_is_wrong_is_told_line_by_line() -> None:
    assert codes(answered()) == []
    assert codes(Answers()) == [("missing", "exit"), ("missing", "cold"), ("missing", "tidy"), ("missing", "sign"), ("photo", "look")]
    wrong = answered(exit="maybe", cold="冷", tidy="31", sign="没有", look=Answer(absent=True), extra="1", said="字" * 2001)
    assert codes(wrong) == [
        ("unknown", "extra"), ("choice", "exit"), ("number", "cold"), ("score", "tidy"), ("choice", "sign"), ("long", "said"),
    ]  # fmt: skip
    assert codes(Answers(answered().by_line, place=Place(91, 0))) == [("place", "place")]


@pytest.mark.parametrize(("typed", "is_inside"), [("2", True), ("８ ℃", True), ("8.01", False), ("-1", False), ("1,000", False)])
def test_numbers_are_read_as_people_type_them(typed: str, is_inside: bool) -> None:
    assert passes(FORM.lines[1], Answer(typed)) is is_inside


@pytest.mark.parametrize("typed", ["nan", "inf", "1e400", "", "--"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert number_of(FORM.lines[1], typed) is None


@pytest.mark.parametrize(
    ("limits", "measured_in", "typed"), [(">= 98.5%", "", "98.5%"), (">= 98.5%", "", "98.5"), (">= 98.5", "%", "98.5%")]
)
def test_percentages_are_compared_as_percentages(limits: str, measured_in: str, typed: str) -> None:
    line = {"id": "a", "kind": "number", "limits": limits, "measured_in": measured_in}
    form = unpacked(packed(Checklist.model_validate({"id": "x", "items": [line]})))
    assert passes(form.lines[0], Answer(typed)) is True and passes(form.lines[0], Answer("98.4")) is False


def test_the_score_by_hand() -> None:
    """40 + 20 + 27 + 10 of 100; without the cold line 77 of 80; with the exit blocked 57 of 100."""
    assert score(FORM, answered()).share == Decimal("97.00")
    assert score(FORM, answered(cold=Answer(absent=True))).share == Decimal("96.25")
    assert score(FORM, answered(exit="fail")).share == Decimal("57.00")
    assert score(FORM, Answers()).share is None


def test_without_weights_each_line_counts_the_same() -> None:
    items = [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "t", "kind": "text"}]
    form = unpacked(packed(Checklist.model_validate({"id": "x", "items": items})))
    assert score(form, Answers({"a": Answer("pass"), "b": Answer("fail"), "c": Answer("pass")})).share == Decimal("66.67")


@given(
    st.dictionaries(st.sampled_from([line.id for line in FORM.lines]), st.builds(Answer, value=st.text(max_size=6), absent=st.booleans()))
)
def test_a_score_is_between_nothing_and_all(by_line: dict[str, Answer]) -> None:
    share = score(FORM, Answers(by_line)).share
    assert share is None or 0 <= share <= 100
    assert unpacked_answers(json.loads(json.dumps(packed_answers(Answers(by_line))))) == Answers(by_line)


def test_findings_are_the_lines_that_failed() -> None:
    found = findings(FORM, answered(exit="fail", tidy="17", said=Answer("灯坏了", flagged=True), sign=Answer("缺失", hazard="major")))
    assert [(one.line.id, one.hazard, one.severity) for one in found] == [
        ("exit", "major", Severity.CRITICAL), ("tidy", "minor", Severity.MINOR), ("sign", "major", Severity.MAJOR),
        ("said", "minor", Severity.MINOR),
    ]  # fmt: skip
    assert findings(FORM, answered()) == ()


def terms() -> Terms:
    return Terms(read_calendars(Path("nowhere")))


def test_rectifications_of_a_filled_form() -> None:
    """Monday 16 November: critical by Tuesday, minor by Wednesday of the week after."""
    item = opened(Kind.INSPECTION, owner="gm", unit="company", subject="shop")
    answers = answered(exit=Answer("fail", "堆了纸箱"), tidy="17")
    made = rectifications(Inspected(item, FORM, plan()), findings(FORM, answers), terms(), NOON)
    assert [(o.key, o.title, o.unit, o.owner, o.parent) for o in made] == [
        ("finding|i1|exit", "整改：安全出口畅通", "shop", "keeper", "i1"), ("finding|i1|tidy", "整改：陈列", "shop", "keeper", "i1"),
    ]  # fmt: skip
    assert [o.due for o in made] == [datetime(2026, 11, 17, 23, 59, tzinfo=CHINA), datetime(2026, 11, 25, 23, 59, tzinfo=CHINA)]
    assert made[0].data["hazard"] == "major" and made[0].data["finding"] == "shop.exit" and "堆了纸箱" in str(made[0].data["text"])
    assert "实际：17" in str(made[1].data["text"]) and "标准：>= 18" in str(made[1].data["text"])
    again = rectifications(Inspected(item, FORM, plan(), still=("exit",)), findings(FORM, answers), terms(), NOON)
    assert [o.key for o in again] == ["finding|i1|tidy"]


def test_a_year_without_published_days_counts_weekdays() -> None:
    assert terms().due(Severity.MINOR, datetime(2035, 6, 1, 9, tzinfo=CHINA)) == datetime(2035, 6, 12, 23, 59, tzinfo=CHINA)


def test_who_puts_it_right() -> None:
    assert head_of("till", plan()) == "keeper" and head_of("shop", plan()) == "keeper" and head_of("nowhere", plan()) == ""
    assert subject_unit(opened(unit="company", subject="till"), plan()) == "till"
    assert subject_unit(opened(unit="company", subject="灭火器"), plan()) == "company"


def test_an_empty_form_scores_nothing() -> None:
    assert score(Form("x", "空"), Answers()).share is None and check_answers(Form("x", "空"), Answers()) == ()

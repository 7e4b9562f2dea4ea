# SPDX-License-Identifier: Apache-2.0
"""Plans written out, compared and amended."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.plan.amend import History, amend, in_force, stretches
from yunce.plan.difference import Change, diff
from yunce.plan.document import Plan
from yunce.plan.dump import Document, UnreadableDocument, dump
from yunce.plan.parse import parse
from yunce.plan.places import NoSuchPlace, located
from yunce.plan.schema import plan_schema
from yunce.values.period import read_period
from yunce.values.problem import Problem

EXAMPLE = (Path(__file__).parent / "cases" / "example.yaml").read_text("utf-8")


at = datetime.fromisoformat


@cache
def plan_of(text: str) -> Plan:
    plan, problems = parse(text)
    assert plan is not None and not [p for p in problems if p.severity.value == "error"]
    return plan


def test_a_plan_written_out_is_the_same_plan() -> None:
    plan = plan_of(EXAMPLE)
    assert parse(dump(plan)) == (plan, ())


def test_open_values_are_written_out_too() -> None:
    plan = plan_of(
        EXAMPLE.replace("value: 300万", "value: {disputed: [30万, 300万], stated: 300万?}", 1).replace(
            "stretch: 350万", "stretch: {unknown: true}"
        )
    )
    assert plan_of(dump(plan)) == plan


NAME = st.text(alphabet="ab:#'\"{}[],&*!|>%@` 目标-~?\\", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(NAME, NAME, st.integers(0, 10**9), st.sampled_from(["", "万", "%", "单/天", "元"]))
def test_any_words_survive_being_written(title: str, note: str, number: int, unit: str) -> None:
    plan = plan_of("yunce: 1\nplan: {id: p, period: 2026}\nbudget: [{id: b, amount: 1}]\n")
    line = plan.budget[0].model_copy(update={"title": title, "note": note})
    text = dump(plan.model_copy(update={"budget": (line,)}))
    text = text.replace("amount: 1\n", f"amount: {number}{unit}\n") if "amount: 1\n" in text else text
    again = plan_of(text)
    assert (again.budget[0].title, again.budget[0].note) == (title, note)
    assert plan_of(dump(again)) == again


def test_an_edit_touches_one_value_and_keeps_comments() -> None:
    before = Document(EXAMPLE)
    after = before.with_value("targets[gmv_h2].split[0].values.2026-11", "95万")
    assert dump(after) == EXAMPLE.replace("2026-11: 90万", "2026-11: 95万")
    quoted = before.with_value("plan.title", "计划: 'A' #1")
    assert plan_of(dump(quoted)).plan.title == "计划: 'A' #1"


def test_a_new_field_and_a_removed_one_keep_the_comments() -> None:
    text = dump(Document(EXAMPLE).with_value("targets[gmv_h2].note", "要紧").without("targets[gmv_h2].stretch"))
    plan = plan_of(text)
    assert plan.targets[0].note == "要紧" and plan.targets[0].stretch is None
    assert "# beside the pack's" in text and "# 编制 by tier of a metric" in text


@pytest.mark.parametrize("path", ["", "targets[nobody].value", "targets[9].value", "plan.id.deeper.still", "nothing.here"])
def test_a_path_to_nowhere_is_refused(path: str) -> None:
    with pytest.raises(NoSuchPlace):
        Document("plan: {id: p}\ntargets:\n  - {id: gmv, value: 1}\n").with_value(path, ["x"])


def test_nothing_differs_from_itself() -> None:
    assert diff(plan_of(EXAMPLE), plan_of(EXAMPLE)) == ()


def test_order_and_writing_are_no_difference() -> None:
    units = "  - {id: company, name: 示例商贸}\n"
    moved = EXAMPLE.replace(units, "").replace("roles:\n", units + "roles:\n").replace("value: 300万", "value: 3000000")
    assert diff(plan_of(EXAMPLE), plan_of(moved)) == ()


def test_changes_are_told_by_element_and_field() -> None:
    new = EXAMPLE.replace("2026-11: 90万, 2026-12: 150万", "2026-11: 95万, 2026-12: {unknown: true, stated: 待定}").replace(
        "    stretch: 350万\n", ""
    )
    new = new.replace("title: 旗舰店年度运营计划", "title: 年度计划").replace(
        '  - {id: invested, says: 总投入 21万, test: "sum(budget) == 21万"}\n', ""
    )
    new = new.replace("tiers:  ", "  - {id: hat, sku: SK2}\ntiers:  ").replace("[页面视觉统一, 每月一次店铺诊断]", "[页面视觉统一]")
    assert diff(plan_of(EXAMPLE), plan_of(new)) == (
        Change("changed", "plan", "shop_2026", "title", "旗舰店年度运营计划", "年度计划"),
        Change("changed", "theme", "inner_strength", "points", "页面视觉统一、每月一次店铺诊断", "页面视觉统一"),
        Change("removed", "target", "gmv_h2", "stretch", "350万", None),
        Change("changed", "target", "gmv_h2", "split[0].values.2026-11", "90万", "95万"),
        Change("changed", "target", "gmv_h2", "split[0].values.2026-12", "150万", "未知:待定"),
        Change("removed", "claim", "invested", "", "invested", None),
        Change("added", "item", "hat", "", None, "hat"),
    )


def test_an_amendment_counts_from_its_month_on() -> None:
    base, first, second = (plan_of(EXAMPLE.replace("value: 300万", f"value: {n}万", 1)) for n in (300, 310, 320))
    history, problems = amend(base, first, date(2026, 10, 1), at("2026-09-20"))
    assert problems == ()
    history, problems = amend(history, second, date(2026, 12, 1), at("2026-11-20"))
    assert problems == ()
    year = read_period("2026-09..2026-12")
    late = at("2027-01-01")

    def spans(as_of: date, known_at: datetime) -> list[tuple[str, int]]:
        return [(str(s.period), s.version) for s in stretches(history, year, as_of, known_at)]  # type: ignore[arg-type]

    assert spans(date(2026, 9, 30), late) == [("2026-09..2026-12", 0)]
    assert spans(date(2026, 11, 30), late) == [("2026-09", 0), ("2026-Q4", 1)]
    assert spans(date(2026, 12, 31), late) == [("2026-09", 0), ("2026-10..2026-11", 1), ("2026-12", 2)]
    assert spans(date(2026, 12, 31), at("2026-11-01")) == [("2026-09", 0), ("2026-Q4", 1)]
    assert in_force(history, date(2026, 12, 1), late) is second
    assert in_force(history, date(2026, 9, 30), late) is base
    assert in_force(history, date(2026, 12, 1), at("2026-09-01")) is base


def test_an_amendment_that_cannot_count_is_refused() -> None:
    base = plan_of(EXAMPLE)
    other = plan_of(EXAMPLE.replace("id: shop_2026", "id: shop_2027"))
    history, problems = amend(base, other, date(2029, 1, 15), at("2026-09-01"))
    assert history == History(base)
    assert [p.code for p in problems] == ["amend.not_month_start", "amend.outside", "amend.other_plan"]
    after, _ = amend(base, base, date(2026, 10, 1), at("2026-09-20"))
    assert [p.code for p in amend(after, base, date(2026, 11, 1), at("2026-09-01"))[1]] == ["amend.recorded_before"]


def test_a_changed_past_is_a_warning() -> None:
    new = plan_of(EXAMPLE.replace("2026-09: 20万, 2026-10: 40万", "2026-09: 25万, 2026-10: 35万"))
    _, problems = amend(plan_of(EXAMPLE), new, date(2026, 10, 1), at("2026-09-20"))
    assert [(p.code, p.path) for p in problems] == [("amend.before_effective", "targets[gmv_h2].split[0].values.2026-09")]


def test_the_schema_names_every_part_and_lets_values_be_open() -> None:
    schema = plan_schema()
    assert {"plan", "targets", "scorecards"} <= set(schema["properties"])
    assert schema["$defs"]["Target"]["properties"]["value"]["anyOf"][1] == {"$ref": "#/$defs/Open"}
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2\n", ""])
def test_a_text_that_is_no_document_is_not_edited(text: str) -> None:
    with pytest.raises(UnreadableDocument):
        Document(text).with_value("b", ["x"])


def test_a_problem_finds_its_place_in_the_text() -> None:
    text = "\ufeff" + EXAMPLE
    inside, above, nowhere = located(
        (
            Problem.of("a.b", "targets[gmv_h2].split[0].values.2026-11"),
            Problem.of("a.b", "targets[gmv_h2].owner.deeper"),
            Problem.of("a.b", "nothing[here]"),
        ),
        text,
        "计划.yaml",
    )
    assert inside.at is not None and (inside.at.quote, inside.at.doc) == ("90万", "计划.yaml")
    assert above.at is not None and above.at.quote == "gm"
    assert nowhere.at is None
    assert located((nowhere,), "a: [") == (nowhere,)

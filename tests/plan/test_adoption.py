# SPDX-License-Identifier: Apache-2.0
"""What a plan takes from a pack as its own: cast, overruled, left, refused; and nothing moves for plans that adopt nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.plan.adoption import adopt
from yunce.plan.difference import diff
from yunce.plan.document import Plan
from yunce.plan.dump import dump
from yunce.plan.packs import Pack, parse_pack
from yunce.plan.parse import parse
from yunce.plan.parts.common import Named
from yunce.plan.parts.work import Duty
from yunce.plan.resolve import Resolved, fingerprint, resolve
from yunce.plan.walk import pointers, walk
from yunce.values.calendar import Calendar
from yunce.values.problem import Problem

PACK = """
pack: yard
title: 堆场
roles: [{id: foreman, name: 班长}, {id: chief, name: 主任}]
units: [{id: gate, name: 闸口}]
metrics: [{id: boxes, name: 箱量, definition: 进场箱数之和。, measure: sum(measures.value), kind: sum, measured_in: 个}]
checklists:
  - {id: walk_sheet, title: 巡场单, version: 1, items: [{id: lamp, text: 灯具完好, kind: pass_fail}]}
  - {id: spare_sheet, title: 备用单, version: 1}
duties:
  - {id: walk_round, title: 巡场, every: daily, owner: foreman, unit: gate, checklist: walk_sheet}
  - {id: year_round, title: 年检, every: yearly, owner: chief, support: [foreman]}
cases: [{id: damage, title: 残损, unit: gate, respond: 1h, escalate: [{to: foreman, after: 2h}, {to: chief, after: 1wd}]}]
registers: [{id: licence, title: 上岗证, kind: certificate, of: foreman, cover: 100%}]
rules: [{id: few, title: 箱量走低, each: unit, every: week, when: "falls(boxes, 3)", then: {open: task, owner: chief, due: 2wd}}]
"""
PLAN = """
yunce: 1
plan: {id: p, period: 2026}
use: [yard]
units: [{id: north, name: 北闸口}]
roles: [{id: lead, name: 带班, unit: north}, {id: chief, name: 主任}]
"""
CAST = "{roles: {foreman: lead}, units: {gate: north}}"


@pytest.fixture(scope="module")
def packs() -> Mapping[str, Pack]:
    pack, problems = parse_pack({"pack.yaml": PACK})
    assert problems == () and pack is not None
    return {"yard": pack}


def written(text: str) -> Plan:
    plan, problems = parse(text)
    assert problems == () and plan is not None
    return plan


def adopted(text: str, packs: Mapping[str, Pack]) -> tuple[Plan, tuple[Problem, ...]]:
    return adopt(written(text), packs)


def resolved(text: str, packs: Mapping[str, Pack], calendar: Calendar) -> tuple[Resolved, tuple[Problem, ...]]:
    return resolve(written(text), packs, calendar)


def duty(plan: Plan, own: str) -> Duty:
    return next(each for each in plan.duties if each.id == own)


def test_the_packs_roles_are_played_by_the_plans(packs: Mapping[str, Pack]) -> None:
    plan, problems = adopted(f"{PLAN}adopt: {{yard: {CAST}}}", packs)
    assert problems == ()
    assert [(d.id, d.owner, d.unit, d.tags) for d in plan.duties] == [
        ("walk_round", "lead", "north", ("pack:yard",)), ("year_round", "chief", "", ("pack:yard",)),
    ]  # fmt: skip
    assert duty(plan, "year_round").support == ("lead",)
    assert [step.to for step in plan.cases[0].escalate] == ["lead", "chief"]
    assert plan.registers[0].of == "lead"
    assert plan.rules[0].then is not None and plan.rules[0].then.owner == "chief"
    assert [sheet.id for sheet in plan.checklists] == ["walk_sheet"], "only the sheets that are used come along"


def test_using_a_pack_adopts_nothing(packs: Mapping[str, Pack]) -> None:
    plan, problems = adopted(PLAN, packs)
    assert problems == () and plan == written(PLAN)


def test_a_checklist_of_the_pack_can_be_named_without_adopting(packs: Mapping[str, Pack], calendar: Calendar) -> None:
    found, problems = resolved(f"{PLAN}duties: [{{id: d, every: daily, owner: lead, checklist: walk_sheet}}]", packs, calendar)
    assert problems == ()
    assert found.checklists["walk_sheet"].items[0].text == "灯具完好"


def test_the_plans_own_element_wins(packs: Mapping[str, Pack]) -> None:
    own = f"{PLAN}adopt: {{yard: {CAST}}}\nduties: [{{id: walk_round, title: 自己的巡场, every: weekly:mon, owner: chief}}]"
    plan, problems = adopted(own, packs)
    assert duty(plan, "walk_round").title == "自己的巡场"
    assert [(p.code, p.path, p.severity) for p in problems] == [("adopt.own_wins", "duties[walk_round]", "note")]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("take: [duties]", {"walk_round", "year_round"}),
        ("take: [licence, walk_round]", {"walk_round", "licence"}),
        ("leave: [duties, few]", {"damage", "licence"}),
        ("take: [duties], leave: [walk_round]", {"year_round"}),
    ],
)
def test_parts_of_an_offer(asked: str, left: set[str], packs: Mapping[str, Pack]) -> None:
    plan, problems = adopted(f"{PLAN}adopt: {{yard: {{{asked}, {CAST[1:]}}}", packs)
    assert problems == ()
    assert {e.id for name in ("duties", "rules", "cases", "registers") for e in getattr(plan, name)} == left


def test_all_that_is_wrong_is_told_at_once(packs: Mapping[str, Pack]) -> None:
    wrong = "{take: [dutys], roles: {boss: lead, chief: nobody}, units: {gate: south}}"
    _, problems = adopted(f"{PLAN}adopt: {{yard: {wrong}, port: {{}}}}", packs)
    assert {(p.code, p.path) for p in problems} == {
        ("adopt.no_such_element", "adopt.yard.take[0]"), ("adopt.no_such_part", "adopt.yard.roles.boss"),
        ("plan.unknown_role", "adopt.yard.roles.chief"), ("plan.unknown_unit", "adopt.yard.units.gate"), ("adopt.not_used", "adopt.port"),
    }  # fmt: skip


def test_whom_nobody_plays_is_named_with_what_needs_it(packs: Mapping[str, Pack], calendar: Calendar) -> None:
    found, problems = resolved(f"{PLAN}adopt: {{yard: {{}}}}", packs, calendar)
    told = {(p.code, p.path, dict(p.params)["name"]) for p in problems}
    assert told == {("adopt.part_unplayed", "adopt.yard.roles", "班长"), ("adopt.part_unplayed", "adopt.yard.units", "闸口")}
    assert "巡场、年检、残损、上岗证" in {dict(p.params)["users"] for p in problems}
    assert duty(found.plan, "walk_round").owner == "", "no second error for the same thing"


def test_fingerprints_tell_what_is_adopted(packs: Mapping[str, Pack], calendar: Calendar) -> None:
    plain, taking, leaving = (
        fingerprint(resolved(text, packs, calendar)[0])
        for text in (PLAN, f"{PLAN}adopt: {{yard: {CAST}}}", f"{PLAN}adopt: {{yard: {{leave: [few], {CAST[1:]}}}")
    )
    assert len({plain, taking, leaving}) == 3


def test_a_plan_that_adopts_is_written_out_and_compared(packs: Mapping[str, Pack]) -> None:
    before, after = written(PLAN), written(f"{PLAN}adopt: {{yard: {CAST}}}")
    assert written(dump(after)) == after
    assert [(c.op, c.kind, c.id, c.field, c.new) for c in diff(before, after)] == [
        ("added", "adopt", "yard", "pack", "yard"), ("added", "adopt", "yard", "roles.foreman", "lead"),
        ("added", "adopt", "yard", "units.gate", "north"),
    ]  # fmt: skip


@given(st.sets(st.sampled_from(["duties", "rules", "cases", "registers", "walk_round", "year_round", "damage", "licence", "few"])))
def test_whatever_is_left_out_the_rest_names_only_the_plans_own(packs: Mapping[str, Pack], leave: set[str]) -> None:
    """Law: what is adopted and what is left make the whole offer; no adopted element names a role or a unit that the plan lacks."""
    plan, problems = adopted(f"{PLAN}adopt: {{yard: {{leave: [{', '.join(sorted(leave))}], {CAST[1:]}}}", packs)
    assert {p.code for p in problems} <= {"adopt.no_such_part"}, "a casting that nothing needs any more is told"
    taken: list[Named] = [e for name in ("duties", "rules", "cases", "registers") for e in getattr(plan, name)]
    lists = {"walk_round": "duties", "year_round": "duties", "damage": "cases", "licence": "registers", "few": "rules"}
    assert {e.id for e in taken} == {own for own, name in lists.items() if own not in leave and name not in leave}
    named = {p.id for e in taken for at, part in walk(e) for p in pointers(at, part) if {"roles", "units"} & set(p.lists)}
    assert named <= {"lead", "chief", "north", ""}

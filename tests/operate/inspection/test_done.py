# SPDX-License-Identifier: Apache-2.0
"""Inspections done against planned, and the register of hazards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.operate.agenda.planned import calendar, frame_of, plan_of
from tests.operate.workitems.making import CHINA, DAY, NOON, opened
from yunce.operate.inspection.done import by_unit, covered
from yunce.operate.inspection.hazards import grade_of, quarters, register, upward
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind, State

UNITS = "\n".join(f"  - {{id: u{n}, name: 单位{n}, kind: shop}}" for n in range(1, 5))
PLAN = f"""yunce: 1
plan: {{id: p, title: 计划, period: 2026}}
units:
  - {{id: all, name: 公司}}
{UNITS}
roles: [{{id: gm, name: 总经理, unit: all}}]
checklists: [{{id: c, items: [{{id: a}}]}}]
duties:
  - {{id: look, title: 检查, every: quarter, owner: gm, checklist: c,
     cover: {{of: "kind == 'shop'", per_period: ">= 25%", per_year: 100%, modes: {{on_site: ">= 50%"}}, round: up}}}}
"""


def inspection(unit: str, period: str = "2026-Q4", **more: object) -> Item:
    item = opened(Kind.INSPECTION, unit=unit, subject=unit, key=f"{unit}{period}")
    data = {name: more.pop(name) for name in ("mode", "score", "findings") if name in more}
    opening = replace(item.opening, element="duties.look", period=period)
    return replace(item, opening=opening, data=data, **more)  # type: ignore[arg-type]


def hazard(state: State = State.OPEN, grade: str = "minor", **more: object) -> Item:
    return replace(opened(Kind.RECTIFICATION, data={"hazard": grade}), state=state, **more)  # type: ignore[arg-type]


def test_done_late_and_score_by_unit() -> None:
    items = [
        inspection("u1", state=State.DONE, score="90.00", findings=2), inspection("u1", state=State.DONE, score="81.00"),
        inspection("u1", due=NOON - DAY), inspection("u2", state=State.CANCELLED),
    ]  # fmt: skip
    assert [(s.unit, s.planned, s.done, s.late, s.findings, s.score) for s in by_unit(items, NOON)] == [
        ("u1", 3, 2, 1, 2, Decimal("85.50"))
    ]


def test_a_coverage_against_its_quotas() -> None:
    """Four shops: one a quarter, all in the year, two on site."""
    items = [
        inspection("u1", "2026-Q1", state=State.DONE, mode="on_site"), inspection("u2", "2026-Q4", state=State.DONE),
        inspection("u3", "2026-Q4"), inspection("u1", "2026-Q4", state=State.DONE, mode="on_site"),
    ]  # fmt: skip
    rows, problems = covered(frame_of(plan_of(PLAN, ""), "2026-11"), items, date(2026, 11, 16))
    assert problems == () and calendar()
    found = {row.period: (row.planned, row.done, row.quota.low, row.is_met) for row in rows}
    assert found["year"] == (3, 2, 4, False) and found["mode:on_site"] == (1, 1, 2, False)
    assert found["2026-Q1"] == (1, 1, 1, True) and found["2026-Q2"] == (0, 0, 1, False) and found["2026-Q4"] == (3, 2, 1, True)


def test_the_oracle_of_83_hazards() -> None:
    """83 found, 64 closed, 19 upward: 0.771084; what the own level can close is closed."""
    items = [hazard(State.VERIFIED, done_at=NOON)] * 64 + [hazard(State.UPWARD)] * 19
    minor, major = register(items, NOON + 10 * DAY)
    assert minor.closure.rate is not None and round(minor.closure.rate, 6) == 0.771084 and minor.closure.own_rate == 1
    assert minor.ages == (0, 19, 0, 0, 0) and major.closure.rate is None and len(upward(items)) == 19


def test_ages_and_the_five_elements() -> None:
    found = [hazard(grade="major", opened_at=NOON - days * DAY) for days in (0, 7, 8, 15, 16, 30, 31, 60, 61)]
    _, major = register([*found, hazard(State.CANCELLED, "major")], NOON)
    assert major.ages == (2, 2, 2, 2, 1) and major.incomplete == 9
    whole = replace(found[0], assignee="lin", due=NOON, data={"hazard": "major", "measures": "a", "funds": "b", "emergency": "c"})
    assert register([whole], NOON)[1].incomplete == 0


def test_the_table_of_quarters_by_hand() -> None:
    may, august = datetime(2026, 5, 1, tzinfo=CHINA), datetime(2026, 8, 1, tzinfo=CHINA)
    items = [hazard(opened_at=may), hazard(State.VERIFIED, opened_at=may, done_at=august), hazard(opened_at=august)]
    told = [(q.quarter, q.found, q.closed, q.open) for q in quarters(items, NOON) if q.grade == "minor"]
    assert told == [("2026-Q2", 2, 0, 2), ("2026-Q3", 1, 1, 2), ("2026-Q4", 0, 0, 2)] and quarters([], NOON) == ()


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(-1, 300), st.booleans()), max_size=12))
def test_quarters_add_up(told: list[tuple[int, int, bool]]) -> None:
    items = []
    for ago, later, is_major in told:
        at = NOON - timedelta(days=ago)
        closed = later >= 0 and at + timedelta(days=later) <= NOON
        state = State.VERIFIED if closed else State.OPEN
        items.append(hazard(state, "major" if is_major else "minor", opened_at=at, done_at=at + timedelta(days=later) if closed else None))
    rows = quarters(items, NOON)
    assert sum(row.found for row in rows) == len(items)
    assert sum(row.open for row in rows if row.quarter == "2026-Q4") == sum(not item.is_closed for item in items)


def test_what_is_no_rectification_is_no_hazard() -> None:
    assert grade_of(opened(Kind.TASK)) == "" and grade_of(opened(Kind.RECTIFICATION)) == "minor"

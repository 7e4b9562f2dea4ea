# SPDX-License-Identifier: Apache-2.0
"""Duties that cover: quotas from the plan's words to units and quarters."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from tests.operate.agenda.planned import HEAD, branches, item, made, period, plan_of
from yunce.app.words import say
from yunce.operate.agenda.contract import Given
from yunce.operate.agenda.shares import bound_of, share_text, whole
from yunce.operate.agenda.subjects import risks_of, subjects_of
from yunce.operate.workitems.states import Kind, State
from yunce.values.problem import Problem
from yunce.values.quantity import read_value

QUARTERS = "duties:\n  - {{id: look, title: 履职检查, every: quarter, owner: checker, cover: {{of: \"kind == 'branch'\", {}}}}}"


def test_a_quarter_of_23_each_quarter_is_6() -> None:
    found = made(QUARTERS.format('per_period: ">= 25%", per_year: 100%'), head=branches(23))
    assert not found.problems
    assert Counter(o.period for o in found.openings) == {"2026-Q1": 6, "2026-Q2": 6, "2026-Q3": 6, "2026-Q4": 6}
    assert len({o.subject for o in found.openings}) == 23
    first = found.openings[0]
    assert (first.kind, first.key, first.unit, first.title) == (Kind.INSPECTION, "duties.look|2026-Q1|b00", "b00", "履职检查：支行0")
    assert Counter(o.data["inspector"] for o in found.openings) == {1: 12, 2: 12}


def test_half_on_site_half_by_video_is_12_and_12() -> None:
    found = made(QUARTERS.format("per_year: 100%, modes: {on_site: 50%, video: 50%}, overlap: allowed, round: up"), head=branches(23))
    subjects = {mode: {o.subject for o in found.openings if o.data["mode"] == mode} for mode in ("on_site", "video")}
    assert [len(of) for of in subjects.values()] == [12, 12]
    assert len(subjects["on_site"] | subjects["video"]) == 23 and len({o.key for o in found.openings}) == 24


@pytest.mark.parametrize(
    ("quota", "least", "most", "fix"),
    [
        ("per_period: 20%, per_year: 100%", "23", "20", "per_year 改为 86%（20 个）；或 per_period 改为 26%（6 个）"),
        (
            "per_year: 100%, modes: {on_site: 50%, video: 50%}, overlap: none",
            "24",
            "23",
            "写 overlap: allowed，让 1 个对象用两种方式各查一次；或 modes.on_site 改为 47%（11 个）；或 modes.video 改为 47%（11 个）",
        ),
        ("per_year: 100%, modes: {on_site: 40%, video: 40%}, overlap: none", "23", "20", "modes.on_site 改为 56%（13 个）"),
        ("per_period: 50%, per_year: 30%", "12", "7", "per_year 改为 52%（12 个）"),
    ],
)
def test_quotas_that_cannot_be_held(quota: str, least: str, most: str, fix: str) -> None:
    found = made(QUARTERS.format(quota), head=branches(23))
    assert not found.openings
    problem = found.problems[0]
    params = dict(problem.params)
    assert (problem.code, problem.path) == ("agenda.cover_infeasible", "duties[look].cover")
    assert (params["least"], params["most"]) == (least, most)
    assert fix in say(problem)[1]


def test_a_plan_of_half_a_year_has_the_first_two_quarters() -> None:
    head = branches(23).replace("period: 2026,", "period: 2026-07..2026-12,")
    found = made(QUARTERS.format("per_period: 25%, per_year: 100%"), head=head)
    assert Counter(o.period for o in found.openings) == {"2026-Q3": 6, "2026-Q4": 6}


def test_weeks_that_two_years_share_are_planned_once() -> None:
    head = branches(5).replace("period: 2026,", "period: 2025-03..2026-12,")
    found = made(QUARTERS.replace("quarter", "weekly").format('per_period: ">= 20%"'), "2025-03..2026-12", head=head)
    assert len({o.key for o in found.openings}) == len(found.openings) == 97


def test_asking_for_a_month_gives_that_part_of_the_same_year() -> None:
    body = QUARTERS.format("per_period: 25%, per_year: 100%")
    year = {o.key for o in made(body, head=branches(23)).openings if o.period == "2026-Q4"}
    assert {o.key for o in made(body, "2026-11", head=branches(23)).openings} == year


def test_no_quota_is_everybody_every_time() -> None:
    found = made("duties:\n  - {id: look, every: monthly, owner: checker, cover: {of: \"parent == 'hq'\"}}", "2026-Q1")
    assert [(o.period, o.subject) for o in found.openings] == [("2026-01", "east"), ("2026-02", "east"), ("2026-03", "east")]


def test_what_was_begun_stays_when_a_branch_is_added() -> None:
    body = QUARTERS.format("per_period: 25%, per_year: 100%")
    before = made(body, head=branches(23))
    begun = [item(o, State.DOING) for o in before.openings if o.period == "2026-Q1"]
    after = made(body, head=branches(24).replace("id: b00", "id: b99", 1).replace("支行0,", "新行,", 1), given=Given(items=tuple(begun)))
    assert {o.key for o in after.openings if o.period == "2026-Q1"} >= {i.opening.key for i in begun if i.opening.subject != "b00"}
    assert len({o.subject for o in after.openings}) == 24
    assert Counter(o.period for o in after.openings) == {"2026-Q1": 6, "2026-Q2": 6, "2026-Q3": 6, "2026-Q4": 6}


REGIONS = """
duties:
  - {id: look, title: 交叉检查, every: quarter, owner: checker, cover: {of: "kind == 'shop'", across: region}}
"""


def shops(*regions: str) -> str:
    lines = "".join(f"  - {{id: s{i}, name: 店{i}, parent: hq, kind: shop, attributes: {{region: {r}}}}}\n" for i, r in enumerate(regions))
    return HEAD.replace("roles:\n", f"{lines}roles:\n")


def test_regions_audit_each_other_each_quarter() -> None:
    head = shops("东", "东", "西", "西", "北")
    found = made(REGIONS, head=head)
    assert not found.problems and len(found.openings) == 20
    region = dict(zip(("s0", "s1", "s2", "s3", "s4"), "东东西西北", strict=True))
    for quarter in ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"):
        here = [o for o in found.openings if o.period == quarter]
        assert {o.subject for o in here} == {o.data["auditor"] for o in here} == set(region)
        assert all(region[o.subject] != region[str(o.data["auditor"])] for o in here)
    assert len({tuple(o.data["auditor"] for o in found.openings if o.period == q) for q in ("2026-Q1", "2026-Q2")}) == 2


def test_a_region_that_is_too_large_has_no_pairs() -> None:
    found = made(REGIONS, head=shops("东", "东", "东", "西"))
    assert not found.openings
    problem = found.problems[0]
    assert (problem.code, dict(problem.params)["excess"]) == ("agenda.across_lopsided", "2")
    assert "东 有 3 个，其余合计只有 1 个" in say(problem)[0]


def test_nobody_to_see_and_a_condition_that_cannot_be_read() -> None:
    body = "duties:\n  - {id: a, every: quarter, cover: {of: \"kind == 'mars'\"}}\n  - {id: b, every: quarter, cover: {of: 'kind = 1'}}"
    found = made(body)
    assert [p.code.partition(".")[0] for p in found.problems] == ["agenda", "expression"]


def test_risk_first() -> None:
    head = branches(4).replace("id: b02, name: 支行2,", "id: b02, name: 支行2, attributes: {grade: 高},")
    head = head.replace("id: b03, name: 支行3,", "id: b03, name: 支行3, attributes: {grade: 低},")
    body = QUARTERS.format("per_period: 25%, per_year: 100%, risk: grade")
    plan = plan_of(body, head)
    assert plan.duties[0].cover is not None
    subjects, _ = subjects_of(plan, plan.duties[0].cover, "x")
    assert [str(r) for r in risks_of(subjects, "grade")] == ["nan", "nan", "3.0", "1.0"]
    assert [o.subject for o in made(body, head=head).openings] == ["b00", "b01", "b02", "b03"]  # unknown, unknown, high, low


@pytest.mark.parametrize(
    ("text", "rounding", "low", "high"),
    [
        ("25%", "up", 6, 6), ("25%", "nearest", 6, 6), ("25%", "down", 5, 5), (">= 25%", "down", 5, 23), ("10%..30%", "up", 3, 6),
        ("<= 30%", "up", 0, 6), ("7", "up", 7, 7), ("5..8", "up", 5, 8), ("> 4", "up", 5, 23),
    ],
)  # fmt: skip
def test_shares_of_23(text: str, rounding: str, low: int, high: int) -> None:
    value = read_value(text)
    assert not isinstance(value, Problem)
    bound = bound_of(value, 23, rounding)
    assert bound is not None and (bound.low, bound.high) == (low, high)


@pytest.mark.parametrize("rounding", ["up", "nearest", "down"])
def test_a_share_that_is_told_comes_to_its_count(rounding: str) -> None:
    for of in (1, 3, 23, 997):
        for count in range(1, of + 1):
            share = share_text(count, of, rounding).removesuffix("%")
            assert whole(Decimal(share) / 100, "%", of, rounding) == count


def test_periods_are_written_as_in_the_plan() -> None:
    assert period("2026-Q1").days == 90


@pytest.mark.parametrize(
    ("quota", "code", "place"),
    [
        ("per_period: -5%", "agenda.quota_negative", "per_period"),
        ("per_year: -3", "agenda.quota_negative", "per_year"),
        ("modes: {on_site: 50元}", "agenda.quota_unit", "modes.on_site"),
    ],
)
def test_quotas_that_mean_nothing(quota: str, code: str, place: str) -> None:
    found = made(QUARTERS.format(quota), head=branches(4))
    assert [(p.code, p.path) for p in found.problems] == [(code, f"duties[look].cover.{place}")]
    assert not found.openings


def test_more_than_everybody_is_told_with_the_most_that_there_is() -> None:
    found = made(QUARTERS.format("per_period: 110%"), head=branches(23))
    assert "per_period 改为 100%（23 个）" in say(found.problems[0])[1]


def two_sides() -> str:
    """Four branches, two of them on one side."""
    head = branches(4)
    for name in ("b00", "b01"):
        head = head.replace(f"{{id: {name},", f"{{id: {name}, attributes: {{side: west}},")
    return head


def test_what_is_left_out_of_account_is_told() -> None:
    """Cross-audits see everybody each period; a risk that nobody has grades nobody."""
    head = (
        branches(4).replace("{id: b00,", "{id: b00, attributes: {side: west},").replace("{id: b01,", "{id: b01, attributes: {side: west},")
    )
    found = made(QUARTERS.format("across: side, per_period: 50%, risk: danger"), head=head)
    assert [(p.code, p.severity) for p in found.problems] == [
        ("agenda.cover_across", "warning"),
        ("agenda.attribute_unknown", "warning"),
    ]
    assert Counter(o.period for o in found.openings) == {"2026-Q1": 4, "2026-Q2": 4, "2026-Q3": 4, "2026-Q4": 4}


def test_audits_lie_within_the_plan() -> None:
    head = (
        branches(4).replace("{id: b00,", "{id: b00, attributes: {side: west},").replace("{id: b01,", "{id: b01, attributes: {side: west},")
    )
    found = made(QUARTERS.format("across: side"), head=head.replace("period: 2026,", "period: 2026-02-10..2026-05-20,"))
    assert {(o.start.date().isoformat(), o.due.date().isoformat()) for o in found.openings if o.start and o.due} == {
        ("2026-02-10", "2026-03-31"),
        ("2026-04-01", "2026-05-20"),
    }

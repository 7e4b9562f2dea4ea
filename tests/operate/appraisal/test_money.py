# SPDX-License-Identifier: Apache-2.0
"""Money around an appraisal: part months, commission with returns, lowest wages, deductions, consequences, shared metrics."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.operate.appraisal.cards import appraise, codes, person, plan

CARD = "scorecards: [{id: c, for: [manager, clerk], items: [{id: work, weight: 100}], pay_by: score%s}]\n"
PLAIN = CARD % ""


@pytest.mark.parametrize(
    "columns, cells, base",
    [("计薪天数", "10", "137.93"), ("入职", "2026-11-16", "151.72"), ("离职", "2026-11-13", "137.93"), ("入职", "2026-10-01", "300.00")],
)
def test_a_part_of_a_month_by_21_75(columns: str, cells: str, base: str) -> None:
    """11 月 16 日入职: 11 个工作日, 300 x 11 / 21.75."""
    found = appraise(plan(PLAIN), "人员,work\na,100", people=f"人员,岗位,{columns}\na,专员,{cells}")
    assert person(found, "a").base == Decimal(base)


def test_who_left_before_is_not_there() -> None:
    found = appraise(plan(PLAIN), "人员,work\na,100", people="人员,岗位,离职\na,专员,2026-10-31")
    assert found.people == () and "appraisal.nobody" in codes(found)


def test_commission_is_on_what_stayed() -> None:
    scheme = """metrics:
  - {id: sold, name: 成交额, kind: last, measured_in: CNY, measure: last(measures.value)}
  - {id: back, name: 退货额, kind: last, measured_in: CNY, measure: last(measures.value)}
commissions: [{id: s, for: [clerk], metric: sold, returns: back, mode: %s, tiers: [{from: 0, rate: 1%%}, {from: 10万, rate: 2%%}]}]
"""
    rows = "人员,work,成交额,退货额\nclerk,100,150000,30000\nmanager,100,,"
    marginal = appraise(plan(scheme % "marginal" + PLAIN), rows)
    assert (person(marginal, "clerk").commission, person(marginal, "manager").commission) == (Decimal("1400.00"), None)
    whole = appraise(plan(scheme % "whole" + PLAIN), rows)
    assert person(whole, "clerk").commission == Decimal("2400.00")
    assert [(c.at, c.below, c.above) for c in whole.cliffs] == [(Decimal("100000.00"), Decimal("1000.00"), Decimal("2000.00"))]
    unknown = appraise(plan(scheme % "whole" + PLAIN), "人员,work\nclerk,100")
    assert person(unknown, "clerk").commission is None and "appraisal.commission_waits" in codes(unknown)


WAGES = "wages: [{id: old, city: 广州, from: 2020-01, monthly: 2100}, {id: gz, city: 广州, from: 2025-03, monthly: 2500}]\n"


def test_a_deduction_stops_at_a_fifth_and_at_the_lowest_wage() -> None:
    people = "人员,岗位,固定工资,城市,扣款\na,专员,4700,广州,3000\nb,专员,2300,广州,500\nc,专员,2000,广州,"
    found = appraise(plan(WAGES + PLAIN), "人员,work\na,100\nb,100\nc,100", people=people)
    assert [(p.deduction, p.total) for p in found.people] == [
        (Decimal("1000.00"), Decimal("4000.00")),
        (Decimal("100.00"), Decimal("2500.00")),
        (Decimal("0.00"), Decimal("2300.00")),
    ]
    assert codes(found).count("appraisal.deduction_limited") == 2 and codes(found).count("appraisal.below_lowest_wage") == 1


def test_a_lowest_wage_that_nobody_entered_is_a_finding() -> None:
    found = appraise(plan(PLAIN), "人员,work\nmanager,100")
    assert "appraisal.lowest_wage_missing" in codes(found) and "appraisal.below_lowest_wage" not in codes(found)


FOLLOW = """, grades: [{name: A, from: 90, pay: 1}, {name: C, from: 0, pay: 0.8}],
  follow: [{when: "streak(grade == 'C') >= 3", then: {open: review, title: %s, owner: manager}, due: year_end}]"""


def test_three_months_of_c_open_a_review() -> None:
    past = "人员,月份,等级\nclerk,2026-09,C\nclerk,2026-10,C\nmanager,2026-09,A\nmanager,2026-10,C"
    found = appraise(plan(CARD % (FOLLOW % "年终续签评审")), "人员,work\nclerk,60\nmanager,60", past=past)
    assert [(o.title, o.open, o.due) for o in person(found, "clerk").follow] == [("年终续签评审", "review", "year_end")]
    assert person(found, "manager").follow == ()
    assert person(appraise(plan(CARD % (FOLLOW % "年终续签评审")), "人员,work\nclerk,60"), "clerk").follow == ()  # the past is unknown


@pytest.mark.parametrize("title", ["辞退", "末位淘汰", "解除劳动合同", "Terminate contract"])
def test_no_consequence_dismisses_anybody(title: str) -> None:
    past = "人员,月份,等级\nclerk,2026-09,C\nclerk,2026-10,C"
    found = appraise(plan(CARD % (FOLLOW % title)), "人员,work\nclerk,60", past=past)
    (outcome,) = person(found, "clerk").follow
    assert outcome.open == "review" and "培训" in outcome.title and title not in outcome.title
    assert "appraisal.no_dismissal" in codes(found)


def test_dsr_is_shared_out_over_posts() -> None:
    text = """metrics:
  - {id: like, name: 描述相符, kind: last, measured_in: 分, measure: last(measures.value)}
  - {id: ship, name: 发货速度, kind: last, measured_in: 分, measure: last(measures.value)}
matrices: [{id: dsr, shares: {like: {manager: 60%, clerk: 40%}, ship: {manager: 10%, clerk: 90%}}}]
"""
    found = appraise(plan(text + PLAIN), "单位,指标,实际\n公司,描述相符,4.8\n公司,work,90")
    assert [(m.metric, m.role, m.part) for m in found.matrices] == [
        ("like", "manager", Decimal("2.88")), ("like", "clerk", Decimal("1.92")), ("ship", "manager", None), ("ship", "clerk", None),
    ]  # fmt: skip

# SPDX-License-Identifier: Apache-2.0
"""Scorecards of a plan against results that were handed in: scores, grades, pay to the fen, what is held and what stops."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operate.appraisal.cards import appraise, codes, person, plan
from yunce.values.problem import Severity, YunceError

GRADES = """
    grades: [{name: A+, from: 97, pay: 1.2}, {name: A, from: 94, pay: 1.15}, {name: A-, from: 91, pay: 1.1},
      {name: B+, from: 88, pay: 1.05}, {name: B, from: 84, pay: 1}, {name: B-, from: 81, pay: 0.9},
      {name: C, from: 71, pay: 0.8}, {name: D, from: 0, pay: 0}]
"""
SHOP = f"""scorecards:
  - id: monthly
    for: [manager, clerk]
    items:
      - {{id: sales, title: 销售额, weight: 40, target: 100, floor: 60%, cap: 120%, data: 财务, confirmer: manager}}
      - {{id: speed, title: 响应, weight: 30, target: "2.0", better: lower}}
      - {{id: praise, title: 好评, weight: 30, target: 98.5}}
{GRADES}"""
REWEIGHTED = SHOP.replace("id: monthly", "id: monthly\n    missing: reweight")


def test_the_shop_of_three_metrics() -> None:
    found = person(appraise(plan(SHOP), "人员,销售额,响应,好评\nclerk,96,2.4,99"), "clerk")
    assert (round(found.score or 0, 4), found.grade, found.coefficient) == (Decimal("92.5523"), "A-", Decimal("1.1"))
    assert (found.base, found.earned, found.pay) == (Decimal("300.00"), Decimal("330.00"), Decimal("330.00"))
    assert [(x.item, x.actual, x.weight, round(x.points or 0, 4)) for x in found.lines] == [
        ("sales", Decimal(96), Decimal("40.0"), Decimal("38.4")),
        ("speed", Decimal("2.4"), Decimal("30.0"), Decimal(24)),
        ("praise", Decimal(99), Decimal("30.0"), Decimal("30.1523")),
    ]
    assert (found.lines[0].source, found.lines[0].confirmer) == ("actuals.csv", "manager")


def test_a_row_an_item_says_the_same() -> None:
    wide = appraise(plan(SHOP), "人员,销售额,响应,好评\nclerk,96,2.4,99")
    long = appraise(plan(SHOP), "人员,指标,实际\nclerk,sales,96\nclerk,响应,2.4\nclerk,好评,99")
    assert person(wide, "clerk").score == person(long, "clerk").score
    assert person(long, "clerk").lines[1].source == "actuals.csv:3"


def test_what_was_not_reported_is_held_and_told() -> None:
    found = appraise(plan(SHOP), "人员,销售额,响应,好评\nclerk,96,未报送,99\nmanager,100,2,98.5")
    clerk = person(found, "clerk")
    assert (clerk.state, clerk.score, clerk.pay, clerk.lines[1].state) == ("held", None, None, "not_reported")
    assert round(clerk.provisional or 0, 4) == Decimal("97.9318")  # (38.4 + 30.1523) / 0.7
    assert person(found, "manager").score == 100
    assert "appraisal.not_reported" in codes(found) and not found.is_final


def test_where_the_card_says_so_the_others_carry_the_weight() -> None:
    found = person(appraise(plan(REWEIGHTED), "人员,销售额,好评\nclerk,96,99"), "clerk")
    assert (found.state, round(found.score or 0, 4), found.lines[1].state) == ("scored", Decimal("97.9318"), "reweighted")
    assert found.reported == Decimal("0.7")


def test_bonus_deduction_and_veto_stand_beside_the_weights() -> None:
    card = """scorecards:
  - id: c
    for: [clerk]
    items:
      - {id: work, weight: 100}
      - {id: extra, kind: bonus, points: 2, cap: 5}
      - {id: faults, kind: deduction, points: 3, free: 1}
      - {id: accident, kind: veto, veto: "value >= 1"}
"""
    rows = "人员,岗位,work,extra,faults,accident\na,专员,90,4,2,0\nb,专员,90,,,\nc,专员,90,0,0,1"
    people = "人员,岗位\na,专员\nb,专员\nc,专员"
    found = appraise(plan(card), rows, people=people)
    assert [(p.score, p.state) for p in found.people] == [(92, "scored"), (90, "scored"), (0, "vetoed")]
    assert [line.points for line in found.people[0].lines] == [90, 5, -3, None]


def test_curves_of_the_language() -> None:
    card = """scorecards:
  - id: c
    for: [clerk]
    items:
      - {id: seconds, weight: 20, full: 30, zero: 120}
      - {id: complaints, weight: 20, score: "100 - 10 * value", floor: 0, veto: "value >= 50"}
      - {id: faults, weight: 20, deduct: 2, free: 1}
      - {id: rate, weight: 20, target: 10%..15%}
      - {id: stairs, weight: 10, steps: [{from: 0, score: 60}, {from: 80, score: 100}]}
      - {id: report, weight: 10, due: 2026-11-20, deduct: 1}
"""
    rows = "人员,seconds,complaints,faults,rate,stairs,report\nclerk,75,3,4,18%,79,2026-11-22"
    lines = person(appraise(plan(card), rows), "clerk").lines
    assert [line.ratio for line in lines] == [Decimal(x) for x in ("0.5", "0.7", "0.7", "0.8", "0.6", "0.8")]
    assert [line.points for line in lines] == [10, 14, 14, 16, 6, 8]


def test_a_pool_that_is_exceeded_waits_for_a_signature() -> None:
    card = SHOP + "    pool: {limit: base, within: unit, on_excess: scale}\n"
    rows = "人员,销售额,响应,好评\nclerk,96,2.4,99\nmanager,100,2,98.5"
    stopped = appraise(plan(card), rows)
    assert [p.state for p in stopped.pools] == ["stopped"] and not stopped.is_final
    assert [(p.earned, p.pay) for p in stopped.people] == [(Decimal("600.00"), None), (Decimal("330.00"), None)]
    assert "appraisal.pool_unsigned" in codes(stopped)
    signed = appraise(plan(card), rows, sign="总经理")
    assert [p.pay for p in signed.people] == [Decimal("516.13"), Decimal("283.87")]  # 800 x 600/930, 800 x 330/930
    assert signed.is_final and (signed.pools[0].state, signed.pools[0].signed_by) == ("scaled", "总经理")
    refused = appraise(plan(card.replace("on_excess: scale", "on_excess: stop")), rows, sign="总经理")
    assert refused.pools[0].state == "stopped" and "appraisal.pool_over" in codes(refused)


def test_an_a_plus_asks_for_a_c() -> None:
    card = SHOP + "    quota: [\"count('A+') == 0 or count('C') >= 1\"]\n"
    rows = "人员,销售额,响应,好评\nclerk,120,1,99\nmanager,{},2,98.5"
    broken = appraise(plan(card), rows.format(100))
    assert [q.holds for q in broken.quotas] == [False] and not broken.is_final
    assert [p.severity for p in broken.problems if p.code == "appraisal.quota_broken"] == [Severity.ERROR]
    assert appraise(plan(card), rows.format(100), sign="总经理").is_final
    assert [q.holds for q in appraise(plan(card), rows.format(60)).quotas] == [False]  # 84 points: a B, and no C
    assert [q.holds for q in appraise(plan(card), "人员,销售额,响应,好评\nclerk,120,1,99\nmanager,61,3,98.5").quotas] == [False]


def test_forced_distribution_from_five_people_on() -> None:
    card = """scorecards: [{id: c, for: [clerk], items: [{id: work, weight: 100}],
    grades: [{name: B, from: 60, share: 70%, pay: 1}, {name: A, from: 90, share: 20%, pay: 1.2},
      {name: C, from: 0, share: 10%, pay: 0.8}]}]"""
    rows = "人员,work\n" + "\n".join(f"p{i},{100 - i}" for i in range(10))
    people = "人员,岗位\n" + "\n".join(f"p{i},专员" for i in range(10))
    assert "".join(p.grade for p in appraise(plan(card), rows, people=people).people) == "AABBBBBBBC"
    few = appraise(plan(card), rows, people="\n".join(people.splitlines()[:5]))
    assert "".join(p.grade for p in few.people) == "AAAA" and "appraisal.force_small" in codes(few)


def test_default_coefficients_are_told() -> None:
    bare = "scorecards: [{id: c, for: [clerk], items: [{id: work, weight: 100}], grades: [{name: A+, from: 97}, {name: 良, from: 0}]}]"
    found = appraise(plan(bare), "人员,work\nclerk,98")
    assert person(found, "clerk").pay == 360
    assert {"appraisal.coefficients_default", "appraisal.coefficients_missing"} <= set(codes(found))


def test_individual_times_department_times_company() -> None:
    text = f"""scorecards:
  - id: company_card
    unit: company
    items: [{{id: profit, weight: 100, target: 100}}]
    pay_by: score
  - id: unit_card
    unit: ops
    items: [{{id: goal, weight: 100, target: 100}}]
{GRADES}  - id: own
    for: [clerk]
    items: [{{id: work, weight: 100}}]
    link: [{{card: unit_card}}, {{card: company_card}}]
{GRADES}"""
    rows = "人员,work,goal,profit\nclerk,95,,\nops,,92,\ncompany,,,105"
    found = person(appraise(plan(text), rows), "clerk")
    assert (found.grade, found.coefficient) == ("A", Decimal("1.32825"))  # 1.15 x 1.1 x 1.05
    blended = text.replace("{card: unit_card}, {card: company_card}", "{card: unit_card, by: score, weight: 30%}")
    assert person(appraise(plan(blended), rows), "clerk").score == Decimal("94.1")  # 0.7 x 95 + 0.3 x 92


def test_cards_that_go_round() -> None:
    text = (
        "scorecards: [{id: a, items: [{id: x, weight: 100}], link: [{card: b}]}, {id: b, items: [{id: x, weight: 100}], link: [{card: a}]}]"
    )
    with pytest.raises(YunceError, match="link_circle"):
        appraise(plan(text), "人员,x\nclerk,1")


@pytest.mark.parametrize(
    "items, code",
    [
        ("[{id: a, weight: 60}, {id: b, weight: 30}]", "weights_total"),
        ("[{id: a, weight: 60}, {id: b}]", "weight_missing"),
        ("[]", "no_items"),
    ],
)
def test_cards_that_cannot_pay_anybody(items: str, code: str) -> None:
    with pytest.raises(YunceError, match=code):
        appraise(plan(f"scorecards: [{{id: c, items: {items}}}]"), "人员,a,b\nclerk,1,2")


def test_what_is_wrong_in_a_sheet_is_told_by_row() -> None:
    found = appraise(plan(SHOP), "人员,指标,实际\nclerk,sales,9六\nclerk,没有这项,1")
    assert [(p.code, p.path) for p in found.problems if p.severity is Severity.ERROR] == [
        ("table.cell_unreadable", "actuals.csv:2"),
        ("appraisal.item_unknown", "actuals.csv:3"),
    ]
    assert "appraisal.no_columns" in codes(appraise(plan(SHOP), "姓名,心情\nclerk,好"))
    assert "appraisal.column_unused" in codes(appraise(plan(SHOP), "人员,销售额,心情\nclerk,1,好"))


@given(st.lists(st.integers(0, 200), min_size=1, max_size=12), st.booleans())
def test_nobody_is_paid_more_than_the_pool(sales: list[int], signs: bool) -> None:
    card = SHOP + "    pool: {limit: base, within: unit, on_excess: scale}\n"
    names = [f"p{i}" for i in range(len(sales))]
    rows = "人员,销售额,响应,好评\n" + "\n".join(f"{n},{s},2,98.5" for n, s in zip(names, sales, strict=True))
    found = appraise(plan(card), rows, people="人员,岗位\n" + "\n".join(f"{n},专员" for n in names), sign="甲" if signs else "")
    paid = [p.pay for p in found.people]
    assert sum(p for p in paid if p is not None) <= 300 * len(names)
    assert signs == all(p is not None for p in paid) or found.pools[0].state == "within"


def test_a_whole_score_of_thirds_stands_in_its_band_and_is_paid_so() -> None:
    card = plan("""
scorecards:
  - id: c
    for: [clerk]
    items: [{id: a, weight: 30, target: 300}, {id: b, weight: 70, target: 100}]
    grades: [{name: B, from: 80, pay: 1}, {name: C, from: 0, pay: 0.5}]
""")
    (found,) = appraise(card, "人员,a,b\nclerk,100,100").people
    assert (found.score, found.grade, found.pay) == (80, "B", 300)


def test_points_off_or_a_part_of_the_line() -> None:
    """Three days late: 3 x 2 points of 20, or 3 x 5 % of the 20."""
    text = "scorecards: [{id: c, for: [clerk], items: [{id: a, weight: 20, deduct: OFF}, {id: b, weight: 80}]}]"
    assert appraise(plan(text.replace("OFF", "2")), "人员,a,b\nclerk,3,100").people[0].score == 94
    assert appraise(plan(text.replace("OFF", "5%")), "人员,a,b\nclerk,3,100").people[0].score == 97
    assert appraise(plan(text.replace("OFF", "5%")), "人员,a,b\nclerk,30,100").people[0].score == 80

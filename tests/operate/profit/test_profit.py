# SPDX-License-Identifier: Apache-2.0
"""Statements of centres to the fen: levels, internal prices, allocation with its waterfall; everything reconciles to the company."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operate.profit.books import LEDGER, SERVICES, USES, codes, of, plan, profit
from yunce.values.problem import YunceError


@pytest.mark.parametrize(
    "method, machining, assembly",
    [("direct", "7653300.00", "6098850.00"), ("step_down", "8300800.00", "5451350.00"), ("reciprocal", "8187025.00", "5565125.00")],
)
def test_two_service_departments(method: str, machining: str, assembly: str) -> None:
    found = profit(plan(SERVICES.replace("METHOD", method)), LEDGER, USES)
    assert (-of(found, "mach").profit, -of(found, "assy").profit) == (Decimal(machining), Decimal(assembly))
    assert (of(found, "pm").profit, of(found, "is").profit, found.difference) == (0, 0, 0)
    assert found.company[0].profit == Decimal("-13752150.00")


def test_the_waterfall_tells_who_got_what() -> None:
    found = profit(plan(SERVICES.replace("METHOD", "reciprocal")), LEDGER, USES)
    pools = {pool.allocation: pool for pool in found.pools}
    assert (pools["a_pm"].cost, pools["a_pm"].charged, pools["a_is"].charged) == (6_300_000, Decimal("6576750.00"), Decimal("2767500.00"))
    assert [(s.centre, s.quantity, s.share, s.amount) for s in pools["a_pm"].shares] == [
        ("mach", Decimal(30), Decimal("0.3"), Decimal("2957142.86")),
        ("assy", Decimal(50), Decimal("0.5"), Decimal("3342857.14")),
    ]
    assert sum(s.amount for pool in found.pools for s in pool.shares) == Decimal("7752150.00")


def test_levels_of_contribution() -> None:
    ledger = """月份,中心,科目,金额,类别
2026-11,加工,主营业务收入,100000,
2026-11,加工,材料,30000.50,
2026-11,加工,人工,20000,
2026-11,加工,房租,5000,
2026-11,加工,电费,999.50,变动费用
"""
    found = of(profit(plan(""), ledger, "部门,工时\n加工,440"), "mach")
    assert (found.revenue, found.variable, found.margin, found.direct, found.contribution) == (
        100_000, Decimal("31000.00"), Decimal("69000.00"), 20_000, 49_000,
    )  # fmt: skip
    assert (found.shared, found.profit, found.hours, found.profit_per_hour) == (5_000, 44_000, 440, 100)


def test_internal_prices_change_no_total() -> None:
    text = """metrics: [{id: parts, name: 零件, kind: last, measured_in: 件, measure: last(measures.value)}]
transfers: [{id: t, from: mach, to: assy, price: 2.345元/件, of: parts}]
"""
    found = profit(plan(text), LEDGER, "部门,parts\n装配,101")
    assert (of(found, "mach").internal_revenue, of(found, "assy").internal_cost) == (Decimal("236.85"), Decimal("236.85"))
    assert found.company[0].profit == Decimal("-13752150.00") and found.difference == 0
    unknown = profit(plan(text), LEDGER)
    assert unknown.transfers[0].amount is None and "profit.quantity_missing" in codes(unknown)


def test_costs_that_nobody_takes_stay_in_sight() -> None:
    text = "allocations: [{id: r, pool: {unit: company, account: 房租}, to: [mach, assy], driver: area}]"
    ledger = LEDGER + "2026-11-05,公司,房租,100.01\n"
    shared = profit(plan(text), ledger, "部门,面积\n加工,200\n装配,100")
    assert [s.amount for s in shared.pools[0].shares] == [Decimal("66.67"), Decimal("33.34")]
    assert (of(shared, "company").profit, of(shared, "company").given) == (0, Decimal("100.01"))
    zero = profit(plan(text), ledger, "部门,面积\n加工,0\n装配,0")
    assert (zero.pools[0].unallocated, of(zero, "unallocated").profit, zero.difference) == (Decimal("100.01"), Decimal("-100.01"), 0)
    missing = profit(plan(text), ledger, "部门,面积\n加工,200")
    assert missing.pools[0].unallocated == Decimal("100.01") and "profit.driver_missing" in codes(missing)


def test_given_shares_and_revenue_and_posts_drive_too() -> None:
    text = """roles: [{id: a, name: 甲, unit: mach, headcount: 3}, {id: b, name: 乙, unit: assy, headcount: 1}]
allocations:
  - {id: s, pool: {unit: company, account: 房租}, shares: {mach: 75%, assy: 25%}}
  - {id: h, pool: {unit: pm}, to: [mach, assy], driver: headcount}
  - {id: r, pool: {unit: is}, to: [mach, assy], driver: revenue}
"""
    ledger = LEDGER + "2026-11-05,公司,房租,100\n2026-11-06,加工,销售收入,90\n2026-11-06,装配,销售收入,10\n"
    pools = {p.allocation: [s.amount for s in p.shares] for p in profit(plan(text), ledger).pools}
    assert pools == {
        "s": [75, 25],
        "h": [Decimal("4725000.00"), Decimal("1575000.00")],
        "r": [Decimal("1306935.00"), Decimal("145215.00")],
    }


def test_rows_of_nobody_and_unknown_accounts_are_told_and_counted() -> None:
    ledger = """日期,部门,科目,金额
2026-11-03,不存在,杂费,100
2026-11-03,加工,咨询收入,300
2026-10-01,加工,材料,9
坏,加工,材料,9
2026-11-09,加工,材料,
"""
    found = profit(plan(""), ledger)
    assert (of(found, "unassigned").profit, of(found, "mach").revenue, found.company[0].profit) == (-100, 300, 200)
    assert {"profit.unit_unknown", "profit.account_unknown", "table.cell_unreadable", "profit.amount_missing"} <= set(codes(found))


def test_a_plan_without_units_takes_those_of_the_ledger() -> None:
    bare = plan("", "yunce: 1\nplan: {id: p, title: 计划, period: 2026}\n")
    found = profit(bare, "月份,部门,科目,金额\n2026-11,甲部,收入,100\n2026-11,乙部,工资,30\n2026-11,,杂费,1")
    assert [(s.name, s.profit) for s in found.statements] == [("甲部", 100), ("乙部", -30), ("未归属", -1)]


def test_debit_and_credit_and_ten_thousands() -> None:
    booked = "日期,部门,科目,借方,贷方\n2026-11-03,加工,销售收入,,500\n2026-11-03,加工,材料,300,50"
    assert of(profit(plan(""), booked), "mach").profit == 250
    assert of(profit(plan(""), "月份,部门,科目,金额（万元）\n2026-11,加工,销售收入,1.5"), "mach").revenue == 15_000


def test_several_months_and_one_centre() -> None:
    ledger = LEDGER.replace("2026-11-03,加工", "2026-10-03,加工")
    found = profit(plan(""), ledger, period="2026-10..2026-11", centre="加工")
    assert [(s.month, s.centre, s.profit) for s in found.statements] == [("2026-10", "mach", -4_000_000), ("", "mach", -4_000_000)]
    assert [(s.month, s.profit) for s in found.company][-1] == ("", Decimal("-13752150.00"))
    with pytest.raises(YunceError, match="unit_unknown"):
        profit(plan(""), ledger, centre="nobody")


def test_a_closed_circle_names_the_allocations() -> None:
    text = SERVICES.replace("METHOD", "reciprocal").replace("[is, mach, assy]", "[is]").replace("[pm, mach, assy]", "[pm]")
    with pytest.raises(YunceError, match="closed_circle"):
        profit(plan(text), LEDGER, USES)


@given(
    st.lists(st.tuples(st.sampled_from(["公司", "设备部", "信息部", "加工", "装配", "别处"]), st.integers(-(10**7), 10**9)), max_size=20),
    st.sampled_from(["direct", "step_down", "reciprocal"]),
)
def test_everything_sums_to_the_company(rows: list[tuple[str, int]], method: str) -> None:
    accounts = ("销售收入", "材料", "人工", "房租")
    lines = [f"2026-11-01,{unit},{accounts[i % 4]},{fen // 100}.{fen % 100:02d}" for i, (unit, fen) in enumerate(rows)]
    found = profit(plan(SERVICES.replace("METHOD", method)), "\n".join(["日期,部门,科目,金额", *lines]), USES)
    assert found.difference == 0
    if found.company and found.statements:
        assert sum(s.profit for s in found.statements) == found.company[0].profit

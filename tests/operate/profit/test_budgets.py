# SPDX-License-Identifier: Apache-2.0
"""Budgets of a period and of the year around it: pots, rhythms, limits, lines that share an account."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.operate.appraisal.cards import month, sheet
from tests.operate.profit.books import codes, plan, profit
from yunce.operate.profit.budgets import budgets_of, year_of
from yunce.operate.profit.entries import Chart, Entry, read_ledger
from yunce.operate.profit.profiting import Books, profit_of
from yunce.operate.profit.results import BudgetState, Profit

HEAD = "日期,部门,科目,金额,状态\n"
YEAR = HEAD + "".join(f"2026-{at:02d}-05,加工,人工,{900 + at},\n" for at in range(1, 11)) + "2026-12-01,加工,人工,500,承诺\n"


def seen(text: str, ledger: str, period: str) -> Profit:
    """The statements of a period, with the plan's other months beside it."""
    resolved = plan(text)
    chart = Chart.of(resolved.accounts)
    rows, _ = read_ledger(sheet(ledger, "ledger.csv"), resolved.plan, chart, year_of(resolved.plan, month(period)))
    names = set(month(period).keys("month"))
    own, around = tuple(e for e in rows if e.month in names), tuple(e for e in rows if e.month not in names)
    return profit_of(resolved, "f", month(period), Books(own, {}, {}, (), around))


def told(one: BudgetState) -> tuple[object, ...]:
    return one.budget, one.amount, one.spent, one.committed, one.state


def test_a_limit_by_the_month_in_its_month_and_over_the_year() -> None:
    """Ten months of 901 to 910 are 9,055 of 10,000 that have come by October, and 500 are promised: 9,555 of 12,000."""
    found = seen("budget: [{id: w, unit: mach, account: 人工, kind: limit, amount: 1000, every: monthly}]", YEAR, "2026-10")
    assert [told(b) for b in found.budgets] == [("w", 1000, 910, 0, "warn")]
    assert (found.year, [told(b) for b in found.year_budgets]) == ("2026", [("w", 12_000, 9_055, 500, "within")])
    assert codes(found).count("profit.budget_warn") == 1


def test_a_year_that_is_spent_faster_than_it_comes_warns_and_stops_beyond_it() -> None:
    text = "budget: [{id: w, unit: mach, account: 人工, kind: limit, amount: 900, every: monthly:1}]"
    assert [told(b) for b in seen(text, YEAR, "2026-10").year_budgets] == [("w", 10_800, 9_055, 500, "warn")]
    more = YEAR + "2026-12-02,加工,人工,2000,承诺\n"
    assert [b.state for b in seen(text, more, "2026-10").year_budgets] == ["stop"]


def test_a_pot_for_months_holds_what_was_spent_since_its_first() -> None:
    text = "budget: [{id: pot, unit: mach, account: 人工, amount: 3000, pay: 2026-08..2026-12}]"
    assert [told(b) for b in seen(text, YEAR, "2026-09").budgets] == [("pot", 3000, 908 + 909, 0, "within")]
    assert [told(b) for b in seen(text, YEAR, "2026-07").budgets] == []
    assert [told(b) for b in seen(text, YEAR, "2026").budgets] == [("pot", 3000, 9_055, 500, "stop")]


def test_a_line_without_days_is_a_pot_for_the_plans_time() -> None:
    text = "budget: [{id: pot, unit: mach, account: 人工, amount: 9000}]"
    assert [told(b) for b in seen(text, YEAR, "2026-02").budgets] == [("pot", 9000, 901 + 902, 0, "within")]


def test_a_quarter_holds_its_quarter_to_date() -> None:
    text = "budget: [{id: q, unit: mach, account: 人工, kind: limit, amount: 2700, every: quarter:last_wd, pay: 2026-01}]"
    assert [told(b) for b in seen(text, YEAR, "2026-08").budgets] == [("q", 2700, 907 + 908, 0, "within")]
    assert [told(b) for b in seen(text, YEAR, "2026-09").budgets] == [("q", 2700, 907 + 908 + 909, 0, "stop")]


def test_lines_of_one_account_share_its_spending() -> None:
    """1,000 and 2,000 of material, 2,500 spent and 700 promised: the first is full, the second exceeded by 200."""
    text = """budget:
  - {id: late, unit: mach, account: 材料, amount: 2000, pay: 2026-11-20}
  - {id: early, unit: mach, account: 材料, amount: 1000, pay: 2026-11-02}
"""
    found = seen(text, HEAD + "2026-11-03,加工,材料,2500,\n2026-11-04,加工,材料,700,承诺\n", "2026-11")
    assert [told(b) for b in found.budgets] == [("late", 2000, 1500, 700, "stop"), ("early", 1000, 1000, 0, "warn")]


def test_nothing_is_allowed_where_nothing_is_budgeted() -> None:
    found = seen(
        "budget: [{id: z, unit: mach, account: 材料, amount: 0, every: monthly}]", HEAD + "2026-11-03,加工,材料,0.01,\n", "2026-11"
    )
    assert [(b.used, b.state, b.left) for b in found.budgets] == [(None, "stop", Decimal("-0.01"))]


@given(
    amounts=st.lists(st.integers(1, 5_000), min_size=1, max_size=5),
    booked=st.integers(0, 20_000_00),
    promised=st.integers(0, 20_000_00),
)
def test_no_fen_is_lost_between_lines(amounts: list[int], booked: int, promised: int) -> None:
    lines = "\n".join(f"  - {{id: b{at}, unit: mach, account: 材料, amount: {amount}, pay: 2026-11}}" for at, amount in enumerate(amounts))
    resolved = plan(f"budget:\n{lines}\n")
    entries = [Entry("2026-11", "mach", "material", "材料", "variable", value, flag) for value, flag in ((booked, False), (promised, True))]
    found = list(budgets_of(resolved.plan, Chart.of(resolved.accounts), entries, month("2026-11")))
    assert [b.budget for b in found] == [f"b{at}" for at in range(len(amounts))]
    assert sum(b.spent for b in found) * 100 == booked and sum(b.committed for b in found) * 100 == promised
    assert all(b.left == b.amount - b.spent - b.committed for b in found)
    assert any(b.state == "stop" for b in found) == (booked + promised > sum(amounts) * 100)


def test_the_period_alone_has_no_year_beside_it() -> None:
    found = profit(plan("budget: [{id: w, unit: mach, account: 人工, amount: 1, every: monthly}]"), YEAR, period="2026")
    assert (found.year, found.year_budgets) == ("", ())

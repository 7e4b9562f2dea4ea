# SPDX-License-Identifier: Apache-2.0
"""What ledgers and tables of drivers may say wrongly: each told by file, row and column, none of it twice."""

from __future__ import annotations

from decimal import Decimal

from tests.operate.profit.books import HEAD, plan, profit
from yunce.operate.profit.results import Profit
from yunce.values.problem import Severity

METRICS = "metrics: [{id: cones_used, name: 蛋筒数, synonyms: [蛋筒], kind: sum, measured_in: 个, measure: sum(measures.value)}]\n"
TRANSFER = "transfers: [{id: cones, from: assy, to: mach, of: cones_used, price: 0.37}]\n"
LEDGER = "日期,部门,科目,金额\n2026-11-02,加工,材料,300\n"


def told(found: Profit) -> list[tuple[str, str, dict[str, str]]]:
    """Code, place and words of what was noted."""
    return [(p.code, p.path, dict(p.params)) for p in found.problems]


def test_what_cannot_be_read_is_told_once() -> None:
    rows = "日期,部门,科目,金额\n2026-04-31,加工,材料,1\n2026-11-02,加工,材料,abc\n,加工,材料,2\n2026-11-02,加工,材料,\n"
    assert [(code, path, words.get("column")) for code, path, words in told(profit(plan(""), rows))][:4] == [
        ("table.cell_unreadable", "ledger.csv:2", "日期"),
        ("table.cell_unreadable", "ledger.csv:3", "金额"),
        ("profit.row_undated", "ledger.csv:4", "日期"),
        ("profit.amount_missing", "ledger.csv:5", "金额"),
    ]


def test_units_that_the_plan_does_not_have_are_told_with_their_rows() -> None:
    found = profit(plan(""), LEDGER + "2026-11-02,火星,材料,1\n2026-11-03,,材料,2\n2026-11-04,火星,材料,3\n")
    (words,) = [words for code, _, words in told(found) if code == "profit.unit_unknown"]
    assert words["names"] == "火星（第 3、5 行）、（空）（第 4 行）"
    assert found.difference == 0


def test_a_row_that_stands_twice_counts_and_is_told() -> None:
    found = profit(plan(""), LEDGER + "2026-11-02,加工,材料,300\n2026-11-02,加工,材料,300.01\n")
    assert [(p.path, p.severity) for p in found.problems if p.code == "profit.row_again"] == [("ledger.csv:3", Severity.WARNING)]
    assert found.company[0].variable == Decimal("900.01")


def test_a_quantity_under_its_metrics_name_or_synonym() -> None:
    for header in ("cones_used", "蛋筒数", "蛋筒"):
        found = profit(plan(METRICS + TRANSFER, HEAD), LEDGER, f"部门,{header}\n加工,12345")
        assert [t.amount for t in found.transfers] == [Decimal("4567.65")]
    found = profit(plan(METRICS + TRANSFER, HEAD), LEDGER, "部门,动因,数量\n加工,蛋筒数,12345")
    assert [t.amount for t in found.transfers] == [Decimal("4567.65")]


def test_quantities_that_contradict_each_other_or_are_negative() -> None:
    found = profit(plan(METRICS + TRANSFER, HEAD), LEDGER, "部门,蛋筒数\n加工,5\n加工,5\n加工,7\n装配,-1")
    wrong = [(code, path, words) for code, path, words in told(found) if path.startswith("drivers.csv")]
    assert [(code, path) for code, path, _ in wrong] == [
        ("profit.driver_twice", "drivers.csv:4"),
        ("profit.driver_negative", "drivers.csv:5"),
    ]
    assert wrong[0][2] == {"column": "蛋筒数", "value": "7", "first": "2", "was": "5"}

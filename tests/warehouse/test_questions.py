# SPDX-License-Identifier: Apache-2.0
"""Questions: dimensions, conditions, exact numbers, units, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.facts import Clock, ask, line, order, refund, visits, warehouse, write
from yunce.values.problem import YunceError
from yunce.warehouse.duckdb import schema
from yunce.warehouse.duckdb.store import DuckWarehouse
from yunce.warehouse.port import Combine, Compare, Measure, UnitMap


@pytest.fixture
def facts(tmp_path: Path) -> DuckWarehouse:
    return warehouse(tmp_path / "home")


def entry(day: str, metric: str, value: Any, **given: Any) -> Mapping[str, Any]:
    return {"day": day, "metric": metric, "value": value, "dims": "{}", **given}


def load(facts: DuckWarehouse, folder: Path, **tables: Any) -> None:
    facts.load([write(folder / f"{len(facts.batches())}.json", **tables)])


@pytest.mark.parametrize(
    ("by", "cells"),
    [
        ("day", [date(2025, 12, 29), date(2026, 2, 1)]),
        ("week", ["2026-W01", "2026-W05"]),
        ("month", ["2025-12", "2026-02"]),
        ("quarter", ["2025-Q4", "2026-Q1"]),
        ("year", ["2025", "2026"]),
    ],
)
def test_periods_are_named_as_plans_name_them(facts: DuckWarehouse, tmp_path: Path, by: str, cells: list[Any]) -> None:
    load(facts, tmp_path, lines=[line("1", day="2025-12-29"), line("2", day="2026-02-01")])
    assert facts.query(ask("gmv buyers", by, first="2025-01-01")).rows() == [(cell, 100, 1) for cell in cells]


@pytest.mark.parametrize(
    ("condition", "orders"),
    [
        (Compare("campaign", "==", "聚划算"), 1),
        (Compare("campaign", "!=", "聚划算"), 2),
        (Compare("campaign", "==", None), 1),
        (Compare("campaign", "!=", None), 2),
        (Compare("campaign", "in", ("聚划算", "双11")), 2),
        (Compare("campaign", "not in", ("聚划算", "双11")), 1),
        (Combine("not", (Compare("campaign", "==", "聚划算"),)), 2),
        (Compare("paid", ">=", 200), 2),
        (Combine("or", (Compare("paid", "<", 150), Compare("campaign", "==", "双11"))), 2),
        (Compare("month", "==", "2026-01"), 2),
        (Compare("quarter", "==", "2026-Q2"), 1),
        (Compare("day", "<", date(2026, 2, 1)), 2),
        (Compare("shop", "==", "'; DROP TABLE x; --"), None),
        (Compare("nothing_such", "!=", "a"), 3),
    ],
)
def test_conditions(facts: DuckWarehouse, tmp_path: Path, condition: Any, orders: int | None) -> None:
    rows = [line("1", campaign="聚划算"), line("2", paid=200, campaign="双11"), line("3", paid=300, day="2026-04-01")]
    load(facts, tmp_path, lines=rows)
    expected = [] if orders is None else [(orders,)]
    assert facts.query(ask("orders", where=condition)).rows() == expected
    assert facts.query(ask((Measure("n", "sales", "distinct", "order", condition),))).rows() == expected


def test_units_by_own_name_then_shop(facts: DuckWarehouse, tmp_path: Path) -> None:
    rows = [line("1"), line("2", shop="乙店"), line("3", shop="丙店"), line("4", shop="丙店", unit="客服部"), line("5", platform="douyin")]
    load(facts, tmp_path, lines=rows, traffic=[visits("2026-01-05"), visits("2026-01-05", shop="外店", platform="jd")])
    units = UnitMap({"客服部": "cs", "cs": "cs"}, {("tmall", "甲店"): "a", ("", "乙店"): "b", ("douyin", ""): "d"})
    answer = {"a": (100, 1, 10), "b": (100, 1, None), "cs": (100, 1, None), "d": (100, 1, None), "unassigned": (100, 1, 10)}
    assert {r[0]: r[1:] for r in facts.query(ask("gmv orders visitors", "unit", units=units)).rows()} == answer
    only = ask("gmv buyers", where=Compare("unit", "in", ("a", "b")), units=units)
    assert facts.query(only).rows() == [(200, 2)]


def test_a_dimension_that_a_table_lacks_is_null_there(facts: DuckWarehouse, tmp_path: Path) -> None:
    load(facts, tmp_path, lines=[line("1")], traffic=[visits("2026-01-05", "source", source="搜索", visitors=4)])
    assert facts.query(ask("gmv visitors", "source")).rows() == [("搜索", None, 4), (None, 100, None)]


def test_sums_do_not_overflow_and_scales_are_exact(facts: DuckWarehouse, tmp_path: Path) -> None:
    load(facts, tmp_path, lines=[line("1", paid=2**63 - 1), line("2", paid=2**63 - 1), line("3", paid=1, shop="乙店")])
    assert facts.query(ask("gmv")).rows() == [(Decimal(2**64 - 1),)]
    cents = Measure("yuan", "sales", "sum", "paid", scale=100)
    thirds = Measure("thirds", "sales", "mean", "paid", scale=3)
    where = Compare("shop", "==", "乙店")
    assert facts.query(ask((cents, thirds), where=where)).rows() == [(Decimal("0.01"), Decimal("0.333333333"))]


def test_every_aggregate(facts: DuckWarehouse, tmp_path: Path) -> None:
    rows = [
        line("1", paid=10),
        line("2", 1, paid=None, buyer_raw="z"),
        line("2", 2, paid=30, buyer_raw="z"),
        line("3", paid=21, buyer_raw="z"),
    ]
    load(facts, tmp_path, lines=rows)
    kinds = ("sum", "count", "distinct", "min", "max", "mean")
    measures = tuple(Measure(kind, "sales", kind, "paid") for kind in kinds)  # type: ignore[arg-type]
    assert facts.query(ask(measures)).rows() == [(61, 3, 3, 10, 30, Decimal("20.333333333"))]
    assert facts.query(ask("repeat orders buyers")).rows() == [(1, 3, 2)]


def test_last_adds_up_what_each_series_said_last(facts: DuckWarehouse, tmp_path: Path) -> None:
    def stock(day: str, place: str, sku: str, on_hand: int) -> Mapping[str, Any]:
        return {"day": day, "platform": "tmall", "shop": "甲店", "place": place, "sku": sku, "on_hand": on_hand}

    rows = [stock("2025-12-31", "南", "A", 5), stock("2026-01-10", "北", "A", 7), stock("2026-01-10", "北", "B", 1)]
    load(facts, tmp_path, stock=[*rows, stock("2026-01-20", "北", "A", 2)])
    assert facts.query(ask("stock")).rows() == [(7,)]
    assert facts.query(ask("stock", until="2026-01-15")).rows() == [(13,)]
    assert facts.query(ask("stock", "month")).rows() == [("2026-01", 2)]
    assert facts.query(ask("stock", "sku")).rows() == [("A", 7), ("B", 1)]


def test_entries_by_hand(facts: DuckWarehouse, tmp_path: Path) -> None:
    more = {"dims": '{"place":"东"}'}
    load(
        facts,
        tmp_path,
        measures=[entry("2026-01-01", "投诉量", "3.5"), entry("2026-01-02", "投诉量", 2, **more), entry("2026-01-02", "其他", 9)],
    )
    complaints = Measure("complaints", "measures", "sum", "value", Compare("metric", "==", "投诉量"))
    assert facts.query(ask((complaints,))).rows() == [(Decimal("5.5"),)]
    assert facts.query(ask((complaints,), "place")).rows() == [("东", Decimal(2)), (None, Decimal("3.5"))]
    covered = facts.coverage(("measures:投诉量", "measures:没有"), UnitMap())
    assert covered.rows() == [("measures:投诉量", "unassigned", date(2026, 1, d)) for d in (1, 2)]


def test_coverage_runs_from_first_to_last_day_of_each_shop(tmp_path: Path) -> None:
    clock = Clock()
    facts = warehouse(tmp_path / "home", clock)
    load(facts, tmp_path, lines=[line("1", day="2026-01-01"), line("2", day="2026-01-03"), line("3", shop="乙店", day="2026-01-03")])
    then = clock.now
    load(facts, tmp_path, orders=[order("9", day="2026-01-02", shop="乙店")])
    units = UnitMap(shops={("tmall", "甲店"): "a"})
    days = [date(2026, 1, d) for d in (1, 2, 3)]
    assert facts.coverage(("lines",), units).rows() == [*(("lines", "a", d) for d in days), ("lines", "unassigned", days[2])]
    assert facts.coverage(("sales",), units)["day"].to_list() == [*days, days[1], days[2]]
    assert facts.coverage(("sales",), units, then).height == 4
    facts.undo("b1")
    assert facts.coverage(("sales",), units).rows() == [("sales", "unassigned", days[1])]


def test_lines_cover_the_refunds_that_stand_beside_them(facts: DuckWarehouse, tmp_path: Path) -> None:
    load(facts, tmp_path, lines=[line("1", day="2026-01-01"), line("2", day="2026-01-02")], refunds=[refund("1", day="2026-01-02")])
    assert facts.coverage(("refunds",), UnitMap())["day"].to_list() == [date(2026, 1, 1), date(2026, 1, 2)]


@pytest.mark.parametrize(
    ("measures", "code"),
    [
        ((), "query_empty"),
        ((Measure("x", "nothing", "sum", "paid"),), "query_unknown_table"),
        ((Measure("x", "sales", "sum", "wrong"),), "query_unknown_column"),
        ((Measure("x", "sales", "sum", "sku"),), "query_unfit"),
        ((Measure("x", "sales", "sum", "*"),), "query_unfit"),
        ((Measure("x", "sales", "repeat", "buyer"),), "query_unfit"),
    ],
)
def test_questions_that_cannot_be_asked(facts: DuckWarehouse, measures: tuple[Measure, ...], code: str) -> None:
    with pytest.raises(YunceError, match=code):
        facts.query(ask(measures))


def test_no_facts_no_rows(facts: DuckWarehouse) -> None:
    answer = facts.query(ask("gmv buyers", "month unit"))
    assert answer.height == 0
    assert answer.columns == ["month", "unit", "gmv", "buyers"]
    assert facts.rows(ask("gmv"), limit=5).height == 0
    assert facts.coverage(("lines",), UnitMap()).height == 0


def test_a_new_hash_function_is_noticed(facts: DuckWarehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(facts, tmp_path, lines=[line("1"), line("2")])
    monkeypatch.setattr(schema, "_SEED", 5)
    (batch,) = facts.load([write(tmp_path / "b.json", lines=[line("1"), line("2", paid=3)])])
    assert (batch.loaded, batch.updated, batch.duplicate) == (0, 1, 1)
    assert facts.query(ask("gmv orders")).rows() == [(103, 2)]

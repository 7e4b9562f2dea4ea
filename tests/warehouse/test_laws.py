# SPDX-License-Identifier: Apache-2.0
"""Laws of loading and asking, against a slow model that is a plain dict."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.facts import Clock, ask, contents, line, order, refund, warehouse, write
from yunce.warehouse.duckdb.store import DuckWarehouse
from yunce.warehouse.port import Compare, Measure, UnitMap

DAYS = st.sampled_from(["2026-01-30", "2026-01-31", "2026-02-01", "2026-03-05", None])
LINES = st.builds(
    lambda number, day, paid, shop, buyer, mark: line(str(number), day=day, paid=paid, shop=shop, buyer_raw=buyer, mark=mark),
    st.integers(1, 6), DAYS, st.one_of(st.none(), st.integers(-50, 10**15)), st.sampled_from(["甲店", "乙店"]),
    st.sampled_from(["a", "b", None]), st.sampled_from([None, None, None, "刷单"]),
)  # fmt: skip
FILES = st.lists(st.lists(LINES, min_size=1, max_size=8), min_size=1, max_size=4)


@contextmanager
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def load_all(folder: Path, files: list[list[dict[str, Any]]], clock: Clock | None = None, name: str = "home") -> DuckWarehouse:
    facts = warehouse(folder / name, clock)
    for i, rows in enumerate(files):
        facts.load([write(folder / f"{name}{i}.json", lines=rows, chunk=3)])
    return facts


def model(files: list[list[dict[str, Any]]]) -> dict[tuple[str, str], dict[str, Any]]:
    """The last row of each key."""
    return {(row["shop"], row["line"]): row for rows in files for row in rows}


@settings(max_examples=12)
@given(FILES)
def test_current_is_the_last_row_of_each_key(files: list[list[dict[str, Any]]]) -> None:
    with place() as folder:
        facts = load_all(folder, files)
        rows = model(files).values()
        expected: dict[str, int] = {}
        for row in rows:
            if row["day"] and row["paid"] is not None:
                expected[row["shop"]] = expected.get(row["shop"], 0) + row["paid"]
        assert dict(facts.query(ask("gmv", "shop", include_marked=True)).rows()) == expected
        total = sum(b.loaded for b in facts.batches())
        assert total == len(rows)
        assert all(b.rows == b.loaded + b.updated + b.duplicate + b.rejected for b in facts.batches())


@settings(max_examples=8)
@given(FILES)
def test_rebuilding_gives_the_same_current(files: list[list[dict[str, Any]]]) -> None:
    with place() as folder:
        facts = load_all(folder, files)
        before, shown = contents(facts), facts.rows(ask(include_marked=True), limit=99).sort("order", "shop", "file", "row").rows()
        facts.rebuild()
        assert contents(facts) == before
        assert facts.rows(ask(include_marked=True), limit=99).sort("order", "shop", "file", "row").rows() == shown


@settings(max_examples=8)
@given(FILES, st.integers(0, 3))
def test_undone_is_as_if_never_loaded(files: list[list[dict[str, Any]]], which: int) -> None:
    which %= len(files)
    with place() as folder:
        facts = load_all(folder, files)
        facts.undo(f"b{which + 1}")
        never = load_all(folder, files[:which] + files[which + 1 :], name="never")
        assert _without_ids(facts) == _without_ids(never)


def _without_ids(facts: DuckWarehouse) -> list[Any]:
    return facts.query(ask("gmv rows orders buyers repeat", "day shop sku", include_marked=True)).rows()


@settings(max_examples=6)
@given(st.lists(LINES, min_size=2, max_size=8, unique_by=lambda row: (row["shop"], row["line"])), st.randoms(use_true_random=False))
def test_any_split_and_order_gives_the_same(rows: list[dict[str, Any]], random: Any) -> None:
    with place() as folder:
        one = load_all(folder, [rows], name="one")
        mixed = random.sample(rows, len(rows))
        cut = random.randrange(1, len(rows))
        two = load_all(folder, [mixed[:cut], mixed[cut:]], name="two")
        assert _without_ids(one) == _without_ids(two)


@settings(max_examples=6)
@given(FILES)
def test_known_at_answers_as_it_was_answered_then(files: list[list[dict[str, Any]]]) -> None:
    with place() as folder:
        clock = Clock()
        facts = warehouse(folder / "home", clock)
        taken = []
        for i, rows in enumerate(files):
            facts.load([write(folder / f"{i}.json", lines=rows)])
            taken.append((clock.now, facts.query(ask("gmv rows buyers", "day shop")).rows()))
        facts.undo("b1")
        taken.append((clock.now, facts.query(ask("gmv rows buyers", "day shop")).rows()))
        for moment, answer in taken:
            assert facts.query(ask("gmv rows buyers", "day shop", known_at=moment)).rows() == answer


@settings(max_examples=8)
@given(FILES, st.sampled_from(["", "day", "month shop", "channel", "unit week"]), st.booleans())
def test_rollups_answer_as_the_detail_does(files: list[list[dict[str, Any]]], by: str, include_marked: bool) -> None:
    from_rollup = (Measure("gmv", "sales", "sum", "paid"), Measure("rows", "sales", "count", "*"))
    anything = Compare("quantity", "!=", -1)
    from_detail = tuple(Measure(m.name, m.table, m.aggregate, m.column, anything) for m in from_rollup)
    with place() as folder:
        facts = load_all(folder, files)
        window = {"first": "2026-01-31", "until": "2026-03-01", "include_marked": include_marked}
        assert facts.query(ask(from_rollup, by, **window)).rows() == facts.query(ask(from_detail, by, **window)).rows()


@settings(max_examples=5)
@given(st.permutations(["lines", "orders", "refunds"]))
def test_tables_may_come_in_any_order(tables: list[str]) -> None:
    rows = {
        "lines": [line("1", mark="刷单"), line("2", 1, paid=60), line("2", 2, paid=40)],
        "orders": [order("1"), order("2", paid=100), order("3", paid=9, mark=""), order("4", paid=5, mark="补单")],
        "refunds": [refund("1"), refund("2", day=None, dated=False), refund("4"), refund("3", day=None, shop="")],
    }
    with place() as folder:
        facts = warehouse(folder / "home")
        for table in tables:
            facts.load([write(folder / f"{table}.json", **{table: rows[table]})])
        assert facts.query(ask("gmv orders refunded", "day")).rows() == [(_day(5), 109, 2, 20)]
        assert facts.query(ask("gmv orders", include_marked=True)).rows() == [(214, 4)]
        before = contents(facts)
        facts.rebuild()
        assert contents(facts) == before


def _day(number: int) -> Any:
    return date(2026, 1, number)


@settings(max_examples=5)
@given(st.permutations(["header", "older", "items", "refunds"]))
def test_exports_of_one_order_find_each_other(files: list[str]) -> None:
    """A header with a shop and a buyer, the same header without, items without either, a refund told by header and by line."""
    bare = {"shop": "", "buyer_raw": None}
    rows = {
        "header": {"orders": [order("1", paid=100), order("2", paid=7, mark="刷单")]},
        "older": {"orders": [order("1", paid=100, **bare)], "refunds": [refund("1", line="", shop="", amount=30, day=None)]},
        "items": {"lines": [line("1", 1, paid=60, **bare), line("1", 2, paid=40, **bare), line("2", 1, paid=7, **bare)]},
        "refunds": {"refunds": [refund("1", shop="", amount=30, day=None)]},
    }
    with place() as folder:
        facts = warehouse(folder / "home")
        for name in files:
            facts.load([write(folder / f"{name}.json", **rows[name])])
        assert facts.query(ask("gmv orders buyers refunded", "shop unit")).rows() == [("甲店", "unassigned", 100, 1, 1, 30)]
        assert facts.query(ask("gmv", include_marked=True)).rows() == [(107,)]
        before = contents(facts)
        facts.rebuild()
        assert contents(facts) == before


def test_two_shops_with_the_same_number_are_told_apart(tmp_path: Path) -> None:
    facts = warehouse(tmp_path / "home")
    facts.load([write(tmp_path / "a.json", orders=[order("1", shop="甲店"), order("1", shop="乙店", paid=50)])])
    facts.load([write(tmp_path / "b.json", lines=[line("1", shop="", paid=30)])])
    assert sorted(facts.query(ask("gmv", "shop")).rows(), key=str) == [("乙店", 50), ("甲店", 100), (None, 30)]


def test_exports_without_a_shop_cover_the_one_that_others_name(tmp_path: Path) -> None:
    facts = warehouse(tmp_path / "home")
    facts.load([write(tmp_path / "a.json", orders=[order("1")])])
    facts.load([write(tmp_path / "b.json", lines=[line("1", shop="")], refunds=[refund("1", shop="", day=None)])])
    units = UnitMap(shops={("tmall", "甲店"): "a"})
    assert set(facts.coverage(["orders", "refunds"], units)["unit"]) == {"a"}

# SPDX-License-Identifier: Apache-2.0
"""Loads: what becomes of rows, counted exactly; keys are matched over the whole table."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.facts import Clock, ask, contents, line, order, refund, visits, warehouse, write
from yunce.values.problem import YunceError
from yunce.warehouse.duckdb.store import DuckWarehouse
from yunce.warehouse.port import Batch, Progress


@pytest.fixture
def facts(tmp_path: Path) -> DuckWarehouse:
    return warehouse(tmp_path / "home")


def counts(batch: Batch) -> tuple[int, ...]:
    return batch.rows, batch.loaded, batch.updated, batch.duplicate, batch.rejected


def test_a_load_shows_in_the_answer(facts: DuckWarehouse, tmp_path: Path) -> None:
    (batch,) = facts.load([write(tmp_path / "a.json", lines=[line("1", paid=12345), line("2", paid=5, day="2026-02-01")])])
    assert counts(batch) == (2, 2, 0, 0, 0)
    assert facts.query(ask(by="month")).rows() == [("2026-01", 12345), ("2026-02", 5)]
    assert facts.query(ask()).rows() == [(12350,)]
    assert (str(batch.first), str(batch.last)) == ("2026-01-05", "2026-02-01")


def test_the_same_file_twice_changes_nothing(facts: DuckWarehouse, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", lines=[line("1"), line("1", paid=300), line("2"), line("2")], chunk=2)
    (first,) = facts.load([file])
    before = contents(facts)
    (second,) = facts.load([file])
    assert counts(first) == (4, 2, 1, 1, 0)
    assert counts(second) == (4, 0, 0, 4, 0)
    assert contents(facts) == before
    assert facts.query(ask()).rows() == [(400,)]


def test_an_order_whose_payment_month_changes_moves(facts: DuckWarehouse, tmp_path: Path) -> None:
    facts.load([write(tmp_path / "a.json", lines=[line("1"), line("2"), line("3", day=None)])])
    (batch,) = facts.load([write(tmp_path / "b.json", lines=[line("1", day="2026-03-01"), line("3", day="2026-02-01"), line("4")])])
    assert counts(batch) == (3, 1, 2, 0, 0)
    assert facts.query(ask(by="month")).rows() == [("2026-01", 200), ("2026-02", 100), ("2026-03", 100)]


def test_the_later_load_wins_even_if_its_export_is_older(facts: DuckWarehouse, tmp_path: Path) -> None:
    old, new = write(tmp_path / "old.json", lines=[line("1", paid=1)]), write(tmp_path / "new.json", lines=[line("1", paid=2)])
    facts.load([new, old])
    assert facts.query(ask()).rows() == [(1,)]


def test_a_row_of_two_tables_counts_once(facts: DuckWarehouse, tmp_path: Path) -> None:
    facts.load([write(tmp_path / "a.json", lines=[line("1", _row=2), line("2", _row=3)], refunds=[refund("1", _row=2)])])
    file = write(tmp_path / "b.json", lines=[line("1", _row=2), line("2", _row=3)], refunds=[refund("1", _row=2), refund("2", _row=3)])
    (batch,) = facts.load([file])
    assert counts(batch) == (2, 0, 1, 1, 0)
    assert facts.query(ask("refunded")).rows() == [(20,)]


def test_rejects_are_kept_with_their_place(facts: DuckWarehouse, tmp_path: Path) -> None:
    cell = {"row": 9, "column": "实付", "value": "4月31日", "reason": "不是数字"}
    (batch,) = facts.load([write(tmp_path / "a.json", lines=[line("1")], rejects=[cell])])
    assert counts(batch) == (2, 1, 0, 0, 1)
    assert facts.rejects(batch.id).to_dicts() == [{"file": "a.json", **cell}]
    with pytest.raises(YunceError, match="batch_unknown"):
        facts.rejects("b99")


def test_undo_leaves_later_batches(facts: DuckWarehouse, tmp_path: Path) -> None:
    (first,) = facts.load([write(tmp_path / "a.json", lines=[line("1"), line("2", paid=7)])])
    (second,) = facts.load([write(tmp_path / "b.json", lines=[line("1"), line("2", paid=8), line("3")])])
    assert facts.undo(first.id).undone_at is not None
    assert facts.query(ask(by="sku")).rows() == [("SK1", 208)]
    facts.undo(second.id)
    assert facts.query(ask()).height == 0
    with pytest.raises(YunceError, match="batch_undone"):
        facts.undo(second.id)
    facts.load([tmp_path / "a.json"])
    assert facts.query(ask()).rows() == [(107,)]
    assert [b.id for b in facts.batches()] == ["b3", "b2", "b1"]


def test_undoing_the_later_brings_back_the_earlier(facts: DuckWarehouse, tmp_path: Path) -> None:
    facts.load([write(tmp_path / "a.json", lines=[line("1", paid=1), line("2", paid=2)])])
    before = contents(facts)
    (later,) = facts.load([write(tmp_path / "b.json", lines=[line("1", paid=9, day="2026-05-01"), line("5")])])
    facts.undo(later.id)
    assert contents(facts) == before


def test_a_unit_given_at_load_stands_in_the_rows(facts: DuckWarehouse, tmp_path: Path) -> None:
    facts.load([write(tmp_path / "a.json", lines=[line("1")])], unit="shop_b")
    assert facts.query(ask(by="unit")).rows() == [("shop_b", 100)]


def test_an_unreadable_file_stops_before_anything_is_loaded(facts: DuckWarehouse, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("不是", encoding="utf-8")
    with pytest.raises(YunceError, match="intake"):
        facts.load([write(tmp_path / "a.json", lines=[line("1")]), bad])
    assert facts.batches() == ()


def test_a_watch_hears_of_every_stage(facts: DuckWarehouse, tmp_path: Path) -> None:
    heard: list[Progress] = []
    facts.load([write(tmp_path / "a.json", lines=[line(str(i)) for i in range(5)], chunk=2)], watch=heard.append)
    assert [p.stage for p in heard] == ["读取", "读取", "读取", "入库", "汇总"]


def test_order_money_counts_once(facts: DuckWarehouse, tmp_path: Path) -> None:
    headers = [order("1", paid=100), order("2", paid=50), order("3", paid=7, day="2026-02-03")]
    facts.load([write(tmp_path / "h.json", orders=headers)])
    assert facts.query(ask("gmv orders")).rows() == [(157, 3)]
    (items,) = facts.load([write(tmp_path / "i.json", lines=[line("1", 1, paid=60), line("1", 2, paid=40), line("3", paid=7)])])
    assert facts.query(ask("gmv orders rows")).rows() == [(157, 3, 4)]
    facts.undo(items.id)
    assert facts.query(ask("gmv orders rows")).rows() == [(157, 3, 3)]


def test_refunds_without_a_day_take_that_of_their_order(facts: DuckWarehouse, tmp_path: Path) -> None:
    lost = {"day": None, "dated": False}
    facts.load([write(tmp_path / "r.json", refunds=[refund("1", **lost), refund("", line="2-1", shop="", amount=5, **lost)])])
    assert facts.query(ask("refunded")).height == 0
    facts.load([write(tmp_path / "l.json", lines=[line("1", day="2026-02-02"), line("2", day="2026-03-03", shop="乙店")])])
    assert facts.query(ask("refunded", "month shop")).rows() == [("2026-02", "甲店", 10), ("2026-03", "乙店", 5)]


def test_marked_orders_and_their_refunds_are_left_out(facts: DuckWarehouse, tmp_path: Path) -> None:
    facts.load([write(tmp_path / "l.json", lines=[line("1"), line("2", 1, mark="刷单"), line("2", 2)], refunds=[refund("1"), refund("2")])])
    assert facts.query(ask("gmv refunded orders")).rows() == [(100, 10, 1)]
    assert facts.query(ask("gmv refunded orders", include_marked=True)).rows() == [(300, 20, 2)]
    facts.load([write(tmp_path / "h.json", orders=[order("1", mark="补单")])])
    assert facts.query(ask("gmv refunded")).height == 0


def test_a_buyer_has_one_id_in_every_load(facts: DuckWarehouse, tmp_path: Path) -> None:
    facts.load([write(tmp_path / "a.json", lines=[line("1", buyer_raw="张三"), line("2", buyer_raw="李四"), line("3", buyer_raw=None)])])
    facts.load([write(tmp_path / "b.json", lines=[line("4", buyer_raw="张三", day="2026-03-01"), line("5", buyer_raw="王五")])])
    assert facts.query(ask("buyers repeat orders")).rows() == [(3, 1, 5)]
    assert facts.query(ask("buyers", "month")).rows() == [("2026-01", 3), ("2026-03", 1)]
    key = tmp_path / "home" / "ledger" / "buyers.key"
    assert key.stat().st_mode & 0o077 == 0
    ledger = b"".join(p.read_bytes() for p in (tmp_path / "home").rglob("*") if p.is_file())
    assert "张三".encode() not in ledger


def test_an_erased_person_is_a_stranger_afterwards(facts: DuckWarehouse, tmp_path: Path) -> None:
    cell = {"row": 3, "column": "买家会员名", "value": "张三*", "reason": "太长"}
    (batch,) = facts.load([write(tmp_path / "a.json", lines=[line("1", buyer_raw="张三")], rejects=[cell])])
    assert facts.erase_person("张三") == 1
    assert facts.erase_person("张三") == 0
    assert facts.rejects(batch.id)["value"].to_list() == ["****"]
    facts.load([write(tmp_path / "b.json", lines=[line("2", buyer_raw="张三"), line("3", buyer_raw="李四")])])
    assert facts.query(ask("buyers gmv")).rows() == [(3, 300)]


def test_known_at_shows_what_was_live_then(tmp_path: Path) -> None:
    clock = Clock()
    facts = warehouse(tmp_path / "home", clock)
    (first,) = facts.load([write(tmp_path / "a.json", lines=[line("1", paid=1)])])
    one = clock.now
    facts.load([write(tmp_path / "b.json", lines=[line("1", paid=2), line("2", paid=5)])])
    two = clock.now
    facts.undo(first.id)
    moments = (one.replace(hour=8), one, two, clock.now)
    assert [facts.query(ask(known_at=t)).to_series().to_list() for t in moments] == [[], [1], [7], [7]]
    assert facts.query(ask(known_at=one)).rows() == [(1,)]


def test_traffic_is_never_added_across_grains(facts: DuckWarehouse, tmp_path: Path) -> None:
    day1 = [
        visits("2026-01-01"),
        visits("2026-01-01", "source", source="搜索", visitors=6),
        visits("2026-01-01", "item", sku="A", visitors=9),
    ]
    day2 = [visits("2026-01-02", "source", source=s, visitors=v) for s, v in (("搜索", 3), ("广告", 4))]
    facts.load([write(tmp_path / "t.json", traffic=[*day1, *day2, visits("2026-01-03", "item", sku="A", visitors=2)])])
    assert facts.query(ask("visitors", "day"))["visitors"].to_list() == [10, 7, 2]
    assert facts.query(ask("visitors", "source")).rows() == [("广告", 4), ("搜索", 9)]
    assert facts.query(ask("visitors", "sku")).rows() == [("A", 11)]


def test_small_daily_loads_stay_few_files(facts: DuckWarehouse, tmp_path: Path) -> None:
    for i in range(30):
        facts.load([write(tmp_path / f"{i}.json", lines=[line(str(i))])])
    files = facts._reader.manifest().snapshot.current["lines"]
    assert len(files) < 30 and sum(f.rows for f in files) == 30
    assert facts.query(ask("gmv buyers")).rows() == [(3000, 30)]


def test_rows_lead_to_file_and_row(facts: DuckWarehouse, tmp_path: Path) -> None:
    facts.load([write(tmp_path / "a.json", lines=[line("1"), line("2", paid=7, day="2026-01-09", note="电话 138")])])
    rows = facts.rows(ask("gmv"), limit=10)
    assert rows.select("order", "paid", "file", "row").rows() == [("2", 7, "a.json", 3), ("1", 100, "a.json", 2)]
    assert not {"buyer", "note", "_key"} & set(rows.columns)
    assert facts.rows(ask("gmv"), limit=1, offset=1)["order"].to_list() == ["1"]


def test_the_manifest_names_every_file_and_no_other_is_there(facts: DuckWarehouse, tmp_path: Path) -> None:
    facts.load([write(tmp_path / "a.json", lines=[line("1"), line("2")])])
    facts.load([write(tmp_path / "b.json", lines=[line("1", paid=3)])])
    leftover = tmp_path / "home" / "facts" / "revisions" / "lines" / "b9-1.parquet"
    pl.DataFrame({"a": [1]}).write_parquet(leftover)
    warehouse(tmp_path / "home")
    assert not leftover.exists()

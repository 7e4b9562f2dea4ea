# SPDX-License-Identifier: Apache-2.0
"""Small files of canonical rows for the tests, and a clock that is set by hand."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.store import DuckWarehouse
from yunce.warehouse.intake.port import REJECT_SCHEMA, Chunk, frame_schema
from yunce.warehouse.port import Measure, Query

Row = Mapping[str, Any]
START = datetime.fromisoformat("2026-01-01 09:00")


@dataclass
class Clock:
    """Each look is a minute after the one before."""

    now: datetime = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def line(order: str, number: int = 1, **given: Any) -> dict[str, Any]:
    """A line of an order, paid on a day, with sensible columns for what is not given."""
    day = given.get("day", "2026-01-05")
    row = {
        "day": day, "platform": "tmall", "shop": "甲店", "channel": "tmall", "order": order, "line": f"{order}-{number}",
        "buyer_raw": f"买家{order}", "sku": "SK1", "paid": 100, "quantity": 1, "paid_at": day and f"{day} 10:00:00",
    }  # fmt: skip
    return {**row, **given}


def order(number: str, **given: Any) -> dict[str, Any]:
    """A header of an order."""
    row = line(number, **given)
    return {name: value for name, value in row.items() if name not in ("line", "sku")}


def refund(number: str, **given: Any) -> dict[str, Any]:
    """A refund of an order's first line."""
    row = {"day": "2026-01-06", "platform": "tmall", "shop": "甲店", "order": number, "line": f"{number}-1", "refund": ""}
    return {**row, "amount": 10, "dated": True, **given}


def visits(day: str, grain: str = "shop", **given: Any) -> dict[str, Any]:
    """Traffic of a shop's day."""
    row = {"day": day, "platform": "tmall", "shop": "甲店", "grain": grain, "source": "", "sku": "", "visitors": 10}
    return {**row, **given}


def write(path: Path, *, rejects: Sequence[Row] = (), chunk: int = 10_000, **tables: Sequence[Row]) -> Path:
    """A file that `opened` reads: rows by table; `_row` counts on over the tables unless given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"tables": tables, "rejects": rejects, "chunk": chunk}, default=str), encoding="utf-8")
    return path


def opened(path: Path, profile: str | None = None) -> tuple[JsonSource, ...]:
    """Recognise a file of `write`."""
    try:
        return (JsonSource(path.name, json.loads(path.read_text(encoding="utf-8"))),)
    except ValueError as error:
        raise YunceError(Problem.of("intake.unknown", str(path))) from error


@dataclass
class JsonSource:
    """A source of canonical rows out of a JSON file."""

    name: str
    content: dict[str, Any]
    profile: str = "json"
    notes: tuple[str, ...] = ()
    total_bytes: int = 100

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(self.content["tables"]) or ("lines",)

    def chunks(self, memory_bytes: int) -> Generator[Chunk, None, None]:
        size = self.content["chunk"]
        rows = [(table, row) for table, rows in self.content["tables"].items() for row in rows]
        numbered = [(table, {"_row": 2 + i, **row}) for i, (table, row) in enumerate(rows)]
        rejects = pl.DataFrame(self.content["rejects"], schema=dict(REJECT_SCHEMA))
        for start in range(0, max(len(numbered), 1), size):
            part = numbered[start : start + size]
            lot = rejects if start == 0 else rejects.clear()
            count = len({row["_row"] for _, row in part}) + lot["row"].n_unique()
            frames = {name: frame(name, [r for t, r in part if t == name]) for name in {t for t, _ in part}}
            yield Chunk(frames, lot, rejects.clear(), count, 0, min(start + size, 100))


def frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Rows as a canonical frame."""
    schema = frame_schema(table)
    columns = {name: [_value(row.get(name), str(kind), name) for row in rows] for name, kind in schema.items()}
    return pl.DataFrame(columns, schema=schema)


def _value(value: Any, kind: str, name: str) -> Any:
    if value is None:
        return "" if name in ("platform", "shop", "order", "line", "refund", "source", "sku", "place") else None
    if kind == "Date":
        return date.fromisoformat(value)
    if kind.startswith("Datetime"):
        return datetime.fromisoformat(value)
    return Decimal(str(value)) if kind.startswith("Decimal") else value


def warehouse(home: Path, clock: Clock | None = None) -> DuckWarehouse:
    """A warehouse of JSON files."""
    return DuckWarehouse(Home(home.absolute()), opened, memory_bytes=512 * 2**20, clock=clock or Clock())


def contents(facts: DuckWarehouse) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that questions are answered from: the rows of every view, without origin, sorted."""
    snapshot = facts._reader.manifest().snapshot
    result = {}
    for view, files in snapshot.views.items():
        frames = [pl.read_parquet(facts._home.at(f.path)) for f in files]
        rows = pl.concat(frames, how="diagonal").select(pl.exclude("^_.*$"))
        result[view] = sorted(map(tuple, rows.select(sorted(rows.columns)).rows()), key=str)
    return result


def ask(
    measures: str | Measure | Sequence[Measure] = "gmv", by: str = "", first: str = "2026-01-01", until: str = "2027-01-01", **more: Any
) -> Query:
    """A question in few words: measures by their names in `MEASURES`, dimensions parted by spaces."""
    chosen = tuple(MEASURES[name] for name in measures.split()) if isinstance(measures, str) else measures
    asked = (chosen,) if isinstance(chosen, Measure) else tuple(chosen)
    return Query(asked, tuple(by.split()), date.fromisoformat(first), date.fromisoformat(until), **more)


MEASURES = {
    m.name: m
    for m in (
        Measure("gmv", "sales", "sum", "paid"),
        Measure("orders", "sales", "distinct", "order"),
        Measure("buyers", "sales", "distinct", "buyer"),
        Measure("repeat", "sales", "repeat", "buyer", second="order"),
        Measure("rows", "sales", "count", "*"),
        Measure("refunded", "refunds", "sum", "amount"),
        Measure("visitors", "traffic", "sum", "visitors"),
        Measure("spend", "ads", "sum", "spend"),
        Measure("stock", "stock", "last", "on_hand"),
    )
}

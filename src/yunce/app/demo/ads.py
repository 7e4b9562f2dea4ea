# SPDX-License-Identifier: Apache-2.0
"""Advertising of the demo company's Tmall shop, DERIVED from its orders (the source has none), as an export of the ad platform.

Each plan spends a share of the day's paid amount that wavers by a third; a click costs between 0.6 and 1.6 yuan; attributed sales are
spend x (2.0 .. 3.8). Days without sales spend nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from yunce.app.demo import headers
from yunce.app.demo.relabel import percent


@dataclass(frozen=True, slots=True)
class AdPlan:
    """An ad plan: its numbers and names, the share of the day's sales that it spends [1/10000]."""

    scene: str
    scene_name: str
    plan: str
    plan_name: str
    share: int


PLANS = (
    AdPlan("361", "关键词推广", "70010001", "常青款-关键词", 300),
    AdPlan("362", "人群推广", "70010002", "老客召回-人群", 180),
    AdPlan("363", "货品全站推广", "70010003", "新品测款-全站", 220),
    AdPlan("364", "内容营销", "70010004", "短视频种草", 100),
)


def ad_days(days: pl.DataFrame) -> pl.DataFrame:
    """One row a day and plan of `traffic.shop_days`: day, plan (position), spend, attributed (fen), clicks, views, orders."""
    plans = pl.DataFrame({"plan": range(len(PLANS)), "share": [plan.share for plan in PLANS]})
    seed = pl.col("day").cast(pl.Int32).cast(pl.Int64) * 31 + pl.col("plan")
    table = days.select("day", "fen").join(plans, how="cross").filter(pl.col("fen") > 0)
    return (
        table.with_columns(spend=pl.col("fen") * pl.col("share") // 10_000 * (83 + percent(seed, 21) // 3) // 100)
        .with_columns(
            attributed=pl.col("spend") * (200 + percent(seed, 22) * 18 // 10) // 100,
            clicks=pl.col("spend") // (60 + percent(seed, 23)),
        )
        .with_columns(views=pl.col("clicks") * (18 + percent(seed, 24) // 5), orders=pl.col("attributed") // 52_000)
        .sort("day", "plan")
    )


def ad_rows(table: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """ALM-AD: a row a day and plan, then the summary row without a date that the platform writes."""
    for row in table.iter_rows(named=True):
        plan = PLANS[row["plan"]]
        scene = {
            "日期": str(row["day"]),
            "场景ID": plan.scene,
            "场景名字": plan.scene_name,
            "计划ID": plan.plan,
            "计划名字": plan.plan_name,
        }
        yield _in_order(scene | {"主体类型": "计划", "主体名称": "-"} | _numbers(row))
    names = ("spend", "attributed", "clicks", "views", "orders")
    yield _in_order({"场景名字": "总计"} | _numbers({name: int(table[name].sum()) for name in names}))


def _numbers(row: dict[str, int]) -> dict[str, str]:
    spend, clicks, views, orders = row["spend"], row["clicks"], row["views"], row["orders"]
    direct = row["attributed"] * 7 // 10
    return {
        "展现量": str(views),
        "点击量": str(clicks),
        "花费": _yuan(spend),
        "点击率": _ratio(clicks * 100, views) + "%",
        "平均点击花费": _ratio(spend, clicks * 100),
        "千次展现花费": _ratio(spend * 10, views),
        "直接成交金额": _yuan(direct),
        "间接成交金额": _yuan(row["attributed"] - direct),
        "总成交金额": _yuan(row["attributed"]),
        "总成交笔数": str(orders),
        "点击转化率": _ratio(orders * 100, clicks) + "%",
        "投入产出比": _ratio(row["attributed"], spend),
        "成交人数": str(orders),
    }


def _in_order(cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in headers.ADS)


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "0.00"

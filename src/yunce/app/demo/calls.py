# SPDX-License-Identifier: Apache-2.0
"""Calls to the demo company's service desk, DERIVED from its orders: one call for every eight orders of the day, from `FIRST` on.

A call comes some minutes after an order, waits up to two minutes, and is answered in about 93 of 100 cases. The last three days
have not been handed in, so that the pages have a missing report to name. Numbers are masked, the service number is not a real one.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from yunce.app.demo import headers
from yunce.app.demo.relabel import LAST_DAY, percent, scatter
from yunce.app.demo.texts import moment

FIRST = date(2026, 9, 1)
REPORTED = LAST_DAY - timedelta(days=3)
"""The last day of the call records that were handed in."""


def calls(lines: pl.DataFrame) -> pl.DataFrame:
    """CC-INBOUND: a row a call as text."""
    basket = pl.col("basket")
    chosen = (
        lines.filter(pl.col("paid_at").dt.date().is_between(FIRST, REPORTED))
        .unique("basket", keep="first", maintain_order=True)
        .filter(scatter(basket, 31) % 8 == 0)
    )
    # a call stays on the day of its order, so that the counts of a day can be checked against each other
    last_second = pl.col("paid_at").dt.truncate("1d") + pl.duration(hours=23, minutes=55)
    rung = pl.min_horizontal(pl.col("paid_at") + pl.duration(minutes=percent(basket, 32) // 2 + 3), last_second)
    wait = scatter(basket, 33) % 60 + pl.when(percent(basket, 34) < 12).then(scatter(basket, 35) % 60).otherwise(0)
    luck = percent(basket, 36)
    end = pl.when(luck < 2).then(pl.lit("IVR")).when(luck < 7).then(pl.lit("排队")).otherwise(pl.lit("转接"))
    agent = pl.when(luck < 7).then(pl.lit("")).otherwise(pl.format("80{}", scatter(basket, 37) % 6 + 1))
    table = chosen.with_columns(rung=rung, wait=pl.when(luck < 2).then(0).otherwise(wait)).sort("rung", "basket")
    return table.select(
        moment(pl.col("rung")).alias("时间"),
        pl.format("60{}", scatter(basket, 38) % 6 + 1).alias("分机号码"),
        pl.format("138****{}", (pl.col("account") % 10_000).cast(pl.String).str.zfill(4)).alias("主叫号码"),
        pl.lit("4000000000").alias("被叫号码"),
        end.alias("应答情况"),
        agent.alias("应答工号"),
        moment(pl.col("rung") + pl.duration(seconds=15)).alias("进入队列时间"),
        moment(pl.col("rung") + pl.duration(seconds=15) + pl.duration(seconds=pl.col("wait"))).alias("离开队列时间"),
        pl.col("wait").cast(pl.String).alias("排队时长"),
    ).select(headers.CALLS)

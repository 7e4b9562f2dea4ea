# SPDX-License-Identifier: Apache-2.0
"""The demo company's ledger, DERIVED and INVENTED: revenue is what its orders brought each week, costs are parts of it that waver a little,
pay and rent are round numbers, some of it only agreed; one row an account, unit and month. The running month is not closed yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from yunce.app.demo.relabel import LAST_DAY, TMALL

LEDGER = ("流水号", "日期", "单位", "科目", "金额", "状态", "摘要")
FIRST = date(LAST_DAY.year, 1, 1)
CLOSED = LAST_DAY.replace(day=1)
"""Months before this day are closed."""
SHOPS = ("天猫旗舰店", "抖音店")
PARTS = (("货款", 5750), ("推广费", 800), ("平台扣点", 500), ("运费包装", 430), ("税金", 450), ("其他费用", 140))
"""Costs of a shop as parts of its revenue [1/10000]."""
PAY = (("天猫旗舰店", 33_000), ("抖音店", 45_000), ("电商部", 70_000), ("客服中心", 49_000), ("仓储部", 27_000))
"""What the people of a unit cost a month [CNY]."""
RENT = 62_000
ONCE = ((3, "抖音店", "直播间改造", 171_500), (4, "电商部", "拍摄制作", 236_000), (9, "电商部", "拍摄制作", 118_800))
"""What was bought in a month: the month, the unit, the account, the amount [CNY]."""
PROMISED = ((26, "天猫旗舰店", "推广费", 9_800), (28, "电商部", "拍摄制作", 52_000), (30, "示例服饰", "房租水电", 64_700))
"""What was agreed in October and is not booked yet: the day, the unit, the account, the amount [CNY]."""
NOTE = "演示"


def ledger_rows(lines: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """LEDGER, day by day, numbered."""
    booked = (("", row) for row in (*_revenue(lines), *_costs(lines), *_fixed()))
    promised = (("承诺", (CLOSED - timedelta(days=32 - day), unit, account, amount * 100)) for day, unit, account, amount in PROMISED)
    rows = sorted((row, state) for state, row in (*booked, *promised))
    for number, ((day, unit, account, fen), state) in enumerate(rows, 1):
        yield (f"P{number:05d}", day.isoformat(), unit, account, f"{fen // 100}.{fen % 100:02d}", state, NOTE)


def _sold(lines: pl.DataFrame, every: str) -> Iterator[tuple[date, str, int]]:
    """What each shop sold in each closed week or month: its first day within the year, the shop, fen."""
    paid = lines.filter(pl.col("settled_at").is_not_null()).with_columns(day=pl.col("paid_at").dt.date())
    closed = paid.filter((pl.col("day") >= FIRST) & (pl.col("day") < CLOSED))
    cut = pl.col("day").dt.truncate(every)
    found = closed.group_by(pl.max_horizontal(cut, pl.col("day").dt.truncate("1mo")).alias("at"), "platform").agg(pl.col("fen").sum())
    for day, platform, fen in found.sort("at", "platform").iter_rows():
        yield day, SHOPS[0 if platform == TMALL else 1], int(fen)


def _revenue(lines: pl.DataFrame) -> Iterator[tuple[date, str, str, int]]:
    for day, shop, fen in _sold(lines, "1w"):
        yield day, shop, "销售收入", fen


def _costs(lines: pl.DataFrame) -> Iterator[tuple[date, str, str, int]]:
    for day, shop, fen in _sold(lines, "1mo"):
        for at, (account, part) in enumerate(PARTS):
            wavers = 0 if account == "税金" else (day.month * 37 + at * 23 + len(shop) * 11) % 13 - 6
            yield _last(day), shop, account, fen * part // 10_000 * (100 + wavers) // 100


def _fixed() -> Iterator[tuple[date, str, str, int]]:
    for month in range(1, CLOSED.month):
        day = _last(date(LAST_DAY.year, month, 1))
        for unit, pay in PAY:
            yield day, unit, "人员成本", pay * 100
        yield day, "示例服饰", "房租水电", (RENT + month % 4 * 1_350) * 100
    for month, unit, account, amount in ONCE:
        yield _last(date(LAST_DAY.year, month, 1)), unit, account, amount * 100


def _last(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

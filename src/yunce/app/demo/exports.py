# SPDX-License-Identifier: Apache-2.0
"""The folder of exports that the demo company would have: which files there are, of which days, in which encoding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from yunce.app.demo import ads, headers, traffic
from yunce.app.demo.calls import FIRST as FIRST_CALL
from yunce.app.demo.calls import REPORTED, calls
from yunce.app.demo.damage import planted_rows, summary_row
from yunce.app.demo.orders import douyin_orders, douyin_refunds, tmall_items, tmall_orders, with_course
from yunce.app.demo.relabel import DOUYIN, FIRST_DAY, LAST_DAY, TMALL, YEAR, read_transactions, relabel
from yunce.app.demo.sheets import MEASURES, measure_rows
from yunce.app.demo.words import README, README_NAME, STAGE
from yunce.app.demo.writing import Write, write_csv, write_rows, write_sheet, zipped
from yunce.warehouse.port import Progress, Watch

_RESAVED = "2026-08"
_OVERLAP = "2026-07"
_REPEATED = 200
SOURCE_DAYS = 7
CALLS_NAME = "呼入明细"


@dataclass(frozen=True, slots=True)
class Span:
    """The days [first, until) that one order export covers, with the label in its file name."""

    label: str
    first: date
    until: date


def spans() -> tuple[Span, ...]:
    """Last year in three exports, this year in one a month."""
    cuts = [FIRST_DAY, date(2025, 1, 1), date(2025, 7, 1), date(2025, 12, 1)]
    cuts += [date(2026, month, 1) for month in range(1, LAST_DAY.month + 1)] + [LAST_DAY + timedelta(days=1)]
    months = ["2025-12", *(f"2026-{month:02d}" for month in range(1, LAST_DAY.month + 1))]
    labels = ["2024年11月至12月", "2025年上半年", "2025年7月至11月", *months]
    return tuple(Span(label, first, until) for label, first, until in zip(labels, cuts[:-1], cuts[1:], strict=True))


def write_exports(folder: Path, *, watch: Watch | None = None, share: float = 1.0) -> tuple[Path, ...]:
    """Write every export of the demo company into `folder` and give their paths in the order to load them; the same bytes every time.

    `share` (0, 1] takes that part of the households. A README beside the exports, not among them, says what is real and what is derived.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = with_course(relabel(read_transactions(share)))
    (folder / README_NAME).write_text(README, encoding="utf-8")
    plan = tuple(_files(lines))
    written = []
    for done, (name, write) in enumerate(plan):
        if watch is not None:
            watch(Progress(name, STAGE, done, len(plan)))
        written.append(write(folder / name))
    return tuple(written)


def unit_of(path: Path) -> str | None:
    """The plan's unit that an export belongs to where the file cannot tell, as in `yunce load --unit`; else None."""
    return "service" if path.name.startswith(CALLS_NAME) else None


def _files(lines: pl.DataFrame) -> Iterator[tuple[str, Write]]:
    """Name and writer of each file; order lists before item lists, so that buyers and shops are known first."""
    shop_days = traffic.shop_days(lines)
    for span in spans():
        yield from _order_files(lines, span)
    for year in (2024, 2025, 2026):
        days = shop_days.filter(pl.col("day").dt.year() == year)
        yield f"生意参谋_宏观监控_{year}.xlsx", _shop_sheet(days)
        yield f"万相台_计划报表_{year}.csv", _ad_sheet(days)
    for day in shop_days.tail(SOURCE_DAYS).iter_rows(named=True):
        yield f"【生意参谋平台】无线店铺流量来源-{day['day']}_{day['day']}.xlsx", _source_sheet(day)
    yield f"生意参谋_商品每日数据_{LAST_DAY - timedelta(days=traffic.ITEM_DAYS - 1)}_{LAST_DAY}.xlsx", _item_sheet(lines)
    yield f"{CALLS_NAME}_{FIRST_CALL}_{REPORTED}.csv", lambda path: write_csv(path, calls(lines), "gb18030")
    yield "手工填报_经营数据.xlsx", lambda path: write_sheet(path, (), MEASURES, measure_rows())


def _order_files(lines: pl.DataFrame, span: Span) -> Iterator[tuple[str, Write]]:
    within = lines.filter(pl.col("paid_at").is_between(span.first, span.until, closed="left"))
    tmall, douyin = within.filter(pl.col("platform") == TMALL), within.filter(pl.col("platform") == DOUYIN)
    again = lines.filter((pl.col("platform") == TMALL) & (pl.col("paid_at") < span.first)).tail(_REPEATED if span.label == _OVERLAP else 0)
    yield f"天猫_订单报表_{span.label}.csv", _tmall_list(tmall)
    items = _tmall_items(pl.concat([again, tmall]), span.label)
    if span.first > LAST_DAY - YEAR:
        yield f"天猫_宝贝明细_{span.label}.csv", items
        yield f"抖店_订单_{span.label}.csv", _douyin(douyin, newer=True, resaved=span.label == _RESAVED)
    else:
        yield f"天猫_宝贝明细_{span.label}.zip", zipped(items)
        yield f"抖店_订单_{span.label}.zip", zipped(_douyin(douyin, newer=False, resaved=False))
    yield f"抖店_售后单_{span.label}.csv", lambda path: write_csv(path, douyin_refunds(douyin), "utf-8-sig")


def _tmall_list(lines: pl.DataFrame) -> Write:
    return lambda path: write_csv(path, tmall_orders(lines), "gb18030", (summary_row(headers.TMALL_LIST),))


def _tmall_items(lines: pl.DataFrame, label: str) -> Write:
    return lambda path: write_csv(path, tmall_items(lines), "gb18030", planted_rows(label))


def _douyin(lines: pl.DataFrame, *, newer: bool, resaved: bool) -> Write:
    return lambda path: write_csv(path, douyin_orders(lines, newer=newer, resaved=resaved), "utf-8-sig")


def _shop_sheet(days: pl.DataFrame) -> Write:
    titles = ("生意参谋-宏观监控", "店铺：示例服饰旗舰店", "终端：所有终端", f"统计时间：{days['day'][0]} ~ {days['day'][-1]}")
    return lambda path: write_sheet(path, titles, headers.SHOP_DAY, traffic.shop_day_rows(days))


def _ad_sheet(days: pl.DataFrame) -> Write:
    return lambda path: write_rows(path, headers.ADS, ads.ad_rows(ads.ad_days(days)), "gb18030")


def _source_sheet(day: dict[str, int]) -> Write:
    counts = {name: day[name] for name in ("fen", "buyers", "units", "visitors", "views", "carts", "favourites")}
    titles = ("生意参谋-流量来源", f"统计时间：{day['day']} ~ {day['day']}", "终端：无线端", "")
    return lambda path: write_sheet(path, titles, headers.SOURCE, traffic.source_rows(counts))


def _item_sheet(lines: pl.DataFrame) -> Write:
    return lambda path: write_sheet(path, ("生意参谋-商品每日数据", "终端：所有终端"), headers.ITEM_DAY, traffic.item_day_rows(lines))

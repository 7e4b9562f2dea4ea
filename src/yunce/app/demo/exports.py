# SPDX-License-Identifier: Apache-2.0
"""The folder of exports that the demo company would have: which files there are, of which days, in which encoding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from yunce.app.demo import ads, headers, traffic
from yunce.app.demo.books import CLOSED, LEDGER, ledger_rows
from yunce.app.demo.calls import FIRST as FIRST_CALL
from yunce.app.demo.calls import REPORTED, calls
from yunce.app.demo.damage import planted_rows, summary_row
from yunce.app.demo.orders import douyin_orders, douyin_refunds, tmall_items, tmall_orders, with_course
from yunce.app.demo.relabel import DOUYIN, FIRST_DAY, LAST_DAY, TMALL, read_transactions, relabel
from yunce.app.demo.sheets import MEASURES, measure_rows
from yunce.app.demo.words import README, README_NAME, STAGE
from yunce.app.demo.writing import Write, write_csv, write_rows, write_sheet, zipped
from yunce.warehouse.port import Progress, Watch


@dataclass(frozen=True, slots=True)
class Span:
    """The days [first, until) that one order export covers, with the label in its file name."""

    label: str
    first: date
    until: date


ARCHIVED = date(2026, 1, 1)
"""Order exports of earlier days lie zipped, and have the older Douyin header."""
_QUARTERS = ("2026年一季度", "2026年二季度", "2026年三季度")
_RESAVED = _OVERLAP = _QUARTERS[2]
_REPEATED = 200
SOURCE_DAYS = 3
CALLS_NAME = "呼入明细"


def order_spans() -> tuple[Span, ...]:
    """Two exports for what lies behind, one a quarter of this year, one a month of the running quarter."""
    labels = ("2024年11月至2025年6月", "2025年7月至12月", *_QUARTERS, "2026-10", "2026-11")
    cuts = (date(2025, 7, 1), ARCHIVED, date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2026, 11, 1))
    return _spans(labels, cuts)


def year_spans() -> tuple[Span, ...]:
    """Two exports: what lies behind, and this year."""
    return _spans((f"{FIRST_DAY}_2025-12-31", f"{ARCHIVED}_{LAST_DAY}"), (ARCHIVED,))


def _spans(labels: tuple[str, ...], cuts: tuple[date, ...]) -> tuple[Span, ...]:
    firsts, untils = (FIRST_DAY, *cuts), (*cuts, LAST_DAY + timedelta(days=1))
    return tuple(Span(label, first, until) for label, first, until in zip(labels, firsts, untils, strict=True))


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
    """Name and writer of each file; orders before what refers to them."""
    for span in order_spans():
        yield from _order_files(lines, span)
    shop_days = traffic.shop_days(lines)
    for span in year_spans():
        douyin = _within(lines, span).filter(pl.col("platform") == DOUYIN)
        days = shop_days.filter(pl.col("day").is_between(span.first, span.until, closed="left"))
        yield f"抖店_售后单_{span.label}.csv", _douyin_refunds(douyin)
        yield f"生意参谋_宏观监控_{span.label}.xlsx", _shop_sheet(days)
        yield f"万相台_计划报表_{span.label}.csv", _ad_sheet(days)
    for day in shop_days.tail(SOURCE_DAYS).iter_rows(named=True):
        yield f"【生意参谋平台】无线店铺流量来源-{day['day']}_{day['day']}.xlsx", _source_sheet(day)
    yield f"生意参谋_商品每日数据_{LAST_DAY - timedelta(days=traffic.ITEM_DAYS - 1)}_{LAST_DAY}.xlsx", _item_sheet(lines)
    yield f"{CALLS_NAME}_{FIRST_CALL}_{REPORTED}.csv", lambda path: write_csv(path, calls(lines), "gb18030")
    yield "手工填报_经营数据.xlsx", lambda path: write_sheet(path, (), MEASURES, measure_rows())
    yield f"账目明细_{CLOSED.year}年1至{CLOSED.month - 1}月.csv", lambda path: write_rows(path, LEDGER, ledger_rows(lines), "utf-8-sig")


def _within(lines: pl.DataFrame, span: Span) -> pl.DataFrame:
    return lines.filter(pl.col("paid_at").is_between(span.first, span.until, closed="left"))


def _order_files(lines: pl.DataFrame, span: Span) -> Iterator[tuple[str, Write]]:
    within = _within(lines, span)
    tmall, douyin = within.filter(pl.col("platform") == TMALL), within.filter(pl.col("platform") == DOUYIN)
    again = lines.filter((pl.col("platform") == TMALL) & (pl.col("paid_at") < span.first)).tail(_REPEATED if span.label == _OVERLAP else 0)
    old = span.first < ARCHIVED
    kind, wrap = ("zip", zipped) if old else ("csv", _plain)
    yield f"天猫_订单报表_{span.label}.csv", _tmall_list(tmall)
    yield f"天猫_宝贝明细_{span.label}.{kind}", wrap(_tmall_items(pl.concat([again, tmall]), span.label))
    yield f"抖店_订单_{span.label}.{kind}", wrap(_douyin(douyin, newer=not old, resaved=span.label == _RESAVED))


def _plain(write: Write) -> Write:
    return write


def _douyin_refunds(lines: pl.DataFrame) -> Write:
    return lambda path: write_csv(path, douyin_refunds(lines), "utf-8-sig")


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

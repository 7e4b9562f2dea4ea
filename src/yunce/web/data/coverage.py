# SPDX-License-Identifier: Apache-2.0
"""Which days have been reported, drawn as a strip of days for each kind of data and unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAYS = 60
TABLES: Mapping[str, object] = {
    "orders": gettext_lazy("订单"), "lines": gettext_lazy("订单明细"), "refunds": gettext_lazy("退款"), "traffic": gettext_lazy("流量"),
    "ads": gettext_lazy("推广"), "contacts": gettext_lazy("客服话务"), "stock": gettext_lazy("库存"), "ledger": gettext_lazy("账目"),
    "measures": gettext_lazy("手工填报"), "events": gettext_lazy("工作记录"), "inspections": gettext_lazy("检查得分"),
    "cases": gettext_lazy("工单金额"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strip:
    """One kind of data of one unit: its first and last day, the days missing between, and a picture of the last ones."""

    table: str
    unit: str
    first: str
    last: str
    days: int
    gaps: tuple[str, ...]
    picture: SafeString


def strips(frame: pl.DataFrame, names: Mapping[str, str], units: frozenset[str] | None, until: date) -> tuple[Strip, ...]:
    """From a frame of table, unit, day; `units` limits to those that a person may see, None is all; no day after `until` is missing yet."""
    found: dict[tuple[str, str], set[date]] = {}
    for table, unit, day in frame.select("table", "unit", "day").iter_rows():
        if day is not None and (units is None or unit in units):
            found.setdefault((table, unit or ""), set()).add(day)
    end = max((day for days in found.values() for day in days), default=None)
    if end is None:
        return ()
    order = list(TABLES)
    keys = sorted(found, key=lambda key: (order.index(key[0]) if key[0] in order else len(order), key))
    return tuple(_strip(key, found[key], names, min(end, until)) for key in keys)


def _strip(key: tuple[str, str], days: set[date], names: Mapping[str, str], end: date) -> Strip:
    first, last = min(days), max(days)
    every = (first + timedelta(days=n) for n in range((end - first).days + 1))
    gaps = tuple(_spans([day for day in every if day not in days]))
    window = [end - timedelta(days=DAYS - 1 - n) for n in range(DAYS)]
    table, unit = str(TABLES.get(key[0], key[0])), names.get(key[1], key[1] or _("未归属"))
    label = _("{table} {unit} 最近 {days} 天").format(table=table, unit=unit, days=DAYS)
    return Strip(table, unit, first.isoformat(), last.isoformat(), len(days), gaps, _picture(window, days, label))


def _spans(days: list[date]) -> list[str]:
    """Runs of days as `11-03` or `11-03~11-05`, the latest first, at most a few."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [f"{run[0]:%Y-%m-%d}" + (f" ~ {run[-1]:%m-%d}" if len(run) > 1 else "") for run in reversed(runs)]


def _picture(window: list[date], days: set[date], label: str) -> SafeString:
    boxes = "".join(
        f'<rect class="{"has" if day in days else "none"}" x="{n * 10}" width="9" height="16"><title>{day.isoformat()}</title></rect>'
        for n, day in enumerate(window)
    )
    start = f'<svg class="strip" viewBox="0 0 {len(window) * 10} 16" preserveAspectRatio="none" role="img" aria-label="{escape(label)}">'
    return format_html("{}{}{}", mark_safe(start), mark_safe(boxes), mark_safe("</svg>"))  # noqa: S308 - every word is escaped above

# SPDX-License-Identifier: Apache-2.0
"""Does a value fit what its metric is measured in: money, a share, a time, a count; whole fen and whole pieces."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yunce.plan.parts.targets import Metric
from yunce.values.problem import Problem
from yunce.values.quantity import Quantity, Range

_COUNTS = frozenset({"人", "件", "单", "次", "人次", "个", "家", "户", "起", "通", "笔"})
_TIMES = frozenset({"秒", "s", "分", "分钟", "min", "小时", "h", "天", "日", "d", "周", "w", "月"})


def check_value(value: Quantity | Range | None, metric: Metric, path: str, *, share: bool = False) -> Iterator[Problem]:
    """One value against its metric; `share` where the value is a ratio to another metric (`ratio_of`)."""
    if value is None:
        return
    needs = "share" if share else _nature(metric.measured_in)
    has = _nature(value.unit)
    if value.unit and needs and has and needs != has:
        yield Problem.of("plan.unit_mismatch", path, stated=value.text, unit=value.unit, measured_in="1" if share else metric.measured_in)
        return
    amounts = (value.amount,) if isinstance(value, Quantity) else tuple(end for end in (value.low, value.high) if end is not None)
    if not share and not value.unit.count("/") and metric.kind != "ratio":
        yield from _whole(amounts, metric, value.text, path)


def _whole(amounts: tuple[Decimal, ...], metric: Metric, stated: str, path: str) -> Iterator[Problem]:
    """Money in whole fen, counts in whole pieces."""
    step = Decimal("0.01") if metric.measured_in == "CNY" else Decimal(1) if metric.measured_in in _COUNTS else None
    if step is not None and any(amount % step for amount in amounts):
        yield Problem.of("plan.not_whole", path, stated=stated, step="分" if metric.measured_in == "CNY" else metric.measured_in)


def _nature(unit: str) -> str:
    """What kind of thing a unit counts; empty where that cannot be told."""
    first = unit.partition("/")[0]
    if first == "CNY":
        return "money"
    if first in {"%", "pp", "1", "倍"}:
        return "share"
    if first in _TIMES:
        return "time"
    return "count" if first in _COUNTS else ""

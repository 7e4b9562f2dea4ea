# SPDX-License-Identifier: Apache-2.0
"""How long something takes as the text says, against its own first and last day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from yunce.checker.amounts import text_of
from yunce.checker.dates.days import Days, days_of
from yunce.checker.findings import Hit, Severity
from yunce.checker.paper import Paper
from yunce.checker.rules import rule
from yunce.checker.slots import Slot, slots_of

_TOLD = re.compile(r"(?:共计?|历时|为期|工期|周期|总?时长|期限|合计)(?:约|为)?\s?$")
_BETWEEN = re.compile(r"[^。;；]{0,20}")
_DAYS_OF_MONTH = 30.4
_ROOM = 0.6


@rule(
    "DATE007", Severity.WARNING, "所写的时长与起止日期不符",
    "时长写作 {stated}，从 {first} 到 {last} 是 {expected}", "核对时长与起止日期",
)  # fmt: skip
def length_told(paper: Paper) -> Iterator[Hit]:
    """“2027年3月启动,至2028年12月结束,共22个月”中,时长应与起止日期相合;首尾是否都算不限。

    不通过:
        项目自2027年3月启动,至2028年12月结束,共32个月。
    通过:
        项目自2027年3月启动,至2028年12月结束,共22个月。
    """
    for at in range(len(paper.blocks)):
        if not paper.is_text(at) or len(paper.mentions.get(at, ())) < 2:
            continue
        for slot in slots_of(paper, at):
            if slot.amount.unit in {"月", "天", "周"} and slot.amount.is_point and slot.amount.op == "=" and _TOLD.search(slot.lead):
                yield from _told(paper, at, slot)


def _told(paper: Paper, at: int, slot: Slot) -> Iterator[Hit]:
    ends = _ends(paper, at, slot)
    if ends is None:
        return
    first, last, has_days = ends
    expected = _length(first, last, slot.amount.unit, has_days=has_days)
    if expected and float(slot.amount.low) not in expected and not _is_near(float(slot.amount.low), first, last, slot.amount.unit):
        words = {"first": first.isoformat(), "last": last.isoformat()}
        yield Hit((slot.amount.span,), text_of(slot.amount.low), text_of(type(slot.amount.low)(expected[0])), "", words)


def _ends(paper: Paper, at: int, slot: Slot) -> tuple[date, date, bool] | None:
    """The first and the last day that stand right in front of a length, in its sentence: one span, or two dates joined by 至."""
    start = max(paper.plain.rfind(sign, paper.blocks[at].body, slot.amount.span.start) for sign in "。;；\n")
    near = [one for one in days_of(paper, at) if start < one.span.start < slot.amount.span.start]
    if not near or slot.amount.span.start - near[-1].span.end > 16:
        return None
    last = near[-1]
    if last.is_range:
        return _between(last, last)
    if len(near) < 2 or near[-2].is_range or not _BETWEEN.fullmatch(paper.plain[near[-2].span.end : last.span.start]):
        return None
    return _between(near[-2], last)


def _between(one: Days, other: Days) -> tuple[date, date, bool] | None:
    return (one.first, other.last, one.has_days and other.has_days) if one.first < other.last else None


def _length(first: date, last: date, unit: str, *, has_days: bool) -> list[int]:
    """The lengths that fit, the likeliest first; none where a unit asks for days that are not told."""
    days = (last - first).days + 1
    if unit == "天":
        return [days, days - 1] if has_days else []
    if unit == "周":
        return [round(days / 7), days // 7] if has_days else []
    months = (last.year - first.year) * 12 + last.month - first.month
    return [round(days / _DAYS_OF_MONTH)] if has_days else [months + 1, months]


def _is_near(stated: float, first: date, last: date, unit: str) -> bool:
    """True for months that are near to the days between."""
    return unit == "月" and abs(((last - first).days + 1) / _DAYS_OF_MONTH - stated) <= _ROOM

# SPDX-License-Identifier: Apache-2.0
"""Staffing as people read it on a terminal."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from yunce.cli.output import print_table
from yunce.values.money import readable

if TYPE_CHECKING:
    from yunce.app.staffing import HeadcountTier, HeadRule, OneInterval, SeatRule, Staffing

HUNDRED = Decimal(100)
SERVICE = {
    "seats": "座席",
    "wait": "等待概率",
    "within": "服务水平",
    "mean_wait": "平均等待（秒）",
    "occupancy": "占用率",
    "answered": "接通率",
}
BASES = {"actual": "按实际来电", "profile": "按前八周同一星期几的平均", "none": "没有来电数据"}


def print_one(found: OneInterval) -> None:
    """One interval: the answer first, then what seats around it give."""
    people = f"排 {found.people.whole} 人（{found.people.exact.normalize():f}，损耗 {found.people.shrinkage:.0%}）"
    typer.echo(f"话务量 {found.load:.2f} 厄兰：要 {found.seats} 个座席，{people}")
    rows = [
        {
            "seats": one.seats,
            "wait": _percent(one.wait),
            "within": _percent(one.within),
            "mean_wait": None if one.mean_wait is None else f"{one.mean_wait:.2f}",
            "occupancy": _percent(one.occupancy),
            "answered": _percent(one.answered),
        }
        for one in found.around
    ]
    print_table(rows, tuple(SERVICE), names={**SERVICE, "within": f"{found.threshold} 秒内接起"})
    if found.wait_90 is not None:
        typer.echo(f"十个来电有九个等待不超过 {found.wait_90:.1f} 秒")


def print_rules(seats: SeatRule | None, heads: HeadRule | None) -> None:
    """Seats by ratio, people by hours, each with its exact quotient."""
    if seats is not None:
        fixed = f"，指定 {seats.used} 个（{seats.reason}）" if seats.reason or seats.used != seats.whole else ""
        typer.echo(f"座席：{seats.volume:f} ÷ {seats.per:f} = {seats.exact.normalize():f}，取 {seats.whole} 个{fixed}")
    if heads is not None:
        typer.echo(f"每席人数：{heads.hours:f} 小时 × {heads.days:f} 天 ÷ {heads.legal_hours:f} 小时 = {heads.per_seat:f}（{heads.law}）")
        typer.echo(f"{heads.seats} 个座席：{heads.exact:f}，取 {heads.whole} 人")


def print_staffing(found: Staffing) -> None:
    """One service over its days."""
    typer.echo(f"《{found.title}》 {found.first} 至 {found.last} · {BASES[found.basis]} · 目标 {'、'.join(found.goals) or '无'}")
    print_rules(found.seats, found.heads)
    if found.slots:
        rows = [_day_row(list(slots)) for _, slots in groupby(found.slots, key=lambda slot: slot.day)]
        names = {"day": "日期", "calls": "来电", "peak": "最忙时段", "seats": "最多座席", "people": "最多要排", "hours": "座席小时"}
        print_table(rows, tuple(names), names=names)
    _print_shifts(found)
    _print_roster(found)
    if found.reverse is not None:
        given = (
            "接不下全部来电"
            if found.reverse.within is None
            else f"每个时段都能做到 {found.threshold} 秒内接起 {_percent(found.reverse.within)}"
        )
        typer.echo(
            f"现有 {found.reverse.people} 人，每天 {found.reverse.hours_a_day:f} 座席小时（至少要 {found.reverse.needed_hours:f}）：{given}"
        )
    if found.check is not None:
        typer.echo(f"模拟 {found.check.calls:,} 个来电：{_percent(found.check.within)}；公式：{_percent(found.check.formula)}")


def print_tiers(tiers: tuple[HeadcountTier, ...]) -> None:
    """编制 by tiers with what it costs, and where that passes the plan's own share."""
    if not tiers:
        return
    names = {"tier": "编制：从", "people": "人数", "cost": "人员成本", "share": "占比", "allowed": "计划允许", "said": "结论"}
    rows = [
        {
            "tier": None if one.start is None else readable(one.start),
            "people": one.people,
            "cost": None if one.cost is None else readable(one.cost),
            "share": _percent(one.share),
            "allowed": "~".join(readable(end) for end in (one.least, one.most) if end is not None) or None,
            "said": f"超出 {readable(one.over)}" if one.over else f"低于 {readable(one.under)}" if one.under else "",
        }
        for one in tiers
    ]
    print_table(rows, tuple(names), names=names)


def _day_row(slots: list) -> dict[str, object]:  # type: ignore[type-arg]
    """A day in one line: its calls, its busiest interval, its most seats."""
    peak = max(slots, key=lambda slot: slot.calls)
    hours = Decimal(sum(slot.service.seats for slot in slots) * _minutes(slots)) / 60
    return {
        "day": slots[0].day.isoformat(),
        "calls": f"{sum((slot.calls for slot in slots), Decimal(0)):,.0f}",
        "peak": f"{peak.start} {peak.calls:,.0f}",
        "seats": max(slot.service.seats for slot in slots),
        "people": max(slot.people for slot in slots),
        "hours": f"{hours:,.1f}",
    }


def _minutes(slots: list) -> int:  # type: ignore[type-arg]
    """Length of an interval [min]."""
    times = [int(slot.start[:2]) * 60 + int(slot.start[3:5]) for slot in slots[:2]]
    return times[1] - times[0] if len(times) > 1 else 30


def _print_shifts(found: Staffing) -> None:
    if found.shifts is None:
        return
    used: dict[tuple[str, str], list[int]] = {}
    days = sorted({use.day for use in found.shifts.shifts})
    for use in found.shifts.shifts:
        used.setdefault((use.start, use.end), [0] * len(days))[days.index(use.day)] += use.people
    header = {"shift": "班次", **{day.isoformat(): f"{day:%m-%d}" for day in days}}
    rows = [
        {"shift": f"{start}-{end}", **{day.isoformat(): counts[at] for at, day in enumerate(days)}}
        for (start, end), counts in sorted(used.items())
    ]
    print_table(rows, tuple(header), names=header)
    state = "已证明" if found.shifts.is_optimal else "到时限为止"
    typer.echo(f"排班共 {found.shifts.hours:f} 工时，任何排法不少于 {found.shifts.bound:f}（差距 {found.shifts.gap:.1%}，{state}）")
    if found.shift_heads is not None:
        heads = found.shift_heads
        typer.echo(f"按每月 {heads.legal_hours:f} 小时，要 {heads.exact:f}，即 {heads.whole} 人（{heads.law}）")
    for day, start, people in found.shifts.missing[:10]:
        typer.echo(f"没有班次能到：{day} {start} 缺 {people} 人")


def _print_roster(found: Staffing) -> None:
    if found.roster is None:
        return
    names = {"person": "人员", **{day.isoformat(): f"{day:%m-%d}" for day in found.roster.days}, "hours": "工时", "overtime": "加班"}
    rows = [
        {
            "person": one.person,
            **dict(zip(tuple(names)[1:-2], (shift or "休" for shift in one.shifts), strict=True)),
            "hours": one.hours,
            "overtime": one.overtime,
        }
        for one in found.roster.rows
    ]
    print_table(rows, tuple(names), names=names)
    for day, name, people in found.roster.unfilled[:10]:
        typer.echo(f"没有人能合法地上：{day} {name} 缺 {people} 人")


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else f"{value * HUNDRED:.2f}%"

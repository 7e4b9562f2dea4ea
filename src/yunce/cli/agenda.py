# SPDX-License-Identifier: Apache-2.0
"""`yunce agenda`: what a plan wants done, day by day."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.clock import SHANGHAI, today
from yunce.app.words import as_row
from yunce.cli.answers import day_option
from yunce.cli.chinese import Command
from yunce.cli.output import print_csv, print_json, print_problems, print_table
from yunce.values.problem import Severity
from yunce.values.quantity import number_text

if TYPE_CHECKING:
    from yunce.app.agendas import Planned
    from yunce.operate.agenda.contract import Conflict
    from yunce.operate.workitems.item import Opening

AHEAD = timedelta(days=30)
WEEKDAYS = "一二三四五六日"
KINDS = {"task": "任务", "duty": "例行", "inspection": "检查", "review": "例会"}
MODES = {"on_site": "现场", "video": "视频"}
MATTERS = {"people": "人手", "budget": "费用", "stock": "货量", "order": "先后"}
COLUMNS = ("day", "kind", "title", "unit", "owner", "start", "mode", "element")
FIELDS = ("key", "kind", "title", "unit", "owner", "start", "due", "element", "period", "subject", "mode")


class Form(StrEnum):
    """What `agenda` prints: days for people, everything, rows for a spreadsheet, a calendar for phones."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command(cls=Command)(agenda)


def agenda(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="计划文件，或已保存的版本号；省略时用当前版本")] = "",
    first: Annotated[str | None, typer.Option("--from", metavar="日期", help="从哪一天起；默认今天")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="日期", help="到哪一天止（含）；默认再往后 30 天")] = None,
    element: Annotated[str, typer.Option("--element", metavar="ID", help="只看计划里的这一项，如 duties.shop_check")] = "",
    owner: Annotated[str, typer.Option("--owner", metavar="岗位", help="只看这个岗位负责的")] = "",
    unit: Annotated[str, typer.Option("--unit", help="只看这个单位（含下级）")] = "",
    registers: Annotated[Path | None, typer.Option("--registers", metavar="FILE", help="台账条目表（csv 或 xlsx），到期的排进日程")] = None,
    output: Annotated[Form, typer.Option("--format", help="table 按天列出，json 是全部结果，ics 可导入手机日历")] = Form.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="同 --format json")] = False,
) -> None:
    """按计划排出日程：检查、例行工作、大促倒排、举措、例会、报送，以及人手、费用、货量的冲突。"""
    from yunce.app.agendas import Only, asked_days, plan_agenda

    begin = day_option(first, "--from") or today()
    asked = asked_days(begin, day_option(last, "--to") or begin + AHEAD)
    found = plan_agenda(plan, asked, only=Only(element, owner, unit), registers=registers)
    _print(found, Form.JSON if as_json else output)
    problems = found.agenda.problems
    wrong = [p for p in problems if p.severity is Severity.ERROR]
    if wrong:
        raise typer.Exit(3 if all(p.code == "calendar.unpublished" for p in wrong) else 1)


def _print(found: Planned, output: Form) -> None:
    """The agenda in the asked form; conflicts and problems of people's forms go to standard error."""
    openings = found.agenda.openings
    if output is Form.JSON:
        print_json(_body(found))
    elif output is Form.CSV:
        print_csv([_row(o) for o in openings], FIELDS)
    elif output is Form.ICS:
        from yunce.app.calendar_file import calendar_file
        from yunce.app.last_events import last_events

        sys.stdout.write(calendar_file(openings, found.plan.plan.label, last_events(openings)))
    else:
        _print_days(found)
    if output is not Form.TABLE:
        print_problems(found.agenda.problems)
        return
    for conflict in found.agenda.conflicts:
        sys.stderr.write(f"冲突 [{MATTERS[conflict.matter]}] {_told(conflict, found)}\n")
    print_problems(found.agenda.problems)


def _body(found: Planned) -> dict[str, object]:
    period = found.agenda.period
    return {
        "plan": found.plan.plan.id,
        "fingerprint": found.fingerprint,
        "from": period.first,
        "to": period.last,
        "items": [_row(o) for o in found.agenda.openings],
        "conflicts": [_conflict(c) for c in found.agenda.conflicts],
        "problems": [as_row(p) for p in found.agenda.problems],
    }


def _row(o: Opening) -> dict[str, object]:
    """An opening in its stable fields; mode is empty where none is asked for."""
    return {
        "key": o.key,
        "kind": o.kind.value,
        "title": o.title,
        "unit": o.unit,
        "owner": o.owner,
        "start": _local(o.start),
        "due": _local(o.due),
        "element": o.element,
        "period": o.period,
        "subject": o.subject,
        "mode": str(o.data.get("mode", "")),
        "checklist": str(o.data.get("checklist", "")),
        "needs": list(o.needs),
    }


def _local(moment: datetime | None) -> datetime | None:
    """A moment as every command prints it: in Asia/Shanghai, without an offset."""
    return moment.astimezone(SHANGHAI).replace(tzinfo=None) if moment is not None else None


def _conflict(c: Conflict) -> dict[str, object]:
    return {
        "matter": c.matter,
        "from": c.first,
        "to": c.last,
        "who": c.who,
        "asked": c.asked,
        "there": c.there,
        "over": c.over,
        "spent": c.spent if c.matter == "budget" else None,
        "elements": list(c.elements),
    }


def _print_days(found: Planned) -> None:
    """One table, day after day: what is due on each."""
    from yunce.operate.agenda.gathering import on

    roles = {role.id: role.label for role in found.plan.roles}
    units = {unit.id: unit.label for unit in found.plan.units}
    period = found.agenda.period
    typer.echo(f"《{found.plan.plan.label}》日程 {period.first} 至 {period.last} · {len(found.agenda.openings)} 项")
    names = {
        "day": "日期",
        "kind": "类别",
        "title": "事项",
        "unit": "单位",
        "owner": "岗位",
        "start": "开始",
        "mode": "方式",
        "element": "出处",
    }
    rows: list[dict[str, object]] = []
    for day, openings in on(found.agenda.openings).items():
        heads = [f"{day} 周{WEEKDAYS[day.weekday()]}{'' if period.contains(day) else ' 期外'}", *[""] * (len(openings) - 1)]
        rows += [_line(o, head, roles, units) for head, o in zip(heads, openings, strict=True)]
    if rows:
        print_table(rows, tuple(names), names=names)


def _line(o: Opening, day: str, roles: Mapping[str, str], units: Mapping[str, str]) -> dict[str, object]:
    """An opening as a line for people; the day only on its first one."""
    is_long = o.start is not None and o.due is not None and o.start.date() != o.due.date()
    mode = str(o.data.get("mode", ""))
    return {
        "day": day,
        "kind": KINDS.get(o.kind.value, o.kind.value),
        "title": o.title,
        "unit": units.get(o.unit, o.unit) or None,
        "owner": roles.get(o.owner, o.owner) or None,
        "start": o.start.date() if o.start and is_long else None,
        "mode": MODES.get(mode, mode) or None,
        "element": o.element,
    }


def _told(c: Conflict, found: Planned) -> str:
    """A conflict in words: when, who, how much is asked of how much."""
    roles = {role.id: role.label for role in found.plan.roles}
    days = f"{c.first}" if c.first == c.last else f"{c.first} 至 {c.last}"
    what = "、".join(c.elements)
    asked, there, over = map(number_text, (c.asked, c.there, c.over))
    if c.matter == "people":
        return f"{days} {roles.get(c.who, c.who)}同时要办 {asked} 项，只够 {there} 项，超出 {over} 项：{what}"
    if c.matter == "budget":
        spent = f"（已花 {number_text(c.spent)} 元）" if c.spent else ""
        return f"{days} {c.who} 最多 {there} 元，活动至少要花 {asked} 元{spent}，超出 {over} 元：{what}"
    if c.matter == "stock":
        return f"{days} 累计要卖 {asked} 件，现货 {there} 件，缺 {over} 件：{what}"
    return f"{days} {c.who} 早了 {asked} 天：{what}"

# SPDX-License-Identifier: Apache-2.0
"""`yunce registers`: how entries of a table stand on a day by a plan's registers, and who is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.clock import today
from yunce.cli.answers import day_option
from yunce.cli.chinese import Command
from yunce.cli.output import print_json, print_table

if TYPE_CHECKING:
    from yunce.app.registers import Kept
    from yunce.operate.registers.coverage import Coverage
    from yunce.operate.registers.standing import Stood

SAID = {"valid": "有效", "lasting": "长期有效", "expiring": "快到期", "expired": "已过期", "unknown": "日期不明", "pending": "未生效",
        "done": "已完成", "out": "已停用"}  # fmt: skip
COLUMNS = {
    "register": "台账",
    "title": "名称",
    "holder": "持有人",
    "unit": "单位",
    "until": "有效期至",
    "renew_from": "从这天起续期",
    "standing": "状态",
}


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command(cls=Command)(registers)


def registers(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="计划文件，或已保存的版本号")],
    table: Annotated[Path, typer.Argument(metavar="FILE", help="条目表：csv 或 xlsx，一行一条")],
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="日期", help="截至哪一天；默认今天")] = None,
    only: Annotated[str, typer.Option("--register", metavar="ID", help="只看计划里的这一本台账；给了它，表里不用写台账")] = "",
    roster: Annotated[Path | None, typer.Option("--roster", metavar="FILE", help="人员表：姓名、岗位；按它算谁还没有证")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """按计划的台账看证书、文件、器具：哪些有效、快到期、已过期，持证上岗率是多少。"""
    from yunce.app.registers import registers_of

    day = day_option(as_of, "--as-of") or today()
    found = registers_of(plan, table, day, only=only, roster=roster)
    if as_json:
        print_json({"as_of": day, "registers": [_body(one) for one in found]})
    else:
        _print(found)


def _print(found: tuple[Kept, ...]) -> None:
    rows = [{**_row(one), "register": kept.register.label, "standing": SAID[one.standing.value]} for kept in found for one in kept.stood]
    if rows:
        print_table(rows, tuple(COLUMNS), names=COLUMNS)
    for kept in found:
        covered = kept.coverage
        if covered is not None:
            missing = f"，缺 {'、'.join(p.name for p in covered.missing)}" if covered.missing else ""
            needed = "人数未知" if covered.needed is None else str(covered.needed)
            typer.echo(f"{kept.register.label} 持有覆盖：{covered.held}/{needed}{missing}")


def _body(kept: Kept) -> dict[str, object]:
    return {
        "id": kept.register.id,
        "title": kept.register.label,
        "entries": [_row(one) for one in kept.stood],
        "valid": sum(one.is_valid for one in kept.stood),
        "coverage": None if kept.coverage is None else _coverage(kept.coverage),
    }


def _coverage(found: Coverage) -> dict[str, object]:
    return {
        "held": found.held,
        "needed": found.needed,
        "share": None if found.share is None else round(found.share, 4),
        "wanted": found.wanted,
        "enough": found.is_enough,
        "missing": [person.name for person in found.missing],
    }


def _row(one: Stood) -> dict[str, object]:
    entry = one.entry
    return {
        "entry": entry.id, "title": entry.title, "holder": entry.holder or None, "unit": entry.unit or None, "issued_on": entry.issued_on,
        "until": one.until, "renew_from": one.renew_from, "standing": one.standing.value,
    }  # fmt: skip

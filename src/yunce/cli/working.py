# SPDX-License-Identifier: Apache-2.0
"""`yunce work`: the ledger of work, looked after."""

from __future__ import annotations

from typing import Annotated

import typer

from yunce.cli.chinese import Command, Group

app = typer.Typer(cls=Group, no_args_is_help=True, help="工作账本：核对与修复。")
SHOWN = 20


@app.command(cls=Command)
def rebuild(
    repair: Annotated[bool, typer.Option("--repair", help="把不一致的行按事件重写；默认只核对")] = False,
) -> None:
    """按事件重算每一项工作，与现存的行比较；有不一致时退出码为 1。"""
    from yunce.app.serving import rebuild_work

    count, differing = rebuild_work(repair=repair)
    typer.echo(f"核对 {count} 项，{len(differing)} 项不一致{'，已重写' if repair and differing else ''}。")
    for item in differing[:SHOWN]:
        typer.echo(f"  {item}")
    if differing and not repair:
        raise typer.Exit(1)

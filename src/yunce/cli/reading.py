# SPDX-License-Identifier: Apache-2.0
"""`yunce read`: what a written plan says, number by number."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from yunce.reader.reading import Reading


class Form(StrEnum):
    """What `read` prints: a table for people, the whole reading, or a draft in the plan language."""

    TEXT = "text"
    JSON = "json"
    YAML = "yaml"


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("read")(read)


def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="docx、xlsx、html、md 或 txt")],
    output: Annotated[Form, typer.Option("--format", help="text 给人看，json 是全部结果，yaml 是计划草稿")] = Form.TEXT,
    explain: Annotated[bool, typer.Option("--explain", help="逐步显示：版面、分篇、数字、上下文、判断")] = False,
) -> None:
    """读取一份写好的计划：每个数字要么成为条目，要么注明为何不采用。"""
    from yunce.cli.output import print_json
    from yunce.reader.contract import as_json
    from yunce.reader.reading import read_file

    found = read_file(file)
    if explain:
        from yunce.reader.explain import explained

        for line in explained(found):
            typer.echo(line)
    elif output is Form.JSON:
        print_json(as_json(found))
    elif output is Form.YAML:
        from yunce.reader.draft import draft_text

        typer.echo(draft_text(found), nl=False)
    else:
        _print_table(found)


def _print_table(found: Reading) -> None:
    from yunce.cli.output import print_table
    from yunce.reader.contract import table_row

    header = ("id", "kind", "what", "value", "period", "owner", "quote", "confidence")
    names = {"kind": "类别", "what": "内容", "value": "数值", "period": "期间", "owner": "负责人", "quote": "原文", "confidence": "把握"}
    print_table([table_row(found, one) for one in found.statements], header, names=names)
    used, left = len(found.statements), len(found.aside)
    typer.echo(f"{used + left} 个数字：{used} 个采用，{left} 个未采用。--format json 列出全部及理由。")

# SPDX-License-Identifier: Apache-2.0
"""`yunce check`: what is wrong with a plan, each finding with its arithmetic and its place."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce import __version__

if TYPE_CHECKING:
    from yunce.checker.checking import Report
    from yunce.reader.reading import Reading


class Form(StrEnum):
    """What `check` prints: findings for people, the contract's JSON, or SARIF 2.1.0 for other tools."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("check")(check)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="docx、xlsx、html、md、txt")],
    output: Annotated[Form, typer.Option("--format", help="text 给人看，json 是全部结果，sarif 给其他工具")] = Form.TEXT,
) -> None:
    """检查一份计划：合计、日期、比例、分档、目标、法规等；有错误时退出码为 1。"""
    from yunce.checker.checking import check_reading
    from yunce.reader.reading import read_file

    reading = read_file(file)
    report = check_reading(reading)
    _print(report, reading, output)
    raise typer.Exit(1 if report.health.errors else 0)


def _print(report: Report, reading: Reading, output: Form) -> None:
    from yunce.checker.contract import as_json, as_sarif
    from yunce.checker.excerpts import shown
    from yunce.checker.registry import RULES
    from yunce.cli.output import print_json

    document = reading.document
    if output is Form.JSON:
        print_json(as_json(report))
    elif output is Form.SARIF:
        print_json(as_sarif(report, document.name, document.text, RULES, __version__))
    else:
        for line in shown(report, document.name, document.text):
            typer.echo(line)

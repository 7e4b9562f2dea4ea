# SPDX-License-Identifier: Apache-2.0
"""`yunce load …`: bring exports in, list and undo batches, see what was rejected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.opening import open_facts
from yunce.cli.answers import answer_problems
from yunce.cli.chinese import Command
from yunce.cli.output import Format, print_csv, print_json, print_problems, print_table
from yunce.cli.progress import watching
from yunce.values.problem import Problem, YunceError

if TYPE_CHECKING:
    from yunce.warehouse.port import Batch

PARTLY = 3
HEADER = ("id", "file", "profile", "rows", "loaded", "updated", "duplicate", "rejected", "flagged")
NAMES = {
    "id": "批次",
    "file": "文件",
    "profile": "识别为",
    "rows": "行数",
    "loaded": "新增",
    "updated": "更新",
    "duplicate": "重复",
    "rejected": "拒收",
    "flagged": "标记",
    "loaded_at": "导入时间",
    "state": "状态",
}
REJECT_HEADER = ("file", "row", "column", "value", "reason")

Output = Annotated[Format, typer.Option("--format", help="输出格式")]


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    app.command(cls=Command)(load)


def load(
    files: Annotated[list[Path] | None, typer.Argument(metavar="FILE...", help="平台导出的文件：csv、xlsx、xls、zip")] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="不自动识别，按这个导入模板")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="这些数据归哪个单位")] = None,
    listing: Annotated[bool, typer.Option("--list", help="列出全部批次")] = False,
    rejects: Annotated[str | None, typer.Option("--rejects", metavar="批次", help="列出一个批次拒收的行")] = None,
    undo: Annotated[str | None, typer.Option("--undo", metavar="批次", help="撤销一个批次")] = None,
    output: Output = Format.TABLE,
) -> None:
    """导入数据。能识别平台导出的文件；同一文件重复导入不会重复计数；拒收的行可以查看、修好后再导。"""
    if rejects:
        _rejects(rejects, output)
    elif undo:
        _print([open_facts().undo(undo)], output)
    elif listing:
        _list(output)
    elif files:
        _load(files, profile, unit, output)
    else:
        raise YunceError(Problem.of("app.option_invalid", "FILE", value="", wanted="至少一个文件，或 --list、--rejects、--undo"))


def _load(files: list[Path], profile: str | None, unit: str | None, output: Format) -> None:
    """Load file by file, so that one that cannot be read does not stop the others; the worst exit code wins."""
    warehouse = open_facts()
    batches: list[Batch] = []
    problems: list[Problem] = []
    with watching(quiet=output is not Format.TABLE) as watch:
        for file in files:
            try:
                batches += warehouse.load([file], profile=profile, unit=unit, watch=watch)
            except YunceError as e:
                problems += e.problems
    if problems and not batches:
        answer_problems(problems, output, code=2)
    _print(batches, output, problems)
    if problems or any(b.rejected for b in batches):
        raise typer.Exit(PARTLY)


def _row(batch: Batch) -> dict[str, object]:
    return {name: getattr(batch, name) for name in HEADER}


def _print(batches: list[Batch], output: Format, problems: list[Problem] | None = None) -> None:
    rows = [_row(b) for b in batches]
    if output is Format.JSON:
        body: dict[str, object] = {"batches": [{**row, "notes": list(b.notes)} for row, b in zip(rows, batches, strict=True)]}
        if problems:
            from yunce.app.words import as_row

            body["problems"] = [as_row(p) for p in problems]
        print_json(body)
        return
    if output is Format.CSV:
        print_csv(rows, HEADER)
    else:
        print_table(rows, HEADER, names=NAMES)
        for batch in batches:
            for note in batch.notes:
                typer.echo(f"说明 {batch.file}:{note}")
            if batch.rejected:
                typer.echo(f"拒收 {batch.rejected} 行：yunce load --rejects {batch.id} 可以看到每一行的原因")
    print_problems(problems or [])


def _list(output: Format) -> None:
    batches = open_facts().batches()
    rows = [{**_row(b), "loaded_at": b.loaded_at, "undone_at": b.undone_at} for b in batches]
    if output is Format.JSON:
        print_json({"batches": rows})
    elif output is Format.CSV:
        print_csv(rows, (*HEADER, "loaded_at", "undone_at"))
    elif rows:
        shown = [{**r, "loaded_at": f"{r['loaded_at']:%Y-%m-%d %H:%M}", "state": "已撤销" if r["undone_at"] else "有效"} for r in rows]
        print_table(shown, (*HEADER, "loaded_at", "state"), names=NAMES)
    else:
        typer.echo("还没有导入过数据。请运行 yunce load 文件…")


def _rejects(batch: str, output: Format) -> None:
    rows = open_facts().rejects(batch).select(REJECT_HEADER).to_dicts()
    if output is Format.JSON:
        print_json({"rejects": rows})
    elif output is Format.CSV:
        print_csv(rows, REJECT_HEADER)
    elif rows:
        print_table(rows, REJECT_HEADER, names={"file": "文件", "row": "行", "column": "列", "value": "内容", "reason": "原因"})
    else:
        typer.echo("这个批次没有拒收的行。")

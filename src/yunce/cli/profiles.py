# SPDX-License-Identifier: Apache-2.0
"""`yunce profile …`: a profile for files that nobody knows yet, proposed, saved, listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.opening import open_installation
from yunce.app.texts import read_text
from yunce.cli.answers import answer_problems
from yunce.cli.chinese import Command, Group
from yunce.cli.output import Format, print_csv, print_json, print_table
from yunce.values.problem import Problem, YunceError

if TYPE_CHECKING:
    from yunce.app.profiles import Guess, Proposal

app = typer.Typer(cls=Group, help="导入方案：让没见过的文件也能导入。", no_args_is_help=True)
Output = Annotated[Format, typer.Option("--format", help="输出格式")]
COLUMNS = ("header", "examples", "type", "field", "likeness")
LISTED = ("id", "title", "tables", "own")
NAMES = {
    "header": "文件里的列",
    "examples": "样例（已遮盖）",
    "type": "类型",
    "field": "建议当作",
    "likeness": "把握",
    "id": "编号",
    "title": "名称",
    "tables": "数据",
    "own": "来源",
}


@app.command(cls=Command)
def propose(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="认不出的文件")],
    like: Annotated[str, typer.Option("--like", metavar="方案", help="仿照哪个方案，不给就选最接近的")] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="YAML", help="把方案写到这个文件")] = None,
    output: Output = Format.TABLE,
) -> None:
    """给认不出的文件提一个导入方案：每一列当作什么，由人改定后再保存。"""
    proposal = open_installation().propose(file, like=like)
    if out is not None:
        _write(out, proposal.text)
    rows = [_column(guess) for guess in proposal.guesses]
    if output is Format.JSON:
        print_json({"like": proposal.like, "columns": rows, "missing": list(proposal.missing), "text": proposal.text})
    elif output is Format.CSV:
        print_csv([{**row, "examples": "、".join(guess.examples)} for row, guess in zip(rows, proposal.guesses, strict=True)], COLUMNS)
    else:
        _show(proposal, rows, out)


def _show(proposal: Proposal, rows: list[dict[str, object]], out: Path | None) -> None:
    shown = [{**row, "examples": "、".join(g.examples), "field": g.field or "–"} for row, g in zip(rows, proposal.guesses, strict=True)]
    print_table(shown, COLUMNS, names=NAMES)
    typer.echo(f"仿照 {proposal.like}。" + (f"还缺必需的列：{'、'.join(proposal.missing)}。" if proposal.missing else "必需的列都找到了。"))
    if out is None:
        typer.echo(f"\n{proposal.text}")
        typer.echo("请加 --out 方案.yaml 写到文件，改定后运行 yunce profile save 方案.yaml")
    else:
        typer.echo(f"已写到 {out}。改定后运行 yunce profile save {out}，再导入 {proposal.file}。")


def _column(guess: Guess) -> dict[str, object]:
    field = guess.field or None
    return {"header": guess.header, "examples": list(guess.examples), "type": guess.type, "field": field, "likeness": str(guess.likeness)}


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, "utf-8")
    except OSError as e:
        raise YunceError(Problem.of("app.file_unwritable", str(out), reason=e.strerror or str(e))) from e


@app.command(cls=Command)
def save(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="导入方案（YAML）")],
    output: Output = Format.TABLE,
) -> None:
    """检查并保存一个导入方案；有错误时一次列出，什么也不保存。"""
    from yunce.app.profiles import ProfileError

    text = read_text(file)
    try:
        saved = open_installation().save_profile(text, name=file.name)
    except ProfileError as e:
        answer_problems(e.problems, output)
    if output is Format.JSON:
        print_json({"saved": str(saved)})
    else:
        typer.echo(f"已保存为 {saved}。现在可以用 yunce load 导入这种文件了。")


@app.command("list", cls=Command)
def listing(output: Output = Format.TABLE) -> None:
    """列出能识别的导入方案，自己的在后。"""
    shelf = open_installation().shelf
    found = sorted(shelf.profiles, key=lambda p: (p.id not in shelf.shipped, p.id))
    rows = [{"id": p.id, "title": p.title, "tables": list(p.tables), "own": p.id not in shelf.shipped} for p in found]
    if output is Format.JSON:
        print_json({"profiles": rows})
        return
    flat = [{**row, "tables": "、".join(p.tables)} for row, p in zip(rows, found, strict=True)]
    if output is Format.CSV:
        print_csv(flat, LISTED)
    else:
        print_table([{**row, "own": "自己的" if row["own"] else "自带"} for row in flat], LISTED, names=NAMES)

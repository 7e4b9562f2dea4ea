# SPDX-License-Identifier: Apache-2.0
"""`yunce plan …`: validate, show, compare, keep plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.kept_code import kept_code
from yunce.app.words import as_row
from yunce.cli.answers import answer_problems
from yunce.cli.chinese import Command, Group
from yunce.cli.output import Format, print_csv, print_json, print_problems, print_table
from yunce.values.problem import has_errors

if TYPE_CHECKING:
    from yunce.app.plan_files import Loaded
    from yunce.plan.difference import Change
    from yunce.plan.document import Plan

app = typer.Typer(cls=Group, help="计划：检查、查看、比较、保存版本。", no_args_is_help=True)
PlanFile = Annotated[str, typer.Argument(metavar="PLAN", help="计划文件（YAML 或 JSON），或已保存的版本号")]
Output = Annotated[Format, typer.Option("--format", help="输出格式")]


@app.command(cls=Command)
def validate(plan: PlanFile, output: Output = Format.TABLE) -> None:
    """检查计划文件，一次列出全部问题；有错误时退出码为 1。"""
    loaded = _loaded(plan)
    from yunce.app.quotas import cover_problems

    problems = (*loaded.problems, *cover_problems(loaded))
    if output is Format.JSON:
        print_json({"problems": [as_row(p) for p in problems]})
    elif output is Format.CSV:
        print_csv([as_row(p) for p in problems], ("code", "severity", "path", "message", "fix"))
    else:
        print_problems(problems)
        if not problems:
            typer.echo("没有发现问题。")
    raise typer.Exit(1 if has_errors(problems) else 0)


@app.command("diff", cls=Command)
def compare(old: PlanFile, new: PlanFile, output: Output = Format.TABLE) -> None:
    """比较两版计划，按目标、活动等逐项列出增、删、改。"""
    from yunce.plan.difference import diff

    before, after = _readable(old, output), _readable(new, output)
    rows = [_change_row(c) for c in diff(before, after)]
    header = ("op", "kind", "id", "field", "old", "new")
    if output is Format.JSON:
        print_json({"changes": rows})
    elif output is Format.CSV:
        print_csv(rows, header)
    elif rows:
        names = {"op": "变化", "kind": "类别", "id": "编号", "field": "字段", "old": "原来", "new": "现在"}
        print_table(rows, header, names=names)
    else:
        typer.echo("两版计划没有差别。")


@app.command(cls=Command)
def show(plan: PlanFile, output: Output = Format.TABLE) -> None:
    """显示计划：JSON 是解析后的全部内容，默认是可读的目标表；有错误时退出码为 1。"""
    loaded = _loaded(plan)
    wrong = has_errors(loaded.problems)
    if loaded.plan is None or (wrong and output is not Format.TABLE):
        answer_problems(loaded.problems, output)
    if output is Format.JSON:
        print_json(loaded.plan.model_dump(mode="json", by_alias=True, exclude_none=True))
        return
    rows = [
        {"id": t.id, "metric": t.metric, "unit": t.unit, "period": str(t.period), "value": str(t.value), "owner": t.owner}
        for t in loaded.plan.targets
    ]
    header = ("id", "metric", "unit", "period", "value", "owner")
    if output is Format.CSV:
        print_csv(rows, header)
    else:
        head = loaded.plan.plan
        typer.echo(" · ".join(str(word) for word in (head.title or head.id, head.period, head.organisation) if word))
        print_table(rows, header, names={"metric": "指标", "unit": "单位", "period": "期间", "value": "目标", "owner": "负责人"})
        print_problems(loaded.problems)
    if wrong:
        raise typer.Exit(1)


@app.command(cls=Command)
def schema() -> None:
    """计划语言的 JSON Schema。"""
    from yunce.plan.schema import plan_schema

    print_json(plan_schema())


@app.command(cls=Command)
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="计划文件")],
    by: Annotated[str, typer.Option("--by", help="谁保存的")] = "",
    output: Output = Format.TABLE,
) -> None:
    """保存一个版本，并设为网页显示的当前版本；有错误的计划不会保存。"""
    from yunce.app.opening import open_installation

    version, problems = open_installation().add_plan(file, by=by)
    if version is None:
        answer_problems(problems, output)
    if output is Format.JSON:
        row = {"fingerprint": version.fingerprint, "plan": version.plan_id, "number": version.number, "title": version.title}
        print_json({"version": row, "problems": [as_row(p) for p in problems]})
        return
    print_problems(problems)
    typer.echo(f"已保存《{version.title}》第 {version.number} 版（{version.fingerprint[:12]}），现在是当前版本。")


@app.command("list", cls=Command)
def versions(output: Output = Format.TABLE) -> None:
    """列出已保存的版本，当前的在最前。"""
    from yunce.app.opening import open_installation

    rows = [
        {
            "fingerprint": v.fingerprint,
            "plan": v.plan_id,
            "number": v.number,
            "title": v.title,
            "added_at": v.added_at,
            "added_by": v.added_by,
        }
        for v in open_installation().versions()
    ]
    if output is Format.JSON:
        print_json({"versions": rows})
    elif output is Format.CSV:
        print_csv(rows, ("fingerprint", "plan", "number", "title", "added_at", "added_by"))
    elif rows:
        print_table(
            [{**row, "fingerprint": str(row["fingerprint"])[:12], "added_at": f"{row['added_at']:%Y-%m-%d %H:%M}"} for row in rows],
            ("number", "title", "fingerprint", "added_at", "added_by"),
            names={"number": "版", "title": "计划", "fingerprint": "版本号", "added_at": "保存时间", "added_by": "保存人"},
        )
    else:
        typer.echo("还没有保存过计划。请运行 yunce plan add 文件")


@app.command("write-back", cls=Command)
def write_back(
    plan: PlanFile,
    into: Annotated[Path, typer.Option("--into", metavar="FILE", help="读出这份计划的原文：docx，或 UTF-8 的 md、txt")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="写到哪里；原文不会改动")],
    output: Output = Format.TABLE,
) -> None:
    """把计划里改过的数写回原文，照原来的写法，其余一字不动；有一处找不到或写不成就什么也不写。"""
    from yunce.app.reviews.files import write_back_file

    changes = write_back_file(_readable(plan, output), into, out)
    rows = [{"path": one.path, "old": one.old, "new": one.new} for one in changes]
    if output is Format.JSON:
        print_json({"changes": rows})
    elif output is Format.CSV:
        print_csv(rows, ("path", "old", "new"))
    else:
        print_table(rows, ("path", "old", "new"), names={"path": "条目", "old": "原来", "new": "现在"})
        typer.echo(f"已写入 {out}：改了 {len(rows)} 处。" if rows else f"计划和原文的数相同，{out} 与原文一样。")


def _loaded(plan: str) -> Loaded:
    """A plan's file or stored version. The plan language is loaded here, not with the tree of commands."""
    with kept_code():
        from yunce.app.plan_files import read_plan

    return read_plan(plan)


def _readable(plan: str, output: Format) -> Plan:
    loaded = _loaded(plan)
    if loaded.plan is None:
        answer_problems(loaded.problems, output, code=2)
    return loaded.plan


def _change_row(change: Change) -> dict[str, object]:
    return {"op": change.op, "kind": change.kind, "id": change.id, "field": change.field, "old": change.old, "new": change.new}

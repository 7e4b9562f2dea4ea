# SPDX-License-Identifier: Apache-2.0
"""`yunce read`: what a written plan says, number by number."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.kept_readings import reading_of
from yunce.cli.written import print_reading

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
    file: Annotated[Path, typer.Argument(metavar="FILE", help="docx、xlsx、html、md、txt 或有文字的 pdf")],
    output: Annotated[Form, typer.Option("--format", help="text 给人看，json 是全部结果，yaml 是计划草稿")] = Form.TEXT,
    corrections: Annotated[
        Path | None, typer.Option("--corrections", metavar="FILE", help="人工更正（JSON），按原文对应，修订后仍有效")
    ] = None,
    against: Annotated[Path | None, typer.Option("--against", metavar="OLD", help="与旧稿比较：目标、预算等逐项列出增、删、改")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="逐步显示：版面、分篇、数字、上下文、判断")] = False,
    model: Annotated[bool, typer.Option("--model", help="请语言模型提议（默认关闭；见 YUNCE_MODEL_URL）")] = False,
    show_prompt: Annotated[bool, typer.Option("--show-prompt", help="只显示会发给模型的内容，不发送")] = False,
) -> None:
    """读取一份写好的计划：每个数字要么成为条目，要么注明为何不采用。"""
    found = _corrected(reading_of(file), corrections)
    if show_prompt:
        _print_prompts(found)
        return
    found = _with_model(found) if model else found
    if against is not None:
        _print_changes(_corrected(reading_of(against), corrections), found, output)
    elif explain:
        from yunce.reader.explain import explained

        for line in explained(found):
            typer.echo(line)
    else:
        print_reading(found, output)


def _corrected(found: Reading, corrections: Path | None) -> Reading:
    """The reading with what people said; what their words no longer meet is told. Raises `YunceError` for a file that is none."""
    if corrections is None:
        return found
    from yunce.reader.correction_files import read_corrections
    from yunce.reader.corrections import apply
    from yunce.values.problem import Problem, YunceError

    if not corrections.is_file():
        raise YunceError(Problem.of("reader.not_found", name=corrections.name))
    wanted, problems = read_corrections(corrections.read_text(encoding="utf-8-sig"), corrections.name)
    if problems:
        raise YunceError(*problems)
    corrected, lost = apply(found, wanted)
    if lost:
        names = "、".join(one.what or one.key for one in lost)
        typer.echo(f"{len(lost)} 条更正在“{found.document.name}”中找不到原文：{names}", err=True)
    return corrected


def _with_model(found: Reading) -> Reading:
    from yunce.app.model_endpoint import Endpoint, ask
    from yunce.app.settings import Settings
    from yunce.reader.proposing.adopting import adopt

    said = ask(found, Endpoint.read(), Settings.read().home / "model")
    typer.echo(
        f"{said.model}：{said.sections} 段，采纳 {len(said.proposals)} 条提议，拒绝 {len(said.refused)} 条，{said.failed} 段没有可用的回答",
        err=True,
    )
    return adopt(found, said.proposals)


def _print_prompts(found: Reading) -> None:
    from yunce.cli.output import print_json
    from yunce.reader.proposing.asking import request_of, sections_of

    print_json({"requests": [request_of(section, "") for section in sections_of(found)]})


def _print_changes(old: Reading, new: Reading, output: Form) -> None:
    from dataclasses import asdict

    from yunce.cli.output import print_json, print_table
    from yunce.reader.revision import revise

    rows = [asdict(one) for one in revise(old, new)]
    if output is Form.JSON:
        print_json({"changes": rows})
        return
    words = {"added": "新增", "removed": "删除", "changed": "修改"}
    names = {"op": "变化", "kind": "类别", "what": "内容", "scope": "范围", "period": "期间", "old": "旧稿", "new": "新稿"}
    print_table([{**row, "op": words[row["op"]]} for row in rows], tuple(names), names=names)
    typer.echo(f"{len(rows)} 处变化。")

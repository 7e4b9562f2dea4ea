# SPDX-License-Identifier: Apache-2.0
"""`yunce sample`: how many items of a lot to inspect, and when to accept it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.cli.chinese import Command
from yunce.cli.output import Format, print_csv, print_json
from yunce.values.problem import Problem, YunceError

if TYPE_CHECKING:
    from yunce.operate.sampling import Sampling

STATES = {"normal": "正常", "tightened": "加严", "reduced": "放宽"}


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command(cls=Command)(sample)


def sample(
    lot: Annotated[int, typer.Argument(metavar="LOT", help="批量，件")],
    aql: Annotated[str, typer.Option("--aql", help="接收质量限，如 0.65、1.0、2.5")],
    level: Annotated[str, typer.Option("--level", help="检验水平：I、II、III、S-1 至 S-4")] = "II",
    state: Annotated[str, typer.Option("--state", help="严格度：normal 正常、tightened 加严、reduced 放宽")] = "normal",
    lots: Annotated[list[str] | None, typer.Option("--lot", metavar="批量:不合格数", help="以前各批的结果，按先后；据此定严格度")] = None,
    output: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="同 --format json")] = False,
) -> None:
    """按 GB/T 2828.1 一次抽样：抽多少件，几件不合格以内接收；连续各批之后该用正常、加严还是放宽。"""
    from yunce.operate.sampling import sampling, series

    limit = _decimal(aql)
    after = series(limit, level, [_lot(text) for text in lots]) if lots else None
    if after is not None and after.is_discontinued:
        raise YunceError(Problem.of("sample.discontinued", "--lot"))
    score = None if after is None else after.score
    found = sampling(lot, limit, level, after.severity if after is not None else state)
    if as_json or output is Format.JSON:
        print_json(_row(found, score))
    elif output is Format.CSV:
        print_csv([_row(found, score)], tuple(_row(found, score)))
    else:
        _print(found)
        if after is not None and after.severity == "normal":
            typer.echo(f"转移得分 {score} 分，满 30 分可转放宽")


def _row(found: Sampling, score: int | None) -> dict[str, object]:
    plan = found.plan
    return {
        "lot": found.lot,
        "aql": found.aql,
        "level": found.level,
        "state": found.severity,
        "letter": plan.letter,
        "used": plan.used,
        "n": plan.size,
        "ac": plan.accept,
        "re": plan.reject,
        "inspect_all": plan.is_whole_lot,
        "accepted_at_aql": found.at_aql,
        "quality_95": found.producer,
        "quality_10": found.consumer,
        "score": score,
    }


def _print(found: Sampling) -> None:
    """The plan in words."""
    plan = found.plan
    arrow = "" if plan.letter == plan.used else f"，按箭头用 {plan.used}"
    how = "样本不少于批量，全部检验" if plan.is_whole_lot else f"抽 {plan.size} 件"
    typer.echo(f"批量 {found.lot}，水平 {found.level}，AQL {found.aql}，{STATES[found.severity]}检验：字码 {plan.letter}{arrow}")
    typer.echo(f"{how}；不合格 {plan.accept} 件以内接收，{plan.reject} 件起拒收")
    points = "" if found.producer is None else f"；不合格率 {found.producer}% 时为 95%，{found.consumer}% 时为 10%"
    typer.echo(f"质量正好等于 AQL 时的接收概率 {found.at_aql * 100:.2f}%{points}")


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(unicodedata.normalize("NFKC", text).strip().removesuffix("%"))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite():
        raise YunceError(Problem.of("app.option_invalid", "--aql", value=text, wanted="0.010 至 1000 的优先值，如 0.65、1.0、2.5"))
    return value


def _lot(text: str) -> tuple[int, int]:
    size, _, found = text.partition(":")
    if not (size.strip().isdecimal() and found.strip().isdecimal()):
        raise YunceError(Problem.of("app.option_invalid", "--lot", value=text, wanted="批量:不合格数，如 1000:2"))
    return int(size), int(found)

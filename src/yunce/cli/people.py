# SPDX-License-Identifier: Apache-2.0
"""`yunce appraise`: a scorecard for a period, from what was reached to pay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.asking import Ask
from yunce.app.kept_code import kept_code
from yunce.cli.answers import day_option, moment_option
from yunce.cli.chinese import Command
from yunce.cli.output import Format, print_problems
from yunce.values.problem import has_errors

if TYPE_CHECKING:
    from yunce.operate.appraisal.results import Appraisal

HEADER = ("person", "name", "role", "unit", "state", "score", "grade", "coefficient", "base", "earned", "pay", "rank")
NAMES = ("工号", "姓名", "岗位", "单位", "状态", "得分", "等级", "系数", "绩效基数", "应得绩效", "实发绩效", "名次")
FIGURES = {"score", "coefficient", "base", "earned", "pay", "rank"}
STATES = {"scored": "已计分", "held": "未报送", "vetoed": "一票否决"}


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    app.command(cls=Command)(appraise)


def appraise(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="计划文件，或已保存的版本号；省略时用当前版本")] = "",
    scorecard: Annotated[str, typer.Option("--scorecard", metavar="ID", help="哪一张考核卡；只有一张时可省略")] = "",
    period: Annotated[str, typer.Option("--period", help="考核期，如 2026-11；默认上一期")] = "",
    actuals: Annotated[Path | None, typer.Option("--actuals", metavar="文件", help="实际数（CSV 或 Excel），一人一行或一项一行")] = None,
    people: Annotated[Path | None, typer.Option("--people", metavar="文件", help="花名册：人员、岗位、单位、起止、绩效基数")] = None,
    history: Annotated[Path | None, typer.Option("--history", metavar="文件", help="以往各期的等级，用于连续几期的后果")] = None,
    sign: Annotated[str, typer.Option("--sign", metavar="姓名", help="签批总额缩减和名额例外的人")] = "",
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="日期", help="数据截至哪一天（含）；默认今天")] = None,
    known_at: Annotated[str | None, typer.Option("--known-at", metavar="时间", help="只用当时已导入的数据")] = None,
    output: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="同 --format json")] = False,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="文件", help="另写一份工作簿：明细（带公式）、工资表、总额、说明")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="文件", help="xlsx 写到哪个文件")] = None,
) -> None:
    """考核：从实际数到得分、等级、系数、绩效工资；未报送的不按零分计，超出总额的等人签批。"""
    with kept_code():
        from yunce.app.appraisals import Files, appraisal
        from yunce.app.opening import open_installation

    ask = Ask(day_option(as_of, "--as-of"), moment_option(known_at, "--known-at"), "", period)
    found = appraisal(open_installation(), plan, scorecard, ask, Files(actuals, people, history, sign))
    file = xlsx or (out or Path("appraise.xlsx") if output is Format.XLSX else None)
    if file is not None:
        from yunce.app.pay_sheet import write_appraisal

        write_appraisal(found, file)
    if as_json or output is Format.JSON:
        from yunce.cli.appraisal_text import print_appraisal

        print_appraisal(found)
    elif output is Format.CSV:
        _print_csv(found)
    elif output is Format.TABLE:
        _print(found)
    if file is not None and not as_json and output is not Format.JSON:
        typer.echo(f"已写入 {file}")
    raise typer.Exit(1 if has_errors(found.problems) else 0)


def _print_csv(found: Appraisal) -> None:
    from yunce.cli.columns import print_csv_columns
    from yunce.operate.appraisal.rows import listed

    print_csv_columns([listed(found.people).column(name) for name in HEADER], HEADER)


def _print(found: Appraisal) -> None:
    from yunce.cli.columns import print_table_columns
    from yunce.operate.appraisal.rows import listed

    typer.echo(f"《{found.title}》 {found.period}" + ("" if found.is_final else " · 还不能发放"))
    people = listed(found.people)
    columns = {name: people.column(name) for name in HEADER}
    columns["state"] = columns["state"].replace(STATES)
    print_table_columns([*columns.values()], NAMES, figures=[name in FIGURES for name in HEADER])
    for i, outcomes in sorted(people.follow.items()):
        for outcome in outcomes:
            typer.echo(f"{columns['name'][i]}：{outcome.title}（{outcome.due or '-'}，因为 {outcome.why}）")
    for cliff in found.cliffs:
        typer.echo(f"提成 {cliff.scheme} 在 {cliff.at:,} 元处跳变：{cliff.below:,} → {cliff.above:,} 元")
    print_problems(found.problems)

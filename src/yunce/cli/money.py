# SPDX-License-Identifier: Apache-2.0
"""`yunce pnl`: statements of centres."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.asking import Ask
from yunce.app.opening import open_installation
from yunce.app.words import as_row
from yunce.cli.answers import day_option, moment_option
from yunce.cli.chinese import Command
from yunce.cli.fields import fields_of
from yunce.cli.output import Format, print_csv, print_json, print_problems, print_table
from yunce.values.problem import has_errors

if TYPE_CHECKING:
    from yunce.operate.profit.results import Profit

HEADER = (
    "month", "centre", "name", "revenue", "internal_revenue", "variable", "internal_cost", "margin", "direct", "contribution", "shared",
    "given", "received", "profit", "hours", "profit_per_hour",
)  # fmt: skip
NAMES = {
    "month": "月份", "name": "单位", "revenue": "收入", "internal_revenue": "内部收入", "variable": "变动成本", "internal_cost": "内部成本",
    "margin": "边际贡献", "direct": "直接费用", "contribution": "部门贡献", "shared": "公共费用", "given": "分出", "received": "分入",
    "profit": "利润", "profit_per_hour": "每工时利润",
}  # fmt: skip
BASES = {"actual": "实际", "target": "目标", "revenue": "收入"}
STATES = {"within": "在范围内", "warn": "提醒", "stop": "停止"}
SHOWN = ("month", "name", "revenue", "margin", "direct", "contribution", "shared", "given", "received", "profit", "profit_per_hour")


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    app.command(cls=Command)(pnl)


def pnl(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="计划文件，或已保存的版本号；省略时用当前版本")] = "",
    month: Annotated[str, typer.Option("--month", metavar="月份", help="只看这个月，如 2026-11")] = "",
    period: Annotated[str, typer.Option("--period", help="几个月，如 2026-09..2026-11；默认账目里的各月")] = "",
    centre: Annotated[str, typer.Option("--centre", metavar="ID", help="只看这个单位")] = "",
    ledger: Annotated[Path | None, typer.Option("--ledger", metavar="文件", help="账目（CSV 或 Excel）；默认用已导入的")] = None,
    drivers: Annotated[Path | None, typer.Option("--drivers", metavar="文件", help="动因数量：月份、单位、动因、数量")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="日期", help="数据截至哪一天（含）；默认今天")] = None,
    known_at: Annotated[str | None, typer.Option("--known-at", metavar="时间", help="只用当时已导入的数据")] = None,
    output: Annotated[Format, typer.Option("--format", help="输出格式")] = Format.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="同 --format json")] = False,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="文件", help="另写一份工作簿：损益表（带公式）、分摊去向、预算")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="文件", help="xlsx 写到哪个文件")] = None,
) -> None:
    """各单位的损益：收入到边际贡献、部门贡献、分摊后的利润，与公司合计分毫不差。"""
    from yunce.app.accounts_of_centres import BookFiles, profit

    ask = Ask(day_option(as_of, "--as-of"), moment_option(known_at, "--known-at"), "", month or period)
    found = profit(open_installation(), plan, centre, ask, BookFiles(ledger, drivers))
    file = xlsx or (out or Path("pnl.xlsx") if output is Format.XLSX else None)
    if file is not None:
        from yunce.app.profit_book import write_profit

        write_profit(found, file)
    if as_json or output is Format.JSON:
        print_json({**fields_of(replace(found, problems=())), "problems": [as_row(p) for p in found.problems]})
    elif output is Format.CSV:
        print_csv([fields_of(s) for s in (*found.statements, *found.company)], HEADER)
    elif output is Format.TABLE:
        _print(found)
    if file is not None and not as_json and output is not Format.JSON:
        typer.echo(f"已写入 {file}")
    raise typer.Exit(1 if has_errors(found.problems) else 0)


def _print(found: Profit) -> None:
    typer.echo(f"《{found.title}》 {found.period}")
    company = () if found.centre else found.company
    rows = [{**fields_of(s), "month": s.month or "全期"} for s in (*found.statements, *company)]
    print_table(rows, SHOWN, names=NAMES)
    for pool in found.pools:
        shares = "、".join(f"{share.centre} {share.amount:,}" for share in pool.shares)
        left = f"；未分摊 {pool.unallocated:,}" if pool.unallocated else ""
        typer.echo(f"{pool.month} {pool.title} {pool.cost:,} → {shares or '-'}{left}")
    for name, budgets in (("预算", found.budgets), (f"{found.year} 全年预算", found.year_budgets)):
        for budget in budgets:
            used = f"已用 {budget.spent:,}，承诺 {budget.committed:,}，剩余 {budget.left:,}"
            typer.echo(f"{name} {budget.title}：{budget.amount:,}，{used}（{STATES[budget.state]}）")
    for heads in found.headcount:
        posts = "、".join(f"{role} {count:f}" for role, count in heads.roles)
        share = f"，占 {heads.ratio * 100:.2f}%" if heads.ratio is not None else ""
        typer.echo(f"{heads.month} {heads.unit} 编制（{BASES[heads.basis]} {heads.value:,}，档 {heads.tier:,}）：{posts}{share}")
    worst, best = found.standard_margin
    if worst is not None and best is not None:
        typer.echo(f"按各科目比例，利润率 {worst * 100:.2f}%" + (f" 到 {best * 100:.2f}%" if best != worst else ""))
    print_problems(found.problems)

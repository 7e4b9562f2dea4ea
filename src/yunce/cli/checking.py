# SPDX-License-Identifier: Apache-2.0
"""`yunce check`: what is wrong with a plan, each finding with its arithmetic and its place."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.kept_code import kept_code
from yunce.cli.written import PLAN_FILES, document_report, exit_code, print_report

if TYPE_CHECKING:
    from yunce.checker.checking import Report
    from yunce.checker.findings import Finding
    from yunce.checker.plans.history import History
    from yunce.plan.document import Plan
    from yunce.values.problem import Problem


class Form(StrEnum):
    """What `check` prints: findings for people, the contract's JSON, or SARIF 2.1.0 for other tools."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("check")(check)


def check(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="docx、xlsx、html、md、txt，或计划文件（yaml、json）")] = None,
    output: Annotated[Form, typer.Option("--format", help="text 给人看，json 是全部结果，sarif 给其他工具")] = Form.TEXT,
    waivers: Annotated[Path | None, typer.Option("--waivers", help="豁免文件：哪些发现由谁、因何、到何时不再提示")] = None,
    facts: Annotated[bool, typer.Option("--facts", help="计划文件：同时与已导入的数据相比（历史值、去年同期）")] = False,
    explain: Annotated[str, typer.Option("--explain", metavar="CODE", help="说明一条规则，例如 SUM001；不需要文件")] = "",
) -> None:
    """检查一份计划：合计、日期、比例、分档、目标、法规等；有错误时退出码为 1。"""
    if explain:
        _explain(explain)
        return
    if file is None:
        from yunce.values.problem import Problem, YunceError

        raise YunceError(Problem.of("app.argument_missing", "FILE", command="yunce check"))
    is_plan = file.suffix.lower() in PLAN_FILES
    if facts and not is_plan:
        raise typer.BadParameter("只用于计划文件（yaml、json）；文档先用 yunce read --format yaml 写成计划", param_hint="--facts")
    report, name, text = _plan_report(file, facts) if is_plan else document_report(file)
    notes: list[str] = []
    if waivers is not None:
        report, notes = _waived(report, waivers)
    print_report(report, name, text, output)
    for note in notes if output is Form.TEXT else ():
        typer.echo(note)
    raise typer.Exit(exit_code(report))


def _plan_report(file: Path, facts: bool) -> tuple[Report, str, str]:
    """A plan file's own problems and what the rules find in it; with `facts` also beside what was loaded. Raises `YunceError`."""
    with kept_code():
        from yunce.app.plan_files import read_plan
        from yunce.app.quotas import cover_problems
        from yunce.checker.plans.checking import check_plan
        from yunce.values.problem import YunceError, has_errors

        loaded = read_plan(str(file))
    if loaded.plan is None:
        raise YunceError(*loaded.problems)
    plan = loaded.resolved.plan if loaded.resolved else loaded.plan
    known = tuple(_as_finding(one) for one in (*loaded.problems, *cover_problems(loaded)))
    return check_plan(plan, known, _history(file, plan) if facts and not has_errors(loaded.problems) else None), file.name, ""


def _history(file: Path, plan: Plan) -> History:
    """What was loaded of a plan's past. Raises `YunceError`."""
    from yunce.app.asking import Ask
    from yunce.app.opening import open_installation
    from yunce.operate.history import history_of

    return history_of(open_installation().view_of(Ask(), str(file)), plan)


def _as_finding(problem: Problem) -> Finding:
    """A problem of a plan's form as a finding, worded."""
    from yunce.app.words import say
    from yunce.checker.findings import Finding, Severity

    severities = {"error": Severity.ERROR, "warning": Severity.WARNING, "note": Severity.QUESTION}
    message, fix = say(problem)
    key = f"{problem.code}@{problem.path}"
    return Finding(problem.code, severities[problem.severity.value], message, "", "", "", (), fix, key, path=problem.path)


def _waived(report: Report, file: Path) -> tuple[Report, list[str]]:
    """The report without what a file waives, and a line for each waiver that ended. Raises `YunceError` where the file is wrong."""
    from yunce.app.clock import today
    from yunce.app.texts import read_text
    from yunce.checker.waivers import read_waivers, waive
    from yunce.values.problem import YunceError

    waivers, problems = read_waivers(read_text(file))
    if problems:
        raise YunceError(*problems)
    result = waive(report, waivers, today())
    notes = [f"已豁免 {len(result.waived)} 条。"] if result.waived else []
    return result.report, [*notes, *(f"豁免已失效（到期，或数字已改）：{one.key} {one.who}：{one.why}" for one in result.ended)]


def _explain(code: str) -> None:
    from yunce.checker.explaining import explained
    from yunce.values.problem import Problem, YunceError

    lines = explained(code.upper())
    if not lines:
        raise YunceError(Problem.of("checker.no_rule", rule=code))
    typer.echo("\n".join(lines))

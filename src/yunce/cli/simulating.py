# SPDX-License-Identifier: Apache-2.0
"""`yunce simulate`: money, payback and the chance of each goal of a plan; or present value and rate of a few flows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.opening import open_installation
from yunce.app.words import as_row
from yunce.cli.chinese import Command
from yunce.cli.output import Format, print_csv, print_json, print_problems, print_table
from yunce.values.money import readable
from yunce.values.problem import Problem, YunceError
from yunce.values.quantity import Quantity, read_quantity

if TYPE_CHECKING:
    from yunce.app.feasibility import Feasibility
    from yunce.operate.feasibility.results import GoalChance, Payback, Spread

HUNDRED = Decimal(100)


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command(cls=Command)(simulate)


def simulate(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="计划文件，或已保存的版本号；省略时用当前版本")] = "",
    name: Annotated[str, typer.Option("--simulation", metavar="ID", help="计划里的哪一个模拟测算；默认第一个")] = "",
    draws: Annotated[int, typer.Option("--draws", metavar="N", help="模拟多少次")] = 100_000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="随机种子；同一种子的结果分毫不差")] = 1,
    wanted: Annotated[str, typer.Option("--wanted", metavar="比例", help="没有写概率要求的目标按多大的概率反推")] = "80%",
    flows: Annotated[str, typer.Option("--flows", metavar="数,…", help="不用计划：各期的收支，流出为负，如 -10000,3000,4200")] = "",
    rate: Annotated[str, typer.Option("--rate", metavar="比例", help="与 --flows 一起：每期折现率，如 10%")] = "",
    output: Annotated[Format, typer.Option("--format", help="输出格式；csv 是各月资金")] = Format.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="同 --format json")] = False,
) -> None:
    """可行性测算：目标实现的概率、资金曲线、回收期、净现值、敏感性，以及要怎样才成立。"""
    from yunce.app.feasibility import simulation_of

    output = Format.JSON if as_json else output
    if flows:
        _flows(flows, rate, output)
        return
    found = simulation_of(open_installation(), plan, name, draws=draws, seed=seed, wanted=_number(wanted, "--wanted"))
    if output is Format.JSON:
        print_json(simulation_row(found))
    elif output is Format.CSV:
        print_csv([_fields(one) for one in found.cash], ("month", "likely", "p5", "p10", "p50", "p90", "p95"))
    else:
        _print(found)


def simulation_row(found: Feasibility) -> dict[str, object]:
    """A simulation as `--format json` prints it."""
    row = _fields(found)
    row["problems"] = [as_row(p) for p in found.problems]
    for name in ("payback", "payback_without_deposits", "payback_without_stock"):
        one: Payback = getattr(found, name)
        row[name] = {**_fields(one.months), "within": [{"months": m, "probability": p} for m, p in one.within], "never": one.never}
    for name in ("cash", "tornado", "must_be"):
        row[name] = [_fields(one) for one in getattr(found, name)]
    for name in ("minimum_cash", "final_cash", "npv"):
        row[name] = _fields(getattr(found, name)) if getattr(found, name) is not None else None
    row["goals"] = [{**_fields(one), "settling": [_fields(step) for step in one.settling]} for one in found.goals]
    return row


def _fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]


def _flows(text: str, rate: str, output: Format) -> None:
    """Present value, internal rate and payback of flows that are typed in."""
    from yunce.app.feasibility import worth_of

    amounts = [_number(one, "--flows") for one in text.replace("，", ",").split(",")]
    found = worth_of(amounts, _number(rate, "--rate") if rate else None)
    row = {"npv": found.npv, "irr": found.irr, "payback": found.payback, "balance": list(found.balance)}
    if output is Format.JSON:
        print_json(row)
        return
    shown = {"净现值": found.npv, "内部收益率（每期）": _percent(found.irr), "收回的期数": found.payback, "期末累计": found.balance[-1]}
    print_table([shown], tuple(shown))


def _number(text: str, option: str) -> Decimal:
    found = read_quantity(text.strip())
    if not isinstance(found, Quantity):
        raise YunceError(Problem.of("app.option_invalid", option, value=text, wanted="数，如 10%、3000 或 30万"))
    return found.amount


def _print(found: Feasibility) -> None:
    typer.echo(f"《{found.title}》 从 {found.first} 起 {found.months} 个月 · 模拟 {found.draws:,} 次，种子 {found.seed}")
    typer.echo(f"总投入 {readable(found.invested)} 元，其中可退押金 {readable(found.deposits)} 元")
    _print_numbers(found)
    if found.goals:
        names = {"goal": "目标与说法", "test": "检验", "chance": "概率", "error": "标准误", "likely": "按最可能的数", "wanted": "要求"}
        print_table([_goal_row(one) for one in found.goals], tuple(names), names=names)
    if found.tornado:
        rows = [
            {"driver": t.title, "rank": f"{t.correlation:+.2f}", "low": readable(t.low), "high": readable(t.high)} for t in found.tornado
        ]
        names = {"driver": "敏感性：因素", "rank": "秩相关", "low": "低位时期末资金", "high": "高位时期末资金"}
        print_table(rows, tuple(names), names=names)
    for one in found.must_be:
        title = next(g.title for g in found.goals if g.id == one.goal)
        what = f"平均要到 {one.needed:.4g}（现在 {one.mean:.4g}）" if one.needed is not None else "单靠它做不到"
        typer.echo(f"要使“{title}”有 {one.wanted:.0%} 的把握：{one.title}{what}")
    print_problems(found.problems)


def _goal_row(one: GoalChance) -> dict[str, object]:
    return {
        "goal": one.title,
        "test": one.test,
        "chance": _percent(one.probability),
        "error": f"±{one.error * HUNDRED:.2f}",
        "likely": "成立" if one.likely else "不成立",
        "wanted": _percent(one.wanted),
    }


def _print_numbers(found: Feasibility) -> None:
    """Payback, money and value, one line each."""
    rows = [
        _line("回收期（月）", found.payback.months, str),
        _line("回收期，不计可退押金", found.payback_without_deposits.months, str),
        _line("回收期，不计押金和货款", found.payback_without_stock.months, str),
        _line("最低资金（元）", found.minimum_cash, readable),
        _line("期末资金（元）", found.final_cash, readable),
        *([_line("净现值（元）", found.npv, readable)] if found.npv is not None else []),
    ]
    print_table(
        rows,
        ("what", "likely", "p10", "p50", "p90"),
        names={"what": "", "likely": "按最可能的数", "p10": "10%", "p50": "50%", "p90": "90%"},
    )
    within = "，".join(f"{months} 个月内 {chance:.1%}" for months, chance in found.payback.within)
    typer.echo(f"收回的概率：{within}；{found.months} 个月内收不回 {found.payback.never:.1%}；内部收益率（年）{_percent(found.irr) or '–'}")


def _line(what: str, spread: Spread, shown: object) -> dict[str, object]:
    points = {name: getattr(spread, name) for name in ("likely", "p10", "p50", "p90")}
    return {"what": what, **{name: shown(value) if value is not None else None for name, value in points.items()}}  # type: ignore[operator]


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else f"{value * HUNDRED:.2f}%"

# SPDX-License-Identifier: Apache-2.0
"""`yunce rules …`: the rules of a plan, and when each would have fired."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.settings import Settings
from yunce.cli.answers import day_option, moment_option
from yunce.cli.chinese import Command, Group
from yunce.cli.output import Format, print_csv, print_json, print_problems, print_table

if TYPE_CHECKING:
    from yunce.app.rules import RuleAsk
    from yunce.operate.rules.noise import Noise
    from yunce.operate.rules.results import Fired, ReadingTest, RuleTest, RuleTests
    from yunce.values.problem import Problem

app = typer.Typer(cls=Group, help="规则：什么条件下自动开出工作；上线前先回测。", no_args_is_help=True)

PlanName = Annotated[str, typer.Argument(metavar="PLAN", help="计划文件，或已保存的版本号；省略时用当前版本")]
Output = Annotated[Format, typer.Option("--format", help="输出格式")]
Json = Annotated[bool, typer.Option("--json", help="同 --format json")]
LIST_HEADER = ("id", "title", "each", "every", "when", "pack")
LIST_NAMES = {"id": "编号", "title": "规则", "each": "对象", "every": "周期", "when": "条件", "pack": "来自行业包"}
FIRED_HEADER = ("rule", "subject", "subject_name", "opened", "opened_on", "closed", "closed_on")
FIRED_NAMES = dict(zip(FIRED_HEADER, ("规则", "对象", "名称", "触发", "触发日", "解除", "解除日"), strict=True))
READINGS = {"each": "每步都降这么多", "total": "累计降这么多", "below": "低于目标这么多"}
GRAINS = {"day": "天", "week": "周", "ten_days": "旬", "month": "月", "quarter": "季", "half_year": "半年", "year": "年"}


@app.command("list", cls=Command)
def list_rules(plan: PlanName = "", output: Output = Format.TABLE, as_json: Json = False) -> None:
    """列出计划的规则，以及所用行业包可以采用的规则。"""
    from yunce.app.rules import plan_rules

    loaded, rules = plan_rules(plan, Settings.read())
    adopted = {rule.id for rule in loaded.resolved.plan.rules} if loaded.resolved else set()
    rows = [
        {
            "id": rule.id,
            "title": rule.title,
            "each": rule.each,
            "every": rule.every.text if rule.every else "daily",
            "when": rule.when,
            "close_when": rule.close_when,
            "cooldown": rule.cooldown.text if rule.cooldown else "",
            "pack": pack,
            "in_plan": rule.id in adopted,
        }
        for rule, pack in rules
    ]
    if as_json or output is Format.JSON:
        print_json({"rules": rows})
    elif output is Format.CSV:
        print_csv(rows, (*LIST_HEADER, "close_when", "cooldown", "in_plan"))
    elif rows:
        print_table(rows, LIST_HEADER, names=LIST_NAMES)
    else:
        typer.echo("这个计划没有规则，用到的行业包也没有。")


@app.command("test", cls=Command)
def test(
    plan: PlanName = "",
    rule: Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help="只测这条规则，可以几个；行业包里的也可以")] = None,
    facts: Annotated[list[Path] | None, typer.Option("--facts", metavar="FILE", help="不用已导入的数据，用这些文件")] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="日期", help="从哪一天起看触发")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="日期", help="看到哪一天（含）")] = None,
    offered: Annotated[bool, typer.Option("--offered", help="连行业包里没有采用的规则一起测")] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="日期", help="数据截至哪一天（含）；默认到最后有数据的一天")] = None,
    known_at: Annotated[str | None, typer.Option("--known-at", metavar="时间", help="只用当时已导入的数据")] = None,
    output: Output = Format.TABLE,
    as_json: Json = False,
) -> None:
    """回测：每条规则在历史上什么时候会触发、触发率多少、纯属偶然时会有多少；“连续几期降多少”的三种读法并排。"""
    from yunce.app.rules import RuleAsk

    days = (day_option(first, "--from"), day_option(last, "--to"), day_option(as_of, "--as-of"))
    ask = RuleAsk(tuple(rule or ()), *days, moment_option(known_at, "--known-at"), offered)
    output = Format.JSON if as_json else output
    found = _tested(plan, ask, facts or [])
    if output is Format.JSON:
        print_json({**tests_json(found), "problems": _problem_rows(found.problems)})
    elif output is Format.CSV:
        print_csv([row for tested in found.tests for row in _fired_rows(tested)], FIRED_HEADER)
        print_problems([*found.problems, *(problem for tested in found.tests for problem in tested.problems)])
    else:
        _print(found)
        print_problems(found.problems)
    if found.problems and not found.tests:
        raise typer.Exit(1)


def _tested(plan: str, ask: RuleAsk, files: Sequence[Path]) -> RuleTests:
    from yunce.app.opening import open_facts
    from yunce.app.rules import facts_of, rule_tests

    settings = Settings.read()
    if not files:
        return rule_tests(open_facts(settings), settings, plan, ask)
    with facts_of(files, settings) as warehouse:
        return rule_tests(warehouse, settings, plan, ask)


def _problem_rows(problems: Sequence[Problem]) -> list[Mapping[str, object]]:
    from yunce.app.words import as_row

    return [as_row(problem) for problem in problems]


def tests_json(found: RuleTests) -> dict[str, object]:
    """Back-tests as `rules test --format json` prints them."""
    return {
        "plan": found.plan,
        "fingerprint": found.fingerprint,
        "as_of": found.as_of,
        "rules": [_rule_json(tested) for tested in found.tests],
    }


def _rule_json(tested: RuleTest) -> dict[str, object]:
    rule = tested.rule
    own = _reading_json(tested.own)
    return {
        "id": rule.id,
        "title": rule.title,
        "pack": tested.pack,
        "each": rule.each,
        "grain": tested.grain,
        "close_when": rule.close_when,
        "cooldown": rule.cooldown.text if rule.cooldown else "",
        "from": tested.first,
        "to": tested.last,
        "tested": tested.is_tested,
        "missing": _problem_rows(tested.problems),
        "subjects": [subject for subject, _ in tested.subjects],
        "steps": tested.steps,
        **own,
        "standing": dict(tested.standing),
        "readings": [_reading_json(reading) for reading in tested.readings],
    }


def _reading_json(tested: ReadingTest) -> dict[str, object]:
    return {
        "reading": tested.reading,
        "when": tested.when,
        "held": tested.held,
        "known": tested.known,
        "rate": _digits(tested.rate),
        "noise": {"rate": _digits(tested.noise.rate), "exact": tested.noise.is_exact},
        "firings": [_fired_json(fired) for fired in tested.fired],
    }


def _digits(rate: float | None) -> str | None:
    return None if rate is None else f"{rate:.6f}"


def _fired_json(fired: Fired) -> dict[str, object]:
    return {
        "subject": fired.subject,
        "subject_name": fired.name,
        "opened": fired.opened,
        "opened_on": fired.opened_on,
        "closed": fired.closed or None,
        "closed_on": fired.closed_on,
    }


def _fired_rows(tested: RuleTest) -> list[dict[str, object]]:
    return [{"rule": tested.rule.id, **_fired_json(fired)} for fired in tested.fired]


def _print(found: RuleTests) -> None:
    """Each rule: what it is, how often it fires and would on noise, its readings, its firings."""
    typer.echo(f"《{found.title}》 数据截至 {found.as_of}")
    for tested in found.tests:
        rule = tested.rule
        span = (
            f"{tested.first} 到 {tested.last}，{len(tested.subjects)} 个对象 × {tested.steps} {GRAINS[tested.grain]}"
            if tested.first
            else "没有数据"
        )
        typer.echo(f"\n{rule.title or rule.id}（{rule.id}）· {span}")
        for row in _problem_rows(tested.problems):
            typer.echo(f"  {row['message']}\n    → {row['fix']}")
        if not tested.is_tested:
            typer.echo(f"  条件 {tested.own.when}；没有回测")
            continue
        typer.echo(f"  条件 {tested.own.when}；{_line(tested.own)}")
        for reading in tested.readings:
            typer.echo(f"  读作“{READINGS[reading.reading]}”：{_line(reading)}")
        if tested.fired:
            print_table(_fired_rows(tested), FIRED_HEADER[1:], names=FIRED_NAMES)
    if not found.tests and not found.problems:
        typer.echo("没有可以回测的规则。")


def _line(tested: ReadingTest) -> str:
    return (
        f"触发 {len(tested.fired)} 次，{tested.known} 个已知的格里 {tested.held} 个成立（{_percent(tested.rate)}），{_chance(tested.noise)}"
    )


def _chance(noise: Noise) -> str:
    if noise.rate is None:
        return "数据太少，偶然触发率算不出"
    return f"纯属偶然时 {_percent(noise.rate)}{'（公式）' if noise.is_exact else '（打乱历史）'}"


def _percent(rate: float | None) -> str:
    return "–" if rate is None else f"{rate * 100:.2f}%"

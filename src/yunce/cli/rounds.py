# SPDX-License-Identifier: Apache-2.0
"""`yunce round`: a round of appraisal, from what people say of themselves to the freeze and what is booked after it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.asking import Ask
from yunce.app.clock import now
from yunce.app.opening import open_installation
from yunce.cli.answers import answer_problems
from yunce.cli.chinese import Command
from yunce.cli.fields import fields_of
from yunce.cli.output import Format, print_json, print_table
from yunce.values.money import fen, yuan
from yunce.values.problem import Problem, YunceError

if TYPE_CHECKING:
    from yunce.app.appraisals import Files
    from yunce.operate.appraisal.results import Appraisal
    from yunce.operate.appraisal.round import Event, Round

STAGES = {"open": "未开始", "self": "已自评", "lead": "主管已评", "confirmed": "已确认", "appealed": "申诉中"}
STEPS = "self 自评、lead 主管评、confirm 确认、appeal 申诉、settle 处理申诉、sign 签批、freeze 冻结、adjust 调整单"


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command("round", cls=Command)(round_)


def round_(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="计划文件，或已保存的版本号；省略时用当前版本")] = "",
    scorecard: Annotated[str, typer.Option("--scorecard", metavar="ID", help="哪一张考核卡；只有一张时可省略")] = "",
    period: Annotated[str, typer.Option("--period", help="考核期，如 2026-11；默认上一期")] = "",
    step: Annotated[str, typer.Option("--step", metavar="步骤", help=STEPS)] = "",
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="谁做的这一步")] = "",
    person: Annotated[str, typer.Option("--person", metavar="人员", help="对谁；签批和冻结不写")] = "",
    score: Annotated[list[str] | None, typer.Option("--score", metavar="项=分", help="给考核项的分，可以几个")] = None,
    note: Annotated[str, typer.Option("--note", help="原因；申诉、处理申诉和调整单必写")] = "",
    amount: Annotated[str, typer.Option("--amount", metavar="元", help="调整单的差额")] = "",
    actuals: Annotated[Path | None, typer.Option("--actuals", metavar="文件", help="实际数（CSV 或 Excel）")] = None,
    people: Annotated[Path | None, typer.Option("--people", metavar="文件", help="花名册")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="打印 JSON")] = False,
) -> None:
    """考核轮次：自评、主管评、确认、申诉、冻结；冻结以后只记调整单。不写 --step 时显示走到哪里。"""
    from yunce.app.appraisals import Files, appraisal
    from yunce.app.rounds import RoundStore
    from yunce.cli.appraisal_text import appraisal_text

    installation, ask = open_installation(), Ask(period=period)
    store, files = RoundStore(installation.home), Files(actuals, people)
    result = appraisal(installation, plan, scorecard, ask, files)
    found = store.read(result)
    if found.said or found.signed_by:
        result = appraisal(installation, plan, scorecard, ask, _with(files, found))
    if step:
        event = _event(step, by, person, (score or [], note, amount))
        moved = store.add(event, result, appraisal_text)
        if isinstance(moved, Problem):
            answer_problems([moved], Format.JSON if as_json else Format.TABLE)
        found = moved
    _show(found, result, dict((store.frozen(result) if found.is_frozen else None) or {}), as_json=as_json)


def _with(files: Files, found: Round) -> Files:
    """The files, with what was said in the round and who signed."""
    from dataclasses import replace

    return replace(files, said=dict(found.said), signed_by=found.signed_by)


def _event(step: str, by: str, person: str, more: tuple[Sequence[str], str, str]) -> Event:
    """The event of the options. Raises `YunceError` for a step, a score or an amount that cannot be."""
    from yunce.operate.appraisal.round import Event, Step

    scores, note, amount = more
    if step not in list(Step):
        raise YunceError(Problem.of("app.option_invalid", "--step", value=step, wanted=STEPS))
    if not by:
        raise YunceError(Problem.of("app.option_invalid", "--by", value="", wanted="做这一步的人"))
    pairs = [text.partition("=") for text in scores]
    try:
        given = {item.strip(): Decimal(points) for item, _, points in pairs}
        paid = fen(Decimal(amount)) if amount else 0
    except InvalidOperation as e:
        value = " ".join((*scores, amount)).strip()
        raise YunceError(Problem.of("app.option_invalid", "--score", value=value, wanted="项=分，如 tasks=92；差额写元")) from e
    return Event(Step(step), by, now(), person, given, note, paid)


def _show(found: Round, result: Appraisal, frozen: dict[str, object], *, as_json: bool) -> None:
    """The round as it stands; once frozen, the results as they were and who would get otherwise by now."""
    late = _late(frozen, result)
    if as_json:
        stages = {person: stage.value for person, stage in found.people.items()}
        booked = [{**fields_of(line), "amount": yuan(line.amount)} for line in found.adjustments]
        said = [{"person": person, "item": item, "points": points} for (person, item), points in found.said.items()]
        body = {"card": found.card, "period": found.period, "stages": stages, "said": said, "appeals": dict(found.appeals)}
        print_json(
            {
                **body,
                "signed_by": found.signed_by,
                "frozen_at": found.frozen_at,
                "adjustments": booked,
                "late": late,
                "frozen": frozen or None,
            }
        )
        return
    state = f"已于 {found.frozen_at:%Y-%m-%d %H:%M} 冻结" if found.frozen_at else "进行中"
    typer.echo(f"《{result.title}》 {found.period} · {state}")
    rows = [{"person": person, "stage": STAGES[stage.value]} for person, stage in found.people.items()]
    print_table(rows, ("person", "stage"), names={"person": "人员", "stage": "进度"})
    for line in found.adjustments:
        typer.echo(f"调整单 {line.person} {yuan(line.amount)} 元：{line.note}（{line.by}）")
    for change in late:
        typer.echo(f"{change['person']} 按现在的数应为 {change['pay_now']} 元，冻结时 {change['pay']} 元")


def _late(frozen: dict[str, object], result: Appraisal) -> list[dict[str, object]]:
    """Whose pay would be otherwise by what is known now; nothing of the frozen results is changed."""
    people = frozen.get("people")
    before = {str(one["person"]): one for one in people} if isinstance(people, list) else {}
    found = []
    for person in result.people:
        old = before.get(person.person)
        pay = None if person.pay is None else str(person.pay)
        if old is not None and old["pay"] != pay:
            found.append({"person": person.person, "pay": old["pay"], "pay_now": pay})
    return found

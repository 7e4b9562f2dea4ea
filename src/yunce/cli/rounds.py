# SPDX-License-Identifier: Apache-2.0
"""`yunce round`: a round of appraisal, from what people say of themselves to the freeze and what is booked after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.asking import Ask
from yunce.app.ledger import ledger_of
from yunce.app.opening import open_installation
from yunce.cli.answers import answer_problems
from yunce.cli.chinese import Command
from yunce.cli.fields import fields_of
from yunce.cli.output import Format, print_json, print_problems, print_table
from yunce.values.money import fen, yuan
from yunce.values.problem import Problem, YunceError, has_errors

if TYPE_CHECKING:
    from yunce.app.closing import Found, RoundAt, Wanted

STAGES = {"open": "未开始", "self": "已自评", "lead": "主管已评", "confirmed": "已确认", "appealed": "申诉中"}
POOLS = {"within": "在总额内", "scaled": "已签批缩减", "stopped": "超额，待签批", "waiting": "合用的卡还有人没有得分"}
HAND_IN = "hand_in"
STEPS = "hand_in 交数、self 自评、lead 主管评、confirm 确认、appeal 申诉、settle 处理申诉、sign 签批、freeze 冻结、adjust 调整单"
MOST_POINTS = Decimal(1_000_000)


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
    item: Annotated[list[str] | None, typer.Option("--item", metavar="项", help="只确认这一项，可以几个；不写时确认所有已有数的项")] = None,
    note: Annotated[str, typer.Option("--note", help="原因；申诉、处理申诉和调整单必写")] = "",
    amount: Annotated[str, typer.Option("--amount", metavar="元", help="调整单的差额")] = "",
    actuals: Annotated[Path | None, typer.Option("--actuals", metavar="文件", help="实际数（CSV 或 Excel）；有 --step 时记入")] = None,
    people: Annotated[Path | None, typer.Option("--people", metavar="文件", help="花名册；有 --step 时记入")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="文件", help="另写工资表工作簿；冻结以后总是同样的字节")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="打印 JSON")] = False,
) -> None:
    """考核轮次：交数、自评、主管评、确认、申诉、冻结；冻结以后只记调整单。与网页上的是同一轮。不写 --step 时只看，不记。"""
    from yunce.app.closing import HandIn, do, handed_in, look, round_at

    output = Format.JSON if as_json else Format.TABLE
    installation = open_installation()
    wanted = _wanted(step, by, person, (score or [], item or [], note, amount)) if step else None
    at = round_at(installation, ledger_of(installation.settings), plan, scorecard, Ask(period=period))
    files = HandIn(actuals, people)
    if wanted is None:
        more, problems = handed_in(at, files, at.store.entries(at.key), by)
        found = look(at, more)
    else:
        found, problems = do(at, files, wanted)
    if has_errors(problems):
        answer_problems(problems, output)
    print_problems(problems)
    if xlsx is not None:
        from yunce.app.pay_sheet import write_appraisal

        write_appraisal(found.standing.result, xlsx)
    _show(found, at, as_json=as_json)


def _wanted(step: str, by: str, person: str, more: tuple[Sequence[str], Sequence[str], str, str]) -> Wanted:
    """What the options ask for. Raises `YunceError` for a step, a score or an amount that cannot be."""
    from yunce.app.closing import Wanted
    from yunce.operate.appraisal.round import Step

    scores, items, note, amount = more
    if step not in (*Step, HAND_IN):
        raise YunceError(Problem.of("app.option_invalid", "--step", value=step, wanted=STEPS))
    if not by:
        raise YunceError(Problem.of("app.option_invalid", "--by", value="", wanted="做这一步的人"))
    pairs = [text.partition("=") for text in scores]
    given = {name.strip(): _points(points, text) for text, (name, _, points) in zip(scores, pairs, strict=True)}
    paid = _amount(amount) if amount or step == Step.ADJUST else 0
    return Wanted(None if step == HAND_IN else Step(step), by, person, given, tuple(items), note, paid)


def _points(text: str, whole: str) -> Decimal:
    """Points, not under zero. Raises `YunceError`."""
    found = _decimal(text)
    if found is None or not 0 <= found <= MOST_POINTS:
        raise YunceError(Problem.of("app.option_invalid", "--score", value=whole, wanted="项=分，如 tasks=92；差额写元"))
    return found


def _amount(text: str) -> int:
    """A difference in yuan, not zero, as whole fen. Raises `YunceError`."""
    found = _decimal(text)
    if not found or abs(found) > 100 * MOST_POINTS or found != round(found, 2):
        raise YunceError(Problem.of("app.option_invalid", "--amount", value=text, wanted="不为零、到分为止的元数，如 128.50 或 -35"))
    return fen(found)


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _show(found: Found, at: RoundAt, *, as_json: bool) -> None:
    """The round as it stands; once frozen, the results as they were and who would get otherwise by now."""
    round_, late = found.standing.round, _late(found)
    if as_json:
        print_json(_body(found, at, late))
        return
    state = f"已于 {round_.frozen_at:%Y-%m-%d %H:%M} 冻结" if round_.frozen_at else "进行中"
    typer.echo(f"《{at.card.label}》 {round_.period} · {state}")
    rows = [{"person": person, "stage": STAGES[stage.value]} for person, stage in round_.people.items()]
    print_table(rows, ("person", "stage"), names={"person": "人员", "stage": "进度"})
    for pool in found.standing.result.pools:
        joint = f"（{'、'.join(pool.cards)} 合用）" if pool.cards else ""
        typer.echo(f"总额 {pool.unit or '-'}{joint}：应得 {pool.wanted} 元，总额 {pool.limit} 元，{POOLS[pool.state]}")
    for person, item in sorted(found.standing.stale):
        typer.echo(f"{person} 的“{item}”确认后数有变，要再确认")
    if found.standing.lapsed:
        typer.echo("签批以后总额有变，要再签批")
    for line in round_.adjustments:
        typer.echo(f"调整单 {line.person} {yuan(line.amount)} 元：{line.note}（{line.by}）")
    for change in late:
        sold = f"；提成应为 {change['commission_now']} 元，冻结时 {change['commission']} 元" if "commission" in change else ""
        now = f"按现在的数绩效应为 {change['pay_now']} 元，冻结时 {change['pay']} 元"
        typer.echo(f"{change['person']} {now}{sold}，还要调整 {change['rest']} 元")


def _body(found: Found, at: RoundAt, late: list[dict[str, object]]) -> Mapping[str, object]:
    """The round as JSON has it."""
    from yunce.cli.appraisal_text import kept_body

    round_ = found.standing.round
    return {
        "card": at.card.id,
        "period": round_.period,
        "stages": {person: stage.value for person, stage in round_.people.items()},
        "said": [{"person": person, "item": item, "points": points} for (person, item), points in round_.said.items()],
        "appeals": dict(round_.appeals),
        "confirmed": [{"person": person, "item": item, "by": by} for (person, item), by in round_.confirmed.items()],
        "stale": [{"person": person, "item": item} for person, item in sorted(found.standing.stale)],
        "signed_by": round_.signed_by,
        "lapsed": found.standing.lapsed,
        "pools": [fields_of(pool) for pool in found.standing.result.pools],
        "frozen_at": round_.frozen_at,
        "adjustments": [{**fields_of(line), "amount": yuan(line.amount)} for line in round_.adjustments],
        "late": late,
        "frozen": kept_body(found.standing.result) if found.frozen else None,
    }


def _late(found: Found) -> list[dict[str, object]]:
    """Whose pay would be otherwise by what is known now, and what of it is not booked; nothing of the frozen results is changed."""
    before = {person.person: person for person in found.standing.result.people}
    now = {person.person: person for person in found.now.people} if found.now else before
    rows: list[dict[str, object]] = []
    for who, amount in found.owed.items():
        old, new = before.get(who), now.get(who, before.get(who))
        row: dict[str, object] = {"person": who, "pay": old and old.pay, "pay_now": new and new.pay, "rest": yuan(amount)}
        sold = (old and old.commission, new and new.commission)
        rows.append(row if sold == (None, None) else {**row, "commission": sold[0], "commission_now": sold[1]})
    return rows

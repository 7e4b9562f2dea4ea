# SPDX-License-Identifier: Apache-2.0
"""`yunce staff`: seats, people, shifts and rosters of a plan's services, of a file of calls, or of a few numbers alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from yunce.app.clock import today
from yunce.app.opening import open_installation
from yunce.app.words import as_row
from yunce.cli.answers import day_option
from yunce.cli.chinese import Command
from yunce.cli.output import Format, print_csv, print_json, print_problems
from yunce.cli.staffing_text import print_one, print_rules, print_staffing, print_tiers
from yunce.values.duration import read_duration
from yunce.values.problem import Problem, YunceError
from yunce.values.quantity import Quantity, read_quantity

if TYPE_CHECKING:
    from yunce.app.staffing import HeadRule, SeatRule, Staffing

COLUMNS = (
    "service",
    "day",
    "start",
    "calls",
    "load",
    "seats",
    "people",
    "scheduled",
    "within",
    "mean_wait",
    "occupancy",
    "answered",
    "backlog",
)
Way = Literal["up", "nearest", "down"]


def register(app: typer.Typer) -> None:
    """Add the command to the tree."""
    app.command(cls=Command)(staff)


@dataclass(frozen=True)
class Given:
    """What the command line says of calls."""

    calls: str
    per: str
    aht: str
    patience: str
    goal: list[str]
    shrinkage: str
    seats: int | None
    opens: str
    least: int


def staff(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="计划文件，或已保存的版本号；省略时用当前版本")] = "",
    service: Annotated[str, typer.Option("--service", metavar="ID", help="只算这个服务")] = "",
    day: Annotated[str | None, typer.Option("--day", metavar="日期", help="只算这一天")] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="日期", help="从哪一天起；默认今天")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="日期", help="到哪一天（含）；默认七天")] = None,
    people: Annotated[int | None, typer.Option("--people", metavar="N", help="现有多少人：算他们最多做到什么服务")] = None,
    roster: Annotated[bool, typer.Option("--roster", help="还要排到每个人")] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="随机种子；同一种子的结果分毫不差")] = 1,
    calls: Annotated[str, typer.Option("--calls", metavar="N", help="不用计划：一个时段的来电量")] = "",
    per: Annotated[str, typer.Option("--per", metavar="时长", help="时段长，如 30min")] = "30min",
    aht: Annotated[str, typer.Option("--aht", metavar="时长", help="平均处理时长，如 180s")] = "",
    patience: Annotated[str, typer.Option("--patience", metavar="时长", help="平均耐心时长；省略时按没有人放弃算")] = "",
    goal: Annotated[
        list[str] | None, typer.Option("--goal", metavar="目标", help='如 "80% in 20s"、"answer_rate >= 90%"，可以几个')
    ] = None,
    shrinkage: Annotated[str, typer.Option("--shrinkage", metavar="比例", help="损耗：休息、培训、请假所占的比例")] = "0",
    seats: Annotated[int | None, typer.Option("--seats", metavar="N", help="反过来：这么多座席能做到什么")] = None,
    arrivals: Annotated[
        Path | None, typer.Option("--arrivals", metavar="FILE", help="不用计划：来电量的 csv（日期、时刻、来电量）")
    ] = None,
    opens: Annotated[str, typer.Option("--open", metavar="时段", help="人工服务时间，如 07:30-21:30")] = "",
    least: Annotated[int, typer.Option("--least", metavar="N", help="每个时段至少几个座席")] = 0,
    users: Annotated[str, typer.Option("--users", metavar="N", help="不用计划：用户数，按配比算座席")] = "",
    per_seat: Annotated[str, typer.Option("--per-seat", metavar="N", help="每多少用户一个座席")] = "20000",
    way: Annotated[str, typer.Option("--round", metavar="取整", help="up、nearest 或 down")] = "up",
    hours: Annotated[str, typer.Option("--hours", metavar="小时", help="座席每天开多少小时")] = "",
    month_days: Annotated[str, typer.Option("--month-days", metavar="天", help="每月开多少天")] = "30",
    on: Annotated[str | None, typer.Option("--on", metavar="日期", help="按哪一天的法定工时；默认今天")] = None,
    output: Annotated[Format, typer.Option("--format", help="输出格式；csv 是各时段")] = Format.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="同 --format json")] = False,
) -> None:
    """定员排班：按配比和按排队要多少座席、多少人、怎样排班，以及现有的人能做到什么服务。"""
    given, output = Given(calls, per, aht, patience, goal or [], shrinkage, seats, opens, least), Format.JSON if as_json else output
    if calls:
        _one(given, output)
    elif users or (hours and not plan):
        _rules((users, per_seat, way, seats), (hours, month_days, shrinkage), day_option(on, "--on") or today(), output)
    else:
        _days((plan, service, arrivals), given, (people, roster, seed, on), (day or first, day or last), output)


def _one(given: Given, output: Format) -> None:
    """One interval, without a plan."""
    from yunce.app.staffing import Call, one_interval, read_promise

    bears = _seconds(given.patience, "--patience") if given.patience else None
    call = Call(_number(given.calls, "--calls"), _seconds(given.per, "--per"), _seconds(given.aht, "--aht"), bears)
    promise = read_promise(given.goal, least=given.least, patience=bears is not None, path="--goal")
    found = one_interval(call, promise, _number(given.shrinkage, "--shrinkage"), given.seats)
    if output is Format.JSON:
        row = fields(found)
        row |= {
            "heads": found.people.whole,
            "heads_exact": found.people.exact,
            "shrinkage": found.people.shrinkage,
            "goals": list(given.goal),
        }
        del row["people"]
        row["service"], row["around"] = fields(found.service), [fields(one) for one in found.around]
        print_json({**row, "problems": [as_row(p) for p in found.problems]})
    elif output is Format.CSV:
        print_csv([fields(one) for one in found.around], ("seats", "wait", "within", "mean_wait", "occupancy", "answered", "backlog"))
    else:
        print_one(found)
        print_problems(found.problems)


def _rules(ratio: tuple[str, str, str, int | None], time: tuple[str, str, str], day: date, output: Format) -> None:
    """Seats by a ratio and people by legal hours, without a plan."""
    from yunce.app.staffing import head_rule, seat_rule

    users, per_seat, way, stated = ratio
    if way not in ("up", "nearest", "down"):
        raise YunceError(Problem.of("app.option_invalid", "--round", value=way, wanted="up、nearest 或 down"))
    rounding: Way = "down" if way == "down" else "nearest" if way == "nearest" else "up"
    seats = seat_rule(_number(users, "--users"), _number(per_seat, "--per-seat"), rounding) if users else None
    number = stated if stated is not None else seats.whole if seats is not None else 1
    hours, month_days, shrinkage = time
    heads = None
    if hours:
        at = open_installation().calendar, day
        heads = head_rule(number, _number(hours, "--hours"), _number(month_days, "--month-days"), _number(shrinkage, "--shrinkage"), at)
    if output is Format.JSON:
        print_json({"seats": _fields_of(seats), "heads": _fields_of(heads), "problems": []})
    else:
        print_rules(seats, heads)


def _days(
    what: tuple[str, str, Path | None],
    given: Given,
    wish: tuple[int | None, bool, int, str | None],
    span: tuple[str | None, str | None],
    output: Format,
) -> None:
    """Services over some days: of a plan, or of a file of calls."""
    from yunce.app.staffing import HeadcountTier, Span, Wish, headcount_of, staffing_of, staffing_of_file

    plan, service, arrivals = what
    tiers: tuple[HeadcountTier, ...] = ()
    asked = Wish(*wish[:3], day_option(wish[3], "--on") or (today() if arrivals is not None else None))
    if arrivals is not None:
        found: tuple[Staffing, ...] = (staffing_of_file(open_installation(), arrivals, _service(given), asked),)
    else:
        days = Span(day_option(span[0], "--from"), day_option(span[1], "--to"))
        found = staffing_of(open_installation(), plan, service, days, asked)
        tiers = headcount_of(open_installation(), plan)
    if output is Format.JSON:
        print_json({"services": [staffing_row(one) for one in found], "headcount": [fields(one) for one in tiers]})
    elif output is Format.CSV:
        print_csv([{"service": one.service, **slot} for one in found for slot in staffing_row(one)["slots"]], COLUMNS)  # type: ignore[attr-defined]
    else:
        for one in found:
            print_staffing(one)
            print_problems(one.problems)
        print_tiers(tiers)


def _service(given: Given) -> dict[str, object]:
    """A service as the command line says it."""
    _seconds(given.aht, "--aht")
    stated = {"handle": given.aht, "patience": given.patience, "shrinkage": given.shrinkage, "open": given.opens}
    return {**{key: value for key, value in stated.items() if value}, "goal": tuple(given.goal), "least": str(given.least)}


def staffing_row(found: Staffing) -> dict[str, object]:
    """A service as `--format json` prints it."""
    row = fields(found)
    for name in ("seats", "heads", "shift_heads", "reverse", "check"):
        row[name] = _fields_of(getattr(found, name))
    row["slots"] = [{**{k: v for k, v in fields(slot).items() if k != "service"}, **fields(slot.service)} for slot in found.slots]
    if found.shifts is not None:
        missing = [{"day": day, "start": start, "people": count} for day, start, count in found.shifts.missing]
        row["shifts"] = {**fields(found.shifts), "shifts": [fields(one) for one in found.shifts.shifts], "missing": missing}
    if found.roster is not None:
        unfilled = [{"day": day, "shift": name, "people": count} for day, name, count in found.roster.unfilled]
        row["roster"] = {**fields(found.roster), "rows": [fields(one) for one in found.roster.rows], "unfilled": unfilled}
    row["problems"] = [as_row(p) for p in found.problems]
    return row


def fields(value: object) -> dict[str, object]:
    """A frozen result as a row."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]


def _fields_of(value: SeatRule | HeadRule | None) -> dict[str, object] | None:
    return None if value is None else fields(value)


def _number(text: str, option: str) -> Decimal:
    found = read_quantity(text.strip())
    if not isinstance(found, Quantity):
        raise YunceError(Problem.of("app.option_invalid", option, value=text, wanted="数，如 100、13万 或 30%"))
    return found.amount


def _seconds(text: str, option: str) -> int:
    """Seconds of an option; a bare number is seconds. Raises `YunceError`."""
    plain = text.strip()
    found = read_duration(f"{plain}s" if plain.isdecimal() else plain)
    if isinstance(found, Problem) or not found.seconds:
        raise YunceError(Problem.of("app.option_invalid", option, value=text, wanted="时长，如 180s 或 30min"))
    return found.seconds

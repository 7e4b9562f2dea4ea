# SPDX-License-Identifier: Apache-2.0
"""Agendas of small plans: the text of a plan in, what it wants done out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from yunce.app.packs import read_calendars
from yunce.operate.agenda.contract import Agenda, Frame, Given
from yunce.operate.agenda.gathering import agenda
from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.states import State
from yunce.plan.document import Plan
from yunce.plan.parse import parse
from yunce.values.calendar import Calendar
from yunce.values.period import Period, read_period
from yunce.values.work_clock import SHANGHAI

HEAD = """
yunce: 1
plan: {id: p, title: 计划, period: 2026, owner: boss}
units:
  - {id: hq, name: 总部}
  - {id: east, name: 东区, parent: hq, kind: region}
roles:
  - {id: boss, name: 负责人, unit: hq, headcount: 1}
  - {id: checker, name: 检查员, unit: hq, headcount: 2}
"""


@cache
def calendar() -> Calendar:
    return read_calendars(Path("nowhere"))


def period(text: str) -> Period:
    found = read_period(text)
    assert isinstance(found, Period)
    return found


def plan_of(body: str, head: str = HEAD) -> Plan:
    plan, problems = parse(head + body)
    assert plan is not None and not problems, problems
    return plan


def branches(count: int) -> str:
    """So many branches, as lines of `units`."""
    lines = "".join(f"  - {{id: b{i:02d}, name: 支行{i}, parent: hq, kind: branch}}\n" for i in range(count))
    return HEAD.replace("roles:\n", f"{lines}roles:\n")


def frame_of(plan: Plan, asked: str = "2026", given: Given | None = None) -> Frame:
    return Frame(plan, calendar(), period(asked), given or Given())


def made(body: str, asked: str = "2026", *, head: str = HEAD, given: Given | None = None) -> Agenda:
    return agenda(plan_of(body, head), calendar(), period(asked), given)


def days(openings: tuple[Opening, ...]) -> list[str]:
    return [f"{o.due:%m-%d}" for o in openings if o.due is not None]


def item(opening: Opening, state: State = State.OPEN, **more: object) -> Item:
    """An item of an opening, in a state."""
    begun = datetime(2026, 1, 5, 9, tzinfo=SHANGHAI) if state is not State.OPEN else None
    at = datetime(2026, 1, 1, tzinfo=SHANGHAI)
    made = Item(opening.key, opening, at, "system", state, opening.owner, "", opening.due, begun, data=opening.data)
    return replace(made, **more)  # type: ignore[arg-type]

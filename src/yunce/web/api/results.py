# SPDX-License-Identifier: Apache-2.0
"""Results for other programs, to read only: rounds of appraisal, statements of centres. A token sees what its verbs and unit let it see."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from yunce.app.clock import today
from yunce.operate.appraisal.results import PersonResult
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem
from yunce.values.work_clock import SHANGHAI
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.api.said import Refused, told
from yunce.web.api.shapes import ProblemOut, ProblemsOut
from yunce.web.desk import Desk
from yunce.web.money.asked import MOST_MONTHS, Asked, last_month
from yunce.web.money.seeing import open_money, seen
from yunce.web.money.views import profit_of
from yunce.web.people.opening import RoundDesk, open_round

router = Router()
WRONG: dict[int, Any] = {403: ProblemsOut, 404: ProblemsOut, 422: ProblemsOut}
PAY = ("coefficient", "base", "days", "earned", "pay", "commission", "deduction", "fixed", "total")
"""What tells how somebody is paid."""


class RoundOut(Schema):
    """A round of appraisal; fields as `yunce appraise --format json` has them, pay `null` where `pay_masked`."""

    card: str
    title: str
    period: str
    frozen_at: str | None
    people: list[dict[str, Any]]
    pools: list[dict[str, Any]]


class StatementsOut(Schema):
    """The statements of the centres that the token may see; fields as `yunce pnl --format json` has them."""

    plan: str
    period: str
    statements: list[dict[str, Any]]
    company: list[dict[str, Any]]
    pools: list[dict[str, Any]]
    transfers: list[dict[str, Any]]
    guards: list[dict[str, Any]]
    budgets: list[dict[str, Any]]
    year: str
    year_budgets: list[dict[str, Any]]
    headcount: list[dict[str, Any]]
    problems: list[ProblemOut]


@router.get("/appraisals/{card}/{period}", response={200: RoundOut, **WRONG}, summary="考核结果")
def round_of(request: HttpRequest, card: str, period: str) -> RoundOut:
    """The people of a round that the token may see: scores with `verify` or `see_pay` (or a post that leads), pay with `see_pay`."""
    desk = open_round(request, card, period)
    people = [person for person in desk.result.people if _sees(desk, person)]
    if not people:
        raise Http404
    rows = [_person(person, shows_pay=desk.rights.sees_pay(person)) for person in people]
    pools = [asdict(pool) for pool in desk.result.pools if desk.work.desk.access.may(Action.SEE_PAY, pool.unit)]
    paid = any(not row["pay_masked"] for row in rows)
    record(request, "pay_seen" if paid else "score_seen", f"{card} {period}")
    frozen = desk.round.frozen_at.replace(tzinfo=SHANGHAI).isoformat() if desk.round.frozen_at else None
    return RoundOut(card=desk.card.id, title=desk.card.label, period=desk.key.period, frozen_at=frozen, people=rows, pools=pools)


@router.get("/statements", response={200: StatementsOut, **WRONG}, summary="损益")
def statements(request: HttpRequest, period: str = "", centre: str = "") -> StatementsOut:
    """The statements of a period (the last whole month by default); what posts are paid needs `see_pay`."""
    desk = open_money(request)
    if desk.plan is None:
        raise Refused(Problem.of("app.no_plan"))
    found = seen(profit_of(desk, Asked(_period(period))), desk.access)
    if centre and not (desk.access.may(Action.SEE_MONEY, centre) and centre in _known(desk)):
        raise Http404
    own = [asdict(one) for one in found.statements if not centre or one.centre == centre]
    lists = {
        name: [asdict(one) for one in getattr(found, name)]
        for name in ("company", "pools", "transfers", "guards", "budgets", "year_budgets", "headcount")
    }
    record(request, "money_seen", f"{found.period} {centre}".strip())
    said = told(found.problems)["problems"]
    return StatementsOut(plan=found.plan, period=found.period, year=found.year, statements=own, problems=said, **lists)


def _sees(desk: RoundDesk, person: PersonResult) -> bool:
    """True where the token reaches the person's unit and its owner may see the score with what it lends."""
    return desk.work.desk.access.may(Action.LOOK, person.unit) and desk.rights.sees_score(person)


def _person(person: PersonResult, *, shows_pay: bool) -> dict[str, Any]:
    """A person's result; without the right to it everything about pay is null."""
    names = ("person", "name", "role", "unit", "state", "score", "reported", "provisional", "grade", "rank", "z")
    row: dict[str, Any] = {name: getattr(person, name) for name in names}
    row |= {name: getattr(person, name) if shows_pay else None for name in PAY}
    items = [asdict(line) for line in person.lines]
    return {**row, "pay_masked": not shows_pay, "follow": [asdict(one) for one in person.follow], "items": items}


def _known(desk: Desk) -> set[str]:
    return set(desk.unit_names())


def _period(text: str) -> str:
    """A period of so many months at most. Raises `Refused` for a text that is none."""
    if not text:
        return last_month(today()).name
    found = read_period(text)
    if not isinstance(found, Period) or len(found.parts("month")) > MOST_MONTHS:
        raise Refused(Problem.of("operate.period_invalid", "period", value=text[:40]))
    return text

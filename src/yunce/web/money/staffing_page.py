# SPDX-License-Identifier: Apache-2.0
"""What the page of staffing shows, and how it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.app.staffing import HeadcountTier, HeadRule, SeatRule, Staffing
from yunce.operate.staffing.results import RosterPlan, ShiftPlan
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.desk import Desk
from yunce.web.money.charts import slot_chart
from yunce.web.plans.readable import lapse_words
from yunce.web.problems import said_all
from yunce.web.rules.wording import condition_words
from yunce.web.ui.numbers import UNKNOWN, number, share
from yunce.web.ui.parts import Chart, Choice, Said, State, Step
from yunce.web.ui.requests import day as day_of
from yunce.web.ui.tables import Col, Row, Table, Text

CNY = "CNY"
MOST_PEOPLE = 5_000
BASES = {"actual": "按实际来电", "profile": "按前八周同一星期几的平均", "none": "没有来电数据"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which service, from which day on, with how many people (else the plan's), with a roster or not; the day that is drawn."""

    service: str = ""
    first: date | None = None
    people: int | None = None
    roster: bool = False
    seed: int = 1
    day: date | None = None


@dataclass(frozen=True, slots=True)
class StaffingPage:
    """One service over a week; `state` where there is none."""

    services: tuple[Choice, ...]
    first: str
    people: str
    roster_wanted: bool
    title: str = ""
    facts: str = ""
    seats: str = ""
    heads: tuple[str, ...] = ()
    reverse: str = ""
    check: str = ""
    days: tuple[Choice, ...] = ()
    chart: Chart | None = None
    shifts: Table | None = None
    shift_note: str = ""
    roster: Table | None = None
    tiers: Table | None = None
    said: tuple[Said, ...] = ()
    state: State | None = None


def read_wanted(request: HttpRequest, desk: Desk) -> Wanted:
    """The question of a request; 404 for a service that this person may not look at."""
    given = request.GET
    mine = _services(desk)
    name, people = given.get("service", ""), given.get("people", "")
    if name and name not in mine:
        raise Http404
    count = int(people) if people.isascii() and people.isdecimal() and len(people) <= 4 else None
    return Wanted(
        name or next(iter(mine), ""),
        day_of(given.get("first", "")),
        count if count is not None and 0 < count <= MOST_PEOPLE else None,
        given.get("roster") == "1",
        1,
        day_of(given.get("day", "")),
    )


def _services(desk: Desk) -> dict[str, str]:
    """The services that this person may look at, by id."""
    return {one.id: one.label for one in desk.plan.services if desk.access.may(Action.LOOK, one.unit)} if desk.plan else {}


def _form(desk: Desk, wanted: Wanted) -> tuple[tuple[Choice, ...], str, str, bool]:
    services = tuple(Choice(own, words, own == wanted.service) for own, words in _services(desk).items())
    return services, wanted.first.isoformat() if wanted.first else "", str(wanted.people or ""), wanted.roster


def no_service(desk: Desk, wanted: Wanted, tiers: Sequence[HeadcountTier], problems: Sequence[Problem] = ()) -> StaffingPage:
    """Where the plan has no service that this person may see, or it cannot be worked out."""
    text = _("计划里写上 services（处理时长、服务目标、开放时间），这里就会给出座席、人数和班次。")
    state = State(
        _("算不出来") if problems else _("没有要排班的服务"), text, "bad" if problems else "", (Step(_("看计划"), reverse("plan")),)
    )
    return StaffingPage(*_form(desk, wanted), tiers=_tiers(desk, tiers), said=said_all(problems, desk.plan), state=state)


def _goal(text: str, called: Mapping[str, str]) -> str:
    """A service goal in words: `80% in 20s` is 20秒内接起 80%."""
    found = re.fullmatch(r"\s*(\d[\d.]*%)\s+in\s+(\w+)\s*", text)
    return _("{span}内接起 {share}").format(span=lapse_words(found[2]), share=found[1]) if found else condition_words(text, called)


def staffing_page(desk: Desk, wanted: Wanted, found: Staffing, tiers: Sequence[HeadcountTier]) -> StaffingPage:
    """The page of one service."""
    days = list(dict.fromkeys(slot.day for slot in found.slots))
    busiest = max(found.slots, key=lambda slot: slot.calls).day if found.slots else None
    day = wanted.day if wanted.day in days else busiest
    slots = tuple(slot for slot in found.slots if slot.day == day)
    called = {own: metric.label for own, metric in desk.metrics().items()}
    goals = "、".join(_goal(goal, called) for goal in found.goals) or _("无")
    rules = ((_("按配比"), found.heads if found.seats else None), (_("按班次"), found.shift_heads))
    facts = f"{found.first} ~ {found.last} · {BASES.get(found.basis, found.basis)} · " + _("目标 {goals}").format(goals=goals)
    return StaffingPage(
        *_form(desk, wanted),
        title=found.title,
        facts=facts,
        seats=_seats(found.seats),
        heads=tuple(_heads(words, one) for words, one in rules if one),
        reverse=_reverse(found),
        check=_check(found),
        days=tuple(Choice(each.isoformat(), f"{each:%m-%d}", each == day) for each in days),
        chart=slot_chart(slots) if slots else None,
        shifts=_shifts(found.shifts, days) if found.shifts and found.shifts.shifts else None,
        shift_note=_shift_note(found.shifts),
        roster=_roster(found.roster) if found.roster else None,
        tiers=_tiers(desk, tiers),
        said=said_all(found.problems, desk.plan),
    )


def _seats(one: SeatRule | None) -> str:
    if one is None:
        return ""
    text = _("{volume} ÷ {per} = {exact}，取 {whole} 个座席").format(
        volume=f"{one.volume.normalize():f}", per=f"{one.per.normalize():f}", exact=f"{one.exact.normalize():f}", whole=one.whole
    )
    if one.used == one.whole:
        return text
    return text + _("；计划指定 {used} 个{reason}").format(used=one.used, reason=f"（{one.reason}）" if one.reason else "")


def _heads(words: str, one: HeadRule) -> str:
    return _("{words}：{exact} 人，取 {whole} 人（每人每月 {hours} 小时，{law}）").format(
        words=words, exact=f"{one.exact.normalize():f}", whole=one.whole, hours=f"{one.legal_hours.normalize():f}", law=one.law
    )


def _reverse(found: Staffing) -> str:
    one = found.reverse
    if one is None:
        return ""
    given = (
        _("接不下全部来电")
        if one.within is None
        else _("每个时段都能做到 {seconds} 秒内接起 {share}").format(seconds=found.threshold, share=share(one.within).text)
    )
    return _("{people} 个人，每天 {hours} 座席小时（至少要 {needed}）：{given}").format(
        people=one.people, hours=f"{one.hours_a_day:f}", needed=f"{one.needed_hours:f}", given=given
    )


def _check(found: Staffing) -> str:
    one = found.check
    if one is None:
        return ""
    return _("逐个来电模拟 {calls} 个：{played}；公式：{formula}").format(
        calls=f"{one.calls:,}", played=share(one.within).text, formula=share(one.formula).text
    )


def _shifts(plan: ShiftPlan, days: Sequence[date]) -> Table:
    used: dict[tuple[str, str], dict[date, int]] = {}
    for use in plan.shifts:
        own = used.setdefault((use.start, use.end), {})
        own[use.day] = own.get(use.day, 0) + use.people
    cols = (Col(_("班次"), kept=True), *(Col(f"{each:%m-%d}", numeric=True) for each in days))
    rows = tuple(Row((f"{start}-{end}", *(str(own.get(each, 0)) for each in days))) for (start, end), own in sorted(used.items()))
    return Table(_("班次"), cols, rows)


def _shift_note(plan: ShiftPlan | None) -> str:
    if plan is None:
        return ""
    proof = _("已证明最省") if plan.is_optimal else _("到时限为止")
    text = _("共 {hours} 工时，任何排法不少于 {bound}（{proof}）").format(hours=f"{plan.hours:f}", bound=f"{plan.bound:f}", proof=proof)
    if not plan.missing:
        return text
    short = "、".join(f"{day:%m-%d} {start}" for day, start, _count in plan.missing[:5])
    return text + _("；没有班次能到：{short}").format(short=short)


def _roster(plan: RosterPlan) -> Table:
    cols = (
        Col(_("人员"), kept=True), *(Col(f"{each:%m-%d}", kept=True) for each in plan.days), Col(_("工时"), numeric=True),
        Col(_("加班"), numeric=True),
    )  # fmt: skip
    rows = tuple(Row((one.person, *(shift or _("休") for shift in one.shifts), f"{one.hours:f}", f"{one.overtime:f}")) for one in plan.rows)
    return Table(_("班表"), cols, rows)


def _tiers(desk: Desk, tiers: Sequence[HeadcountTier]) -> Table | None:
    if not tiers:
        return None
    names, metrics = desk.unit_names(), desk.metrics()
    cols = (
        Col(_("单位")), Col(_("按什么")), Col(_("从"), numeric=True), Col(_("人数"), numeric=True), Col(_("成本"), numeric=True),
        Col(_("占比"), numeric=True), Col(_("结论")),
    )  # fmt: skip
    rows = []
    for one in tiers:
        by = metrics[one.by].label if one.by in metrics else one.by
        said = Text(_("超出 {amount}").format(amount=number(one.over, CNY).text), tone="bad") if one.over else Text("")
        said = Text(_("低于 {amount}").format(amount=number(one.under, CNY).text), tone="ask") if one.under else said
        people = UNKNOWN if one.people is None else f"{one.people.normalize():f}"
        rows.append(Row((names.get(one.unit, one.unit), by, number(one.start), people, number(one.cost, CNY), share(one.share), said)))
    return Table(_("编制分档"), cols, tuple(rows), cards=True)

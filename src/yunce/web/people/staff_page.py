# SPDX-License-Identifier: Apache-2.0
"""The first screen of the people desk: units with their posts, how many there should be and are, who holds them; the scorecards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.app.rounds import RoundKey
from yunce.operate.appraisal.entries import Entry, roster_of
from yunce.operate.appraisal.people import appraised
from yunce.operate.appraisal.round import Step as Taken
from yunce.plan.document import Plan
from yunce.plan.parts.organisation import Role
from yunce.plan.parts.people import Scorecard
from yunce.values.period import Period
from yunce.web.accounts.access import Action
from yunce.web.people.labels import PERIODS
from yunce.web.people.opening import store_of
from yunce.web.people.rights import Subject, rights_of
from yunce.web.people.seats import Seat, people_in_posts, seats_of
from yunce.web.ui.numbers import number
from yunce.web.ui.parts import State, Step
from yunce.web.ui.periods import in_words
from yunce.web.ui.tables import Cell, Col, Row, Table, Text
from yunce.web.workitems.desk import WorkDesk

INDENT = "\u3000"
MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class StaffPage:
    """The organisation and the scorecards of who asks."""

    said: str
    tree: Table | None
    tiers: Table | None
    cards: Table | None
    manages: bool
    state: State | None


def staff_page(work: WorkDesk, today: date) -> StaffPage:
    """The page; only units that this person may look at."""
    plan, access = work.desk.plan, work.desk.access
    manages = access.may(Action.MANAGE_PEOPLE)
    if plan is None:
        state = State(
            _("还没有计划"), _("先把计划放进来：单位、岗位和考核卡都写在计划里。"), steps=(Step(_("去上传计划"), reverse("plan")),)
        )
        return StaffPage("", None, None, None, manages, state)
    seats = seats_of(work.desk)
    seen = [unit for unit in plan.units if access.may(Action.LOOK, unit.id)]
    roles = [role for role in plan.roles if access.may(Action.LOOK, role.unit)]
    tree = tuple(_tree(plan, {unit.id for unit in seen}, roles, seats))
    cols = (Col(_("单位 / 岗位")), Col(_("汇报给"), wide_only=True), Col(_("编制"), numeric=True), Col(_("在岗"), numeric=True),
            Col(_("差额"), numeric=True), Col(_("谁在岗")))  # fmt: skip
    return StaffPage(
        said=_sentence(roles, seats),
        tree=Table(_("组织与岗位"), cols, tree, cards=True) if tree else None,
        tiers=_tiers(work, plan, {unit.id for unit in seen} | ({""} if access.whole() else set())),
        cards=_cards(work, plan, today),
        manages=manages,
        state=None if tree else State(_("没有可看的单位"), _("计划里还没有单位和岗位，或不在你的权限之内。")),
    )


def _sentence(roles: list[Role], seats: Mapping[str, tuple[Seat, ...]]) -> str:
    planned = sum((role.headcount.amount for role in roles if role.headcount is not None), Decimal(0))
    there = sum(len(seats.get(role.id, ())) for role in roles)
    vacant = sum(role.id not in seats for role in roles)
    said = _("编制 {planned} 人，在岗 {there} 人").format(planned=f"{planned.normalize():f}", there=there)
    return said + (_("，{vacant} 个岗位没有人").format(vacant=vacant) if vacant else "")


def _tree(plan: Plan, seen: set[str], roles: list[Role], seats: Mapping[str, tuple[Seat, ...]]) -> Iterator[Row]:
    """Units from the top down, each with its posts; what hangs on an unseen unit stands at the left."""
    below: dict[str, list[str]] = {}
    for unit in plan.units:
        if unit.id in seen:
            below.setdefault(unit.parent if unit.parent in seen else "", []).append(unit.id)
    names = {unit.id: unit.label for unit in plan.units}
    titles = {role.id: role.label for role in plan.roles}
    done: set[str] = set()

    def walk(parent: str, depth: int) -> Iterator[Row]:
        for unit in below.get(parent, ()):
            if unit in done:
                continue
            done.add(unit)
            own = [role for role in roles if role.unit == unit]
            yield Row((Text(INDENT * depth + names[unit], tone="unit"), "", *_heads(own, seats), ""))
            for role in own:
                yield _post(role, depth + 1, titles, seats.get(role.id, ()))
            yield from walk(unit, depth + 1)

    yield from walk("", 0)
    for role in roles:
        if role.unit not in seen:
            yield _post(role, 0, titles, seats.get(role.id, ()))


def _post(role: Role, depth: int, titles: Mapping[str, str], seats: tuple[Seat, ...]) -> Row:
    names = "、".join(seat.name for seat in seats[:MOST_NAMES]) + (_("等 {n} 人").format(n=len(seats)) if len(seats) > MOST_NAMES else "")
    who = names or Text(_("没有人"), tone="ask")
    return Row((INDENT * depth + role.label, titles.get(role.reports_to, "–"), *_heads([role], {role.id: seats}), who))


def _heads(roles: list[Role], seats: Mapping[str, tuple[Seat, ...]]) -> tuple[Cell, Cell, Cell]:
    """Planned, there, difference; what the plan does not say is unknown, not none."""
    planned = [role.headcount.amount for role in roles if role.headcount is not None]
    there = Decimal(sum(len(seats.get(role.id, ())) for role in roles))
    if not roles:
        return "", "", ""
    if len(planned) < len(roles):
        return number(None), number(there), number(None)
    gap = there - sum(planned, Decimal(0))
    return number(sum(planned, Decimal(0))), number(there), number(gap, tone="bad" if gap > 0 else "ask" if gap < 0 else "", signed=True)


def _tiers(work: WorkDesk, plan: Plan, seen: set[str]) -> Table | None:
    """How many people a unit has by the size of its business."""
    names, titles = {unit.id: unit.label for unit in plan.units}, {role.id: role.label for role in plan.roles}
    rows, metrics = [], work.desk.metrics() if plan.headcount else {}
    for one in plan.headcount:
        by = metrics[one.by].label if one.by in metrics else one.by
        for tier in one.tiers if one.unit in seen else ():
            heads = "、".join(f"{titles.get(role, role)} {count.text if count else '–'}" for role, count in tier.roles.items())
            start = number(tier.start.amount, metrics[one.by].measured_in if one.by in metrics else "") if tier.start else "–"
            rows.append(Row((names.get(one.unit, _("全公司")), by, start, heads)))
    cols = (Col(_("单位")), Col(_("依据指标")), Col(_("从"), numeric=True), Col(_("定编")))
    return Table(_("定编规则"), cols, tuple(rows), cards=True) if rows else None


def _cards(work: WorkDesk, plan: Plan, today: date) -> Table | None:
    """The cards that concern this person, with the round that is on."""
    rows, people = [], people_in_posts(work.desk)
    for card in plan.scorecards:
        period = last_period(card, today)
        key = RoundKey(plan.plan.id, card.id, period.name)
        written = store_of(work).entries(key)
        handed = roster_of(written)
        on = [Subject(p.id, p.role, p.unit) for p in appraised(card, plan, handed or people)]
        if not rights_of(work, card).concerns(on):
            continue
        own = any(subject.person == work.name for subject in on)
        name = Text(card.label, reverse("card", args=[card.id]), tag=_("含我") if own else "")
        at = reverse("round", args=[card.id, period.name])
        rows.append(Row((name, str(PERIODS[card.period]), Text(in_words(period), at), number(Decimal(len(on))), _standing(written))))
    cols = (Col(_("考核卡")), Col(_("周期")), Col(_("这一轮")), Col(_("人数"), numeric=True), Col(_("进度")))
    return Table(_("考核"), cols, tuple(rows), cards=True) if rows else None


def last_period(card: Scorecard, today: date) -> Period:
    """The card's last whole period."""
    this = Period.of(today, card.period)  # type: ignore[arg-type]  # the choices of a card are grains
    return Period.of(this.shift(-1).first, card.period)  # type: ignore[arg-type]


def _standing(written: Sequence[Entry]) -> Text:
    if any(entry.step == Taken.FREEZE for entry in written):
        return Text(_("已冻结"), tone="good")
    return Text(_("进行中，{n} 步").format(n=len(written))) if written else Text(_("未开始"))

# SPDX-License-Identifier: Apache-2.0
"""One person's scorecard in a round: each item with its number, where it comes from, who confirms it; what may be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.appraisal.closing import is_ready, is_scored_by_hand
from yunce.operate.appraisal.results import ItemLine, PersonResult
from yunce.operate.appraisal.round import Stage, Step
from yunce.plan.parts.people import ScoreItem
from yunce.web.cockpit.figures import shown_in
from yunce.web.people.doing import may_take
from yunce.web.people.labels import KINDS, LINE_STATES, STAGE_TONES, STAGES, STEPS
from yunce.web.people.opening import RoundDesk
from yunce.web.people.round_page import score_of, sheet_address
from yunce.web.ui.numbers import UNKNOWN, Number, rounded, settled
from yunce.web.ui.parts import Said, address
from yunce.web.ui.tables import Cell, Col, Row, Table, Text
from yunce.web.workitems.desk import names_of

SOURCES = {"work": "执行台账", "round": "评分", "facts": "事实"}


@dataclass(frozen=True, slots=True)
class Input:
    """A number to be typed: the item, its words, what stands there now."""

    item: str
    name: str
    value: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """An item to be confirmed; `why_not` where it cannot be yet."""

    item: str
    name: str
    said: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One person in one round."""

    card: str
    title: str
    period: str
    person: str
    name: str
    about: str
    stage: str
    tone: str
    score: str
    grade: str
    lines: Table
    steps: frozenset[str]
    inputs: tuple[Input, ...]
    ticks: tuple[Tick, ...]
    missing: tuple[Input, ...]
    appeal: str
    history: tuple[tuple[str, str, str, str], ...]
    seen: int
    address: str
    said: tuple[Said, ...]


def sheet_page(desk: RoundDesk, person: PersonResult, said: tuple[Said, ...] = ()) -> SheetPage:
    """The page of one person; who only confirms sees those items and no score."""
    rights = desk.rights
    full = rights.sees_score(person)
    lines = [line for line in person.lines if full or rights.confirms(person, line)]
    stage = desk.round.people.get(person.person, Stage.OPEN)
    by_hand = [line for line in lines if is_scored_by_hand(desk.card, line)]
    points = desk.round.said
    score = score_of(person)
    return SheetPage(
        card=desk.card.id,
        title=desk.card.label,
        period=desk.key.period,
        person=person.person,
        name=person.name,
        about=" · ".join(
            filter(None, (desk.work.role_names().get(person.role, person.role), desk.work.desk.unit_names().get(person.unit, "")))
        ),
        stage=str(STAGES[stage]),
        tone=STAGE_TONES.get(stage, ""),
        score=score.text if full else "",
        grade=person.grade if full else "",
        lines=_lines(desk, person, lines, full=full),
        steps=_steps(desk, person),
        inputs=tuple(Input(x.item, x.name, _plain(points.get((person.person, x.item))), _weight(x)) for x in by_hand if full),
        ticks=_ticks(desk, person, lines),
        missing=tuple(Input(x.item, x.name, _plain(x.actual)) for x in lines) if rights.hands_in(person) else (),
        appeal=desk.round.appeals.get(person.person, "") if full else "",
        history=_history(desk, person) if full else (),
        seen=desk.version(person.person),
        address=sheet_address(desk, person.person),
        said=said,
    )


def _steps(desk: RoundDesk, person: PersonResult) -> frozenset[str]:
    """What may be done now; an appeal is answered, with points where they change, not scored anew beside it."""
    found = {step.value for step in Step if step not in {Step.SIGN, Step.FREEZE} and may_take(desk, step, person)}
    return frozenset(found - {Step.LEAD.value} if Step.SETTLE.value in found else found)


def _lines(desk: RoundDesk, person: PersonResult, lines: list[ItemLine], *, full: bool) -> Table:
    """The items; the points of each side stand beside each other."""
    selfs = _said_by(desk, person, Step.SELF)
    rows = []
    for line in lines:
        name = Text(line.name, sub="" if line.kind == "score" else str(KINDS[line.kind]))
        rest = (_number(line.ratio, percent=True), _number(selfs.get(line.item)), _number(line.points)) if full else ()
        unit = _unit(desk, line)
        rows.append(Row((name, _number(line.weight), _actual(line, unit), _target(line.target, unit), *rest, _source(desk, person, line),
                         _confirmer(desk, person, line))))  # fmt: skip
    more = (Col(_("比率"), numeric=True), Col(_("自评"), numeric=True), Col(_("得分"), numeric=True)) if full else ()
    cols = (Col(_("考核项")), Col(_("权重"), numeric=True), Col(_("实际"), numeric=True), Col(_("目标"), numeric=True), *more,
            Col(_("数据来源")), Col(_("确认")))  # fmt: skip
    return Table(_("考核项"), cols, tuple(rows), cards=True)


def _unit(desk: RoundDesk, line: ItemLine) -> str:
    """The unit that an item's metric is measured in; nothing for an item without one."""
    item = _item(desk, line)
    metric = desk.work.desk.metrics().get(item.metric) if item else None
    return shown_in(metric) if metric else ""


def _actual(line: ItemLine, unit: str) -> Cell:
    if line.actual is not None:
        return settled(line.actual, unit)
    return Text(str(LINE_STATES.get(line.state, _("未报"))), tone="ask" if line.state == "not_reported" else "")


def _source(desk: RoundDesk, person: PersonResult, line: ItemLine) -> Text:
    """Where a number comes from; facts lead to their rows."""
    if line.actual is None and not line.source:
        return Text("–")
    kind, _space, more = line.source.partition(" ")
    text = SOURCES.get(kind, line.source) + (f" {more}" if kind in SOURCES and more else "")
    item = _item(desk, line)
    if kind == "facts" and item is not None and item.metric:
        unit = "" if item.whose == "company" else person.unit
        days = {"since": desk.period.first.isoformat(), "until": desk.period.last.isoformat()}
        return Text(text, address(reverse("rows", args=[item.metric]), unit=unit, **days))
    return Text(text)


def _item(desk: RoundDesk, line: ItemLine) -> ScoreItem | None:
    return next((item for item in desk.card.items if line.item in {item.id, item.metric}), None)


def _target(text: str, unit: str) -> Cell:
    """A target that is a number alone in its metric's unit, another as the plan writes it."""
    try:
        return settled(Decimal(text), unit)
    except InvalidOperation:
        return Text(text or UNKNOWN)


def _confirmer(desk: RoundDesk, person: PersonResult, line: ItemLine) -> Text:
    by = desk.round.confirmed.get((person.person, line.item))
    wanted = desk.work.role_names().get(line.confirmer, line.confirmer) or _("主管")
    if by:
        return Text(_("{who} 已确认").format(who=names_of({by}).get(by, by)), tone="good")
    if (person.person, line.item) in desk.standing.stale:
        return Text(_("确认后数有变，待 {who} 再确认").format(who=wanted), tone="bad")
    return Text(_("待 {who}").format(who=wanted))


def _ticks(desk: RoundDesk, person: PersonResult, lines: list[ItemLine]) -> tuple[Tick, ...]:
    found = []
    for line in lines:
        if desk.rights.confirms(person, line) and (person.person, line.item) not in desk.round.confirmed:
            said = settled(line.actual, _unit(desk, line)).text if line.actual is not None else _("没有发生")
            found.append(Tick(line.item, line.name, said, "" if is_ready(line) else _("未报，先补数据")))
    return tuple(found)


def _said_by(desk: RoundDesk, person: PersonResult, step: Step) -> dict[str, Decimal]:
    """The last points that a step gave."""
    found: dict[str, Decimal] = {}
    for event in desk.round.events:
        if event.step is step and event.person == person.person:
            found |= dict(event.scores)
    return found


def _history(desk: RoundDesk, person: PersonResult) -> tuple[tuple[str, str, str, str], ...]:
    rows = [row for row in desk.rows if row.person == person.person and row.step != Step.ADJUST]
    names = names_of({row.by for row in rows})
    return tuple((f"{row.at:%Y-%m-%d %H:%M}", names.get(row.by, row.by), str(STEPS[row.step]), row.note) for row in reversed(rows))


def _number(value: Decimal | None, *, percent: bool = False) -> Number:
    if value is None:
        return Number(UNKNOWN, _("未知"))
    text = f"{rounded(value * 100, 1)}%" if percent else rounded(value, 4).rstrip("0").rstrip(".") if value % 1 else rounded(value, 0)
    return Number(text, f"{value:f}")


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _weight(line: ItemLine) -> str:
    return _("权重 {weight}").format(weight=_plain(line.weight)) if line.weight is not None else str(KINDS[line.kind])

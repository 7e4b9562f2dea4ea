# SPDX-License-Identifier: Apache-2.0
"""The values of the pages of cases."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.cases.handling import Handled, Stage, next_stage, respond_by
from yunce.operate.cases.visits import Concern
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.promises import Clocked, resolution_clock, response_clock
from yunce.operate.workitems.states import ACTIVE, Kind, Severity
from yunce.operate.workitems.steps import Do, possible
from yunce.values.duration import Duration
from yunce.web.accounts.access import Action
from yunce.web.cases.intake import Counter
from yunce.web.cases.labels import CHANNELS, SATISFACTION, STAGES
from yunce.web.cases.models import CaseContact
from yunce.web.plans.readable import lapse_words
from yunce.web.ui.parts import Choice, Pager, Said, pager
from yunce.web.workitems.desk import WorkDesk
from yunce.web.workitems.labels import SEVERITIES
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.saying import Line, Names, line_of, moment, said_due
from yunce.web.workitems.store import Store

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as it is listed."""

    line: Line
    href: str
    category: str
    stage: str
    customer: str
    first: str
    first_late: bool


@dataclass(frozen=True, slots=True)
class CasesPage:
    """A page of cases; `counts` by category of those that are open."""

    rows: tuple[CaseRow, ...]
    shown: str
    kinds: tuple[Choice, ...]
    may_take_in: bool
    has_kinds: bool
    pager: Pager


def cases_page(work: WorkDesk, counter: Counter, asked: Mapping[str, str], page: int, now: datetime) -> CasesPage:
    """The cases that this person may see: open ones, the most urgent first, or all of them, newest first."""
    everything = asked.get("show") == "all"
    rows = _rows(work, asked.get("kind", ""), everything=everything)
    found = list(rows[(page - 1) * A_PAGE : page * A_PAGE + 1])
    names = Names.of(work, found[:A_PAGE])
    kinds = (
        Choice("", _("全部种类"), not asked.get("kind")),
        *(Choice(k, h.kind.label, k == asked.get("kind")) for k, h in counter.kinds.items()),
    )
    keep = {name: asked[name] for name in ("show", "kind") if asked.get(name)}
    return CasesPage(
        rows=tuple(_row(row, names, now) for row in found[:A_PAGE]),
        shown="all" if everything else "open",
        kinds=kinds,
        may_take_in=any(work.desk.access.may(Action.WORK, unit) for unit in ("", *counter.units)),
        has_kinds=bool(counter.kinds),
        pager=pager(reverse("cases"), keep, page, more=len(found) > A_PAGE),
    )


def _rows(work: WorkDesk, kind: str, *, everything: bool) -> QuerySet[WorkItem]:
    rows = work.seen(WorkItem.objects.filter(kind=Kind.CASE))
    rows = rows.filter(element=f"cases.{kind}") if kind else rows
    return rows.order_by("-opened_at") if everything else rows.filter(state__in=ACTIVE).order_by("next_at")


def _row(row: WorkItem, names: Names, now: datetime) -> CaseRow:
    item = item_of(row)
    first = respond_by(item)
    late = first is not None and first < now
    return CaseRow(
        line=line_of(row, names, now),
        href=reverse("case", args=[row.pk]),
        category=str(item.data.get("category", "")),
        stage=_stage(item),
        customer=f"{item.data.get('customer', '')} {item.data.get('contact', '')}".strip(),
        first=said_due(first, now, late=late) if first else "",
        first_late=late,
    )


def _stage(item: Item) -> str:
    return str(STAGES.get(str(item.data.get("stage", "")), ""))


@dataclass(frozen=True, slots=True)
class ClockShown:
    """One promise: what was promised, until when, how it stands."""

    name: str
    promised: str
    due: str
    said: str
    tone: str


@dataclass(frozen=True, slots=True)
class LessonForm:
    """What a case teaches, to be written: the units that may answer for it, what was written before, whether more may be opened."""

    units: tuple[Choice, ...]
    cause: str
    cost: str
    may_improve: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case: clocks, stage, who it was, other cases of the same customer."""

    line: Line
    item_href: str
    text: str
    facts: tuple[tuple[str, str], ...]
    clocks: tuple[ClockShown, ...]
    stages: tuple[tuple[str, bool], ...]
    next_stage: Choice | None
    version: int
    may_reveal: bool
    revealed: tuple[str, str] | None
    others: tuple[Line, ...]
    follows: tuple[Line, ...]
    """What was opened from it: its visit, its improvements."""
    lesson: LessonForm | None
    said: tuple[Said, ...]


def case_page(
    work: WorkDesk,
    row: WorkItem,
    handled: Handled | None,
    now: datetime,
    *,
    revealed: CaseContact | None = None,
    said: tuple[Said, ...] = (),
) -> CasePage:
    """The page of a case that this person may see."""
    item = item_of(row)
    key = str(item.data.get("customer_key", ""))
    same = (
        work.seen(WorkItem.objects.filter(kind=Kind.CASE, opening__data__customer_key=key)).exclude(pk=row.pk)
        if key
        else WorkItem.objects.none()
    )
    others = list(same.order_by("-opened_at")[:10])
    made = _made(work, row)
    names = Names.of(work, (row, *others, *made))
    follows = next_stage(item.data.get("stage"))
    may_note = Do.NOTE in possible(item, work.actor(row.unit))
    may_step = may_note and item.is_active
    return CasePage(
        line=line_of(row, names, now),
        item_href=reverse("work-item", args=[row.pk]),
        text=str(item.data.get("text", "")),
        facts=_facts(item, row, handled, names),
        clocks=_clocks(item, handled, now),
        stages=_passed(item),
        next_stage=Choice(follows.value, str(STAGES[follows])) if follows and may_step else None,
        version=item.version,
        may_reveal=work.desk.access.may(Action.SEE_CONTACT, row.unit) and CaseContact.objects.filter(pk=row.pk).exists(),
        revealed=(revealed.name, revealed.contact) if revealed else None,
        others=tuple(line_of(one, names, now) for one in others),
        follows=tuple(line_of(one, names, now) for one in made),
        lesson=_lesson(work, row, item) if may_note else None,
        said=said,
    )


def _lesson(work: WorkDesk, row: WorkItem, item: Item) -> LessonForm:
    blamed = str(item.data.get("blamed") or row.unit)
    units = tuple(Choice(unit, name, unit == blamed) for unit, name in work.desk.unit_names().items())
    cause, cost = (str(item.data.get(name, "")) for name in ("cause", "cost"))
    return LessonForm(units, cause, cost, work.desk.access.anywhere(Action.ASSIGN))


def _made(work: WorkDesk, row: WorkItem) -> list[WorkItem]:
    """What was opened from it, as far as this person may see."""
    return [one for one in WorkItem.objects.filter(parent=row.pk).order_by("opened_at")[:20] if work.may_see(one)]


def _passed(item: Item) -> tuple[tuple[str, bool], ...]:
    """Every stage, and whether the case has come to it."""
    names = list(Stage)
    at = next((n for n, one in enumerate(names) if one == item.data.get("stage")), -1)
    return tuple((str(STAGES[one]), n <= at) for n, one in enumerate(names))


def _facts(item: Item, row: WorkItem, handled: Handled | None, names: Names) -> tuple[tuple[str, str], ...]:
    data = item.data
    told = (
        (_("种类"), handled.kind.label if handled else str(data.get("case", ""))),
        (_("类别"), str(data.get("category", ""))),
        (_("渠道"), str(CHANNELS.get(str(data.get("channel", "")), ""))),
        (_("客户"), str(data.get("customer", ""))),
        (_("联系方式"), str(data.get("contact", ""))),
        (_("对象"), names.units.get(item.opening.subject, item.opening.subject)),
        (_("金额（元）"), str(data.get("amount", ""))),
        (_("单位"), names.units.get(row.unit, row.unit)),
        (_("受理"), moment(datetime.fromisoformat(str(data["reported_at"])) if data.get("reported_at") else item.opened_at)),
        (_("来源编号"), str(data.get("reference", ""))),
        (_("满意度"), _satisfied(data.get("satisfaction"))),
        (_("原因"), str(data.get("cause", ""))),
        (_("责任单位"), names.units.get(str(data.get("blamed", "")), str(data.get("blamed", "")))),
        (_("损失（元）"), str(data.get("cost", ""))),
    )
    return tuple((name, text) for name, text in told if text)


def _satisfied(value: object) -> str:
    return f"{value} {SATISFACTION[value]}" if isinstance(value, int) and value in SATISFACTION else ""


def _clocks(item: Item, handled: Handled | None, now: datetime) -> tuple[ClockShown, ...]:
    if handled is None:
        return ()
    promise, events = handled.promise(item), Store().events(item.id)
    pairs = (
        (_("首次响应"), handled.kind.respond, response_clock(item, promise, handled.clock, now)),
        (_("解决"), handled.kind.resolve, resolution_clock(item, events, promise, handled.clock, now)),
    )
    return tuple(_clock(name, lasts, found) for name, lasts, found in pairs if found is not None)


def _clock(name: str, lasts: Duration | None, found: Clocked) -> ClockShown:
    due = moment(found.due) if found.due else _("暂停计时")
    tone = "" if found.left >= 0 else "bad"
    return ClockShown(name, lapse_words(lasts.text) if lasts else "", due, _standing(found.left, ended=found.ended), tone)


def _standing(left: int, *, ended: bool) -> str:
    hours, minutes = divmod(abs(left) // 60, 60)
    spent = _("{hours} 小时 {minutes} 分").format(hours=hours, minutes=minutes)
    if ended:
        return _("按时完成") if left >= 0 else _("超时 {spent}").format(spent=spent)
    return _("还剩 {spent}（工作时间）").format(spent=spent) if left >= 0 else _("已超时 {spent}").format(spent=spent)


@dataclass(frozen=True, slots=True)
class NewCasePage:
    """The form of a new case, with what was sent before and what was wrong with it."""

    key: str
    kinds: tuple[tuple[str, str, tuple[Choice, ...]], ...]
    units: tuple[Choice, ...]
    channels: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    sent: Mapping[str, str]
    said: tuple[Said, ...]


def new_page(work: WorkDesk, counter: Counter, sent: Mapping[str, str], said: tuple[Said, ...] = ()) -> NewCasePage:
    """The form."""
    units = tuple(unit for unit in counter.units if work.desk.access.may(Action.WORK, unit))
    category = sent.get("category", "")
    kinds = tuple(
        (k, h.kind.label, tuple(Choice(f"{k}|{c}", c, f"{k}|{c}" == category) for c in h.kind.categories)) for k, h in counter.kinds.items()
    )
    fields = ("title", "text", "name", "contact", "amount", "subject", "category")
    return NewCasePage(
        key=sent.get("key") or secrets.token_urlsafe(12),
        kinds=kinds,
        units=(Choice("", _("按种类自动派"), not sent.get("unit")), *(Choice(u, counter.units[u], u == sent.get("unit")) for u in units)),
        channels=tuple(Choice(c, str(w), c == sent.get("channel")) for c, w in CHANNELS.items()),
        severities=tuple(Choice(s.value, str(SEVERITIES[s]), s.value == sent.get("severity")) for s in Severity),
        sent={name: sent.get(name, "") for name in fields},
        said=said,
    )


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """A customer to look after."""

    customer: str
    cases: int
    dissatisfied: int
    grave: int
    last: str
    lines: tuple[Line, ...]


def concern_rows(work: WorkDesk, concerns: Sequence[Concern], rows: Sequence[WorkItem], now: datetime) -> tuple[ConcernRow, ...]:
    """Customers to look after, each with the cases that say so."""
    names = Names.of(work, rows)
    mine: dict[str, list[WorkItem]] = {}
    for row in rows:
        mine.setdefault(str(item_of(row).data.get("customer_key", "")), []).append(row)
    found = []
    for one in concerns:
        cases = mine[one.customer]
        shown = str(item_of(cases[0]).data.get("customer", "")) or one.customer[:6]
        lines = tuple(line_of(row, names, now) for row in cases[:5])
        found.append(ConcernRow(shown, one.cases, one.dissatisfied, one.grave, moment(one.last), lines))
    return tuple(found)

# SPDX-License-Identifier: Apache-2.0
"""Many items at once: the board by state, the list with filters and export, the inbox of verifications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yunce.operate.workitems.states import State
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.ui.exports import csv_response
from yunce.web.ui.parts import Choice, Pager, pager
from yunce.web.ui.requests import page_number
from yunce.web.workitems.day import inbox
from yunce.web.workitems.desk import WorkDesk, open_work
from yunce.web.workitems.labels import KINDS, STATES
from yunce.web.workitems.listed import Listed, listed
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.saying import Line, Names, line_of, moment

ROWS, CARDS, MOST_EXPORTED, COUNTED = 50, 20, 20_000, 200
COLUMNS = (State.OPEN, State.REOPENED, State.DOING, State.WAITING, State.UPWARD, State.DONE)
ACTIVE_ONLY, LATE_ONLY, ALL = "active", "late", "all"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items a page is asked for; all of it in the address."""

    unit: str = ""
    kind: str = ""
    state: str = ACTIVE_ONLY
    words: str = ""
    mine: bool = False

    @classmethod
    def read(cls, request: HttpRequest) -> Filter:
        """From an address; what is unknown there does not narrow."""
        asked = request.GET
        kind, state = asked.get("kind", ""), asked.get("state", "")
        known = {*STATES, LATE_ONLY, ALL}
        return cls(
            unit=asked.get("unit", ""),
            kind=kind if kind in KINDS else "",
            state=state if state in known else ACTIVE_ONLY,
            words=asked.get("words", "").strip()[:100],
            mine=asked.get("mine") == "1",
        )

    def params(self) -> dict[str, str]:
        """As parameters of an address."""
        every = {"unit": self.unit, "kind": self.kind, "state": "" if self.state == ACTIVE_ONLY else self.state, "words": self.words}
        return {name: value for name, value in {**every, "mine": "1" if self.mine else ""}.items() if value}

    def rows(self, work: WorkDesk, now: datetime) -> QuerySet[WorkItem]:
        """The rows that it names and this person may see."""
        rows = work.seen(WorkItem.objects.all())
        if self.mine:
            rows = rows.filter(holder__in=work.holders())
        if self.unit:
            below = [unit for unit in work.desk.unit_names() if work.desk.access.reaches(self.unit, unit)]
            rows = rows.filter(unit__in=below or [self.unit])
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.words:
            rows = rows.filter(Q(title__icontains=self.words) | Q(number__iexact=self.words))
        return self._by_state(rows, now)

    def _by_state(self, rows: QuerySet[WorkItem], now: datetime) -> QuerySet[WorkItem]:
        if self.state == LATE_ONLY:
            return rows.filter(holder__isnull=False, due__lt=now)
        if self.state == ACTIVE_ONLY:
            return rows.filter(holder__isnull=False)
        return rows if self.state == ALL else rows.filter(state=self.state)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filter's form."""

    action: str
    units: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    words: str
    mine: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list, a page of it."""

    title: str
    form: Narrowing | None
    lines: tuple[Line, ...]
    pager: Pager
    export: str
    empty: str


@dataclass(frozen=True, slots=True)
class Column:
    """One state of the board: its first items and how many there are (`200+` from there on)."""

    name: str
    count: str
    lines: tuple[Line, ...]
    more: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board."""

    form: Narrowing
    columns: tuple[Column, ...]


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Items by unit, kind, state and words."""
    work, now, chosen, page = open_work(request), timezone.now(), Filter.read(request), page_number(request)
    rows = _page_of(chosen, chosen.rows(work, now).order_by("next_at", "id"), page)
    names = Names.of_lists(work, rows)
    shown = ListPage(
        title=_("全部工作"),
        form=_form(work, chosen, reverse("work-list"), with_state=True),
        lines=tuple(line_of(row, names, now) for row in rows[:ROWS]),
        pager=pager(reverse("work-list"), chosen.params(), page, more=len(rows) > ROWS),
        export=f"{reverse('work-export')}?{request.GET.urlencode()}",
        empty=_("没有符合条件的工作。换一个条件试试。"),
    )
    return render(request, "workitems/list.html", {"page": shown})


def _page_of(chosen: Filter, rows: QuerySet[WorkItem], page: int) -> list[Listed]:
    """A page of the rows and one more. Words are looked for in an index first, which knows ids alone; only what fits is read."""
    asked = slice((page - 1) * ROWS, page * ROWS + 1)
    if not chosen.words:
        return listed(rows[asked])
    ids = list(rows.values_list("pk", flat=True)[asked])
    return listed(WorkItem.objects.filter(pk__in=ids).order_by("next_at", "id"))


@require_GET
def inbox_page(request: HttpRequest) -> HttpResponse:
    """What waits for me to verify, all of it."""
    work, now, page = open_work(request), timezone.now(), page_number(request)
    rows = listed(inbox(work)[(page - 1) * ROWS : page * ROWS + 1])
    names = Names.of_lists(work, rows)
    lines = tuple(line_of(row, names, now) for row in rows[:ROWS])
    turning = pager(reverse("work-inbox"), {}, page, more=len(rows) > ROWS)
    shown = ListPage(_("待我验证"), None, lines, turning, "", _("没有等你验证的工作。"))
    return render(request, "workitems/list.html", {"page": shown})


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """What is on its way, by state."""
    work, now, chosen = open_work(request), timezone.now(), replace(Filter.read(request), state=ALL)
    every = chosen.rows(work, now)
    rows = {
        state: listed(every.filter(state=state).order_by("-next_at" if state is State.DONE else "next_at")[: CARDS + 1])
        for state in COLUMNS
    }
    names = Names.of_lists(work, (row for some in rows.values() for row in some))
    columns = []
    for state, some in rows.items():
        count = every.filter(state=state)[: COUNTED + 1].count() if len(some) > CARDS else len(some)
        more = f"{reverse('work-list')}?{_query(replace(chosen, state=state.value))}" if len(some) > CARDS else ""
        said = f"{COUNTED}+" if count > COUNTED else str(count)
        columns.append(Column(str(STATES[state]), said, tuple(line_of(row, names, now) for row in some[:CARDS]), more))
    shown = BoardPage(_form(work, chosen, reverse("work-board"), with_state=False), tuple(columns))
    return render(request, "workitems/board.html", {"page": shown})


@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as a file, at most twenty thousand rows."""
    work, now = open_work(request), timezone.now()
    rows = list(Filter.read(request).rows(work, now).order_by("next_at", "id")[:MOST_EXPORTED])
    record(request, "work_exported", f"{len(rows)} {request.GET.urlencode()}")
    header = (_("编号"), _("标题"), _("类别"), _("状态"), _("程度"), _("单位"), _("责任"), _("对象"), _("期限"),
              _("开立"), _("办完"), _("验证"), _("退回次数"), _("地址"))  # fmt: skip
    return csv_response(f"work-{now:%Y%m%d}.csv", header, _cells(request, rows, Names.of(work, rows), now))


def _cells(request: HttpRequest, rows: list[WorkItem], names: Names, now: datetime) -> Iterator[tuple[str, ...]]:
    for row in rows:
        line = line_of(row, names, now)
        times = (moment(row.due), moment(row.opened_at), moment(row.done_at), moment(row.verified_at))
        yield (row.number, row.title, line.kind, line.state, line.grave or _("一般"), line.unit, line.holder, row.subject, *times,
               str(row.reopened), request.build_absolute_uri(line.href))  # fmt: skip


def _form(work: WorkDesk, chosen: Filter, action: str, *, with_state: bool) -> Narrowing:
    names = work.desk.unit_names()
    units = work.desk.access.within(Action.LOOK, names)
    states = {
        ACTIVE_ONLY: _("在办的"),
        LATE_ONLY: _("逾期的"),
        **{str(state): str(words) for state, words in STATES.items()},
        ALL: _("全部"),
    }
    return Narrowing(
        action=action,
        units=(Choice("", _("全部单位"), not chosen.unit), *(Choice(unit, names[unit], unit == chosen.unit) for unit in units)),
        kinds=(
            Choice("", _("全部类别"), not chosen.kind),
            *(Choice(kind, str(words), kind == chosen.kind) for kind, words in KINDS.items()),
        ),
        states=tuple(Choice(value, words, value == chosen.state) for value, words in states.items()) if with_state else (),
        words=chosen.words,
        mine=chosen.mine,
    )


def _query(chosen: Filter) -> str:
    return urlencode(chosen.params())

# SPDX-License-Identifier: Apache-2.0
"""My day (今日): what I owe, by when it is due; what waits for me to look at it. Two questions to the ledger, each answered by an index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yunce.operate.workitems.states import State
from yunce.web.accounts.access import Action
from yunce.web.cockpit.turning import TurnedLine, turned_lines
from yunce.web.ui.parts import State as Shown
from yunce.web.ui.parts import Step
from yunce.web.workitems.desk import WorkDesk
from yunce.web.workitems.listed import COLUMNS, Listed, listed, read
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import END_OF_DAYS
from yunce.web.workitems.saying import Line, Names, line_of

MOST = 200
MOST_WAITING = 30
SOON = timedelta(days=7)
FOLDED = frozenset({"later", "waiting"})


@dataclass(frozen=True, slots=True)
class Group:
    """Items of my day that belong together."""

    title: str
    tone: str
    lines: tuple[Line, ...]
    is_folded: bool = False
    """What is not for today: shown when it is asked for."""


@dataclass(frozen=True, slots=True)
class DayPage:
    """My day; `more` where more is owed than a page shows."""

    said: str
    groups: tuple[Group, ...]
    inbox: tuple[Line, ...]
    inbox_more: bool
    more: bool
    may_open: bool
    turned: tuple[TurnedLine, ...]
    """Numbers of theirs whose judgement is another than the day before."""
    state: Shown | None


def mine(work: WorkDesk, most: int) -> list[Listed]:
    """What this person owes, the most urgent first."""
    holders = work.holders()
    marks = ", ".join(["%s"] * len(holders))
    return read(f"SELECT {COLUMNS} FROM yunce_work_workitem WHERE holder IN ({marks}) ORDER BY next_at LIMIT %s", (*holders, most))  # noqa: S608


def inbox(work: WorkDesk) -> QuerySet[WorkItem]:
    """What is done and waits for this person to look, the longest first; never what they did themselves."""
    units = work.units(Action.VERIFY)
    if units is not None and not units:
        return WorkItem.objects.none()
    rows = WorkItem.objects.filter(awaits__isnull=False) if units is None else WorkItem.objects.filter(awaits__in=units)
    return rows.exclude(done_by=work.name).exclude(assignee=work.name).order_by("done_at")


def day_page(work: WorkDesk, now: datetime) -> DayPage:
    """My day as of now."""
    owed = mine(work, MOST + 1)
    waiting = listed(inbox(work)[: MOST_WAITING + 1])
    names = Names.of_lists(work, (*owed, *waiting))
    groups = _groups(owed[:MOST], names, now)
    return DayPage(
        said=_sentence(groups, waiting),
        groups=groups,
        inbox=tuple(line_of(row, names, now) for row in waiting[:MOST_WAITING]),
        inbox_more=len(waiting) > MOST_WAITING,
        more=len(owed) > MOST,
        may_open=may_open(work),
        turned=_turned(work),
        state=None if owed or waiting else _nothing(work),
    )


def _turned(work: WorkDesk) -> tuple[TurnedLine, ...]:
    """Numbers of units where they hand out work or hold a post that may look there, and of roles that they hold."""
    access = work.desk.access
    own = work.units(Action.ASSIGN)
    units = None if own is None else {*own, *(unit for _, unit in work.posts if unit and access.may(Action.LOOK, unit))}
    return turned_lines(work.desk.fingerprint, units, {role for role, _ in work.posts})


def may_open(work: WorkDesk) -> bool:
    """True for who may open something somewhere."""
    return bool(work.posts) or work.desk.access.anywhere(Action.WORK)


def _groups(rows: Sequence[Listed], names: Names, now: datetime) -> tuple[Group, ...]:
    midnight = datetime.combine(localtime(now).date() + timedelta(days=1), time(), localtime(now).tzinfo)
    found: dict[str, list[Line]] = {name: [] for name in ("late", "today", "soon", "later", "waiting")}
    for row in rows:
        found[_group(row, now, midnight)].append(line_of(row, names, now))
    titles = (("late", _("逾期"), "bad"), ("today", _("今天"), ""), ("soon", _("七天内"), ""), ("later", _("还没到时候，或没有期限"), ""),
              ("waiting", _("在等"), "ask"))  # fmt: skip
    return tuple(Group(title, tone, tuple(found[name]), name in FOLDED) for name, title, tone in titles if found[name])


def _group(row: Listed, now: datetime, midnight: datetime) -> str:
    if row.state == State.WAITING and row.next_at >= midnight:
        return "waiting"
    if row.due is not None and row.due < now:
        return "late"
    if row.start is not None and row.start >= midnight:
        return "later"
    if row.next_at < midnight:
        return "today"
    return "soon" if row.next_at < min(midnight + SOON, END_OF_DAYS) else "later"


def _sentence(groups: Sequence[Group], waiting: Sequence[Listed]) -> str:
    counts = {group.title: len(group.lines) for group in groups}
    parts = [_("逾期 {n} 项").format(n=counts[_("逾期")])] if _("逾期") in counts else []
    parts += [_("今天到期 {n} 项").format(n=counts.get(_("今天"), 0))]
    parts += [_("等你验证 {n} 项").format(n=_many(len(waiting), MOST_WAITING))] if waiting else []
    return "，".join(parts)


def _many(count: int, most: int) -> str:
    return f"{most}+" if count > most else str(count)


def _nothing(work: WorkDesk) -> Shown:
    steps = (Step(_("新建一项"), reverse("work-new")),) if may_open(work) else ()
    text = (
        _("分派给你和你岗位的工作会出现在这里。")
        if work.posts
        else _("你还没有岗位。管理员在“设置 · 人员与岗位”里给你岗位后，岗位的工作会出现在这里。")
    )
    return Shown(_("现在没有要办的事"), text, steps=steps)

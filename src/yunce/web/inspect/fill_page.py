# SPDX-License-Identifier: Apache-2.0
"""The value of the form's page: one question a card, what it asks for, what was sent before."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.inspection.answers import FAIL, HAZARDS, PASS
from yunce.operate.inspection.form import Form, Line
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Severity
from yunce.web.inspect.filling import may_fill
from yunce.web.inspect.labels import GRADES
from yunce.web.ui.parts import Choice, Said
from yunce.web.workitems.desk import WorkDesk
from yunce.web.workitems.labels import SEVERITIES, STATES
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.saying import moment


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the form."""

    number: int
    id: str
    text: str
    asks: str
    hint: str
    grave: str
    measured_in: str
    step: str
    most: str
    choices: tuple[Choice, ...]
    is_optional: bool
    can_flag: bool
    value: str
    note: str
    absent: bool
    flagged: bool
    grades: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FillPage:
    """The form; `closed` says why nothing more is taken."""

    title: str
    about: str
    item_id: str
    who: str
    round: int
    token: str
    questions: tuple[Question, ...]
    note: str
    closed: str
    said: tuple[Said, ...]
    action: str
    result: str
    root: str
    worker: str
    status: str


def fill_page(
    work: WorkDesk, row: WorkItem, item: Item, form: Form, said: tuple[Said, ...] = (), sent: Mapping[str, str] | None = None
) -> FillPage:
    """The form of an inspection, with what was sent before where something was wrong with it."""
    given = sent or {}
    unit = work.desk.unit_names().get(item.opening.subject or item.opening.unit, item.opening.subject)
    version = _("第 {version} 版").format(version=form.version) if form.version else ""
    due = _("期限 {day}").format(day=moment(row.due)) if row.due else ""
    mode = str(item.data.get("mode", ""))
    return FillPage(
        title=form.title,
        about=" · ".join(filter(None, (row.title, unit if unit not in row.title else "", version, mode, due))),
        item_id=row.pk,
        who=work.name,
        round=item.reopened,
        token=given.get("token") or secrets.token_urlsafe(18),
        questions=tuple(_question(n, line, given) for n, line in enumerate(form.lines, start=1)),
        note=given.get("note", ""),
        closed=_closed(work, item),
        said=said,
        action=reverse("inspection-fill", args=[row.pk]),
        result=reverse("inspection-result", args=[row.pk]),
        root=reverse("inspections"),
        worker=reverse("inspection-worker"),
        status=reverse("inspection-status"),
    )


def _closed(work: WorkDesk, item: Item) -> str:
    if not item.is_active:
        return _("这次检查已经{state}。").format(state=STATES[item.state])
    return "" if may_fill(item, work.actor(item.opening.unit)) else _("这次检查不归你办，只能看。")


def _question(n: int, line: Line, sent: Mapping[str, str]) -> Question:
    value = sent.get(f"v{n}", "")
    can_flag = not line.judges
    return Question(
        number=n,
        id=line.id,
        text=line.text or line.id,
        asks=line.asks,
        hint="；".join(filter(None, (_limits(line), line.standard))),
        grave="" if line.severity is Severity.MINOR else str(SEVERITIES[line.severity]),
        measured_in=_("分") if line.asks == "score" else ("%" if line.is_percent else line.measured_in),
        step="any",
        most=format(line.full, "f") if line.asks == "score" else "",
        choices=_choices(line, value),
        is_optional=line.asks == "text",
        can_flag=can_flag,
        value=value,
        note=sent.get(f"n{n}", ""),
        absent=sent.get(f"x{n}") == "1",
        flagged=sent.get(f"f{n}") == "1",
        grades=_grades(sent.get(f"h{n}", "")),
    )


def _limits(line: Line) -> str:
    if line.asks == "score":
        full = _("满分 {full}").format(full=format(line.full, "f"))
        return _("{full}，合格线 {limits}").format(full=full, limits=line.limits.text) if line.limits else full
    return _("合格范围 {limits} {unit}").format(limits=line.limits.text, unit=line.measured_in).strip() if line.limits else ""


def _choices(line: Line, value: str) -> tuple[Choice, ...]:
    if line.asks == "pass_fail":
        named = ((PASS, _("合格")), (FAIL, _("不合格")), ("absent", _("不适用")))
        return tuple(Choice(name, words, name == value) for name, words in named)
    return tuple(Choice(one, one, one == value) for one in line.options) if line.asks == "choice" else ()


def _grades(chosen: str) -> tuple[Choice, ...]:
    first = Choice("", _("按检查单定"), not chosen)
    return (first, *(Choice(name, str(GRADES[name]), name == chosen) for name in HAZARDS))

# SPDX-License-Identifier: Apache-2.0
"""The value of what an inspection found: its score, each answer, each finding with its notice, and what came besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.inspection.answers import Answer, Answers, unpacked_answers
from yunce.operate.inspection.form import Form, Line
from yunce.operate.inspection.scoring import passes, score
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind
from yunce.web.inspect.filling import BESIDES, may_fill
from yunce.web.inspect.labels import ANSWERS
from yunce.web.workitems.desk import WorkDesk
from yunce.web.workitems.item_page import File, file_of
from yunce.web.workitems.models import Evidence, WorkItem
from yunce.web.workitems.saying import Line as Shown
from yunce.web.workitems.saying import Names, line_of, moment

MOST = 200


@dataclass(frozen=True, slots=True)
class Answered:
    """One line with its answer."""

    text: str
    hint: str
    said: str
    tone: str
    verdict: str
    note: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: the rectification that it opened, and its notice."""

    line: Shown
    notice: str


@dataclass(frozen=True, slots=True)
class Besides:
    """A second filling of the same form, kept and not counted."""

    who: str
    at: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """What an inspection found."""

    title: str
    form: str
    item_id: str
    state: Shown
    score: str
    said: str
    answers: tuple[Answered, ...]
    note: str
    place: str
    found: tuple[Found, ...]
    besides: tuple[Besides, ...]
    fill: str


def result_page(work: WorkDesk, row: WorkItem, item: Item, form: Form, now: datetime) -> ResultPage:
    """The page of an inspection that this person may see; the rectifications that they may see."""
    given = _answers(item.data.get("answers"))
    children = WorkItem.objects.filter(parent=row.pk, kind=Kind.RECTIFICATION).order_by("opened_at", "number")[:MOST]
    rows = [one for one in children if work.may_see(one)]
    besides: list[dict[str, Any]] = list(item.data.get(BESIDES) or [])  # type: ignore[call-overload]  # written by `filling`
    names = Names.of(work, (row, *rows), *(str(one.get("by", "")) for one in besides))
    files = {one.sha256: file_of(one) for one in Evidence.objects.filter(item_id=row.pk)}
    share = score(form, given).share if given else None
    may = item.is_active and may_fill(item, work.actor(item.opening.unit))
    return ResultPage(
        title=row.title,
        form=" ".join(filter(None, (form.title, _("第 {version} 版").format(version=form.version) if form.version else ""))),
        item_id=row.pk,
        state=line_of(row, names, now),
        score="" if share is None else format(share.normalize(), "f"),
        said=f"{names.person(row.done_by)} {moment(row.done_at)}" if row.done_at else "",
        answers=_answered(form, given, files) if given else (),
        note=given.note if given else "",
        place=_place(given),
        found=tuple(Found(line_of(one, names, now), reverse("work-notice", args=[one.pk]) if one.number else "") for one in rows),
        besides=tuple(_beside(one, form, files, names) for one in besides),
        fill=reverse("inspection-fill", args=[row.pk]) if may else "",
    )


def _answers(told: object) -> Answers | None:
    return unpacked_answers(told) if isinstance(told, Mapping) else None


def _place(given: Answers | None) -> str:
    if given is None or given.place is None:
        return ""
    where = f"{given.place.latitude:.5f}, {given.place.longitude:.5f}"
    return _("{where}（误差约 {metres} 米）").format(where=where, metres=round(given.place.accuracy)) if given.place.accuracy else where


def _beside(told: Mapping[str, Any], form: Form, files: Mapping[str, File], names: Names) -> Besides:
    answers = unpacked_answers(told.get("answers", {}))
    return Besides(names.person(str(told.get("by", ""))), moment(datetime.fromisoformat(told["at"])), _answered(form, answers, files))


def _answered(form: Form, given: Answers, files: Mapping[str, File]) -> tuple[Answered, ...]:
    return tuple(_one(line, given.of(line), files) for line in form.lines)


def _one(line: Line, answer: Answer, files: Mapping[str, File]) -> Answered:
    passed = passes(line, answer)
    said = _("不适用") if answer.absent else str(ANSWERS.get(answer.value, answer.value))
    unit = _("分") if line.asks == "score" else ("%" if line.is_percent else line.measured_in)
    is_number = line.asks in {"number", "score"} and answer.value and not answer.absent
    return Answered(
        text=line.text or line.id,
        hint="；".join(filter(None, (line.limits.text if line.limits else "", line.standard))),
        said=f"{said.removesuffix('%')} {unit}".strip() if is_number else said,
        tone={True: "good", False: "bad", None: ""}[passed],
        verdict={True: _("合格"), False: _("不合格"), None: ""}[passed],
        note=answer.note,
        files=tuple(files[one] for one in answer.photos if one in files),
    )

# SPDX-License-Identifier: Apache-2.0
"""Work items for other programs: find, open, take steps, hand in evidence. The same steps and rights as on the pages."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import File, Query, Router, Status, UploadedFile

from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.port import Find
from yunce.operate.workitems.states import Kind
from yunce.operate.workitems.steps import Asked, Do, possible
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.api.said import Refused
from yunce.web.api.shapes import EventOut, FindIn, ItemOut, ItemsOut, OpeningIn, ProblemsOut, StepIn
from yunce.web.desk import Desk, demand, open_desk
from yunce.web.workitems.doing import actor_in, do, posts_of
from yunce.web.workitems.evidence import check_files, keep_files
from yunce.web.workitems.rows import id_of
from yunce.web.workitems.store import Store

router = Router()
WRONG: dict[int, Any] = {403: ProblemsOut, 404: ProblemsOut, 409: ProblemsOut, 422: ProblemsOut}
OPENED_BY = {Kind.RECTIFICATION: Action.WORK, Kind.TASK: Action.ASSIGN, Kind.SUPERVISED: Action.ASSIGN}
"""Anybody who works somewhere may report there; handing out work needs the right to."""


@router.get("", response=ItemsOut, summary="查找工作项")
def find(request: HttpRequest, asked: Query[FindIn]) -> ItemsOut:
    """Items of the units that the token reaches, those to be looked at first in front."""
    desk = open_desk(request)
    given = asked.dict(include={"assignee", "element", "due_before", "text", "offset"})
    owners = (asked.owner,) if asked.owner else ()
    wanted = Find(
        kinds=tuple(asked.kind),
        states=tuple(asked.state),
        units=_units(desk, asked.unit),
        owners=owners,
        limit=asked.limit + 1,
        **given,
    )
    found = Store().find(wanted)
    more = asked.offset + asked.limit if len(found) > asked.limit else None
    return ItemsOut(items=[ItemOut.of(item) for item in found[: asked.limit]], next=more)


@router.post("", response={201: ItemOut, 200: ItemOut, **WRONG}, summary="新建工作项")
def open_item(request: HttpRequest, body: OpeningIn) -> Status[ItemOut]:
    """Open an item; 200 with the item that is there where the same key was sent before."""
    desk = open_desk(request)
    kind = Kind(body.kind)
    if body.unit and body.unit not in desk.unit_names():
        raise Refused(Problem.of("web.api_unit", "unit", unit=body.unit))
    demand(desk, OPENED_BY[kind], body.unit)
    own = body.key or str(uuid.uuid4())
    key = f"api|{request.api_token.pk}|{own}"  # type: ignore[attr-defined]  # set by who let the request in
    given = body.dict(include={"title", "unit", "owner", "start", "due", "severity", "subject", "data"})
    opening = Opening(key=key, kind=kind, plan=desk.fingerprint, **given)
    opened = Store().open([opening], at=timezone.now(), by=request.user.get_username())
    if opened:
        record(request, "work_opened", f"{opened[0].id} {body.title}")
        return Status(201, ItemOut.of(opened[0]))
    return Status(200, ItemOut.of(Store().item(id_of(key))))


@router.get("/{item_id}", response={200: ItemOut, **WRONG}, summary="查看工作项")
def look(request: HttpRequest, item_id: str) -> ItemOut:
    """One item as it is now."""
    return ItemOut.of(item_at(open_desk(request), item_id))


@router.get("/{item_id}/events", response={200: list[EventOut], **WRONG}, summary="查看经过")
def events(request: HttpRequest, item_id: str) -> list[EventOut]:
    """All that happened to it, in order."""
    found = item_at(open_desk(request), item_id)
    return [EventOut.of(event) for event in Store().events(found.id)]


@router.post("/{item_id}/steps", response={200: ItemOut, **WRONG}, summary="办理")
def take_step(request: HttpRequest, item_id: str, body: StepIn) -> ItemOut:
    """Take a step; 409 where somebody was quicker, 403 where it is not this person's to take."""
    desk = open_desk(request)
    item = item_at(desk, item_id)
    given = body.dict(include={"note", "until", "due", "assignee", "owner", "data", "token"})
    return ItemOut.of(_done(request, desk, item, Asked(Do(body.do), **given), body.version))


@router.post("/{item_id}/evidence", response={200: ItemOut, **WRONG}, summary="提交证据")
def hand_in(request: HttpRequest, item_id: str, files: File[list[UploadedFile]], note: str = "") -> ItemOut:
    """Photos and files of an item; what a file is, its content says."""
    desk = open_desk(request)
    item = item_at(desk, item_id)
    name = request.user.get_username()
    if Do.ADD_EVIDENCE not in possible(item, actor_in(name, desk.access, posts_of(request.user), item.opening.unit)):
        raise Refused(Problem.of("work.not_yours", item.id, owner=item.assignee or item.owner))
    problems = check_files(files)
    if problems:
        raise Refused(*problems)
    kept = keep_files(item.id, files, by=name, at=timezone.now())
    return ItemOut.of(_done(request, desk, item, Asked(Do.ADD_EVIDENCE, note=note[:500], evidence=kept), None))


def _done(request: HttpRequest, desk: Desk, item: Item, asked: Asked, seen: int | None) -> Item:
    """The item after a step. Raises `Refused`."""
    name = request.user.get_username()
    actor = actor_in(name, desk.access, posts_of(request.user), item.opening.unit)
    found = do(item, asked, actor, timezone.now(), seen=seen)
    if isinstance(found, Problem):
        raise Refused(found)
    record(request, "work_step", f"{item.id} {asked.do.value}")
    return found


def item_at(desk: Desk, item_id: str) -> Item:
    """An item that the token reaches; whether others are there is not told."""
    try:
        item = Store().item(item_id)
    except LookupError as e:
        raise Http404 from e
    if not desk.access.may(Action.LOOK, item.opening.unit):
        raise Http404
    return item


def _units(desk: Desk, unit: str) -> tuple[str, ...] | None:
    """The units to look in: the one that was asked for, or all that may be seen; `None` is everything."""
    if unit:
        demand(desk, Action.LOOK, unit)
        return (unit,)
    return None if desk.access.whole() else desk.access.within(Action.LOOK, desk.unit_names())

# SPDX-License-Identifier: Apache-2.0
"""Filled checklists from other programs: the same check, rights and consequences as on the page."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from yunce.operate.inspection.answers import Answer, Answers, Place
from yunce.values.problem import Problem
from yunce.web.accounts.trail import record
from yunce.web.api.items import WRONG, item_at
from yunce.web.api.said import Refused
from yunce.web.api.shapes import AnswersIn, FilledOut, ItemOut
from yunce.web.desk import open_desk
from yunce.web.inspect.filling import Filler, Sent, form_at, may_fill, submit
from yunce.web.workitems.doing import actor_in, posts_of
from yunce.web.workitems.models import Evidence

router = Router()


@router.post("/{item_id}/answers", response={200: FilledOut, **WRONG}, summary="提交检查答案")
def fill_in(request: HttpRequest, item_id: str, body: AnswersIn) -> FilledOut:
    """Hand in a filled checklist: it is done, and what failed is opened; 409 where somebody was quicker: then it is kept beside theirs."""
    desk = open_desk(request)
    item = item_at(desk, item_id)
    form = form_at(desk, item)
    if form is None:
        raise Http404
    name = request.user.get_username()
    actor = actor_in(name, desk.access, posts_of(request.user), item.opening.unit)
    if not may_fill(item, actor):
        raise Refused(Problem.of("work.not_yours", item.id, owner=item.assignee or item.owner))
    found = submit(item, form, _sent(item.id, body), Filler.at(desk, actor), timezone.now())
    if isinstance(found, tuple):
        raise Refused(*found)
    record(request, "inspection_filled", f"{item.id} {len(found.opened)}")
    if found.late is not None:
        raise Refused(found.late)
    return FilledOut(item=ItemOut.of(found.item), opened=[ItemOut.of(one) for one in found.opened])


def _sent(item: str, body: AnswersIn) -> Sent:
    """What was sent. Raises `Refused` for photos that were not handed in to this item."""
    wanted = {photo for one in body.answers.values() for photo in one.photos}
    known = set(Evidence.objects.filter(item_id=item, sha256__in=wanted).values_list("sha256", flat=True))
    if wanted - known:
        raise Refused(Problem.of("inspection.photo_unknown", min(wanted - known)))
    answers = {name: Answer(**{**one.dict(), "photos": tuple(one.photos)}) for name, one in body.answers.items()}
    place = Place(**body.place.dict()) if body.place else None
    return Sent(Answers(answers, body.note, place), body.token)

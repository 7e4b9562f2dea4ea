# SPDX-License-Identifier: Apache-2.0
"""The review desk: the list, one review, what is decided in it, the plan that comes of it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from yunce.app.reviews.desk import Reviews
from yunce.app.reviews.state import ReviewState
from yunce.app.reviews.store import Stored
from yunce.values.problem import YunceError
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.desk import Desk, demand, open_desk
from yunce.web.problems import said
from yunce.web.review.links import Way
from yunce.web.review.opening import open_review
from yunce.web.review.pages import ChangesPage, ListPage, WaitPage, bench_of, keys_in_order, next_key, review_page
from yunce.web.review.withdrawing import may_withdraw
from yunce.web.ui.requests import is_part

FIELDS = ("action", "kind", "what", "period", "owner", "unit", "value")


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """All reviews, and the ways to begin one."""
    desk = open_desk(request)
    may = desk.access.may(Action.REVIEW)
    heads = desk.installation.reviews.heads() if may else ()
    return render(request, "review/list.html", {"page": ListPage.of(heads, may_open=may)})


@require_GET
def review(request: HttpRequest, review_id: str) -> HttpResponse:
    """A review: its source and its numbers; or that it is on its way; or why it cannot be read."""
    desk, found, state = open_review(request, review_id)
    if state.reading is None or state.reading.kind == "unreadable":
        page = replace(WaitPage.of(review_id, state, may_revise=True), may_withdraw=_may_withdraw(request, desk, state))
        return render(request, "review/wait.html", {"page": page})
    return _bench(request, desk, found, Way.read(request, review_id))


def _bench(request: HttpRequest, desk: Desk, found: Reviews, way: Way, told: str = "", status: int = 200) -> HttpResponse:
    seen, state = found.glance(way.review)
    who = request.user.get_username()
    bench = bench_of(seen, state, way, who, may_decide=desk.access.may(Action.REVIEW), told=told)
    if is_part(request):
        answer = render(request, "review/_bench.html", {"bench": bench}, status=status)
        answer["HX-Push-Url"] = bench.href
        return answer
    newest = max((v.number for v in desk.versions if v.plan_id == found.plan_id(way.review, 0)), default=0)
    page = review_page(seen, state, bench, newest, may_make=desk.access.may(Action.ADD_PLAN))
    page = replace(page, may_withdraw=_may_withdraw(request, desk, state))
    return render(request, "review/page.html", {"page": page, "bench": bench}, status=status)


def _may_withdraw(request: HttpRequest, desk: Desk, state: ReviewState) -> bool:
    return may_withdraw(desk, state, request.user.get_username())


@require_GET
def progress(request: HttpRequest, review_id: str) -> HttpResponse:
    """For polling: nothing new, or that the page should be opened again."""
    _desk, _found, state = open_review(request, review_id)
    answer = render(request, "review/_progress.html", {"page": WaitPage.of(review_id, state, may_revise=False)})
    if state.reading is not None:
        answer["HX-Refresh"] = "true"
    return answer


@require_GET
def checked(request: HttpRequest, review_id: str) -> HttpResponse:
    """Run the rules over what was decided last, and give what they find; where another process is at it, the page asks again."""
    desk, found, state = open_review(request, review_id)
    way = Way.read(request, review_id)
    if state.reading is None or state.reading.kind == "unreadable":
        return redirect(way.href)
    if not is_part(request):
        found.look(review_id)
        return redirect(way.href)
    is_done = found.check_behind(review_id)
    seen, state = found.glance(review_id)
    bench = bench_of(seen, state, way, request.user.get_username(), may_decide=desk.access.may(Action.REVIEW))
    template = "review/_checked.html" if is_done and not seen.is_behind else "review/_behind.html"
    return render(request, template, {"bench": bench, "waits": True})


@require_POST
def decide(request: HttpRequest, review_id: str) -> HttpResponse:
    """Accept, correct, reject or undo one number; the next open one is chosen then."""
    desk, found, _state = open_review(request, review_id)
    demand(desk, Action.REVIEW)
    way = Way.read(request, review_id)
    said_of = {name: request.POST.get(name, "") for name in FIELDS}
    key, seen = request.POST.get("key", ""), request.POST.get("saw", "")
    saw = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 12 else 0
    before = keys_in_order(found.glance(review_id)[0], way)
    try:
        stored = found.decide(review_id, key, said_of, by=request.user.get_username(), saw=saw)
    except YunceError as e:
        return _again(request, desk, found, way, said(e.problems[0]).message + "。" + said(e.problems[0]).fix)
    record(request, "review_decided", f"{review_id} {said_of['action']} {stored.event.get('quote')}")
    if stored.other is not None:
        return _again(request, desk, found, way, _late(stored))
    looked, _now = found.glance(review_id)
    way = Way(review_id, key if said_of["action"] == "undo" else next_key(before, looked, way), way.tab, way.order)
    return _bench(request, desk, found, way) if is_part(request) else redirect(f"{way.href}#chosen")


def _late(stored: Stored) -> str:
    other = stored.other
    return _("{who} 在你打开这一页之后已经决定了这个数字，你的决定没有生效，但已记下。请看过后再定。").format(who=other.by if other else "")


def _again(request: HttpRequest, desk: Desk, found: Reviews, way: Way, told: str) -> HttpResponse:
    """The same place with what was wrong. htmx shows only answers of success."""
    return _bench(request, desk, found, way, told, 200 if is_part(request) else 422)


@require_POST
def finding(request: HttpRequest, review_id: str) -> HttpResponse:
    """Mend a finding, let it stand with a reason, or let it count again."""
    desk, found, _state = open_review(request, review_id)
    demand(desk, Action.REVIEW)
    way, who, key = Way.read(request, review_id), request.user.get_username(), request.POST.get("finding", "")
    action = request.POST.get("action", "")
    try:
        if action == "fix":
            stored = found.fix(review_id, key, by=who)
            if stored.other is not None:
                return _again(request, desk, found, way, _late(stored))
        elif action == "waive":
            found.waive(review_id, key, request.POST.get("why", ""), request.POST.get("until", ""), by=who)
        elif action == "unwaive":
            found.unwaive(review_id, key, by=who)
        else:
            raise Http404
    except YunceError as e:
        return _again(request, desk, found, way, said(e.problems[0]).message + "。" + said(e.problems[0]).fix)
    record(request, f"finding_{action}", f"{review_id} {key}")
    return _bench(request, desk, found, way) if is_part(request) else redirect(way.href)


@require_GET
def news(request: HttpRequest, review_id: str) -> HttpResponse:
    """Whether others have decided something since the page was drawn."""
    _desk, found, _state = open_review(request, review_id)
    since = request.GET.get("since", "0")
    number = int(since) if since.isascii() and since.isdecimal() and len(since) < 12 else 0
    mine = request.user.get_username()
    others = [event for event in found.store.events(review_id) if event.seq > number and event.by not in {"", mine}]
    names = "、".join(dict.fromkeys(event.by for event in others))
    return render(request, "review/_news.html", {"review": review_id, "since": number, "count": len(others), "names": names})


@require_GET
def changes(request: HttpRequest, review_id: str) -> HttpResponse:
    """What the newest source changes against the one before."""
    _desk, found, state = open_review(request, review_id)
    if state.reading is None or state.reading.kind == "unreadable" or len(state.sources) < 2:
        return redirect("review", review_id=review_id) if len(state.sources) < 2 or state.reading else _wait(request, review_id)
    lost = found.look(review_id)[0].lost
    return render(request, "review/changes.html", {"page": ChangesPage.of(review_id, state, found.changes(review_id), lost)})


def _wait(request: HttpRequest, review_id: str) -> HttpResponse:
    _desk, _found, state = open_review(request, review_id)
    return render(request, "review/wait.html", {"page": WaitPage.of(review_id, state, may_revise=False)})


@require_GET
def source(request: HttpRequest, review_id: str, number: int) -> HttpResponse:
    """A source as it was handed in."""
    _desk, found, state = open_review(request, review_id)
    wanted = next((one for one in state.sources if one.number == number), None)
    if wanted is None:
        raise Http404
    answer = HttpResponse(found.store.source(review_id, number), content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(wanted.name)}"
    return answer

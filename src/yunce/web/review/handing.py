# SPDX-License-Identifier: Apache-2.0
"""Handing a written plan in: as a file, as pasted words, as the sample, as a revision of an earlier one."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yunce.app.clock import now
from yunce.app.reviews.desk import Reviews
from yunce.app.reviews.sample import SAMPLE_NAME, sample_file
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.data.upload_handler import TOO_LARGE
from yunce.web.data.uploads import safe_name
from yunce.web.desk import demand, open_desk
from yunce.web.problems import said_all
from yunce.web.review.opening import open_review
from yunce.web.review.pages import ListPage, WaitPage, largest_mb

LONGEST_TEXT = 2_000_000
Handed = tuple[str, bytes]


@require_POST
def open_source(request: HttpRequest) -> HttpResponse:
    """A new review of a file or of pasted words."""
    desk = open_desk(request)
    demand(desk, Action.REVIEW)
    reviews = desk.installation.reviews
    handed, problems = _handed(request)
    if handed is None:
        page = ListPage.of(reviews.heads(), may_open=True, said=said_all(problems))
        return render(request, "review/list.html", {"page": page}, status=422)
    if own := _known(reviews, handed[1]):
        messages.info(request, _("同样内容的文件已经交过，这就是它的审阅。"))
        return redirect("review", review_id=own)
    own = reviews.store.open(*handed, by=request.user.get_username())
    record(request, "review_opened", f"{own} {handed[0]}")
    return redirect("review", review_id=own)


def _known(reviews: Reviews, content: bytes) -> str:
    """The review whose newest source is the same, so that no two people decide beside each other; not one that could not be read."""
    mark = hashlib.sha256(content).hexdigest()
    same = (head for head in reviews.heads() if head.state.source.sha256 == mark)
    return next((head.id for head in same if head.state.reading is None or head.state.reading.kind != "unreadable"), "")


@require_POST
def open_sample(request: HttpRequest) -> HttpResponse:
    """The review of the sample; one that is there already is opened again."""
    desk = open_desk(request)
    demand(desk, Action.REVIEW)
    reviews = desk.installation.reviews
    mark = hashlib.sha256(sample_file()).hexdigest()
    own = next((head.id for head in reviews.heads() if head.state.sources[0].sha256 == mark), "")
    if not own:
        own = reviews.store.open(SAMPLE_NAME, sample_file(), by=request.user.get_username())
        record(request, "review_opened", f"{own} {SAMPLE_NAME}")
    return redirect("review", review_id=own)


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, review_id: str) -> HttpResponse:
    """A revised source of a review: what people decided stays where the words stayed."""
    desk, reviews, state = open_review(request, review_id)
    demand(desk, Action.REVIEW)
    page = WaitPage(review_id, state.source.name, (), may_revise=True)
    if request.method != "POST":
        return render(request, "review/revise.html", {"page": page, "limit": largest_mb()})
    handed, problems = _handed(request)
    if handed is None:
        page = WaitPage(review_id, state.source.name, said_all(problems), may_revise=True)
        return render(request, "review/revise.html", {"page": page, "limit": largest_mb()}, status=422)
    if hashlib.sha256(handed[1]).hexdigest() == state.source.sha256:
        messages.info(request, _("这一稿和现在的内容完全相同，没有另存。"))
        return redirect("review", review_id=review_id)
    reviews.store.add_source(review_id, *handed, by=request.user.get_username())
    record(request, "review_revised", f"{review_id} {handed[0]}")
    return redirect("review-changes", review_id=review_id)


def _handed(request: HttpRequest) -> tuple[Handed | None, tuple[Problem, ...]]:
    """What was handed in, or what is wrong with it."""
    file = request.FILES.get("file")  # asked for first: only then it is known whether it was too large
    if request.META.get(TOO_LARGE):
        return None, (Problem.of("web.review_too_large", limit=largest_mb()),)
    if isinstance(file, UploadedFile) and file.name:
        return _file(file)
    text = request.POST.get("text", "")
    if not text.strip():
        return None, (Problem.of("web.review_nothing"),)
    if len(text) > LONGEST_TEXT:
        return None, (Problem.of("web.review_too_large", limit=largest_mb()),)
    words = text.replace("\r\n", "\n")
    return (_("粘贴的文字 {at}.txt").format(at=f"{now():%m-%d %H%M}"), words.encode()), ()


def _file(file: UploadedFile[Any]) -> tuple[Handed | None, tuple[Problem, ...]]:
    name = safe_name(file.name or "")
    if not file.size:
        return None, (Problem.of("web.review_empty", name),)
    if file.size > largest_mb() * 1024**2:
        return None, (Problem.of("web.review_too_large", name, limit=largest_mb()),)
    return (name, file.read()), ()

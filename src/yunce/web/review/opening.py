# SPDX-License-Identifier: Apache-2.0
"""Which review a request is about, and whether this person may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from yunce.app.reviews.desk import Reviews
from yunce.app.reviews.state import ReviewState
from yunce.web.accounts.access import Action
from yunce.web.desk import Desk, open_desk


def open_review(request: HttpRequest, review_id: str) -> tuple[Desk, Reviews, ReviewState]:
    """The desk, the reviews, where this one stands; 404 where it is not there or not to be seen: a source may tell pay."""
    desk = open_desk(request)
    reviews = desk.installation.reviews
    if not desk.access.may(Action.REVIEW) or review_id not in reviews.store.ids():
        raise Http404
    return desk, reviews, reviews.state(review_id)

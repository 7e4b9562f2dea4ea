# SPDX-License-Identifier: Apache-2.0
"""What the frame of every page shows of news: how many are unread, asked only by pages that show it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from yunce.web.notices.models import News

MOST = 99


def unread(request: HttpRequest) -> dict[str, object]:
    """`unread_news`: how many, no more than are worth counting."""
    return {"unread_news": SimpleLazyObject(lambda: _count(getattr(request, "user", None)))}


def _count(user: object) -> int:
    return News.objects.filter(user=user, read_at=None)[: MOST + 1].count() if isinstance(user, User) else 0

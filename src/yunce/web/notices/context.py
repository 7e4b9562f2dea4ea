# SPDX-License-Identifier: Apache-2.0
"""What the frame of every page shows of news: how many are unread, asked only by pages that show it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

MOST = 99
QUESTION = "SELECT count(*) FROM (SELECT 1 FROM yunce_notices_news WHERE user_id = %s AND read_at IS NULL LIMIT %s) AS unread"


def unread(request: HttpRequest) -> dict[str, object]:
    """`unread_news`: how many, no more than are worth counting."""
    return {"unread_news": SimpleLazyObject(lambda: _count(getattr(request, "user", None)))}


def _count(user: object) -> int:
    if not isinstance(user, User):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [user.pk, MOST + 1])
        return int(cursor.fetchone()[0])

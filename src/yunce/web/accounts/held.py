# SPDX-License-Identifier: Apache-2.0
"""What somebody holds, asked anew by every request: what was taken away is gone with the next page."""

from __future__ import annotations

from django.db import connection

GRANTS = "SELECT role, unit FROM accounts_grant WHERE user_id = %s ORDER BY id"
POSTS = "SELECT role, unit FROM accounts_post WHERE user_id = %s ORDER BY id"
Pairs = tuple[tuple[str, str], ...]


def grants_of(user: int) -> Pairs:
    """(role of the pages, unit) of each grant."""
    return _pairs(GRANTS, user)


def posts_held(user: int) -> Pairs:
    """(role of the plan, unit) of each post."""
    return _pairs(POSTS, user)


def _pairs(question: str, user: int) -> Pairs:
    with connection.cursor() as cursor:
        cursor.execute(question, [user])
        return tuple(cursor.fetchall())

# SPDX-License-Identifier: Apache-2.0
"""Sessions in the database as Django keeps them, read by one plain question: every page asks it."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

QUESTION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's sessions in the database; only reading is our own."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key either, where there is none or it has ended."""
        with connection.cursor() as cursor:
            cursor.execute(QUESTION, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

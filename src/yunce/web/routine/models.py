# SPDX-License-Identifier: Apache-2.0
"""What is stored about routines: when each comes next, how its last run ended."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from django.db import models

Maybe: TypeAlias = "models.DateTimeField[datetime | None, datetime | None]"
LONGEST_SAID = 500


class RoutineState(models.Model):
    """One routine; `waiting` while a run of it is in the queue, so that it is never there twice."""

    name: models.CharField[str, str] = models.CharField(primary_key=True, max_length=40)
    next_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    waiting: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    begun_at: Maybe = models.DateTimeField(null=True)
    ended_at: Maybe = models.DateTimeField(null=True)
    seconds: models.FloatField[float, float] = models.FloatField(default=0)
    said: models.CharField[str, str] = models.CharField(max_length=LONGEST_SAID, blank=True, default="")
    failures: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    """Failures in a row; 0 after a run that ended well."""

    def __str__(self) -> str:
        """Which, and when it comes next."""
        return f"{self.name} {self.next_at:%Y-%m-%d %H:%M}"

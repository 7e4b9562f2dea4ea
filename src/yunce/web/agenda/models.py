# SPDX-License-Identifier: Apache-2.0
"""When the ledger was brought up to the agenda, of which plan, and what that did."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models


class AgendaRun(models.Model):
    """One time that the ledger was brought up to the agenda. The worker does it once a day and once a version."""

    day: models.DateField[date, date] = models.DateField()
    plan: models.CharField[str, str] = models.CharField(max_length=64)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    by: models.CharField[str, str] = models.CharField(max_length=150)
    opened: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    changed: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    withdrawn: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    problems: models.JSONField[Any, Any] = models.JSONField(default=list)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["plan", "day"], name="agenda_run_of_day")]

    def __str__(self) -> str:
        """When and of what."""
        return f"{self.day} {self.plan[:8]}"

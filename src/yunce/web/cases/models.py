# SPDX-License-Identifier: Apache-2.0
"""What is stored beside a case: who it was, where an installation keeps that at all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models


class CaseContact(models.Model):
    """Name and contact of a case as they were given, until a day; seen only for a purpose that is written down."""

    item: models.OneToOneField[Any, Any] = models.OneToOneField(
        "yunce_work.WorkItem", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    name: models.CharField[str, str] = models.CharField(max_length=60, blank=True)
    contact: models.CharField[str, str] = models.CharField(max_length=60, blank=True)
    kept_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    until: models.DateField[date, date] = models.DateField(db_index=True)

    def __str__(self) -> str:
        """Which case; never who."""
        return str(self.pk)

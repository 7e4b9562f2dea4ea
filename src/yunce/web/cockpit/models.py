# SPDX-License-Identifier: Apache-2.0
"""What is kept of the cockpit: which numbers turned, worked out when facts or the plan have changed, not at each request."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models


class TurnedNumbers(models.Model):
    """The numbers of a plan version that turned on its last reported day. Only a help: it can be thrown away and made again."""

    plan: models.CharField[str, str] = models.CharField(primary_key=True, max_length=64)
    mark: models.CharField[str, str] = models.CharField(max_length=200)
    """The facts that it is of."""
    day: models.DateField[date, date] = models.DateField()
    rows: models.JSONField[Any, Any] = models.JSONField(default=list)

    def __str__(self) -> str:
        """Of which version and day."""
        return f"{self.plan[:12]} {self.day}"

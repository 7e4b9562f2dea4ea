# SPDX-License-Identifier: Apache-2.0
"""What is stored of rounds of appraisal: events, which are the truth; the results as they were when a round was frozen."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

NAME_LENGTH = 200


class RoundEvent(models.Model):
    """One thing that somebody did in a round, or handed in to it; written once, never changed."""

    plan: models.CharField[str, str] = models.CharField(max_length=100)
    """The plan's id: a round goes on over its versions."""
    card: models.CharField[str, str] = models.CharField(max_length=NAME_LENGTH)
    period: models.CharField[str, str] = models.CharField(max_length=40)
    seq: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    by: models.CharField[str, str] = models.CharField(max_length=150)
    step: models.CharField[str, str] = models.CharField(max_length=16)
    """A step of `operate.appraisal.round`, or `actuals` and `roster` for what was handed in."""
    person: models.CharField[str, str] = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    note: models.TextField[str, str] = models.TextField(blank=True, default="")
    amount: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    data: models.JSONField[Any, Any] = models.JSONField(default=dict)

    class Meta:
        """Numbered within the round, without a double."""

        ordering: ClassVar = ["plan", "card", "period", "seq"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "card", "period", "seq"], name="one_round_event_a_number")]

    def __str__(self) -> str:
        """Which event of which round."""
        return f"{self.card} {self.period} {self.seq} {self.step}"

    def save(self, **options: Any) -> None:
        """Only new events are written."""
        super().save(**{**options, "force_insert": True})


class FrozenRound(models.Model):
    """The results of a round as they were frozen: values, not references; never changed."""

    plan: models.CharField[str, str] = models.CharField(max_length=100)
    card: models.CharField[str, str] = models.CharField(max_length=NAME_LENGTH)
    period: models.CharField[str, str] = models.CharField(max_length=40)
    fingerprint: models.CharField[str, str] = models.CharField(max_length=64)
    """The version of the plan that it was worked out by."""
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    body: models.TextField[str, str] = models.TextField()
    sha256: models.CharField[str, str] = models.CharField(max_length=64)
    results: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """person -> [grade, score]: what later rounds ask for."""

    class Meta:
        """A round is frozen once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "card", "period"], name="one_freeze_a_round")]

    def __str__(self) -> str:
        """Which round."""
        return f"{self.card} {self.period}"

    def save(self, **options: Any) -> None:
        """Only new results are written."""
        super().save(**{**options, "force_insert": True})

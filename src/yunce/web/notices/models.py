# SPDX-License-Identifier: Apache-2.0
"""What is stored about news: each person's own, what is on its way out, how far the ledger was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, TypeAlias

from django.conf import settings
from django.db import models

Char: TypeAlias = "models.CharField[str, str]"
Moment: TypeAlias = "models.DateTimeField[datetime, datetime]"
Maybe: TypeAlias = "models.DateTimeField[datetime | None, datetime | None]"


class News(models.Model):
    """One thing told to one person; an event is told to a person once."""

    user: models.ForeignKey[Any, Any] = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="news")
    at: Moment = models.DateTimeField()
    said: Char = models.CharField(max_length=40)
    """What happened, as a word of `recipients.SAID`."""
    title: Char = models.CharField(max_length=300)
    item: Char = models.CharField(max_length=26)
    event: models.BigIntegerField[int, int] = models.BigIntegerField()
    read_at: Maybe = models.DateTimeField(null=True)

    class Meta:
        """Newest first; unread ones are counted on every page."""

        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "event"], name="one_news_an_event")]
        indexes: ClassVar = [models.Index(fields=["user"], name="news_unread", condition=models.Q(read_at__isnull=True))]

    def __str__(self) -> str:
        """Whom, and of what."""
        return f"{self.user} {self.said} {self.title}"


class Outgoing(models.Model):
    """A message on its way to a channel; kept after it was sent, for a while."""

    channel: Char = models.CharField(max_length=80)
    key: Char = models.CharField(max_length=120, unique=True)
    """What it tells, so that it is told once."""
    title: Char = models.CharField(max_length=300)
    lines: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    path: Char = models.CharField(max_length=200, blank=True, default="")
    urgent: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    made_at: Moment = models.DateTimeField()
    next_at: Maybe = models.DateTimeField(null=True)
    """When it is tried next; null once it was sent or given up."""
    attempts: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    sent_at: Maybe = models.DateTimeField(null=True)
    said: Char = models.CharField(max_length=120, blank=True, default="")
    """Why the last try did not succeed."""

    class Meta:
        """Those to be tried are looked for often."""

        indexes: ClassVar = [models.Index(fields=["next_at"], name="outgoing_due", condition=models.Q(next_at__isnull=False))]

    def __str__(self) -> str:
        """Where to, and what."""
        return f"{self.channel} {self.title}"


class Reading(models.Model):
    """How far the ledger's events were read."""

    name: Char = models.CharField(primary_key=True, max_length=20)
    last: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        """Who, how far."""
        return f"{self.name} {self.last}"

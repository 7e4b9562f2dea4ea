# SPDX-License-Identifier: Apache-2.0
"""Uploads waiting to be loaded: kept in the ledger, so that a restart picks them up again (loads are idempotent)."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

QUEUED, RUNNING, DONE, FAILED, CANCELLED, UNKNOWN = "queued", "running", "done", "failed", "cancelled", "unknown"
STATES = [(QUEUED, "排队"), (RUNNING, "导入中"), (DONE, "完成"), (FAILED, "没有导入"), (CANCELLED, "已取消"), (UNKNOWN, "等待认列")]
OPEN_STATES = (QUEUED, RUNNING)


class LoadJob(models.Model):
    """One uploaded file on its way into the facts."""

    id: models.UUIDField[uuid.UUID, uuid.UUID] = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by: models.ForeignKey[Any, Any] = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)
    changed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now=True)
    name: models.CharField[str, str] = models.CharField(max_length=255)
    size: models.BigIntegerField[int, int] = models.BigIntegerField()
    unit: models.CharField[str, str] = models.CharField(max_length=200, blank=True)
    profile: models.CharField[str, str] = models.CharField(max_length=200, blank=True)
    state: models.CharField[str, str] = models.CharField(max_length=16, choices=STATES, default=QUEUED, db_index=True)
    stage: models.CharField[str, str] = models.CharField(max_length=200, blank=True)
    done: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    total: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)
    attempts: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    cancel_asked: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    batches: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    problems: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-uploaded_at"]

    def __str__(self) -> str:
        """The file and how far it is."""
        return f"{self.name} {self.state}"

    @property
    def is_open(self) -> bool:
        """True while it waits or runs."""
        return self.state in OPEN_STATES

# SPDX-License-Identifier: Apache-2.0
"""What is stored about tokens: never the token itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """A token: whose rights it lends, how far, until when. Its secret is kept as a hash only."""

    id: models.CharField[str, str] = models.CharField(primary_key=True, max_length=16)
    sha256: models.CharField[str, str] = models.CharField(max_length=64)
    name: models.CharField[str, str] = models.CharField(max_length=80)
    owner: models.ForeignKey[Any, Any] = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    unit: models.CharField[str, str] = models.CharField(max_length=200, blank=True, default="")
    """It reaches this unit and what is below it; empty is as far as its owner reaches."""
    actions: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    created_at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        """Its name and owner."""
        return f"{self.name} {self.owner}"

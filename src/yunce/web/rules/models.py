# SPDX-License-Identifier: Apache-2.0
"""Who switched which rule on or off, and why; the newest line counts. A rule of the plan is on until somebody says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import models


class RuleSwitch(models.Model):
    """One time that somebody switched a rule; lines are never changed."""

    plan: models.CharField[str, str] = models.CharField(max_length=100)
    """The plan's id: a switch holds over its versions."""
    rule: models.CharField[str, str] = models.CharField(max_length=200)
    on: models.BooleanField[bool, bool] = models.BooleanField()
    by: models.CharField[str, str] = models.CharField(max_length=150)
    why: models.CharField[str, str] = models.CharField(max_length=500)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["plan", "rule"], name="rule_switch_of_rule")]

    def __str__(self) -> str:
        """Which rule, and how it was left."""
        return f"{self.rule} {'on' if self.on else 'off'}"


class RuleMemory(models.Model):
    """How the rules of one look stood after the last settled step. Only a help: without it the next night reads the whole history."""

    plan: models.CharField[str, str] = models.CharField(max_length=100)
    look: models.TextField[str, str] = models.TextField()
    """Whom, by which step, of which unit and rows."""
    meaning: models.CharField[str, str] = models.CharField(max_length=64)
    """The plan's version and metrics; where they change, nothing of this counts."""
    known_at: models.CharField[str, str] = models.CharField(max_length=40)
    """When the last load that it knows of was made, as the facts write it."""
    counted: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    data: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        """One of each look."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "look"], name="one_memory_of_a_look")]

    def __str__(self) -> str:
        """Of which plan and look."""
        return f"{self.plan} {self.look}"


def switches(plan: str, rules: Iterable[str] = ()) -> dict[str, RuleSwitch]:
    """The newest switch of each rule of a plan."""
    rows = RuleSwitch.objects.filter(plan=plan)
    wanted = tuple(rules)
    found: dict[str, RuleSwitch] = {}
    for row in rows.filter(rule__in=wanted) if wanted else rows:
        found.setdefault(row.rule, row)
    return found

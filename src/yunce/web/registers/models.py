# SPDX-License-Identifier: Apache-2.0
"""What is stored about registers: entries by their key, and events, which are the truth; files by hash; banks of questions, papers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeAlias

from django.db import models

Char: TypeAlias = "models.CharField[str, str]"
Moment: TypeAlias = "models.DateTimeField[datetime, datetime]"
Json: TypeAlias = "models.JSONField[Any, Any]"
ID_LENGTH = 26
NAME_LENGTH = 150
UNIT_LENGTH = 200


class RegisterEntry(models.Model):
    """One entry of a register: its key, and what it is looked up by. Everything else is the fold of its events; `store` alone writes it."""

    id: Char = models.CharField(primary_key=True, max_length=ID_LENGTH)
    key: Char = models.CharField(max_length=500, unique=True)
    register: Char = models.CharField(max_length=200, db_index=True)
    unit: Char = models.CharField(max_length=UNIT_LENGTH, blank=True, default="")
    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        """Where it is."""
        return f"{self.register} {self.id}"


class RegisterEvent(models.Model):
    """One thing that happened to an entry; written once, never changed."""

    entry: models.ForeignKey[Any, Any] = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="events")
    seq: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    at: Moment = models.DateTimeField()
    by: Char = models.CharField(max_length=NAME_LENGTH)
    verb: Char = models.CharField(max_length=16)
    note: models.TextField[str, str] = models.TextField(blank=True, default="")
    data: Json = models.JSONField(default=dict)

    class Meta:
        """Numbered within the entry, without a gap and without a double."""

        ordering: ClassVar = ["entry", "seq"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "seq"], name="one_register_event_a_number")]

    def __str__(self) -> str:
        """Which event of which entry."""
        return f"{self.entry_id}/{self.seq} {self.verb}"  # type: ignore[attr-defined]  # Django makes it from the key

    def save(self, **options: Any) -> None:
        """Only new events are written."""
        super().save(**{**options, "force_insert": True})


class RegisterFile(models.Model):
    """A file of an entry; the content lies under the home by its hash, once however often it is handed in."""

    entry: models.ForeignKey[Any, Any] = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="files")
    sha256: Char = models.CharField(max_length=64)
    name: Char = models.CharField(max_length=255)
    kind: Char = models.CharField(max_length=100)
    size: models.BigIntegerField[int, int] = models.BigIntegerField()

    class Meta:
        """A content is named once in an entry."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "sha256"], name="one_content_in_an_entry")]

    def __str__(self) -> str:
        """Its name."""
        return self.name


class QuestionBank(models.Model):
    """One state of a register's bank of questions; a new one is another row, so that every paper can be marked again."""

    register: Char = models.CharField(max_length=200)
    number: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    questions: Json = models.JSONField(default=list)
    passing: models.DecimalField[Decimal, Decimal] = models.DecimalField(max_digits=4, decimal_places=1)
    draw: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    attempts: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    at: Moment = models.DateTimeField()
    by: Char = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        """Numbered within the register."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["register", "number"], name="one_bank_a_number")]

    def __str__(self) -> str:
        """Which one."""
        return f"{self.register}/{self.number}"


class ExamPaper(models.Model):
    """One attempt of one person: what was drawn (by the seed), what was answered, how it was marked."""

    bank: models.ForeignKey[Any, Any] = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="papers")
    who: Char = models.CharField(max_length=NAME_LENGTH, db_index=True)
    seed: Char = models.CharField(max_length=64)
    begun_at: Moment = models.DateTimeField()
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    answers: Json = models.JSONField(default=dict)
    score: models.DecimalField[Decimal | None, Decimal | None] = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    is_passed: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    class Meta:
        """At most one paper that is not handed in, a person and bank."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bank", "who"], condition=models.Q(ended_at__isnull=True), name="one_open_paper"),
        ]

    def __str__(self) -> str:
        """Whose, and how it ended."""
        return f"{self.who} {self.score}"

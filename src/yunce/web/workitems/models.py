# SPDX-License-Identifier: Apache-2.0
"""What is stored about work: events, which are the truth; a row an item, which is their fold; what was handed in as evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, TypeAlias

from django.db import models
from django.db.models import Q

from yunce.operate.workitems.openings import ID_LENGTH, LONGEST
from yunce.web.workitems.labels import kind_choices, severity_choices, state_choices, verb_choices

Char: TypeAlias = "models.CharField[str, str]"
Moment: TypeAlias = "models.DateTimeField[datetime, datetime]"
Maybe: TypeAlias = "models.DateTimeField[datetime | None, datetime | None]"
Json: TypeAlias = "models.JSONField[Any, Any]"
NAME_LENGTH = 150


def _text(length: int, **more: Any) -> Char:
    return models.CharField(max_length=length, blank=True, default="", **more)


def _moment() -> Maybe:
    return models.DateTimeField(null=True, blank=True)


class WorkItem(models.Model):
    """One item as it is now: the fold of its events, kept so that it can be found. `store` alone writes it."""

    id: Char = models.CharField(primary_key=True, max_length=ID_LENGTH)
    key: Char = models.CharField(max_length=LONGEST["key"], unique=True)
    number: Char = _text(24)
    """What people call it on paper: ZG-2026-0001."""
    kind: Char = models.CharField(max_length=16, choices=kind_choices)
    state: Char = models.CharField(max_length=16, choices=state_choices)
    severity: Char = models.CharField(max_length=16, choices=severity_choices)
    title: Char = models.CharField(max_length=LONGEST["title"])
    unit: Char = _text(LONGEST["unit"])
    owner: Char = _text(LONGEST["owner"])
    assignee: Char = _text(NAME_LENGTH)
    element: Char = _text(LONGEST["element"])
    period: Char = _text(LONGEST["period"])
    subject: Char = _text(LONGEST["subject"])
    plan: Char = _text(LONGEST["plan"])
    parent: Char = _text(ID_LENGTH)
    start: Maybe = _moment()
    due: Maybe = _moment()
    opened_at: Moment = models.DateTimeField()
    opened_by: Char = _text(NAME_LENGTH)
    responded_at: Maybe = _moment()
    done_at: Maybe = _moment()
    done_by: Char = _text(NAME_LENGTH)
    verified_at: Maybe = _moment()
    verified_by: Char = _text(NAME_LENGTH)
    waiting_until: Maybe = _moment()
    reason: models.TextField[str, str] = models.TextField(blank=True, default="")
    level: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    reopened: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    version: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    evidence: Json = models.JSONField(default=list)
    proof: Json = models.JSONField(default=list)
    opening: Json = models.JSONField(default=dict)
    """What the opening said that no other column keeps: needs, data, the first owner and due time."""
    added: Json = models.JSONField(default=dict)
    """What events added to the opening's data."""
    holder: models.CharField[str | None, str | None] = models.CharField(max_length=420, null=True)
    """Who owes it now, one text to look up: `@name` or `unit|role`; null where nobody owes anything."""
    next_at: Moment = models.DateTimeField()
    """When somebody should look at it next: what it waits for, else its due time, else the end of days."""
    awaits: models.CharField[str | None, str | None] = models.CharField(max_length=LONGEST["unit"], null=True)
    """Its unit while it waits for verification, else null."""

    class Meta:
        """An index for each question that a page asks."""

        indexes: ClassVar = [
            models.Index(fields=["holder", "next_at"], name="work_my_day", condition=Q(holder__isnull=False)),
            models.Index(fields=["unit", "next_at", "id"], name="work_active_in_unit", condition=Q(holder__isnull=False)),
            models.Index(
                fields=["next_at", "id", "title", "number", "unit", "kind", "state", "due"],
                name="work_words",
                condition=Q(holder__isnull=False),
            ),
            models.Index(fields=["next_at", "id"], name="work_all"),
            models.Index(fields=["awaits", "done_at"], name="work_inbox", condition=Q(awaits__isnull=False)),
            models.Index(fields=["state", "next_at"], name="work_by_state"),
            models.Index(fields=["unit", "state", "next_at"], name="work_by_unit"),
            models.Index(fields=["kind", "state", "next_at"], name="work_by_kind"),
            models.Index(fields=["kind", "opened_at"], name="work_by_opening"),
            models.Index(fields=["kind", "unit", "state", "due", "opened_at"], name="work_count_active", condition=Q(holder__isnull=False)),
            models.Index(
                fields=["kind", "unit", "state", "due", "done_at"],
                name="work_count_closed",
                condition=Q(holder__isnull=True, awaits__isnull=True),
            ),
            models.Index(fields=["parent"], name="work_children", condition=~Q(parent="")),
            models.Index(fields=["element", "period"], name="work_by_element", condition=~Q(element="")),
            models.Index(fields=["number"], name="work_by_number", condition=~Q(number="")),
        ]

    def __str__(self) -> str:
        """What it is and how it stands."""
        return f"{self.title} {self.state}"


class WorkEvent(models.Model):
    """One thing that happened to an item; written once, never changed. The first one carries the whole opening in `data`."""

    item: models.ForeignKey[Any, Any] = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="events")
    seq: models.PositiveIntegerField[int, int] = models.PositiveIntegerField()
    at: Moment = models.DateTimeField()
    by: Char = _text(NAME_LENGTH)
    verb: Char = models.CharField(max_length=16, choices=verb_choices)
    to: Char = _text(16, choices=state_choices)
    note: models.TextField[str, str] = models.TextField(blank=True, default="")
    evidence: Json = models.JSONField(default=list)
    data: Json = models.JSONField(default=dict)
    token: models.CharField[str | None, str | None] = models.CharField(max_length=64, null=True, unique=True)

    class Meta:
        """Numbered within the item, without a gap and without a double."""

        ordering: ClassVar = ["item", "seq"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "seq"], name="one_event_a_number")]

    def __str__(self) -> str:
        """Which event of which item."""
        return f"{self.item_id}/{self.seq} {self.verb}"  # type: ignore[attr-defined]  # Django makes it from the key

    def save(self, **options: Any) -> None:
        """Only new events are written."""
        super().save(**{**options, "force_insert": True})


class UnmirroredEvent(models.Model):
    """An event that the facts do not know yet; written with the event, removed once it is mirrored."""

    event: models.OneToOneField[Any, Any] = models.OneToOneField(WorkEvent, on_delete=models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        """Which event."""
        return str(self.pk)


class Evidence(models.Model):
    """A photo or file of an item; the content lies under the home by its hash, once however often it is handed in."""

    item: models.ForeignKey[Any, Any] = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="files")
    sha256: Char = models.CharField(max_length=64)
    name: Char = models.CharField(max_length=255)
    kind: Char = models.CharField(max_length=100)
    """Its type as its content says, e.g. `image/jpeg`."""
    size: models.BigIntegerField[int, int] = models.BigIntegerField()
    added_at: Moment = models.DateTimeField()
    added_by: Char = _text(NAME_LENGTH)

    class Meta:
        """A content is named once in an item."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "sha256"], name="one_content_in_an_item")]

    def __str__(self) -> str:
        """Its name."""
        return self.name


class NumberSeries(models.Model):
    """The last number given on paper, by its beginning (`ZG-2026`)."""

    head: Char = models.CharField(primary_key=True, max_length=16)
    last: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """The last one."""
        return f"{self.head}-{self.last:04d}"

# SPDX-License-Identifier: Apache-2.0
"""What goes in and out, as the interface's description has it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from yunce.operate.inspection.answers import LONGEST
from yunce.operate.workitems.item import Event, Item
from yunce.operate.workitems.openings import LONGEST as LONGEST_OF
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.operate.workitems.steps import FIVE
from yunce.values.work_clock import SHANGHAI
from yunce.web.ui.requests import YEARS

LONGEST_NOTE = 4000
LONGEST_DATA = 50
MOST_OFFSET = 10_000_000
AnyDay = TypeVar("AnyDay", date, datetime)


def _of_our_times(at: AnyDay) -> AnyDay:
    """A day or moment that calendars can reckon with."""
    if at.year not in YEARS:
        raise ValueError(f"year must be {YEARS.start}..{YEARS.stop - 1}")
    return at


def _in_shanghai(at: datetime) -> datetime:
    """A moment of Shanghai where it names no zone."""
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def _as_facts_count(at: datetime) -> datetime:
    """A moment as the facts count them: Shanghai's, without a zone."""
    return at.astimezone(SHANGHAI).replace(tzinfo=None) if at.tzinfo else at


Day = Annotated[date, AfterValidator(_of_our_times)]
Known = Annotated[datetime, AfterValidator(_of_our_times), AfterValidator(_as_facts_count)]
Moment = Annotated[datetime, AfterValidator(_of_our_times), AfterValidator(_in_shanghai)]
Name = Annotated[str, StringConstraints(pattern=rf"^(x_[a-z0-9_]{{1,40}}|{'|'.join((*FIVE, 'text', 'cause', 'waiting_for'))})$")]
Data = dict[Name, Annotated[str, StringConstraints(max_length=LONGEST_NOTE)] | int | float | bool | None]
"""What a caller may hand in: what forms ask for, and names of its own that begin with `x_`."""


class ProblemOut(Schema):
    """What is wrong, where, and how to mend it."""

    code: str
    path: str
    message: str
    fix: str
    severity: str


class ProblemsOut(Schema):
    """The answer to what was not done."""

    problems: list[ProblemOut]


class ItemOut(Schema):
    """A work item as it is now."""

    id: str
    number: str
    kind: str
    state: str
    severity: str
    title: str
    unit: str
    owner: str
    assignee: str
    element: str
    period: str
    subject: str
    parent: str
    start: datetime | None
    due: datetime | None
    opened_at: datetime
    opened_by: str
    responded_at: datetime | None
    done_at: datetime | None
    done_by: str
    verified_at: datetime | None
    verified_by: str
    waiting_until: datetime | None
    reason: str
    level: int
    reopened: int
    evidence: list[str]
    version: int
    data: dict[str, Any]

    @classmethod
    def of(cls, item: Item) -> ItemOut:
        """From the fold."""
        opening = item.opening
        same = {name: getattr(item, name) for name in _OF_ITEM}
        told = {name: getattr(opening, name) for name in _OF_OPENING}
        return cls(
            **same,
            **told,
            kind=opening.kind.value,
            state=item.state.value,
            severity=opening.severity.value,
            number=str(opening.data.get("number", "")),
            evidence=list(item.evidence),
            data=dict(item.data),
        )


_OF_ITEM = (
    "id", "owner", "assignee", "due", "opened_at", "opened_by", "responded_at", "done_at", "done_by", "verified_at", "verified_by",
    "waiting_until", "reason", "level", "reopened", "version",
)  # fmt: skip
_OF_OPENING = ("title", "unit", "element", "period", "subject", "parent", "start")


class ItemsOut(Schema):
    """A page of items; `next` is the offset of the one that follows, null at the end."""

    items: list[ItemOut]
    next: int | None


class EventOut(Schema):
    """One thing that happened to an item."""

    seq: int
    at: datetime
    by: str
    verb: str
    to: str | None
    note: str
    evidence: list[str]
    data: dict[str, Any]

    @classmethod
    def of(cls, event: Event) -> EventOut:
        """From the ledger's."""
        same = {name: getattr(event, name) for name in ("seq", "at", "by", "note")}
        to = event.to.value if event.to else None
        return cls(**same, verb=event.verb.value, to=to, evidence=list(event.evidence), data=dict(event.data))


class FindIn(Schema):
    """Which items: every field narrows."""

    kind: list[Kind] = Field(default_factory=list)
    state: list[State] = Field(default_factory=list)
    unit: str = ""
    owner: str = Field("", description="计划里岗位的 id")
    assignee: str = ""
    element: str = Field("", description="计划里的出处，例如 duties.shop_check")
    due_before: Moment | None = None
    text: str = Field("", max_length=100)
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=MOST_OFFSET)


class OpeningIn(Schema):
    """A new item. With a `key` of the caller's own, sending it twice opens one item."""

    kind: Literal["task", "supervised", "rectification"]
    title: str = Field(min_length=1, max_length=LONGEST_OF["title"])
    unit: str = Field("", max_length=LONGEST_OF["unit"])
    owner: str = Field("", max_length=LONGEST_OF["owner"], description="计划里岗位的 id")
    start: Moment | None = None
    due: Moment | None = None
    severity: Severity = Severity.MINOR
    subject: str = Field("", max_length=LONGEST_OF["subject"])
    key: str = Field("", max_length=120, description="调用方自己的唯一编号；同一编号只会新建一次")
    data: Data = Field(default_factory=dict, max_length=LONGEST_DATA)


class CaseIn(Schema):
    """A case as somebody reports it. Who it was is masked before anything is kept."""

    kind: str = Field(description="计划里工单种类的 id")
    title: str = Field(min_length=1, max_length=LONGEST_OF["title"])
    category: str = ""
    text: str = Field("", max_length=LONGEST_NOTE)
    channel: str = ""
    unit: str = Field("", max_length=LONGEST_OF["unit"])
    severity: Severity = Severity.MINOR
    name: str = Field("", max_length=60)
    contact: str = Field("", max_length=60)
    amount: Decimal | None = None
    subject: str = Field("", max_length=LONGEST_OF["subject"])
    reference: str = Field("", max_length=120, description="来源系统里的编号；同一编号只受理一次")
    at: Moment | None = Field(None, description="什么时候反映的；不写就是现在")


class AnswerIn(Schema):
    """The answer to one line of a checklist; `photos` are hashes of evidence that was handed in to the item before."""

    value: str = Field("", max_length=LONGEST)
    note: str = Field("", max_length=LONGEST)
    absent: bool = Field(False, description="不适用")
    flagged: bool = Field(False, description="答案本身分不出合格不合格时，说明这里有问题")
    hazard: Literal["", "minor", "major"] = Field("", description="隐患等级；不写按检查单的严重程度")
    photos: list[Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]] = Field(default_factory=list, max_length=12)


class PlaceIn(Schema):
    """Where the inspector stood."""

    latitude: float
    longitude: float
    accuracy: float | None = None


class AnswersIn(Schema):
    """A filled checklist: line id -> answer. With a `token`, sending it twice takes it once."""

    answers: dict[Annotated[str, StringConstraints(max_length=100)], AnswerIn] = Field(max_length=500)
    note: str = Field("", max_length=LONGEST)
    place: PlaceIn | None = None
    token: str = Field("", max_length=40)


class FilledOut(Schema):
    """What became of it: the inspection, the rectifications that were opened now."""

    item: ItemOut
    opened: list[ItemOut]


class StepIn(Schema):
    """A step with an item. `version` is the one that the caller looked at; `token` makes sending it twice harmless."""

    do: Literal[
        "take", "start", "wait", "upward", "done", "verify", "return", "reopen", "cancel", "assign", "change_due", "note", "follow", "keep"
    ]
    note: str = Field("", max_length=LONGEST_NOTE)
    until: Moment | None = None
    due: Moment | None = None
    assignee: str = Field("", max_length=150)
    owner: str = Field("", max_length=LONGEST_OF["owner"])
    data: Data = Field(default_factory=dict, max_length=LONGEST_DATA)
    version: int | None = None
    token: str = Field("", max_length=40)

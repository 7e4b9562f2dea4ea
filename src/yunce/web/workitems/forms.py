# SPDX-License-Identifier: Apache-2.0
"""The forms of steps: which fields each asks for, and reading what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.http import HttpRequest
from django.utils.timezone import get_current_timezone

from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind, State
from yunce.operate.workitems.steps import FIVE, Asked, Do, missing_elements
from yunce.web.ui.parts import Choice
from yunce.web.ui.requests import YEARS, day
from yunce.web.workitems.labels import ELEMENTS, STEPS

LONGEST_NOTE = 2000
CLOSE = time(18)
"""When a day that is named without a time ends."""
NOTED = frozenset({Do.WAIT, Do.UPWARD, Do.RETURN, Do.REOPEN, Do.CANCEL, Do.CHANGE_DUE, Do.NOTE})
RISKY = frozenset({Do.CANCEL, Do.RETURN, Do.REOPEN})
MAY_SAY = frozenset({Do.DONE, Do.VERIFY, Do.ASSIGN})
WITH_FILES = frozenset({Do.DONE, Do.VERIFY, Do.ADD_EVIDENCE, Do.RETURN})
OPEN_AT_ONCE = frozenset({Do.START, Do.DONE, Do.VERIFY, Do.FOLLOW, Do.KEEP})


@dataclass(frozen=True, slots=True)
class StepForm:
    """One step that can be taken: its words and the fields that it asks for."""

    do: str
    words: str
    is_first: bool
    is_risky: bool
    note: bool
    note_required: bool
    files: bool
    files_required: bool
    until: bool
    due: bool
    customer: bool
    cause: bool
    five: tuple[tuple[str, str], ...]
    people: tuple[Choice, ...]
    roles: tuple[Choice, ...]

    @property
    def is_bare(self) -> bool:
        """True where a button is enough."""
        return not (self.note or self.files or self.until or self.due or self.five or self.people or self.roles)


def step_forms(item: Item, steps: tuple[Do, ...], people: tuple[Choice, ...], roles: tuple[Choice, ...]) -> tuple[StepForm, ...]:
    """The forms of the steps that can be taken now."""
    first = _first(item, steps)
    idle = {Do.TAKE} if item.assignee else set()
    idle |= {Do.REOPEN} if Do.RETURN in steps else set()
    return tuple(_form(item, do, do in first, people, roles) for do in steps if do not in idle)


def _first(item: Item, steps: tuple[Do, ...]) -> frozenset[Do]:
    """The steps that a page shows open: going on, or looking at what was done."""
    if item.state is State.DONE:
        return frozenset({Do.VERIFY, Do.RETURN}) & frozenset(steps)
    if missing_elements(item):
        return frozenset({Do.START, Do.FOLLOW, Do.KEEP}) & frozenset(steps)
    return frozenset(do for do in steps if do in OPEN_AT_ONCE)


def _form(item: Item, do: Do, is_first: bool, people: tuple[Choice, ...], roles: tuple[Choice, ...]) -> StepForm:
    missing = missing_elements(item) if do in {Do.START, Do.DONE} else ()
    return StepForm(
        do=do.value,
        words=str(STEPS[do]),
        is_first=is_first,
        is_risky=do in RISKY,
        note=do in NOTED | MAY_SAY,
        note_required=do in NOTED,
        files=do in WITH_FILES,
        files_required=do is Do.ADD_EVIDENCE,
        until=do is Do.WAIT,
        due=do is Do.CHANGE_DUE,
        customer=do is Do.WAIT and item.opening.kind is Kind.CASE,
        cause=do is Do.DONE and item.opening.kind in {Kind.RECTIFICATION, Kind.CASE},
        five=tuple((name, str(ELEMENTS[name])) for name in missing),
        people=people if do is Do.ASSIGN else (),
        roles=roles if do is Do.ASSIGN else (),
    )


def read_step(request: HttpRequest) -> tuple[Asked | None, int]:
    """The step that a form asks for, and the version that its sender looked at (0: none). `None` for a step that does not exist."""
    sent = request.POST
    seen = sent.get("seen", "")
    if sent.get("do", "") not in list(Do):
        return None, 0
    data: dict[str, object] = {name: text for name in (*FIVE, "cause") if (text := sent.get(name, "").strip()[:LONGEST_NOTE])}
    if sent.get("waiting_for") == "customer":
        data["waiting_for"] = "customer"
    asked = Asked(
        do=Do(sent["do"]),
        note=sent.get("note", "").strip()[:LONGEST_NOTE],
        until=read_moment(sent.get("until", "")),
        due=read_moment(sent.get("due", "")),
        assignee=sent.get("assignee", ""),
        owner=sent.get("owner", ""),
        data=data,
        token=sent.get("token", "")[:64],
    )
    return asked, int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0


def read_moment(text: str) -> datetime | None:
    """A moment as a form sends it: a day (its end of work) or a day with a time, both in Shanghai."""
    found = day(text)
    zone = get_current_timezone()
    if found is not None and len(text) <= 10:
        return datetime.combine(found, CLOSE, zone)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.year not in YEARS:
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone)

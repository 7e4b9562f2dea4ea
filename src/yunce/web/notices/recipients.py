# SPDX-License-Identifier: Apache-2.0
"""Whom an event concerns: pure rules over the event, the item, and who holds which post where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from yunce.operate.workitems.item import Event, Item, Verb
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.web.accounts.access import ALLOWED, Access, Action, Role
from yunce.web.accounts.tree import Parents

GIVEN, RETURNED, UPWARD, ESCALATED, PROVE, MOVED_DUE, GRAVE = "given", "returned", "upward", "escalated", "prove", "due", "grave"
SAID: Mapping[str, Any] = {
    GIVEN: _("派给你"),
    RETURNED: _("退回重办"),
    UPWARD: _("报上级解决"),
    ESCALATED: _("逾期升级"),
    PROVE: _("等你验收"),
    MOVED_DUE: _("改了期限"),
    GRAVE: _("新的严重问题"),
}
OUTSIDE = frozenset({UPWARD, ESCALATED, GRAVE})
"""What groups outside the pages are told at once; the rest stands in their morning's summary."""
ROUTINE = frozenset({Kind.DUTY, Kind.INSPECTION, Kind.REVIEW})
"""Kinds that the plan opens by itself: they stand in everybody's day and are no news."""


@dataclass(frozen=True, slots=True)
class People:
    """Who is where: (name, role of the plan, unit) of posts, (name, role of the pages, unit) of grants, the tree of units."""

    posts: tuple[tuple[str, str, str], ...] = ()
    grants: tuple[tuple[str, str, str], ...] = ()
    parents: Parents = field(default_factory=Parents)

    def holding(self, role: str, unit: str) -> tuple[str, ...]:
        """Those who hold a post that reaches a unit."""
        tree = Access(parents=self.parents)
        return tuple(name for name, held, where in self.posts if held == role and tree.reaches(where, unit))

    def allowed(self, action: Action, unit: str) -> tuple[str, ...]:
        """Those who may do something in a unit by a grant of that unit or above, administrators of the whole aside."""
        tree = Access(parents=self.parents)
        fitting = [g for g in self.grants if action in ALLOWED[Role(g[1])] and Role(g[1]) is not Role.ADMIN]
        return tuple(name for name, _, where in fitting if tree.reaches(where, unit))


def told(event: Event, item: Item, people: People) -> tuple[tuple[str, str], ...]:
    """(name, word of `SAID`) of everybody whom an event concerns, each once; never who did it."""
    found: dict[str, str] = {}
    for name, said in _told(event, item, people):
        if name and name != event.by:
            found.setdefault(name, said)
    return tuple(found.items())


def is_grave(event: Event, item: Item) -> bool:
    """True for the opening of a case or a rectification that is more than minor."""
    kinds = {Kind.CASE, Kind.RECTIFICATION}
    return event.verb is Verb.OPENED and item.opening.kind in kinds and item.opening.severity is not Severity.MINOR


def _told(event: Event, item: Item, people: People) -> Iterator[tuple[str, str]]:
    unit = item.opening.unit
    if is_grave(event, item):
        yield from ((name, GRAVE) for name in people.allowed(Action.ASSIGN, unit))
    if event.verb is Verb.OPENED and item.opening.kind not in ROUTINE:
        yield from ((name, GIVEN) for name in people.holding(item.opening.owner, unit))
    elif event.verb is Verb.ASSIGNED:
        yield (str(event.data.get("assignee", "")), GIVEN)
    elif event.verb is Verb.DUE_CHANGED:
        yield (item.assignee, MOVED_DUE)
    elif event.verb is Verb.ESCALATED:
        yield from ((name, ESCALATED) for name in people.holding(str(event.data.get("escalated_to", "")), unit))
    elif event.verb is Verb.MOVED:
        yield from _moved(event, item, people)


def _moved(event: Event, item: Item, people: People) -> Iterator[tuple[str, str]]:
    unit = item.opening.unit
    if event.to is State.REOPENED:
        yield (item.assignee, RETURNED)
        yield from ((name, RETURNED) for name in people.holding(item.owner, unit) if not item.assignee)
    elif event.to is State.UPWARD:
        yield from ((name, UPWARD) for name in people.allowed(Action.ASSIGN, unit))
    elif event.to is State.DONE and item.awaits_verification:
        wanted = str(item.data.get("verifier", ""))
        yield from ((name, PROVE) for name in (people.holding(wanted, unit) if wanted else people.allowed(Action.VERIFY, unit)))

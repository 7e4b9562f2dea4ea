# SPDX-License-Identifier: Apache-2.0
"""What a person may do where: roles are held in a unit and reach down its tree; nobody gets more than the role names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from yunce.web.accounts.tree import Parents


class Action(StrEnum):
    """What can be allowed."""

    LOOK = "look"
    UPLOAD = "upload"
    UNDO = "undo"
    MAP = "map"
    REVIEW = "review"
    ADD_PLAN = "add_plan"
    SEE_PAY = "see_pay"
    SEE_MONEY = "see_money"
    AUDIT = "audit"
    WORK = "work"
    VERIFY = "verify"
    ASSIGN = "assign"
    MANAGE_PEOPLE = "manage_people"
    SEE_CONTACT = "see_contact"


class Role(StrEnum):
    """What somebody is in these pages; least privilege: a viewer only looks, a worker does the own work, a lead hands out and
    verifies, payroll sees what people are paid."""

    VIEWER = "viewer"
    WORKER = "worker"
    LEAD = "lead"
    EDITOR = "editor"
    PAYROLL = "payroll"
    ADMIN = "admin"


ALLOWED: Mapping[Role, frozenset[Action]] = {
    Role.VIEWER: frozenset({Action.LOOK}),
    Role.WORKER: frozenset({Action.LOOK, Action.WORK}),
    Role.LEAD: frozenset({Action.LOOK, Action.WORK, Action.VERIFY, Action.ASSIGN, Action.SEE_CONTACT, Action.SEE_MONEY}),
    Role.EDITOR: frozenset({Action.LOOK, Action.UPLOAD, Action.UNDO, Action.MAP, Action.REVIEW, Action.SEE_MONEY}),
    Role.PAYROLL: frozenset({Action.LOOK, Action.SEE_PAY}),
    Role.ADMIN: frozenset(Action),
}
WHOLE = ""
"""The unit of a grant that reaches everything; an unnamed unit of a fact or a file needs such a grant."""


@dataclass(frozen=True, slots=True)
class Held:
    """A role held in a unit; an empty unit is the whole company."""

    role: Role
    unit: str = WHOLE


@dataclass(frozen=True, slots=True)
class Limit:
    """How far rights that are lent reach at most: these actions, in this unit and below it."""

    actions: frozenset[Action]
    unit: str = WHOLE


@dataclass(frozen=True, slots=True)
class Access:
    """All that one person holds, with the tree of units (child -> parent) along which it reaches down; lent rights with their limit."""

    held: tuple[Held, ...] = ()
    parents: Parents = field(default_factory=Parents)
    limit: Limit | None = None

    def may(self, action: Action, unit: str = WHOLE) -> bool:
        """True where some role allows the action in this unit or above it, and no limit forbids it."""
        if self.limit and not (action in self.limit.actions and self.reaches(self.limit.unit, unit)):
            return False
        return any(action in ALLOWED[h.role] and self.reaches(h.unit, unit) for h in self.held)

    def reaches(self, held: str, unit: str) -> bool:
        """True where what is held in one unit counts in the other: the same, one below it, or everywhere for the whole company."""
        if held == WHOLE:
            return True
        for _ in range(len(self.parents) + 1):  # a circle of units ends too
            if unit == held:
                return True
            unit = self.parents.get(unit, "")
            if not unit:
                return False
        return False

    def anywhere(self, action: Action) -> bool:
        """True where the action is allowed in at least one unit."""
        return (self.limit is None or action in self.limit.actions) and any(action in ALLOWED[h.role] for h in self.held)

    def whole(self) -> bool:
        """True for a person who may look at the whole company."""
        return self.may(Action.LOOK, WHOLE)

    def within(self, action: Action, units: Iterable[str]) -> tuple[str, ...]:
        """Those of the units in which the action is allowed, in their order."""
        if self.limit and action not in self.limit.actions:
            return ()
        reached = {unit for h in self.held if action in ALLOWED[h.role] for unit in self.below(h.unit)}
        inside = reached & {*self.below(self.limit.unit)} if self.limit else reached
        return tuple(unit for unit in units if unit in inside or (unit not in self.parents and self.may(action, unit)))

    def below(self, unit: str) -> tuple[str, ...]:
        """Every unit in which counts what is held in this one; for the whole company that without a name too."""
        return (WHOLE, *self.parents.below(WHOLE)) if unit == WHOLE else self.parents.below(unit) or (unit,)

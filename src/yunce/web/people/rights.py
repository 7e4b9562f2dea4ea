# SPDX-License-Identifier: Apache-2.0
"""Who may do what in a round. Nobody judges themselves; a score is for who has to do with it; pay needs its own right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from yunce.operate.appraisal.results import Appraisal, ItemLine, PersonResult
from yunce.plan.parts.organisation import Role
from yunce.plan.parts.people import Scorecard
from yunce.web.accounts.access import WHOLE, Action
from yunce.web.accounts.models import Post
from yunce.web.workitems.desk import WorkDesk


class Appraised(Protocol):
    """Whoever is appraised: a result, or somebody of whom there is none yet."""

    @property
    def person(self) -> str:
        """Who."""
        ...

    @property
    def role(self) -> str:
        """In which post."""
        ...

    @property
    def unit(self) -> str:
        """In which unit."""
        ...

    @property
    def lines(self) -> Sequence[ItemLine]:
        """The items."""
        ...


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody before there is a result."""

    person: str
    role: str
    unit: str
    lines: Sequence[ItemLine] = ()


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person of a request may do with the people of a card."""

    work: WorkDesk
    card: Scorecard
    roles: dict[str, Role]
    held: frozenset[str]
    """Posts that somebody holds somewhere."""

    def is_self(self, person: Appraised) -> bool:
        """True for one's own result."""
        return person.person == self.work.name

    def leads(self, person: Appraised) -> bool:
        """True for who scores the person: the post that theirs reports to, or who verifies work in the unit and is not below them."""
        if self.is_self(person):
            return False
        role = self.roles.get(person.role)
        if role is not None and self._holds(role.reports_to, person.unit):
            return True
        access = self.work.desk.access
        return access.may(Action.VERIFY, person.unit) and (access.may(Action.MANAGE_PEOPLE, WHOLE) or not self._is_above(person.role))

    def confirms(self, person: Appraised, line: ItemLine) -> bool:
        """True for who confirms an item: its confirmer (a post, or somebody's name); without one who leads the person, or keeps pay."""
        if self.is_self(person):
            return False
        named = self._post(line.confirmer)
        if line.confirmer == self.work.name or (named and self._holds(named, person.unit)):
            return True
        return not (named and named in self.held) and (self.leads(person) or self.sees_pay(person))

    def confirms_any(self, person: Appraised) -> bool:
        """True where at least one item is this person's to confirm."""
        return any(self.confirms(person, line) for line in person.lines)

    def sees_score(self, person: Appraised) -> bool:
        """True for one's own, for who leads the person or approves the card, for who sees pay."""
        return self.is_self(person) or self.leads(person) or self.sees_pay(person) or self.approves()

    def sees(self, person: Appraised) -> bool:
        """True where something of the person is this one's to see."""
        return self.sees_score(person) or self.confirms_any(person)

    def sees_pay(self, person: Appraised) -> bool:
        """True for who may see pay in the person's unit. One's own is asked for apart."""
        return self.work.desk.access.may(Action.SEE_PAY, person.unit)

    def hands_in(self, person: Appraised) -> bool:
        """True for who may hand in results of the person: never their own."""
        if self.is_self(person):
            return False
        return self.work.desk.access.may(Action.UPLOAD, person.unit) or self.leads(person) or self.confirms_any(person)

    def concerns(self, people: Iterable[Appraised]) -> bool:
        """True for who has to do with a card: is on it, leads somebody on it, confirms an item, approves it, hands in, or keeps its pay."""
        confirmers = {self._post(item.confirmer) for item in self.card.items} - {""}
        if self.approves() or any(role in confirmers for role, _place in self.work.posts):
            return True
        return any(self.is_self(p) or self.leads(p) or self.sees_pay(p) or self.hands_in(p) for p in people)

    def approves(self) -> bool:
        """True for the posts that the card names to approve; where it names none who keeps all pay; and who manages the company."""
        if self.work.desk.access.may(Action.MANAGE_PEOPLE, WHOLE):
            return True
        named = [approval.by for approval in self.card.approve]
        return any(self._holds(role, "") for role in named) if named else self.keeps_pay()

    def keeps_pay(self) -> bool:
        """True for who may see the pay of everybody on the card."""
        return self.work.desk.access.may(Action.SEE_PAY, self.card.unit)

    def signs(self, result: Appraisal) -> bool:
        """True for who may sign for the pool and freeze: an approver whose own result is not in it."""
        return self.approves() and not any(self.is_self(person) for person in result.people)

    def freezes(self, result: Appraisal) -> bool:
        """True for who may freeze: who signs, or keeps the pay of the card."""
        return self.signs(result) or (self.keeps_pay() and not any(self.is_self(person) for person in result.people))

    def _holds(self, role: str, unit: str) -> bool:
        """True for a holder of a post that reaches a unit, or sits where the plan has it."""
        home = self.roles[role].unit if role in self.roles else ""
        reaches = self.work.desk.access.reaches
        return bool(role) and any(
            role == own and (reaches(place, unit) or bool(home and reaches(place, home))) for own, place in self.work.posts
        )

    def _is_above(self, role: str) -> bool:
        """True where a post of one's own reports to this one, directly or not."""
        return any(role in self._chain(own) for own, _place in self.work.posts)

    def _chain(self, role: str) -> tuple[str, ...]:
        found: list[str] = []
        while role in self.roles and self.roles[role].reports_to not in {"", *found}:
            role = self.roles[role].reports_to
            found.append(role)
        return tuple(found)

    def _post(self, confirmer: str) -> str:
        """The post that a confirmer names, by id or by its words."""
        return next((role.id for role in self.roles.values() if confirmer and confirmer in {role.id, role.label}), "")


def rights_of(work: WorkDesk, card: Scorecard) -> Rights:
    """The rights of a request's person on a card."""
    roles = {role.id: role for role in work.desk.plan.roles} if work.desk.plan else {}
    held = frozenset(Post.objects.filter(user__is_active=True).values_list("role", flat=True).distinct())
    return Rights(work, card, roles, held)


def seen_of(rights: Rights, people: Iterable[PersonResult]) -> tuple[PersonResult, ...]:
    """Those of whom something is to be seen."""
    return tuple(person for person in people if rights.sees(person))

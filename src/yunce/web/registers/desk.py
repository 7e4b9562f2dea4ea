# SPDX-License-Identifier: Apache-2.0
"""What every page of registers starts from: who asks, which register, which entries they may see; what is not theirs is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from yunce.operate.agenda.windows import day_of
from yunce.operate.registers.coverage import Coverage, Person, coverage
from yunce.operate.registers.entry import Entry, Verb
from yunce.operate.registers.standing import Stood, stand
from yunce.plan.document import Plan, Register
from yunce.values.work_clock import SHANGHAI
from yunce.web.accounts.access import Action
from yunce.web.accounts.models import Post
from yunce.web.registers.store import entries, entry_of
from yunce.web.ui.requests import day as read_day
from yunce.web.workitems.desk import WorkDesk, open_work

RIGHTS: Mapping[Verb, Action] = {
    Verb.APPROVED: Action.VERIFY, Verb.ISSUED: Action.VERIFY, Verb.HELD: Action.VERIFY, Verb.RELEASED: Action.VERIFY,
    Verb.DESTROYED: Action.AUDIT, Verb.READ: Action.LOOK, Verb.ALLOWED: Action.VERIFY,
}  # fmt: skip
"""What each step needs; all others need the right to work."""
LAST_MOMENT = time(23, 59, 59, 999999)


@dataclass(frozen=True, slots=True)
class RegisterDesk:
    """One request's place at the registers: the working place, the plan, the day that the page is about."""

    work: WorkDesk
    plan: Plan
    now: datetime
    day: date
    is_past: bool = False

    @property
    def known_at(self) -> datetime | None:
        """Up to when events count; `None` for all of them."""
        return datetime.combine(self.day, LAST_MOMENT, SHANGHAI) if self.is_past else None

    def register(self, register_id: str) -> Register:
        """A register of the plan; 404 for none, and for one of which they may see nothing."""
        found = next((r for r in self.plan.registers if r.id == register_id), None)
        if found is None:
            raise Http404
        return found

    def home(self, register: Register) -> str:
        """The unit of a register: its own, else that of the unit or role that it is about or that keeps it."""
        if register.unit or any(unit.id == register.of for unit in self.plan.units):
            return register.unit or register.of
        homes = {role.id: role.unit for role in self.plan.roles}
        return homes.get(register.owner, "") or homes.get(register.of, "")

    def unit_of(self, entry: Entry) -> str:
        """The unit of an entry: its own, else its register's."""
        register = next((r for r in self.plan.registers if r.id == entry.register), None)
        return entry.unit or (self.home(register) if register else "")

    def is_own(self, entry: Entry) -> bool:
        """True for an entry of theirs, wherever it stands."""
        return self.work.name == entry.holder

    def may_see(self, entry: Entry) -> bool:
        """True for entries of units that they may look at, and for their own."""
        return self.work.desk.access.may(Action.LOOK, self.unit_of(entry)) or self.is_own(entry)

    def may(self, verb: Verb, register: Register, unit: str) -> bool:
        """True where they may do a step in a unit: by a right there; work also by the post that keeps the register."""
        action = RIGHTS.get(verb, Action.WORK)
        if self.work.desk.access.may(action, unit):
            return True
        keeper = register.owner or register.of
        reaches = self.work.desk.access.reaches
        return action is Action.WORK and any(role == keeper and reaches(where, unit) for role, where in self.work.posts)

    def seen(self, register: Register) -> tuple[Stood, ...]:
        """The entries of a register that they may see, as they stand on the page's day."""
        calendar = self.work.desk.installation.calendar
        found = entries((register.id,), known_at=self.known_at)
        return tuple(stand(one, register, calendar, self.day) for one in found if self.may_see(one))

    def seen_by_register(self) -> Mapping[str, tuple[Stood, ...]]:
        """The same for every register of the plan, read once."""
        calendar = self.work.desk.installation.calendar
        known = {register.id: register for register in self.plan.registers}
        found: dict[str, list[Stood]] = {name: [] for name in known}
        for one in entries(known, known_at=self.known_at):
            if self.may_see(one):
                found[one.register].append(stand(one, known[one.register], calendar, self.day))
        return {name: tuple(some) for name, some in found.items()}

    def people(self, role: str) -> tuple[Person, ...]:
        """Who holds a role of the plan, of those units that they may look at."""
        homes = {one.id: one.unit for one in self.plan.roles}
        rows = Post.objects.filter(role=role, user__is_active=True).order_by("user__username")
        posts = rows.values_list("user__username", "user__first_name", "unit")
        may = self.work.desk.access.may
        shown = (Person(name, said) for name, said, unit in posts if may(Action.LOOK, unit or homes.get(role, "")))
        return tuple(dict.fromkeys(shown))

    def coverage(self, register: Register, stood: Iterable[Stood]) -> Coverage | None:
        """How many of those who need an entry hold one, as far as they may see."""
        return coverage(register, self.plan, stood, self.people(register.of))

    def stood(self, entry: Entry) -> Stood:
        """An entry as it stands today."""
        return stand(entry, self.register(entry.register), self.work.desk.installation.calendar, self.day)


class NoPlan(Http404):
    """There is no plan yet, so there are no registers."""


def open_registers(request: HttpRequest) -> RegisterDesk:
    """The place of a request at the registers, on the day that its address names (today). Refuses who may look nowhere."""
    work = open_work(request)
    if work.desk.plan is None:
        raise NoPlan
    now = timezone.now()
    today = day_of(now)
    asked = read_day(request.GET.get("day", ""))
    is_past = asked is not None and asked < today
    return RegisterDesk(work, work.desk.plan, now, asked if is_past and asked else today, is_past)


def visible_entry(desk: RegisterDesk, entry_id: str) -> Entry:
    """An entry that this person may see; 404 for all others."""
    try:
        found = entry_of(entry_id)
    except LookupError as e:
        raise Http404 from e
    desk.register(found.register)
    if not desk.may_see(found):
        raise Http404
    return found


def demand_step(desk: RegisterDesk, verb: Verb, register: Register, unit: str) -> None:
    """Refuse a step that this person may not do in this unit."""
    if not desk.may(verb, register, unit):
        raise PermissionDenied


def one_name(text: str) -> str:
    """The user name of somebody told by it or by the name that people say, where only one is called so; else the text."""
    if not text or User.objects.filter(username=text).exists():
        return text
    found = list(User.objects.filter(first_name=text).values_list("username", flat=True)[:2])
    return found[0] if len(found) == 1 else text

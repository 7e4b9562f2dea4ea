# SPDX-License-Identifier: Apache-2.0
"""The values of the overview of registers and of one register's list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.registers.coverage import Clash, Coverage, clashes
from yunce.operate.registers.entry import Verb
from yunce.operate.registers.sorts import Sort, sort_of
from yunce.operate.registers.standing import ASKS, Standing, Stood, counted
from yunce.plan.document import Register
from yunce.web.accounts.access import Action
from yunce.web.registers.desk import RegisterDesk
from yunce.web.registers.labels import SORTS, STANDINGS, TONES
from yunce.web.ui.parts import Choice, Pager, Tone, address, pager

ROWS = 50
DUE = "due"


@dataclass(frozen=True, slots=True)
class Covered:
    """A coverage in words: `11/12 · 91.7%`, whom it misses."""

    said: str
    tone: Tone
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One register of the overview."""

    title: str
    href: str
    sort: str
    unit: str
    owner: str
    all: int
    valid: int
    expiring: int
    expired: int
    unknown: int
    covered: Covered | None
    next: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """All registers of the plan, on a day."""

    rows: tuple[RegisterRow, ...]
    day: str
    is_past: bool
    clashes: tuple[str, ...]


def overview(desk: RegisterDesk) -> OverviewPage:
    """The page."""
    seen = desk.seen_by_register()
    rows = tuple(_row(desk, register, seen[register.id]) for register in desk.plan.registers)
    seals = [one for r in desk.plan.registers if sort_of(r.kind) is Sort.SEAL for one in seen[r.id]]
    said = tuple(_clash(desk, one) for one in clashes(seals))
    return OverviewPage(rows, desk.day.isoformat(), desk.is_past, said)


def _clash(desk: RegisterDesk, one: Clash) -> str:
    titles = {register.id: register.label for register in desk.plan.registers}
    kept = "、".join(titles[name] for name in one.registers)
    return _("{who} 一人保管：{kept}。按岗位分离，请分给两个人。").format(who=one.who, kept=kept)


def _row(desk: RegisterDesk, register: Register, stood: tuple[Stood, ...]) -> RegisterRow:
    counts, names = counted(stood), desk.work.desk.unit_names()
    coming = sorted(one.until for one in stood if one.until is not None and one.standing in ASKS | {Standing.VALID})
    home = desk.home(register)
    return RegisterRow(
        title=register.label,
        href=here(desk, "register", register),
        sort=str(SORTS[sort_of(register.kind)]),
        unit=names.get(home, home),
        owner=desk.work.role_names().get(register.owner or register.of, ""),
        all=sum(n for standing, n in counts.items() if standing is not Standing.OUT),
        valid=sum(one.is_valid for one in stood) + counts.get(Standing.DONE, 0),
        expiring=counts.get(Standing.EXPIRING, 0),
        expired=counts.get(Standing.EXPIRED, 0),
        unknown=counts.get(Standing.UNKNOWN, 0) + counts.get(Standing.PENDING, 0),
        covered=covered(desk.coverage(register, stood)),
        next=coming[0].isoformat() if coming else "",
    )


def here(desk: RegisterDesk, view: str, register: Register) -> str:
    """The address of a register's page, on the day of this one."""
    return address(reverse(view, args=[register.id]), day=desk.day.isoformat() if desk.is_past else None)


def covered(found: Coverage | None) -> Covered | None:
    """A coverage in words; what nobody knows is said to be unknown."""
    if found is None:
        return None
    if found.share is None:
        return Covered(_("{held} / 人数未知").format(held=found.held), "ask", ())
    tone: Tone = "good" if found.is_enough else "bad"
    missing = tuple(person.said or person.name for person in found.missing)
    return Covered(f"{found.held} / {found.needed} · {_percent(found)}%", tone, missing)


def _percent(found: Coverage) -> str:
    """The share, cut and not rounded: what is not all is never shown as 100."""
    return f"{found.held * 1000 // (found.needed or 1) / 10:g}"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of a list."""

    href: str
    title: str
    code: str
    unit: str
    holder: str
    issued: str
    until: str
    left: str
    standing: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One register."""

    title: str
    id: str
    sort: str
    is_training: bool
    rows: tuple[EntryRow, ...]
    count: int
    covered: Covered | None
    units: tuple[Choice, ...]
    standings: tuple[Choice, ...]
    words: str
    pager: Pager
    export: str
    may_add: bool
    may_bank: bool
    day: str
    is_past: bool
    note: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list is narrowed to: a unit with those below it, a standing, words."""

    unit: str = ""
    standing: str = ""
    words: str = ""

    def takes(self, desk: RegisterDesk, one: Stood) -> bool:
        """True for an entry that the list shows."""
        entry, unit = one.entry, desk.unit_of(one.entry)
        texts = (entry.title, entry.code, entry.holder, entry.custodian, entry.issuer)
        right_standing = self.standing in {"", one.standing.value} or (self.standing == DUE and one.standing in ASKS)
        inside = not self.unit or desk.work.desk.access.reaches(self.unit, unit)
        return right_standing and inside and (not self.words or any(self.words.lower() in text.lower() for text in texts))

    def params(self, desk: RegisterDesk) -> dict[str, str]:
        """As parameters of an address."""
        told = {"unit": self.unit, "standing": self.standing, "q": self.words, "day": desk.day.isoformat() if desk.is_past else ""}
        return {name: value for name, value in told.items() if value}


def in_order(stood: Iterable[Stood]) -> list[Stood]:
    """What runs out first in front; what is out of use last."""
    last = date.max
    return sorted(stood, key=lambda one: (one.standing is Standing.OUT, one.until or last, one.entry.code, one.entry.title))


def register_page(desk: RegisterDesk, register: Register, narrowed: Narrowed, page: int) -> RegisterPage:
    """The page of a register."""
    seen = desk.seen(register)
    shown = in_order(one for one in seen if narrowed.takes(desk, one))
    some = shown[(page - 1) * ROWS : page * ROWS]
    params = narrowed.params(desk)
    home, path = desk.home(register), reverse("register", args=[register.id])
    training = sort_of(register.kind) is Sort.TRAINING
    return RegisterPage(
        title=register.label,
        id=register.id,
        sort=str(SORTS[sort_of(register.kind)]),
        is_training=training,
        rows=tuple(entry_row(desk, one) for one in some),
        count=len(shown),
        covered=covered(desk.coverage(register, seen)),
        units=_units(desk, narrowed.unit),
        standings=_standings(narrowed.standing),
        words=narrowed.words,
        pager=pager(path, params, page, more=len(shown) > page * ROWS, said=_("共 {count} 条").format(count=len(shown))),
        export=address(reverse("register-export", args=[register.id]), **params),
        may_add=not desk.is_past and desk.may(Verb.ADDED, register, home),
        may_bank=training and desk.work.desk.access.may(Action.VERIFY, home),
        day=desk.day.isoformat(),
        is_past=desk.is_past,
        note=register.note,
    )


def _units(desk: RegisterDesk, chosen: str) -> tuple[Choice, ...]:
    names = desk.work.desk.unit_names()
    allowed = desk.work.desk.access.within(Action.LOOK, names)
    return (Choice("", _("全部单位"), not chosen), *(Choice(unit, names[unit], unit == chosen) for unit in allowed))


def _standings(chosen: str) -> tuple[Choice, ...]:
    every = (("", _("全部")), (DUE, _("要办的")), *((s.value, str(STANDINGS[s])) for s in Standing))
    return tuple(Choice(value, words, value == chosen) for value, words in every)


def entry_row(desk: RegisterDesk, one: Stood) -> EntryRow:
    """One entry as it is listed."""
    entry, unit = one.entry, desk.unit_of(one.entry)
    issued = entry.issued_on or entry.drilled_on
    return EntryRow(
        href=reverse("register-entry", args=[entry.id]),
        title=entry.title,
        code=entry.code,
        unit=desk.work.desk.unit_names().get(unit, unit),
        holder=entry.holder or entry.custodian,
        issued=issued.isoformat() if issued else "",
        until=one.until.isoformat() if one.until else "",
        left=_left(one, desk.day),
        standing=str(STANDINGS[one.standing]),
        tone=TONES.get(one.standing, ""),
    )


def _left(one: Stood, today: date) -> str:
    if one.until is None or one.standing in {Standing.OUT, Standing.DONE}:
        return ""
    days = (one.until - today).days
    return _("还有 {days} 天").format(days=days) if days >= 0 else _("过了 {days} 天").format(days=-days)

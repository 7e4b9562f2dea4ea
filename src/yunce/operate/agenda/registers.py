# SPDX-License-Identifier: Apache-2.0
"""Controlled things: looked through at their cadence; what runs out is renewed so long before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from yunce.operate.agenda.contract import Found, Frame, joined
from yunce.operate.agenda.opening import kept, key_of, unit_of
from yunce.operate.agenda.routines import Rota
from yunce.operate.agenda.windows import closes, guarded, opens, touches
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.plan.document import Register
from yunce.values.calendar import Calendar
from yunce.values.problem import Problem


@dataclass(frozen=True, slots=True)
class _Due:
    """One time that a register asks for work."""

    key: str
    subject: str
    title: str
    start: datetime | None
    due: datetime | None
    unit: str = ""


def registers(frame: Frame, rota: Rota) -> Found:
    """The work of every register of the plan."""
    return joined(_register(frame, rota, register) for register in frame.plan.registers)


def _register(frame: Frame, rota: Rota, register: Register) -> Found:
    element = f"registers.{register.id}"
    holder = register.of if any(role.id == register.of for role in frame.plan.roles) else ""
    owner = register.owner or holder
    unit = unit_of(frame, register.unit or ("" if holder else register.of), owner)
    problems: list[Problem] = []
    data = kept(register, register=register.kind)
    made = (
        Opening(
            key_of(element, d.key, d.subject), Kind.DUTY, d.title, d.unit or unit, owner, d.start, d.due,
            element=element, period=d.key, subject=d.subject, plan=frame.given.fingerprint, data=data,
        )
        for d in (*_looks(frame, rota, register, (element, unit), problems), *_ends(frame, register, element, problems))
        if touches(frame.asked, d.start, d.due)
    )  # fmt: skip
    return Found(tuple(made), tuple(problems))


def _looks(frame: Frame, rota: Rota, register: Register, at: tuple[str, str], problems: list[Problem]) -> Iterator[_Due]:
    """The times of its own cadence."""
    if register.every is None:
        return
    windows, wrong = rota.windows(register.every, frame.whole, None, at[0])
    problems += wrong
    yield from (_Due(w.key, at[1], register.label, w.start, w.due) for w in windows)


def _ends(frame: Frame, register: Register, element: str, problems: list[Problem]) -> Iterator[_Due]:
    """What runs out."""
    for entry in frame.given.entries:
        if entry.register == register.id:
            start, wrong = guarded(lambda until=entry.until: _ahead(register, until, frame.calendar, element))  # type: ignore[misc]
            problems += wrong
            first = opens(start) if start else None
            named = entry.title or entry.subject
            title = named if named.startswith(register.label) else f"{register.label}：{named}"
            yield _Due(entry.until.isoformat(), entry.subject, title, first, closes(entry.until), entry.unit)


def _ahead(register: Register, until: date, calendar: Calendar, item: str) -> date:
    """From when on something that runs out is to be renewed."""
    return until if register.renew_before is None else register.renew_before.before(until, calendar, item=item)

# SPDX-License-Identifier: Apache-2.0
"""Registers from a table, without an installation's own entries: how they stand on a day, who is missing, what runs out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from yunce.app.packs import read_calendars
from yunce.app.people_tables import read_table
from yunce.app.plan_files import read_plan, usable
from yunce.app.settings import Settings
from yunce.operate.agenda import contract
from yunce.operate.registers.coverage import Coverage, Person, coverage
from yunce.operate.registers.entry import Entry, Event, Verb
from yunce.operate.registers.folding import fold
from yunce.operate.registers.reading import Draft, read_entries, taken_over
from yunce.operate.registers.renewals import running_out, stood_in
from yunce.operate.registers.sorts import Sort, sort_of
from yunce.operate.registers.standing import Stood
from yunce.operate.tabular import Reading
from yunce.plan.document import Plan, Register
from yunce.values.problem import Problem, YunceError
from yunce.values.work_clock import SHANGHAI

NAMES = {"role": ("岗位", "角色", "role"), "name": ("姓名", "人员", "用户名", "name", "person")}


@dataclass(frozen=True, slots=True)
class Kept:
    """One register of a plan on a day: its entries as they stand, its coverage where it asks for one."""

    register: Register
    stood: tuple[Stood, ...]
    coverage: Coverage | None


def registers_of(reference: str, table: Path, day: date, *, only: str = "", roster: Path | None = None) -> tuple[Kept, ...]:
    """The registers of a plan by a table of entries. Raises `YunceError`: no such plan or register, all that is wrong in the tables."""
    settings = Settings.read()
    plan = usable(read_plan(reference, settings)).plan
    register = _register(plan, only) if only else None
    people = _people(plan, roster)
    stood = tuple(stood_in(plan, read_calendars(settings.home), entries_in(plan, table, day, register), day))
    found = []
    for one in (register,) if register else plan.registers:
        mine = tuple(s for s in stood if s.entry.register == one.id)
        found.append(Kept(one, mine, coverage(one, plan, mine, people.get(one.of, ()))))
    return tuple(found)


def entries_for_agenda(plan: Plan, table: Path, settings: Settings, day: date) -> tuple[contract.Entry, ...]:
    """What of a table's entries runs out, for the agenda of a plan. Raises `YunceError` with all that is wrong in it."""
    return running_out(stood_in(plan, read_calendars(settings.home), entries_in(plan, table, day), day))


def entries_in(plan: Plan, table: Path, day: date, register: Register | None = None) -> tuple[Entry, ...]:
    """The entries of a table, named by their number or title. Raises `YunceError` with all that is wrong in it."""
    drafts, problems = read_entries(read_table(table), plan, day, register)
    if problems:
        raise YunceError(*problems)
    at = datetime.combine(day, datetime.min.time(), SHANGHAI)
    return tuple(_entry(plan, draft, at) for draft in drafts)


def _entry(plan: Plan, draft: Draft, at: datetime) -> Entry:
    register = next(r for r in plan.registers if r.id == draft.register)
    told = taken_over(draft) if sort_of(register.kind) is Sort.DOCUMENT else draft
    name = draft.text("code") or "·".join(filter(None, dict.fromkeys((draft.text("title"), draft.text("holder"), draft.text("unit")))))
    return fold(name, register.id, [Event(name, 1, at, "", Verb.ADDED, data=told.data)])


def _register(plan: Plan, text: str) -> Register:
    found = next((r for r in plan.registers if text in {r.id, r.label}), None)
    if found is None:
        raise YunceError(Problem.of("app.register_unknown", "--register", id=text, known="、".join(r.id for r in plan.registers) or "-"))
    return found


def _people(plan: Plan, roster: Path | None) -> Mapping[str, Sequence[Person]]:
    """Role -> those who hold it, by a table of names and roles. Raises `YunceError`."""
    if roster is None:
        return {}
    reading = Reading.of(read_table(roster), NAMES)
    found: dict[str, list[Person]] = {}
    if reading.need("name", "role"):
        roles = {**{role.label: role.id for role in plan.roles}, **{role.id: role.id for role in plan.roles}}
        for row in reading.rows():
            if row.text("name") and row.text("role") in roles:
                found.setdefault(roles[row.text("role")], []).append(Person(row.text("name")))
    if reading.problems:
        raise YunceError(*reading.problems)
    return {role: tuple(dict.fromkeys(some)) for role, some in found.items()}

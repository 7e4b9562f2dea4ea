# SPDX-License-Identifier: Apache-2.0
"""What runs out becomes work: entries as the agenda wants them, and openings for what has run out before anybody opened any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from yunce.operate.agenda import contract
from yunce.operate.agenda.registers import registers
from yunce.operate.agenda.routines import Rota
from yunce.operate.registers.entry import Entry
from yunce.operate.registers.standing import Standing, Stood, stand
from yunce.operate.workitems.item import Opening
from yunce.plan.document import Plan
from yunce.values.calendar import Calendar
from yunce.values.period import Period

RUNS_OUT = frozenset({Standing.VALID, Standing.EXPIRING, Standing.EXPIRED})
DAY = timedelta(days=1)


def stood_in(plan: Plan, calendar: Calendar, entries: Iterable[Entry], today: date) -> Iterator[Stood]:
    """The entries of the plan's registers, as they stand on a day."""
    known = {register.id: register for register in plan.registers}
    for entry in entries:
        if entry.register in known:
            yield stand(entry, known[entry.register], calendar, today)


def running_out(stood: Iterable[Stood]) -> tuple[contract.Entry, ...]:
    """What of them runs out, as the agenda takes it; one piece of work an entry and last day."""
    return tuple(
        contract.Entry(one.entry.register, one.entry.id, one.until, one.entry.title, one.entry.unit)
        for one in stood
        if one.until is not None and one.standing in RUNS_OUT
    )


def renewals(plan: Plan, calendar: Calendar, stood: Iterable[Stood], today: date, *, fingerprint: str = "") -> tuple[Opening, ...]:
    """Openings for everything that is to be renewed today: what runs out soon, and what has run out already, however long ago.

    Keys are those of the agenda (`registers.id|last day|entry`), so that what it has opened is not opened again, and a renewal, which has
    another last day, is another piece of work.
    """
    asking = [one for one in stood if one.until is not None and (one.standing is Standing.EXPIRED or _begins(one, today))]
    first = min((one.until for one in asking if one.until is not None), default=today)
    asked = Period(min(first, today), today + DAY)
    frame = contract.Frame(plan, calendar, asked, contract.Given(entries=running_out(asking), fingerprint=fingerprint))
    ours = {one.entry.id for one in asking}
    return tuple(o for o in registers(frame, Rota.of(frame)).openings if o.subject in ours)


def _begins(one: Stood, today: date) -> bool:
    return one.standing is Standing.EXPIRING and one.renew_from is not None and one.renew_from <= today

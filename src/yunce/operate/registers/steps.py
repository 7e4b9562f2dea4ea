# SPDX-License-Identifier: Apache-2.0
"""What somebody may do with an entry, and what it writes: pure checks of sort, state, duties kept apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from yunce.operate.registers.entry import NONE, Entry, Event, Leave, Stage, State, Verb
from yunce.operate.registers.folding import day_in
from yunce.operate.registers.retention import check_destroying
from yunce.operate.registers.sorts import VERBS, sort_of
from yunce.plan.document import Register
from yunce.values.problem import Problem
from yunce.values.writing import is_blank, trimmed

MOST_TIMES = 10_000
FAR = timedelta(days=365 * 100)
NEEDS_NOTE = frozenset({Verb.WITHDRAWN, Verb.HELD, Verb.ASKED, Verb.USED, Verb.DESTROYED})
WITH_LEAVE = frozenset({Verb.USED, Verb.LENT})
"""Only what somebody else has allowed, signed in by himself."""
AFTER_USE = frozenset({Verb.HELD, Verb.RELEASED, Verb.DESTROYED, Verb.RENEWED})
"""What may happen to an entry that is withdrawn; a renewal brings it back."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to do with an entry."""

    verb: Verb
    note: str = ""
    data: Mapping[str, object] = field(default_factory=lambda: NONE)


def take(entry: Entry, register: Register, wish: Wish, by: str, now: datetime, *, today: date) -> Event | Problem:
    """The event that a step writes, or why it is not taken."""
    if wish.verb not in VERBS[sort_of(register.kind)] or wish.verb is Verb.ADDED:
        return Problem.of("register.not_for_this", entry.id, title=entry.title)
    if entry.state is State.DESTROYED or (entry.state is State.WITHDRAWN and wish.verb not in AFTER_USE):
        return Problem.of("register.out_of_use", entry.id, title=entry.title)
    if wish.verb in WITH_LEAVE:
        granted = _granted(entry, wish)
        if isinstance(granted, Problem):
            return granted
        wish = granted
    if wish.verb in NEEDS_NOTE and is_blank(wish.note):
        return Problem.of("register.note_missing", entry.id)
    check = _CHECKS.get(wish.verb)
    wrong = check(entry, wish, by, today) if check else None
    return wrong or Event(entry.id, entry.version + 1, now, by, wish.verb, trimmed(wish.note), wish.data)


def check_days(path: str, data: Mapping[str, object], today: date) -> Problem | None:
    """What is wrong with the days that an entry tells; `None` where nothing is."""
    issued, until = day_in(data, "issued_on"), day_in(data, "until")
    if issued is not None and issued > today:
        return Problem.of("register.issued_later", path, day=issued)
    if issued is not None and until is not None and until < issued:
        return Problem.of("register.days_turned", path, first=issued, last=until)
    if until is not None and until > today + FAR:
        return Problem.of("register.too_far", path, day=until)
    return None


def _renew(entry: Entry, wish: Wish, _: str, today: date) -> Problem | None:
    """A renewal tells at least one day, and does not shorten what was valid longer."""
    issued, until = day_in(wish.data, "issued_on"), day_in(wish.data, "until")
    if issued is None and until is None:
        return Problem.of("register.renewal_dateless", entry.id)
    if until is not None and entry.until is not None and until <= entry.until:
        return Problem.of("register.renewal_shorter", entry.id, until=entry.until)
    return check_days(entry.id, wish.data, today)


def _correct(entry: Entry, wish: Wish, _: str, today: date) -> Problem | None:
    return check_days(entry.id, wish.data, today)


def _revise(entry: Entry, _: Wish, __: str, ___: date) -> Problem | None:
    pending = entry.pending
    return Problem.of("register.version_pending", entry.id, number=pending.number) if pending else None


def _approve(entry: Entry, wish: Wish, by: str, _: date) -> Problem | None:
    """Nobody approves what they have written."""
    found = next((v for v in entry.versions if v.number == wish.data.get("version")), None)
    if found is None or found.stage is not Stage.DRAFT:
        return Problem.of("register.version_stage", entry.id, wanted="草稿")
    return Problem.of("register.own_work", entry.id) if found.by == by else None


def _issue(entry: Entry, wish: Wish, _: str, today: date) -> Problem | None:
    found = next((v for v in entry.versions if v.number == wish.data.get("version")), None)
    if found is None or found.stage is not Stage.APPROVED:
        return Problem.of("register.version_stage", entry.id, wanted="已批准")
    return check_days(entry.id, wish.data, today)


def _read(entry: Entry, wish: Wish, by: str, _: date) -> Problem | None:
    current = entry.current
    if current is None or current.number != wish.data.get("version"):
        return Problem.of("register.not_current", entry.id)
    has_read = any(one.who == by for one in entry.readers(current.number))
    return Problem.of("register.read_already", entry.id) if has_read else None


def _ask(entry: Entry, wish: Wish, _: str, __: date) -> Problem | None:
    """Somebody asks for what another one keeps."""
    to = trimmed(str(wish.data.get("to", "")))
    times = wish.data.get("times", 1)
    if not isinstance(times, int) or not 1 <= times <= MOST_TIMES:
        return Problem.of("register.times_wrong", entry.id)
    if not to:
        return Problem.of("register.who_missing", entry.id)
    return Problem.of("register.not_apart", entry.id, who=to) if to == entry.custodian else None


def _allow(entry: Entry, wish: Wish, by: str, _: date) -> Problem | None:
    """Who allows has neither asked nor is to use it nor keeps it."""
    leave = _leave(entry, wish)
    if leave is None or leave.allowed_by:
        return Problem.of("register.leave_gone", entry.id)
    return Problem.of("register.not_apart", entry.id, who=by) if by in {leave.to, leave.by, entry.custodian} else None


def _leave(entry: Entry, wish: Wish) -> Leave | None:
    return next((one for one in entry.leaves if one.number == wish.data.get("leave")), None)


def _granted(entry: Entry, wish: Wish) -> Wish | Problem:
    """The step with what was allowed: for whom, how often, by whom, why."""
    leave = _leave(entry, wish)
    if leave is None or not leave.is_good:
        return Problem.of("register.leave_missing", entry.id)
    told = {"leave": leave.number, "to": leave.to, "times": leave.times, "approved_by": leave.allowed_by}
    return replace(wish, note=trimmed(wish.note) or leave.why, data=told)


def _lend(entry: Entry, wish: Wish, by: str, _: date) -> Problem | None:
    """What is out is not lent again; who takes it does not hand it out."""
    if entry.loan is not None:
        return Problem.of("register.lent_already", entry.id, to=entry.loan.to)
    to = trimmed(str(wish.data.get("to", "")))
    return _apart(entry, wish, to, by) if to else Problem.of("register.who_missing", entry.id)


def _return(entry: Entry, _: Wish, __: str, ___: date) -> Problem | None:
    return None if entry.loan is not None else Problem.of("register.not_lent", entry.id)


def _use(entry: Entry, wish: Wish, by: str, _: date) -> Problem | None:
    """A seal is put to paper for somebody, with the leave of a third person."""
    to = trimmed(str(wish.data.get("to", "")))
    times = wish.data.get("times", 1)
    if not isinstance(times, int) or not 1 <= times <= MOST_TIMES:
        return Problem.of("register.times_wrong", entry.id)
    return _apart(entry, wish, to, by) if to else Problem.of("register.who_missing", entry.id)


def _apart(entry: Entry, wish: Wish, to: str, by: str) -> Problem | None:
    """Who asks, who allows and who keeps are not one person."""
    allowed = trimmed(str(wish.data.get("approved_by", "")))
    keeper = entry.custodian or by
    if not allowed:
        return Problem.of("register.approver_missing", entry.id)
    if allowed in {to, keeper, by}:
        return Problem.of("register.not_apart", entry.id, who=allowed)
    return None


def _count(entry: Entry, _: Wish, by: str, __: date) -> Problem | None:
    """Who keeps it does not count it."""
    return Problem.of("register.counts_own", entry.id) if entry.custodian == by else None


def _drill(entry: Entry, wish: Wish, _: str, today: date) -> Problem | None:
    on = day_in(wish.data, "on")
    if entry.drilled_on is not None:
        return Problem.of("register.drilled_already", entry.id, day=entry.drilled_on)
    if on is None:
        return Problem.of("register.day_missing", entry.id)
    return Problem.of("register.issued_later", entry.id, day=on) if on > today else None


def _destroy(entry: Entry, _: Wish, __: str, today: date) -> Problem | None:
    return check_destroying(entry, today)


def _release(entry: Entry, _: Wish, __: str, ___: date) -> Problem | None:
    return None if entry.hold else Problem.of("register.no_hold", entry.id)


_CHECKS: Mapping[Verb, Callable[[Entry, Wish, str, date], Problem | None]] = MappingProxyType(
    {
        Verb.RENEWED: _renew, Verb.CORRECTED: _correct, Verb.REVISED: _revise, Verb.APPROVED: _approve, Verb.ISSUED: _issue,
        Verb.READ: _read, Verb.LENT: _lend, Verb.RETURNED: _return, Verb.USED: _use, Verb.COUNTED: _count, Verb.DRILLED: _drill,
        Verb.ASKED: _ask, Verb.ALLOWED: _allow, Verb.DESTROYED: _destroy, Verb.RELEASED: _release,
    }
)  # fmt: skip

# SPDX-License-Identifier: Apache-2.0
"""A round as a request finds it: its events folded, its results from the facts of now, or as they were frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from decimal import Decimal
from types import MappingProxyType

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from yunce.app.appraisals import Handed, appraisal_of
from yunce.app.frozen_results import unpack_appraisal
from yunce.app.kept import Kept
from yunce.operate.appraisal.following import Past
from yunce.operate.appraisal.from_work import results_of_work
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.results import Appraisal, PersonResult
from yunce.operate.appraisal.round import Round, Stage, Step, fold, late_changes, opened
from yunce.plan.parts.people import Scorecard
from yunce.values.money import fen
from yunce.values.period import Period, read_period
from yunce.values.work_clock import SHANGHAI
from yunce.web.people.models import FrozenRound, RoundEvent
from yunce.web.people.rights import Rights, rights_of
from yunce.web.people.seats import people_in_posts
from yunce.web.people.store import RoundKey, frozen_of, given_of, past_of, roster_of, rows_of, steps_of
from yunce.web.workitems.desk import WorkDesk, open_work
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of

LONGEST_PERIOD = 20
Said = Mapping[tuple[str, str], Decimal]
NOTHING: Said = MappingProxyType({})
Known = tuple[RoundKey, tuple[RoundEvent, ...], tuple[Said, str] | None]
"""Which round, its events, and what was said and signed in it, once that is folded."""
_results: Kept[Appraisal] = Kept()
"""Results by all that they come from: a page that is looked at again works nothing out anew."""


@dataclass(frozen=True, slots=True)
class RoundDesk:
    """One round for one request. `result` is what it comes to now, or what was frozen."""

    work: WorkDesk
    card: Scorecard
    period: Period
    key: RoundKey
    rows: tuple[RoundEvent, ...]
    round: Round
    result: Appraisal
    frozen: FrozenRound | None
    rights: Rights
    stale: frozenset[tuple[str, str]] = frozenset()
    """(person, item) whose number is another by now than the one confirmed."""
    lapsed: bool = False
    """True where the pool is another by now than the one signed for."""

    def person(self, name: str) -> PersonResult | None:
        """One person's result."""
        return next((person for person in self.result.people if person.person == name), None)

    def version(self, person: str) -> int:
        """How many events there are of a person: a form that was made before another came is refused."""
        return sum(row.person == person for row in self.rows)


def open_round(request: HttpRequest, card_id: str, period_text: str) -> RoundDesk:
    """The round of an address; 404 for a card, a period, or a person's rights that there are not."""
    work = open_work(request)
    plan = work.desk.plan
    card = next((card for card in plan.scorecards if card.id == card_id), None) if plan else None
    period = read_period(period_text) if len(period_text) <= LONGEST_PERIOD else None
    if plan is None or card is None or not isinstance(period, Period) or not _is_due(card, period):
        raise Http404
    key = RoundKey(plan.plan.id, card.id, period.name)
    found = round_desk(work, card, period, key)
    if not found.rights.concerns(found.result.people) and not any(map(found.rights.confirms_any, found.result.people)):
        raise Http404
    return found


def round_desk(work: WorkDesk, card: Scorecard, period: Period, key: RoundKey) -> RoundDesk:
    """The round of a card and period as it is."""
    rows, frozen, rights = rows_of(key), frozen_of(key), rights_of(work, card)
    if frozen is not None:
        result = unpack_appraisal(frozen.body)
        folded, _wrong = fold(_start(key, result), steps_of(rows))
        return RoundDesk(work, card, period, key, rows, folded, result, frozen, rights)
    result = _result(work, card, period, (key, rows, None))
    folded, _wrong = fold(_start(key, result), steps_of(rows))
    handed = (folded.said, folded.signed_by)
    result = _result(work, card, period, (key, rows, handed)) if any(handed) else result
    lapsed = bool(folded.signed_by) and not _is_signed(rows, result)
    if lapsed:
        result, folded = _result(work, card, period, (key, rows, (handed[0], ""))), replace(folded, signed_by="")
    stale = _stale(rows, folded, result)
    return RoundDesk(work, card, period, key, rows, _asked_again(folded, stale), result, None, rights, stale, lapsed)


def late_of(desk: RoundDesk) -> Mapping[str, int]:
    """Person -> what is still to be booked after the freeze [fen] by what is known now; what was booked is taken off."""
    if desk.frozen is None:
        return {}
    handed = (desk.round.said, desk.result.signed_by)
    now = _result(desk.work, desk.card, desk.period, (desk.key, desk.rows, handed), desk.frozen.fingerprint)
    booked: dict[str, int] = {}
    for line in desk.round.adjustments:
        booked[line.person] = booked.get(line.person, 0) + line.amount
    found = {late.person: late.difference for late in late_changes(desk.result, now)}
    known = {person: fen(amount) for person, amount in found.items() if amount is not None}
    rest = {person: known.get(person, 0) - booked.get(person, 0) for person in {**known, **booked}}
    return {person: amount for person, amount in rest.items() if amount}


def _is_due(card: Scorecard, period: Period) -> bool:
    """True for a period of the card's own length that has begun."""
    return period == Period.of(period.first, card.period) and period.first <= timezone.localdate()  # type: ignore[arg-type]  # grains


def _start(key: RoundKey, result: Appraisal) -> Round:
    items = tuple(line.item for line in result.people[0].lines) if result.people else ()
    return opened(key.card, key.period, [person.person for person in result.people], items)


def _result(work: WorkDesk, card: Scorecard, period: Period, known: Known, fingerprint: str = "") -> Appraisal:
    """What a round comes to by the facts of now, with what was said and signed in it."""
    key, rows, handed = known
    said, signed_by = handed or (NOTHING, "")
    people = roster_of(rows) or people_in_posts(work.desk)
    past = past_of(key, period) if card.follow else Past()
    told = Handed(people, given_of(rows), said, _work(card, people, period), past, signed_by)
    installed, version = work.desk.installation, fingerprint or work.desk.fingerprint
    facts = (installed.home, version, installed.warehouse.version(), timezone.localdate())
    spoken = (signed_by, *(tuple(sorted(known.items())) for known in (said, told.work)), tuple(past.results.items()))
    asked = (*facts, key, len(rows), rows[-1].at if rows else None, people, spoken)
    return _results.get(asked, lambda: appraisal_of(installed, version, card.id, period, told))


def _work(card: Scorecard, people: tuple[Person, ...], period: Period) -> Mapping[tuple[str, str], Decimal]:
    """What the ledger of work says of the card's people; nothing is looked up where no item asks."""
    if not any(item.work for item in card.items):
        return {}
    first, until = (datetime.combine(day, time(), SHANGHAI).astimezone(UTC) for day in (period.first, period.until))
    until = min(until, timezone.now())
    whose = Q(owner__in={p.role or p.unit for p in people}) | Q(assignee__in={p.id for p in people})
    rows = WorkItem.objects.filter(whose, due__gte=first, due__lt=until)
    return results_of_work(map(item_of, rows), first, until)


def _is_signed(rows: tuple[RoundEvent, ...], result: Appraisal) -> bool:
    """True where the last signature is for the pools as they are now."""
    signed: dict[str, str] = next((row.data.get("pools", {}) for row in reversed(rows) if row.step == Step.SIGN), {})
    return signed == pools_of(result)


def pools_of(result: Appraisal) -> dict[str, str]:
    """What each pool would have to pay: what a signature is for."""
    return {pool.unit: format(pool.wanted, "f") for pool in result.pools}


def _stale(rows: tuple[RoundEvent, ...], folded: Round, result: Appraisal) -> frozenset[tuple[str, str]]:
    """What is confirmed with another number than it has by now; who settles an appeal answers for the points they give."""
    seen: dict[tuple[str, str], str | None] = {}
    for row in rows:
        if row.step == Step.CONFIRM:
            seen |= {(row.person, item): row.data.get("actuals", {}).get(item) for item in row.data.get("items", ())}
        elif row.step == Step.SETTLE:
            seen |= {(row.person, item): points for item, points in row.data.get("scores", {}).items()}
    now = {(p.person, line.item): line.actual for p in result.people for line in p.lines}
    return frozenset(at for at in folded.confirmed if at in now and not _same(seen.get(at), now[at]))


def _same(kept: str | None, now: Decimal | None) -> bool:
    return kept is None if now is None else kept is not None and Decimal(kept) == now


def _asked_again(folded: Round, stale: frozenset[tuple[str, str]]) -> Round:
    """The round with what has changed since it was confirmed open again."""
    if not stale:
        return folded
    again = {person for person, _item in stale}
    people = {p: Stage.LEAD if p in again and s is Stage.CONFIRMED else s for p, s in folded.people.items()}
    confirmed = {at: by for at, by in folded.confirmed.items() if at not in stale}
    return replace(folded, people=MappingProxyType(people), confirmed=MappingProxyType(confirmed))

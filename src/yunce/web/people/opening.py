# SPDX-License-Identifier: Apache-2.0
"""A round as a request finds it: its events folded, its results from the facts of now, or as they were frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from decimal import Decimal

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from yunce.app.appraisals import Handed, appraisal_of, beside_of, version_of
from yunce.app.kept import Kept
from yunce.app.rounds import Frozen, RoundKey, RoundStore
from yunce.operate.appraisal.closing import Said, Standing, WorkOut, frozen_standing, owed_after, result_of, standing_of
from yunce.operate.appraisal.entries import Entry, given_of, roster_of
from yunce.operate.appraisal.following import Past
from yunce.operate.appraisal.from_work import results_of_work
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.results import Appraisal, Member, PersonResult
from yunce.operate.appraisal.round import Round
from yunce.plan.parts.people import Scorecard
from yunce.values.period import Period, read_period
from yunce.values.work_clock import SHANGHAI
from yunce.web.people.rights import Rights, rights_of
from yunce.web.people.seats import people_in_posts
from yunce.web.workitems.desk import WorkDesk, open_work
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of

LONGEST_PERIOD = 20
_results: Kept[Appraisal] = Kept()
"""Results by all that they come from: a page that is looked at again works nothing out anew."""


@dataclass(frozen=True, slots=True)
class RoundDesk:
    """One round for one request. `result` is what it comes to now, or what was frozen."""

    work: WorkDesk
    card: Scorecard
    period: Period
    key: RoundKey
    rows: tuple[Entry, ...]
    standing: Standing
    frozen: Frozen | None
    rights: Rights

    @property
    def round(self) -> Round:
        """The steps taken, folded."""
        return self.standing.round

    @property
    def result(self) -> Appraisal:
        """What it comes to."""
        return self.standing.result

    @property
    def store(self) -> RoundStore:
        """Where its entries are."""
        return store_of(self.work)

    def person(self, name: str) -> PersonResult | None:
        """One person's result."""
        return result_of(self.result, name)

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


def store_of(work: WorkDesk) -> RoundStore:
    """The rounds of the installation."""
    return RoundStore(work.desk.installation.home)


def round_desk(work: WorkDesk, card: Scorecard, period: Period, key: RoundKey) -> RoundDesk:
    """The round of a card and period as it is."""
    store, rights = store_of(work), rights_of(work, card)
    rows = store.entries(key)
    frozen = store.frozen(key, rows)
    if frozen is not None:
        return RoundDesk(work, card, period, key, rows, frozen_standing(rows, frozen.result), frozen, rights)
    standing = standing_of(rows, _worked(work, card, period, (key, rows, _beside(work, card, key, period))))
    return RoundDesk(work, card, period, key, rows, standing, None, rights)


def late_of(desk: RoundDesk) -> Mapping[str, int]:
    """Person -> what is still to be booked after the freeze [fen] by what is known now; what was booked is taken off."""
    if desk.frozen is None:
        return {}
    version = version_of(desk.work.desk.installation, desk.result.fingerprint, desk.work.desk.fingerprint)
    known = (desk.key, desk.rows, desk.result.beside)
    now = _worked(desk.work, desk.card, desk.period, known, version)(desk.round.said, desk.result.signed_by)
    return owed_after(desk.round, desk.result, now)


def _is_due(card: Scorecard, period: Period) -> bool:
    """True for a period of the card's own length that has begun."""
    return period == Period.of(period.first, card.period) and period.first <= timezone.localdate()  # type: ignore[arg-type]  # grains


def _beside(work: WorkDesk, card: Scorecard, key: RoundKey, period: Period) -> tuple[Member, ...]:
    """Those on other cards who are paid out of the same pool, by their own rounds."""

    def alone(other: Scorecard) -> tuple[Appraisal, bool]:
        own, store = replace(key, card=other.id), store_of(work)
        rows = store.entries(own)
        frozen = store.frozen(own, rows)
        if frozen is not None:
            return frozen.result, True
        return standing_of(rows, _worked(work, other, period, (own, rows, ()))).result, False

    return beside_of(work.desk.plan, card, alone) if work.desk.plan else ()


Known = tuple[RoundKey, tuple[Entry, ...], tuple[Member, ...]]
"""Which round, its entries, those on other cards in its pool."""


def _worked(work: WorkDesk, card: Scorecard, period: Period, known: Known, fingerprint: str = "") -> WorkOut:
    """How a round is worked out by the facts of now."""
    key, rows, beside = known
    people = roster_of(rows) or people_in_posts(work.desk)
    past = store_of(work).past(key, period) if card.follow else Past()
    done, given = work_of(card, people, period), given_of(rows)
    installed, version = work.desk.installation, fingerprint or work.desk.fingerprint

    def work_out(said: Said, signed_by: str) -> Appraisal:
        told = Handed(people, given, said, done, past, signed_by, beside=beside)
        facts = (installed.home, version, installed.warehouse.version(), timezone.localdate())
        spoken = (signed_by, *(tuple(sorted(known.items())) for known in (said, done)), tuple(past.results.items()))
        asked = (*facts, key, len(rows), rows[-1].at if rows else None, people, beside, spoken)
        return _results.get(asked, lambda: appraisal_of(installed, version, card.id, period, told))

    return work_out


def work_of(card: Scorecard, people: Sequence[Person], period: Period) -> Mapping[tuple[str, str], Decimal]:
    """What the ledger of work says of the card's people; nothing is looked up where no item asks."""
    if not any(item.work for item in card.items):
        return {}
    first, until = (datetime.combine(day, time(), SHANGHAI).astimezone(UTC) for day in (period.first, period.until))
    until = min(until, timezone.now())
    whose = Q(owner__in={p.role or p.unit for p in people}) | Q(assignee__in={p.id for p in people})
    rows = WorkItem.objects.filter(whose, due__gte=first, due__lt=until)
    return results_of_work(map(item_of, rows), first, until)

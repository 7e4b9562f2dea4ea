# SPDX-License-Identifier: Apache-2.0
"""A round as it stands by its entries and by what is known now: what has to be confirmed or signed again, what is owed after the freeze."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from yunce.operate.appraisal.entries import Entry, steps_of
from yunce.operate.appraisal.given import item_key
from yunce.operate.appraisal.results import Appraisal, ItemLine, PersonResult
from yunce.operate.appraisal.round import Event, Round, Stage, Step, fold, late_changes, opened
from yunce.plan.parts.people import Scorecard
from yunce.values.money import fen

Said = Mapping[tuple[str, str], Decimal]
WorkOut = Callable[[Said, str], Appraisal]
"""What a round comes to, given the points that were said in it and who signed."""
NOTHING: Said = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standing:
    """A round and its results; `stale` is whose item (person, item) has another number by now than the one that was confirmed."""

    round: Round
    result: Appraisal
    stale: frozenset[tuple[str, str]] = frozenset()
    lapsed: bool = False
    """True where the pools are others by now than those signed for."""


def standing_of(entries: Sequence[Entry], work_out: WorkOut) -> Standing:
    """An open round: its entries folded, its results with what was said and signed in it."""
    result = work_out(NOTHING, "")
    folded = _folded(result, entries)
    if folded.said or folded.signed_by:
        result = work_out(folded.said, folded.signed_by)
    lapsed = bool(folded.signed_by) and not _is_signed(entries, result)
    if lapsed:
        result, folded = work_out(folded.said, ""), replace(folded, signed_by="")
    stale = _stale(entries, folded, result)
    return Standing(_asked_again(folded, stale), result, stale, lapsed)


def frozen_standing(entries: Sequence[Entry], result: Appraisal) -> Standing:
    """A frozen round with its results as they were frozen.

    Where items were not yet confirmed one by one when it was frozen, its steps are followed as they were taken.
    """
    folded = _folded(result, entries)
    if not folded.is_frozen:
        people = [person.person for person in result.people]
        folded, _wrong = fold(opened(result.card, result.period, people), steps_of(entries))
    return Standing(folded, result)


def owed_after(round_: Round, frozen: Appraisal, now: Appraisal) -> Mapping[str, int]:
    """Person -> what is still to be booked after the freeze [fen] by what is known now; what was booked is taken off."""
    booked: dict[str, int] = {}
    for line in round_.adjustments:
        booked[line.person] = booked.get(line.person, 0) + line.amount
    own = {person.person for person in frozen.people}
    found = {late.person: late.difference for late in late_changes(frozen, now) if late.person in own}
    known = {person: fen(amount) for person, amount in found.items() if amount is not None}
    rest = {person: known.get(person, 0) - booked.get(person, 0) for person in {**known, **booked}}
    return {person: amount for person, amount in rest.items() if amount}


def pools_of(result: Appraisal) -> dict[str, str]:
    """What each pool would have to pay: what a signature is for."""
    return {pool.unit: format(pool.wanted, "f") for pool in result.pools}


def entry_of(event: Event, result: Appraisal) -> Entry:
    """A step as it is written, with what it saw: the numbers confirmed, the pools signed for."""
    data: dict[str, Any] = {"scores": {item: format(points, "f") for item, points in event.scores.items()}} if event.scores else {}
    person = next((one for one in result.people if one.person == event.person), None) if event.items else None
    if person is not None:
        actuals = {x.item: None if x.actual is None else format(x.actual, "f") for x in person.lines if x.item in event.items}
        data |= {"items": list(event.items), "actuals": actuals}
    if event.step is Step.SIGN:
        data["pools"] = pools_of(result)
    return Entry(event.step.value, event.by, event.at, event.person, event.note, event.amount, data)


def is_scored_by_hand(card: Scorecard, line: ItemLine) -> bool:
    """True for an item that people give points to: neither facts nor the ledger of work know it, and nothing was handed in for it."""
    item = next((item for index, item in enumerate(card.items) if item_key(item, index) == line.item), None)
    measured = item is not None and (item.metric or item.work)
    return not measured and line.source in {"", "round", item.data if item else ""}


def is_ready(line: ItemLine) -> bool:
    """True for an item that can be confirmed: there is a number, or it is a bonus, a deduction or a veto that did not happen."""
    return line.weight is None or line.state != "not_reported"


def result_of(result: Appraisal, person: str) -> PersonResult | None:
    """One person's result."""
    return next((one for one in result.people if one.person == person), None)


def _folded(result: Appraisal, entries: Sequence[Entry]) -> Round:
    items = tuple(line.item for line in result.people[0].lines) if len(result.people) else ()
    start = opened(result.card, result.period, [person.person for person in result.people], items)
    return fold(start, steps_of(entries))[0]


def _is_signed(entries: Sequence[Entry], result: Appraisal) -> bool:
    """True where the last signature is for the pools as they are now; one that does not tell for what it was stands."""
    last = next((entry for entry in reversed(entries) if entry.step == Step.SIGN), None)
    return last is None or "pools" not in last.data or last.data["pools"] == pools_of(result)


def _stale(entries: Sequence[Entry], folded: Round, result: Appraisal) -> frozenset[tuple[str, str]]:
    """What is confirmed with another number than it has by now; who settles an appeal answers for the points they give.

    A confirmation that does not tell which numbers it saw is none that could be stale.
    """
    seen: dict[tuple[str, str], str | None] = {}
    for entry in entries:
        if entry.step == Step.CONFIRM:
            items = entry.data.get("items", folded.items)
            told = entry.data.get("actuals")
            for item in items:
                if told is None:
                    seen.pop((entry.person, item), None)
                else:
                    seen[entry.person, item] = told.get(item)
        elif entry.step == Step.SETTLE:
            seen |= {(entry.person, item): points for item, points in entry.data.get("scores", {}).items()}
    now = {(p.person, line.item): line.actual for p in result.people for line in p.lines} if seen else {}
    return frozenset(at for at in folded.confirmed if at in seen and at in now and not _same(seen[at], now[at]))


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

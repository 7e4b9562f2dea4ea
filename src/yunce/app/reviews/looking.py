# SPDX-License-Identifier: Apache-2.0
"""A review as it is looked at: the reading with what people decided, the findings at their places, the numbers in order. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from yunce.app.reviews.events import Event
from yunce.app.reviews.keys import Keys, everything
from yunce.app.reviews.patching import Edit, Shift, patched
from yunce.app.reviews.state import Decision, ReviewState, Waiver
from yunce.checker.checking import check_reading
from yunce.checker.findings import Finding, Place
from yunce.checker.health import Health, health_of
from yunce.reader.corrections import Correction, apply, keys_of
from yunce.reader.reading import Aside, Reading, Statement

Status = Literal["open", "accepted", "corrected", "rejected", "changed"]
NOT_A_FACT = "aside"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the document: what it is now, where it stood, what was decided, and the last event about it that this page knows."""

    key: str
    shape: str
    now: Statement | Aside
    start: int
    end: int
    quote: str
    words: str
    status: Status
    decision: Decision | None
    beaten: Event | None
    seen: int

    @property
    def is_used(self) -> bool:
        """True for a statement, false for what is left aside."""
        return isinstance(self.now, Statement)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding at its places in the source; `waiver` where somebody lets it stand; `fix` the number and the words that would mend it.

    `ended` is what let it stand before: its last day has passed, or the numbers have changed since.
    """

    finding: Finding
    at: tuple[Place, ...]
    waiver: Waiver | None
    fix_key: str
    fix_words: str
    ended: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules found in one state of a review, at its places in the source; `changed` names what was changed in that state."""

    changed: str
    found: tuple[Found, ...]
    numbers: int
    accounted: int


Check = Callable[[str, Callable[[], Checked]], Checked]
"""Gives what was found in the state that its first argument names, or in an older one; its second works it out."""


@dataclass(frozen=True, eq=False)
class Look:
    """All that a page of the review shows; one is another only where it is the same object, so that what is derived can be kept.

    `is_behind` where the findings are those of an older state than the numbers: the rules have not run since.
    """

    source: Reading
    now: Reading
    shift: Shift
    numbers: tuple[Number, ...]
    found: tuple[Found, ...]
    health: Health
    lost: tuple[Decision, ...]
    changed: str
    is_behind: bool

    @cached_property
    def used(self) -> tuple[Number, ...]:
        """The numbers that are statements."""
        return tuple(one for one in self.numbers if one.is_used)

    @cached_property
    def aside(self) -> tuple[Number, ...]:
        """The numbers that are left aside."""
        return tuple(one for one in self.numbers if not one.is_used)

    def number(self, key: str) -> Number | None:
        """The number of a key."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> Mapping[str, Number]:
        return {one.key: one for one in self.numbers}


def look(keys: Keys, state: ReviewState, check: Check, day: date) -> Look:
    """The review at a day, with the findings that `check` gives."""
    held, lost = _held(keys, state)
    edits = [_edit(keys, key, one) for key, (one, same) in held.items() if same and one.event.get("value")]
    amended, shift = patched(keys.reading, edits)
    now = _corrected(amended, keys, shift, held)
    said = sorted((key, *_said(one, same)) for key, (one, same) in held.items() if _changes(one))
    changed = repr(said) if said else ""
    numbers = _numbers(now, keys, shift, (held, state))
    checked = check(changed, lambda: checked_of(changed, now, shift, numbers))
    found, health = _standing(checked, state.waivers, day, numbers)
    return Look(keys.reading, now, shift, numbers, found, health, lost, changed, checked.changed != changed)


def checked_of(changed: str, now: Reading, shift: Shift, numbers: Sequence[Number]) -> Checked:
    """What the rules find in a reading that people have changed."""
    report = check_reading(now)
    found = tuple(_found(one, shift, numbers) for one in report.findings)
    return Checked(changed, found, report.health.numbers, report.health.accounted)


def with_findings(seen: Look, checked: Checked, state: ReviewState, day: date) -> Look:
    """The same review with what the rules found meanwhile."""
    found, health = _standing(checked, state.waivers, day, seen.numbers)
    return replace(seen, found=found, health=health, is_behind=checked.changed != seen.changed)


def _standing(checked: Checked, waivers: Mapping[str, Waiver], day: date, numbers: Sequence[Number]) -> tuple[tuple[Found, ...], Health]:
    """The findings with who lets them stand, or let them before, and what the others leave of the plan's health."""
    keys = {one.finding.key for one in checked.found}
    gone = {one.about: one for one in waivers.values() if one.key not in keys and all(one.about)}
    found = []
    for one in checked.found:
        waiver = waivers.get(one.finding.key)
        holds = waiver is not None and waiver.holds(day)
        before = waiver or (gone.get((one.finding.code, shape_of(one, numbers))) if gone else None)
        found.append(replace(one, waiver=waiver) if holds else replace(one, ended=before) if before else one)
    return tuple(found), health_of([one.finding for one in found if one.waiver is None], checked.numbers, checked.accounted)


def shape_of(one: Found, numbers: Sequence[Number]) -> str:
    """The shape of the first number that a finding is about: what names its place when numbers change; empty where it is about none."""
    if not one.at:
        return ""
    at = bisect_left(numbers, one.at[0].start, key=lambda number: number.start)
    return numbers[at].shape if at < len(numbers) and numbers[at].start < one.at[0].end else ""


Held = Mapping[str, tuple[Decision, bool]]
"""Key -> the decision that holds for the number, and whether the number still has the words that were decided on."""


def _held(keys: Keys, state: ReviewState) -> tuple[Held, tuple[Decision, ...]]:
    """Decisions found again in this source: by their exact words first, then by the same words with other numbers."""
    found: dict[str, tuple[Decision, bool]] = {}
    rest = []
    for key, decision in state.decisions.items():
        if key in keys.mentions:
            found[key] = (decision, True)
        else:
            rest.append(decision)
    lost = []
    for decision in rest:
        key = keys.by_shape.get(decision.shape, "")
        if key and key not in found:
            one = keys.mentions[key]
            found[key] = (decision, keys.reading.document.text[one.start : one.end] == decision.quote)
        elif not key:
            lost.append(decision)
    return found, tuple(lost)


def _edit(keys: Keys, key: str, decision: Decision) -> Edit:
    one = keys.mentions[key]
    return Edit(one.start, one.end, decision.event.get("value"))


def _changes(decision: Decision) -> bool:
    """True where a decision makes the reading another one; to accept it changes nothing."""
    return decision.action != "accept"


def _said(decision: Decision, same: bool) -> tuple[str, ...]:
    words = ("kind", "what", "period", "owner", "unit", "value")
    return (decision.action, str(same), *(decision.event.get(name) for name in words))


def _corrected(amended: Reading, keys: Keys, shift: Shift, held: Held) -> Reading:
    """The reading with what people said; it goes by its own keys, since words that were written over have others."""
    own = keys.exact if amended is keys.reading else keys_of(amended)
    named = {own[start]: one for key, one in held.items() if (start := shift.there(keys.mentions[key].start)) in own}
    reading, _ = apply(amended, [_correction(key, one) for key, (one, same) in named.items() if same or _changes(one)], own)
    there = {shift.there(keys.mentions[key].start): one.event.get("unit") for key, (one, _same) in held.items()}
    if not any(there.values()):
        return reading
    statements = tuple(_scoped(one, there.get(one.mention.start, "")) for one in reading.statements)
    return replace(reading, statements=statements)


def _scoped(one: Statement, scope: str) -> Statement:
    return replace(one, links=replace(one.links, scope=scope)) if scope else one


def _correction(key: str, one: Decision) -> Correction:
    kind = NOT_A_FACT if one.action == "reject" else one.event.get("kind")
    get = one.event.get
    return Correction(key, kind, get("what"), get("period"), get("owner"), one.event.by)  # type: ignore[arg-type]  # checked when it was said


def _by_key(reading: Reading, keys: Keys, shift: Shift) -> dict[str, Statement | Aside]:
    """What each number of the source has become."""
    there = {shift.there(start): key for start, key in keys.exact.items()}
    return {there[one.mention.start]: one for one in everything(reading) if one.mention.start in there}


def _numbers(now: Reading, keys: Keys, shift: Shift, decided: tuple[Held, ReviewState]) -> tuple[Number, ...]:
    held, state = decided
    found = []
    text, source = now.document.text, keys.reading.document.text
    for key, one in _by_key(now, keys, shift).items():
        old = keys.mentions[key]
        decision, same = held.get(key, (None, True))
        found.append(
            Number(
                key=key,
                shape=keys.shapes.get(old.start, ""),
                now=one,
                start=old.start,
                end=old.end,
                quote=source[old.start : old.end],
                words=text[one.mention.start : one.mention.end],
                status=_status(decision, same),
                decision=decision,
                beaten=state.beaten.get(key),
                seen=max(state.seen.get(key, 0), state.seen.get(decision.key, 0) if decision else 0),
            )
        )
    return tuple(sorted(found, key=lambda each: each.start))


def _status(decision: Decision | None, same: bool) -> Status:
    if decision is None:
        return "open"
    if decision.action == "reject":
        return "rejected"
    if not same:
        return "changed"
    return "accepted" if decision.action == "accept" else "corrected"


def _found(one: Finding, shift: Shift, numbers: Sequence[Number]) -> Found:
    at = tuple(replace(place, start=shift.back(place.start), end=shift.back(place.end)) for place in one.at)
    key, words = _fix(one, numbers)
    return Found(one, at, None, key, words)


def _fix(one: Finding, numbers: Sequence[Number]) -> tuple[str, str]:
    """The number that a finding's edit is about and its new words; nothing where the edit is not about one number."""
    if one.edit is None:
        return "", ""
    start, end = one.edit.span.start, one.edit.span.end
    at = bisect_right(numbers, start, key=lambda number: number.now.mention.start) - 1
    mine = numbers[at].now.mention if at >= 0 else None
    if mine is None or not mine.start <= start <= end <= mine.end:
        return "", ""
    words = numbers[at].words
    return numbers[at].key, words[: start - mine.start] + one.edit.text + words[end - mine.start :]

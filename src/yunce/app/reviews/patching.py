# SPDX-License-Identifier: Apache-2.0
"""A reading as it is once people have written other words over some numbers: everything behind moves along. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from yunce.reader.blocks import Document
from yunce.reader.linking import with_year
from yunce.reader.places import PlanPart
from yunce.reader.plain import plain_of
from yunce.reader.reading import Reading, Statement
from yunce.reader.scan.mentions import Mention, Value
from yunce.reader.scan.scanner import scan_words


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words for the characters [start, end)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Where places of the old text lie in the new one, and back. Edits are in order and do not overlap."""

    edits: tuple[Edit, ...]
    _ends: tuple[int, ...] = ()
    _moves: tuple[int, ...] = ()

    @classmethod
    def of(cls, edits: Iterable[Edit]) -> Shift:
        """From edits in any order; of two that overlap the first counts."""
        kept: list[Edit] = []
        for edit in sorted(edits, key=lambda one: (one.start, one.end)):
            if not kept or edit.start >= kept[-1].end:
                kept.append(edit)
        moves = tuple(accumulate(len(one.text) - (one.end - one.start) for one in kept))
        return cls(tuple(kept), tuple(one.end for one in kept), moves)

    def there(self, place: int) -> int:
        """The new place of an old one; inside an edit the nearest that there is."""
        before = bisect_right(self._ends, place)
        moved = place + (self._moves[before - 1] if before else 0)
        if before < len(self.edits) and place > self.edits[before].start:
            edit = self.edits[before]
            start = edit.start + (self._moves[before - 1] if before else 0)
            return min(moved, start + len(edit.text))
        return moved

    def back(self, place: int) -> int:
        """The old place of a new one."""
        moved = 0
        for edit, move in zip(self.edits, self._moves, strict=True):
            start = edit.start + moved
            if place <= start:
                break
            if place < start + len(edit.text):
                return min(edit.start + place - start, edit.end)
            moved = move
        return place - moved


def patched(reading: Reading, edits: Iterable[Edit]) -> tuple[Reading, Shift]:
    """The reading with other words in these places; a number that was written over has the value of its new words."""
    shift = Shift.of(edits)
    if not shift.edits:
        return reading, shift
    text = _replaced(reading.document.text, shift)
    blocks = tuple(replace(one, start=shift.there(one.start), end=shift.there(one.end)) for one in reading.document.blocks)
    document = Document(reading.document.name, reading.document.sha256, text, plain_of(text), blocks)
    renewed = {edit.start: _renewed(reading.document, document, edit, shift) for edit in shift.edits}
    plans = tuple(replace(one, start=shift.there(one.start), end=shift.there(one.end)) for one in reading.plans)
    statements = tuple(_statement(one, shift, renewed, reading.plans) for one in reading.statements)
    aside = tuple(replace(one, mention=_moved(one.mention, shift, renewed)) for one in reading.aside)
    return replace(reading, document=document, plans=plans, statements=statements, aside=aside), shift


def only_value(words: str) -> Mention | None:
    """The one number or date that some words hold; `None` where they hold none or several: such words cannot stand for a number."""
    plain = plain_of(words.strip())
    found = [one for one in scan_words(plain) if one.sort not in {"name", "number_mark"}]
    if len(found) != 1:
        return None
    one = found[0]
    known = one.value.is_known if one.value is not None else bool(one.when)
    return one if known else None


def _replaced(text: str, shift: Shift) -> str:
    parts, last = [], 0
    for edit in shift.edits:
        parts += [text[last : edit.start], edit.text]
        last = edit.end
    return "".join([*parts, text[last:]])


Renewed = tuple[Mention | None, Mention | None]


def _renewed(old: Document, new: Document, edit: Edit, shift: Shift) -> Renewed:
    """What the scanner sees at an edit, before and after, each in its own block, so that its neighbours tell its scale."""
    start = shift.there(edit.start)
    return _scanned(old, edit.start, edit.end), _scanned(new, start, start + len(edit.text))


def _scanned(document: Document, start: int, end: int) -> Mention | None:
    block = document.blocks[bisect_right(document.blocks, start, key=lambda one: one.start) - 1]
    inside = [one for one in scan_words(document.words(block), block.body) if one.start < end and one.end > start]
    return inside[0] if len(inside) == 1 else None


def _statement(one: Statement, shift: Shift, renewed: Mapping[int, Renewed], plans: tuple[PlanPart, ...]) -> Statement:
    mention = _moved(one.mention, shift, renewed)
    if mention is one.mention:
        return one
    if mention.sort != "date" or one.mention.start not in renewed:
        return replace(one, mention=mention)
    period = with_year(mention.when, plans[one.plan].year if 0 <= one.plan < len(plans) else "")
    return replace(one, mention=mention, links=replace(one.links, period=period))


def _moved(one: Mention, shift: Shift, renewed: Mapping[int, Renewed]) -> Mention:
    """A number at its new place, with the value of its new words where it was written over."""
    if one.end <= shift.edits[0].start:
        return one
    start, end = shift.there(one.start), shift.there(one.end)
    if one.start not in renewed:
        return replace(one, start=start, end=end)
    before, after = renewed[one.start]
    if after is None:
        return replace(one, start=start, end=end)
    return replace(after, start=start, end=end, value=_in_unit(one, before, after), per=after.per or one.per)


def _in_unit(one: Mention, before: Mention | None, after: Mention) -> Value | None:
    """The new value in the unit and scale that table or sentence gave the old one, where the new words name none of their own."""
    old, new = one.value, after.value
    if old is None or new is None or before is None or before.value is None or new.unit != before.value.unit:
        return new
    factor = old.low / before.value.low if old.low and before.value.low else Decimal(1)
    low, high = (None if end is None else end * factor for end in (new.low, new.high))
    return Value(low, high, old.unit, new.op)

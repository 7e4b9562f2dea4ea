# SPDX-License-Identifier: Apache-2.0
"""A plan's numbers written back into the document that it was read from: only those that changed, each in the form it was written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yunce.app.reviews.keys import everything
from yunce.app.reviews.patching import Edit, patched
from yunce.app.reviews.rewriting import rewritten
from yunce.app.reviews.word_runs import rewritten_file
from yunce.plan.document import LISTS, Plan
from yunce.plan.parts.common import Element
from yunce.plan.walk import item_names
from yunce.reader.drafting.written import value_of
from yunce.reader.files import read_bytes
from yunce.reader.reading import Aside, Reading, Statement, read_document
from yunce.reader.scan.mentions import Mention, Value
from yunce.values.problem import Problem, YunceError
from yunce.values.quantity import Quantity, Range, read_value

FIELDS = ("value", "amount", "headcount")
_WORD, _TEXT = b"PK\x03\x04", (".md", ".markdown", ".txt")


@dataclass(frozen=True, slots=True)
class Change:
    """One number that was written anew: which element, its words before and after."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Written:
    """The document with the new numbers; the same bytes where none changed."""

    content: bytes
    changes: tuple[Change, ...]


def write_back(plan: Plan, name: str, content: bytes, said: Iterable[Edit] = ()) -> Written:
    """The document with the plan's numbers; `said` are words that people wrote over some places themselves.

    Raises `YunceError` with every number whose place or form cannot be found: nothing is written then.
    """
    reading = read_document(read_bytes(name, content))
    text = reading.document.text
    found, problems = _changes(plan, reading)
    planned = {start for _, element in _sourced(plan) if (start := _start(element)) >= 0 and _value(element, None) is not None}
    own = [("", edit) for edit in said if edit.start not in planned and text[edit.start : edit.end] != edit.text]
    if problems:
        raise YunceError(*problems)
    every = [*((one.path, one.edit) for one in found), *own]
    edits = [edit for _, edit in every]
    changes = tuple(Change(path, text[edit.start : edit.end], edit.text) for path, edit in every)
    return Written(_rewritten(reading, name, content, edits) if edits else content, changes)


def _rewritten(reading: Reading, name: str, content: bytes, edits: list[Edit]) -> bytes:
    if content.startswith(_WORD) and reading.document.blocks and b"word/document.xml" in content:
        return rewritten_file(reading.document, content, edits)
    text = reading.document.text
    if name.lower().endswith(_TEXT) and text.encode() == content:
        for edit in sorted(edits, key=lambda one: one.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text.encode()
    raise YunceError(Problem.of("app.write_back_kind", name))


Ends = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class _Planned:
    """New words for one element's number, and what they are to mean."""

    path: str
    edit: Edit
    wanted: Ends | None


def _changes(plan: Plan, reading: Reading) -> tuple[list[_Planned], list[Problem]]:
    """The numbers that differ, with their new words; and what stands in the way."""
    numbers = {one.mention.start: one for one in everything(reading)}
    found: dict[int, _Planned] = {}
    problems: list[Problem] = []
    for path, element in _sourced(plan):
        for one in (_edit(path, element, reading, numbers), _other_edit(path, element, reading, numbers)):
            if isinstance(one, Problem):
                problems.append(one)
            elif one is not None:
                found.setdefault(one.edit.start, one)
    problems += _unproved(reading, found.values())
    return sorted(found.values(), key=lambda one: one.edit.start), problems


def _sourced(plan: Plan) -> Iterator[tuple[str, Element]]:
    """The elements that have a place in a document."""
    for part in LISTS:
        elements = getattr(plan, part)
        for step, element in zip(item_names(elements), elements, strict=True):
            if element.source is not None and element.source.start is not None:
                yield f"{part}[{step}]", element


def _start(element: Element) -> int:
    """Where an element stands in its document; -1 where it does not say."""
    return int(element.source.start) if element.source is not None and element.source.start is not None else -1


def _value(element: Element, one: Statement | Aside | None) -> Quantity | Range | None:
    """The element's value that stands at its place in the document: what is striven for where the words say so."""
    fields = ("stretch",) if _is_stretch(one) and getattr(element, "stretch", None) is not None else FIELDS
    value = next((got for field in fields if (got := getattr(element, field, None)) is not None), None)
    return value if isinstance(value, Quantity | Range) else None


def _edit(path: str, element: Element, reading: Reading, numbers: Mapping[int, Statement | Aside]) -> _Planned | Problem | None:
    """The new words for an element's number; nothing where the document says the same; a problem where it cannot be said there."""
    source = element.source
    if source is None or source.start is None or source.end is None:
        return None
    start, end = int(source.start), int(source.end)
    words = reading.document.text[start:end]
    if " ".join(words.split()) != " ".join(source.quote.split()):
        return Problem.of("app.write_back_gone", path, quote=source.quote)
    one = numbers.get(start)
    value = _value(element, one)
    if value is None:
        return None
    if one is None or one.mention.end != end:
        return Problem.of("app.write_back_gone", path, quote=source.quote)
    return _anew(path, one.mention, value, reading)


def _anew(path: str, mention: Mention, value: Quantity | Range, reading: Reading) -> _Planned | Problem | None:
    """The words of a number said anew; nothing where it says the same."""
    words = reading.document.text[mention.start : mention.end]
    old, wanted = _ends(_stated(reading, mention)), _ends(value)
    if old == wanted:
        return None
    new = rewritten(words, Value(*old), Value(*wanted)) if old is not None and wanted is not None else None
    if new is None:
        return Problem.of("app.write_back_form", path, quote=words, value=value.text)
    return _Planned(path, Edit(mention.start, mention.end, new), wanted)


def _other_edit(path: str, element: Element, reading: Reading, numbers: Mapping[int, Statement | Aside]) -> _Planned | Problem | None:
    """The same for the second number of a target with a promised and a striven-for value: the document holds it beside the first."""
    value, stretch = getattr(element, "value", None), getattr(element, "stretch", None)
    one = numbers.get(_start(element))
    if not isinstance(one, Statement) or not isinstance(value, Quantity | Range) or not isinstance(stretch, Quantity | Range):
        return None
    other, is_stretch = (value, False) if _value(element, one) is stretch else (stretch, True)
    if any(_ends(_stated(reading, each.mention)) == _ends(other) for each in numbers.values() if each is not one):
        return None
    beside = [each for each in numbers.values() if each is not one and _about(each) == _about(one) and _is_stretch(each) is is_stretch]
    if len(beside) != 1:
        return Problem.of("app.write_back_gone", path, quote=other.text)
    return _anew(path, beside[0].mention, other, reading)


def _about(one: Statement | Aside) -> tuple[str, ...]:
    return one.kind if isinstance(one, Statement) else "", one.links.what, one.links.scope, one.links.period


def _is_stretch(one: Statement | Aside | None) -> bool:
    return isinstance(one, Statement) and one.qualifier == "stretch"


def _unproved(reading: Reading, found: Iterable[_Planned]) -> Iterator[Problem]:
    """New words that would not be read as the plan's number: they are read again, in their place, before anything is written."""
    planned = list(found)
    after, shift = patched(reading, [one.edit for one in planned])
    there = {one.mention.start: one.mention for one in everything(after)}
    for one in planned:
        mention = there.get(shift.there(one.edit.start))
        if mention is None or _ends(_stated(after, mention)) != one.wanted:
            words = reading.document.text[one.edit.start : one.edit.end]
            yield Problem.of("app.write_back_form", one.path, quote=words, value=one.edit.text)


def _stated(reading: Reading, mention: Mention) -> object:
    """What the plan language makes of a number in the text."""
    written = value_of(reading, mention)
    return read_value(written) if isinstance(written, str) else None


def _ends(value: object) -> Ends | None:
    if isinstance(value, Quantity):
        return value.amount, value.amount
    return (value.low, value.high) if isinstance(value, Range) else None

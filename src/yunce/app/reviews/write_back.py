# SPDX-License-Identifier: Apache-2.0
"""A plan's numbers written back into the document that it was read from: only those that changed, each in the form it was written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from yunce.app.reviews.patching import Edit, patched
from yunce.app.reviews.rewriting import rewritten
from yunce.app.reviews.word_runs import rewritten_file
from yunce.plan.document import LISTS, Plan
from yunce.plan.parts.common import Element
from yunce.plan.walk import item_names
from yunce.reader.drafting.written import value_of
from yunce.reader.files import read_bytes
from yunce.reader.reading import Reading, Statement, read_document
from yunce.reader.scan.mentions import Mention, Value
from yunce.values.problem import Problem, YunceError
from yunce.values.quantity import Quantity, Range, read_value

FIELDS = ("value", "amount", "headcount", "stretch")
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
    planned = {int(element.source.start) for _, element, _ in _sourced(plan) if element.source and element.source.start is not None}
    own = [("", edit) for edit in said if edit.start not in planned and text[edit.start : edit.end] != edit.text]
    if problems:
        raise YunceError(*problems)
    edits = [edit for _, edit in (*found, *own)]
    changes = tuple(Change(path, text[edit.start : edit.end], edit.text) for path, edit in (*found, *own))
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


def _changes(plan: Plan, reading: Reading) -> tuple[list[tuple[str, Edit]], list[Problem]]:
    """The numbers that differ, with their new words; and what stands in the way."""
    numbers = {one.mention.start: one for one in reading.statements}
    found: dict[int, tuple[str, Edit]] = {}
    problems: list[Problem] = []
    for path, element, value in _sourced(plan):
        edit = _edit(path, element, value, (reading, numbers))
        if isinstance(edit, Problem):
            problems.append(edit)
        elif edit is not None:
            found.setdefault(edit.start, (path, edit))
    problems += _unproved(reading, numbers, found, plan)
    return sorted(found.values(), key=lambda one: one[1].start), problems


def _sourced(plan: Plan) -> Iterator[tuple[str, Element, Quantity | Range]]:
    """The elements that have a place in a document and a number of their own."""
    for part in LISTS:
        elements = getattr(plan, part)
        for step, element in zip(item_names(elements), elements, strict=True):
            value = next((got for field in FIELDS if (got := getattr(element, field, None)) is not None), None)
            if isinstance(value, Quantity | Range) and element.source is not None and element.source.start is not None:
                yield f"{part}[{step}]", element, value


def _edit(path: str, element: Element, value: Quantity | Range, read: tuple[Reading, Mapping[int, Statement]]) -> Edit | Problem | None:
    """The new words for an element's number; nothing where the document says the same; a problem where it cannot be said there."""
    reading, numbers = read
    source = element.source
    if source is None or source.start is None or source.end is None:
        return None
    start, end = int(source.start), int(source.end)
    words = reading.document.text[start:end]
    if " ".join(words.split()) != " ".join(source.quote.split()):
        return Problem.of("app.write_back_gone", path, quote=source.quote)
    one = numbers.get(start)
    if one is None or one.mention.end != end:
        return None
    old = _ends(_stated(reading, one.mention))
    wanted = _ends(value)
    if old == wanted:
        return None
    new = rewritten(words, Value(*old), Value(*wanted)) if old is not None and wanted is not None else None
    return Edit(start, end, new) if new is not None else Problem.of("app.write_back_form", path, quote=words, value=value.text)


def _unproved(reading: Reading, numbers: Mapping[int, Statement], found: Mapping[int, tuple[str, Edit]], plan: Plan) -> Iterator[Problem]:
    """New words that would not be read as the plan's number: they are read again, in their place, before anything is written."""
    after, shift = patched(reading, [edit for _, edit in found.values()])
    there = {one.mention.start: one.mention for one in after.statements}
    wanted = {path: value for path, _, value in _sourced(plan)}
    for start, (path, edit) in found.items():
        mention = there.get(shift.there(start))
        if mention is None or _ends(_stated(after, mention)) != _ends(wanted[path]):
            words = numbers[start].mention
            quote = reading.document.text[words.start : words.end]
            yield Problem.of("app.write_back_form", path, quote=quote, value=edit.text)


def _stated(reading: Reading, mention: Mention) -> object:
    """What the plan language makes of a number in the text."""
    written = value_of(reading, mention)
    return read_value(written) if isinstance(written, str) else None


def _ends(value: object) -> tuple[Decimal | None, Decimal | None] | None:
    if isinstance(value, Quantity):
        return value.amount, value.amount
    return (value.low, value.high) if isinstance(value, Range) else None

# SPDX-License-Identifier: Apache-2.0
"""What changed between two versions as readers see them: element by element, field by field, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yunce.web.plans.document import Document, Entry, Fact


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: an element came, went, or says something else in one field."""

    op: str
    section: str
    id: str
    title: str
    field: str = ""
    old: str = ""
    new: str = ""


def changes_between(old: Document, new: Document) -> Iterator[ChangeLine]:
    """Changes in the order of the new document, what was removed after it."""
    before, after = _entries(old), _entries(new)
    for key, entry in after.items():
        if key not in before:
            yield ChangeLine("added", key[0], key[1], entry.title, "", "", entry.main)
        else:
            yield from _fields(key, before[key], entry)
    for key, entry in before.items():
        if key not in after:
            yield ChangeLine("removed", key[0], key[1], entry.title, "", entry.main, "")


def _entries(document: Document) -> dict[tuple[str, str], Entry]:
    return {(s.name, e.anchor.removeprefix(f"{s.name}-")): e for s in document.sections for e in s.entries}


def _fields(key: tuple[str, str], old: Entry, new: Entry) -> Iterator[ChangeLine]:
    before, after = _words(old), _words(new)
    for field in (*after, *(name for name in before if name not in after)):
        was, now = before.get(field, ""), after.get(field, "")
        if was != now:
            yield ChangeLine("changed", key[0], key[1], new.title, field, was, now)


def _words(entry: Entry) -> Mapping[str, str]:
    """Every field of an entry with its words."""
    said = {_("名称"): entry.title, _("值"): entry.main, **{fact.label: fact.text for fact in entry.facts}, _("说明"): entry.note}
    groups = {group.label: ";".join(_line(line) for line in group.lines) for group in entry.groups}
    return {**said, **groups}


def _line(line: tuple[Fact, ...]) -> str:
    return ",".join(f"{fact.label} {fact.text}".strip() for fact in line)

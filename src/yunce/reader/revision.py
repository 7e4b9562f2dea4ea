# SPDX-License-Identifier: Apache-2.0
"""What a revised file changes: statements matched by what they are about, not by where they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from yunce.reader.contract import value_text
from yunce.reader.reading import Reading, Statement

Subject = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Revision:
    """One change: a statement that came, went, or has another value."""

    op: Literal["added", "removed", "changed"]
    kind: str
    what: str
    scope: str
    period: str
    old: str = ""
    new: str = ""


def revise(old: Reading, new: Reading) -> tuple[Revision, ...]:
    """The changes between two readings, in the order of the new file, what went last. The same words elsewhere are no change."""
    before, after = _by_subject(old), _by_subject(new)
    changes: list[Revision] = []
    for subject, values in after.items():
        changes += _compare(subject, before.get(subject, []), values)
    for subject, values in before.items():
        if subject not in after:
            changes += _compare(subject, values, [])
    return tuple(changes)


def _by_subject(reading: Reading) -> dict[Subject, list[str]]:
    found: dict[Subject, list[str]] = defaultdict(list)
    for one in reading.statements:
        found[_subject(one)].append(value_text(one.mention))
    return found


def _subject(one: Statement) -> Subject:
    """What a statement is about. A milestone's date is its value, so its period does not tell it apart."""
    period = "" if one.kind in {"milestone", "duty"} else one.links.period
    return one.kind, one.links.what, one.links.scope, period


def _compare(subject: Subject, old: list[str], new: list[str]) -> list[Revision]:
    """Values that both hold are the same; the rest are paired in order."""
    gone, come = list(old), []
    for value in new:
        if value in gone:
            gone.remove(value)
        else:
            come.append(value)
    paired = [Revision("changed", *subject, was, now) for was, now in zip(gone, come, strict=False)]
    removed = [Revision("removed", *subject, was, "") for was in gone[len(come) :]]
    return [*paired, *removed, *(Revision("added", *subject, "", now) for now in come[len(gone) :])]

# SPDX-License-Identifier: Apache-2.0
"""What people corrected, kept by the words that they corrected, so that a reading of a revised file keeps it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from yunce.reader.kinds import Kind
from yunce.reader.linking import Links
from yunce.reader.reading import Aside, Reading, Statement
from yunce.reader.scan.mentions import Mention

_NOTHING = Links(by="person")


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on one number. `key` names the number's words and place in them; empty fields leave what was read.

    `kind` "aside" means: not a plan fact.
    """

    key: str
    kind: Kind | Literal["aside", ""] = ""
    what: str = ""
    period: str = ""
    owner: str = ""
    by: str = ""


def keys_of(reading: Reading) -> dict[int, str]:
    """The key of each mention, by where it starts: a hash of its block's words and its place among them.

    The same words twice in a file are told apart by their order.
    """
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    mentions = sorted((one.mention for one in _everything(reading)), key=lambda one: one.start)
    at = 0
    for block in reading.document.blocks:
        words = reading.document.words(block).strip()
        inside: list[Mention] = []
        while at < len(mentions) and mentions[at].start < block.end:
            inside.append(mentions[at])
            at += 1
        if not inside:
            continue
        digest = hashlib.sha256(words.encode()).hexdigest()[:16]
        seen[digest] += 1
        keys |= {one.start: f"{digest}:{seen[digest]}:{max(one.start - block.body, -1)}" for one in inside}
    return keys


def apply(
    reading: Reading, corrections: Iterable[Correction], known: Mapping[int, str] | None = None
) -> tuple[Reading, tuple[Correction, ...]]:
    """The reading with what people said, and the corrections whose words are no longer in the file; `known` are its keys."""
    wanted = {one.key: one for one in corrections}
    keys = keys_of(reading) if known is None else known
    statements: list[Statement] = []
    aside: list[Aside] = []
    for one in _everything(reading):
        correction = wanted.get(keys.get(one.mention.start, ""))
        settled = _corrected(one, correction) if correction else one
        if isinstance(settled, Aside):
            aside.append(settled)
        else:
            statements.append(settled)
    there = set(keys.values())
    lost = tuple(one for key, one in wanted.items() if key not in there)
    statements.sort(key=lambda one: one.mention.start)
    numbered = tuple(one if one.id == f"m{at}" else replace(one, id=f"m{at}") for at, one in enumerate(statements, 1))
    return replace(reading, statements=numbered, aside=tuple(sorted(aside, key=lambda one: one.mention.start))), lost


def _everything(reading: Reading) -> Iterator[Statement | Aside]:
    yield from reading.statements
    yield from reading.aside


def _corrected(one: Statement | Aside, correction: Correction) -> Statement | Aside:
    """A statement that a person settled is certain and says so."""
    if correction.kind == "aside":
        return Aside(one.mention, "not a plan fact (person)")
    if isinstance(one, Aside):
        if not correction.kind:
            return one
        one = Statement("", "context", one.mention, _NOTHING, "", 1.0, "person", 0)
    said: Mapping[str, str] = {"what": correction.what, "period": correction.period, "owner": correction.owner}
    links = replace(one.links, **{name: word for name, word in said.items() if word})
    return replace(one, kind=correction.kind or one.kind, links=links, confidence=1.0, read_by="person")

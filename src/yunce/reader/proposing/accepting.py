# SPDX-License-Identifier: Apache-2.0
"""The test that every answer of a model must pass: a known mark, a verbatim quote around it, no other field, no made-up names."""

from __future__ import annotations

import json
from dataclasses import dataclass

from yunce.reader.proposing.asking import KINDS, LONGEST_QUOTE, QUALIFIERS, Section
from yunce.reader.scan.mentions import Mention

FIELDS = frozenset({"mention", "kind", "quote", "what", "period", "owner", "qualifier"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model says of a number that stands in the text; `dropped` are names that it made up."""

    mention: Mention
    kind: str
    what: str = ""
    period: str = ""
    owner: str = ""
    qualifier: str = ""
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was accepted of an answer and why the rest was not."""

    proposals: tuple[Proposal, ...]
    refused: tuple[str, ...]


def read_answer(section: Section, text: str, content: str) -> Answer | None:
    """The proposals of an answer about a section of a text; `None` where it is not of the asked form."""
    try:
        answer = json.loads(content)
    except ValueError:
        return None
    if not isinstance(answer, dict) or set(answer) != {"elements"} or not isinstance(answer["elements"], list):
        return None
    judged = [accept(section, text, one) for one in answer["elements"]]
    proposals = {one.mention.start: one for one in reversed(judged) if isinstance(one, Proposal)}
    return Answer(tuple(proposals[start] for start in sorted(proposals)), tuple(one for one in judged if isinstance(one, str)))


def accept(section: Section, text: str, element: object) -> Proposal | str:
    """One element, or why it is refused."""
    if not isinstance(element, dict) or set(element) != FIELDS:
        return "fields"
    if any(not isinstance(element[name], str) for name in ("mention", "kind", "quote")):
        return "types"
    mention = section.mentions.get(element["mention"])
    if mention is None:
        return "unknown mark"
    if element["kind"] not in KINDS:
        return "unknown kind"
    if not _stands_around(element["quote"], text[section.start : section.end], mention, section.start):
        return "quote"
    words = text[section.start : section.end]
    names = {name: element[name] for name in ("what", "owner") if isinstance(element[name], str) and element[name]}
    kept = {name: word for name, word in names.items() if word in words}
    period = section.mentions.get(element["period"]) if isinstance(element["period"], str) else None
    when = period.when if period is not None and period.sort == "date" else ""
    qualifier = element["qualifier"] if element["qualifier"] in QUALIFIERS else ""
    made_up = tuple(sorted(set(names) - set(kept)))
    return Proposal(mention, element["kind"], kept.get("what", ""), when, kept.get("owner", ""), qualifier, made_up)


def _stands_around(quote: str, words: str, mention: Mention, offset: int) -> bool:
    """True where the mention lies inside a verbatim occurrence of the quote."""
    if not quote or len(quote) > LONGEST_QUOTE:
        return False
    at = words.find(quote)
    while at >= 0:
        if at + offset <= mention.start and mention.end <= at + offset + len(quote):
            return True
        at = words.find(quote, at + 1)
    return False

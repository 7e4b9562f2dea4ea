# SPDX-License-Identifier: Apache-2.0
"""Enumerations of the same build: what the first number of a list is, its brothers are: 线索360条,立项90个; 分别为40%、30%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yunce.reader.contexts import Context
from yunce.reader.linking import Links
from yunce.reader.scan.units import is_money, is_share
from yunce.reader.tidying import tidy
from yunce.reader.verdicts import Verdict
from yunce.values.light import light

_BARE = re.compile(r"\s?(?:[、,/]|和|及|与|以及)\s?")
_NAMED = re.compile(r"\s?[,、;](?:和|及)?\s?[^\d,;、。:]{1,14}")
_MANNED = re.compile(r"\s?[:,、;(](?:其中|和|及)?:?\s?[^\d,;、。:]{1,10}")
"""Between people and the bare number of the next post: 18人:店长1,运营3."""
_RESPECTIVELY = re.compile(r"(?P<names>[^,;。:]+?)(?:的[^,;。:]{0,6})?分别(?:为|是|达到?|实现|完成|不低于|不高于|控制在|提升至|占)*$")
_LISTED = frozenset({"target", "budget", "headcount", "ratio"})
_WEAK = 0.5
_AND = re.compile(r"、|和|与|及")


@light
@dataclass(frozen=True, slots=True)
class Judged:
    """A mention with all that the passes made of it."""

    context: Context
    links: Links
    verdict: Verdict


def align(judged: Sequence[Judged], plain: str) -> list[Judged]:
    """The mentions of one block, each list of one kind and, where names are listed first, each with its own name."""
    if all(one.context.is_alone for one in judged):
        return list(judged)
    found: list[Judged] = []
    for one in judged:
        last = next((other for other in reversed(found) if other.context.mention.sort in {"quantity", "ratio"}), None)
        found.append(_like(last, one, plain) if last is not None else one)
    return _named_in_order(found, plain)


def _like(last: Judged, one: Judged, plain: str) -> Judged:
    """One number in the light of the number before it."""
    between = plain[last.context.mention.end : one.context.mention.start]
    if one.context.mention.sort not in {"quantity", "ratio"} or one.context.cell is not None or one.verdict.rule == "rule:bound":
        return one
    alike = _sort_of(one.context.mention.unit) == _sort_of(last.context.mention.unit)
    if _BARE.fullmatch(between) and alike and last.verdict.kind is not None:
        weak_name = one.links.by in {"heading", "sentence", "label", ""} or not one.links.what
        links = replace(one.links, what=last.links.what, by=last.links.by) if weak_name else one.links
        return replace(one, links=links, verdict=last.verdict)
    if last.verdict.kind == "headcount" and not one.context.mention.unit and _MANNED.fullmatch(between) and one.verdict.confidence <= _WEAK:
        return replace(one, verdict=replace(last.verdict, rule="list", confidence=_WEAK))
    if _NAMED.fullmatch(between) and one.verdict.kind is not None and one.verdict.confidence <= _WEAK and last.verdict.kind in _LISTED:
        both_counted = last.verdict.kind == "target" and not is_money(one.context.mention.unit) and not is_money(last.context.mention.unit)
        if alike or both_counted:
            return replace(one, verdict=replace(last.verdict, rule="list", confidence=_WEAK))
    return one


def _sort_of(unit: str) -> str:
    return "money" if is_money(unit) else "share" if is_share(unit) else unit


def _named_in_order(judged: list[Judged], plain: str) -> list[Judged]:
    """接通率、满意度分别达到90%和98%: the first name to the first number, and so on."""
    for at, one in enumerate(judged):
        start = one.context.mention.start
        ahead = plain[max(one.context.block.body, start - 60) : start]
        found = _RESPECTIVELY.search(ahead) if "分别" in ahead else None
        if not found or one.context.cell is not None:
            continue
        names = [name for part in _AND.split(found["names"]) if (name := tidy(part)) and not name[0].isdigit()]
        run = judged[at : at + len(names)]
        if len(names) > 1 and len(run) == len(names):
            named = [replace(each, links=replace(each.links, what=name, by="list")) for each, name in zip(run, names, strict=True)]
            judged = [*judged[:at], *named, *judged[at + len(names) :]]
    return judged

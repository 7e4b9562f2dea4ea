# SPDX-License-Identifier: Apache-2.0
"""What people send about entries, read into wishes; what is wrong told as problems."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest

from yunce.operate.registers.entry import Verb
from yunce.operate.registers.reading import read_fields
from yunce.operate.registers.sorts import DAYS, FIELDS, Sort
from yunce.operate.registers.steps import Wish
from yunce.plan.document import Plan
from yunce.values.problem import Problem

LONGEST_NOTE = 2000
LONGEST_TEXT = 120
RENEWAL = ("issued_on", "until", "issuer")
ISSUE = ("issued_on", "until")
TEXTS: Mapping[Verb, tuple[str, ...]] = {Verb.ASKED: ("to",)}
"""Texts that a step tells besides its note."""
SMALL = 10_000


def given(request: HttpRequest) -> Mapping[str, str]:
    """The fields of a form, without control characters."""
    return {name: plain(str(request.POST[name])) for name in request.POST}


def plain(text: str) -> str:
    """A text as it is kept: composed, without control characters but line ends."""
    kept = (c for c in unicodedata.normalize("NFC", text) if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept).strip()


def read_wish(sent: Mapping[str, str], plan: Plan, sort: Sort, today: date) -> tuple[Wish | None, tuple[Problem, ...]]:
    """The step that a form asks for, and what is wrong in it; none where it names no step."""
    verb = next((v for v in Verb if v.value == sent.get("verb")), None)
    if verb is None or verb in {Verb.ADDED, Verb.EXAMINED}:
        return None, ()
    note = sent.get("note", "")[:LONGEST_NOTE]
    data, wrong = _data(verb, sent, plan, (sort, today))
    return Wish(verb, note, data), wrong


def _data(verb: Verb, sent: Mapping[str, str], plan: Plan, about: tuple[Sort, date]) -> tuple[Mapping[str, object], tuple[Problem, ...]]:
    sort, today = about
    if verb is Verb.CORRECTED:
        return _corrected(sent, plan, sort, today)
    if verb in {Verb.RENEWED, Verb.ISSUED}:
        return _dated(verb, sent, plan, today)
    if verb is Verb.DRILLED:
        found, wrong = read_fields({"title": "-", "planned_on": sent.get("on", "")}, plan, Sort.DRILL, today)
        return {"on": found.get("planned_on")}, tuple(problem for _, problem in wrong)
    data: dict[str, object] = {name: sent.get(name, "")[:LONGEST_TEXT] for name in TEXTS.get(verb, ())}
    if verb is Verb.ASKED:
        data["times"] = _whole(sent.get("times", "1"))
    if verb in {Verb.ALLOWED, Verb.USED, Verb.LENT}:
        data["leave"] = _whole(sent.get("leave", ""))
    if verb in {Verb.APPROVED, Verb.READ}:
        data["version"] = _whole(sent.get("version", ""))
    return data, ()


def _corrected(sent: Mapping[str, str], plan: Plan, sort: Sort, today: date) -> tuple[Mapping[str, object], tuple[Problem, ...]]:
    """All fields of the sort as they are to be from now on; what is left empty is taken back."""
    found, wrong = read_fields({name: sent.get(name, "") for name in FIELDS[sort]}, plan, sort, today)
    return {name: found.get(name, "") for name in FIELDS[sort]}, tuple(problem for _, problem in wrong)


def _dated(verb: Verb, sent: Mapping[str, str], plan: Plan, today: date) -> tuple[Mapping[str, object], tuple[Problem, ...]]:
    names = RENEWAL if verb is Verb.RENEWED else ISSUE
    texts = {name: sent.get(name, "") for name in names}
    found, wrong = read_fields({"title": "-", **texts}, plan, Sort.OTHER, today)
    data = {name: value for name, value in found.items() if name in names}
    if verb is Verb.ISSUED:
        data = {"issued_on": today.isoformat(), **data, "version": _whole(sent.get("version", ""))}
    return data, tuple(problem for _, problem in wrong)


def _whole(text: str) -> int:
    """A small whole number; -1 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(SMALL)) else -1


def is_day(name: str) -> bool:
    """True for fields that are days."""
    return name in DAYS or name == "on"

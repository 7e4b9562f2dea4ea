# SPDX-License-Identifier: Apache-2.0
"""A reading run through all rules: findings in order of place, each told once, and the health of the plan."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yunce.checker.findings import Finding, Hit, Place, Severity, Span
from yunce.checker.health import Health, health_of
from yunce.checker.paper import Paper
from yunce.checker.rulebook import RULES
from yunce.checker.rules import Rule, Subject
from yunce.reader.reading import Reading

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.QUESTION)


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a file and its health."""

    findings: tuple[Finding, ...]
    health: Health


def check_reading(reading: Reading, rules: Sequence[Rule[Paper]] = RULES) -> Report:
    """What the rules find in a reading."""
    paper = Paper(reading)
    found = [_finding(rule, hit, reading.document.text) for rule in rules for hit in rule.check(paper)]
    findings = tuple(_once(found))
    numbers = len(reading.statements) + len(reading.aside)
    return Report(findings, health_of(findings, numbers, numbers))


def finding_of(rule: Rule[Subject], hit: Hit) -> Finding:
    """A finding of a structured plan: its place is a path."""
    return _finding(rule, hit, "")


def _finding(rule: Rule[Subject], hit: Hit, text: str) -> Finding:
    at = tuple(Place(one.start, one.end, text[one.start : one.end]) for one in hit.at)
    words = {**hit.words, "stated": hit.stated, "expected": hit.expected}
    key = _key(rule.code, hit, [place.quote for place in at])
    severity = hit.severity or rule.severity
    message, fix = rule.message.format_map(words), rule.fix.format_map(words)
    return Finding(rule.code, severity, message, hit.stated, hit.expected, hit.arithmetic, at, fix, key, hit.edit, hit.path)


def _key(code: str, hit: Hit, quotes: Iterable[str]) -> str:
    """Names a finding by its rule, its words and its numbers, not by its place: it moves with the text and ends when a number changes."""
    parts = (code, hit.path, hit.stated, hit.expected, *("".join(quote.split()) for quote in quotes))
    return f"{code}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:12]}"


def _once(found: Iterable[Finding]) -> list[Finding]:
    """Each mistake once, told by the surest rule; in order of place."""
    ranked = sorted(found, key=lambda one: _ORDER.index(one.severity))
    kept: dict[tuple[str, object], Finding] = {}
    for one in ranked:
        kept.setdefault((_mistake(one.code), _spot(one)), one)
    return sorted(kept.values(), key=lambda one: (one.at[0].start if one.at else 0, one.path, one.code))


def _mistake(code: str) -> str:
    """Several rules of a family may see one mistake of a number; other rules each see their own."""
    family = code.rstrip("0123456789")
    return family if family in {"SUM", "NUM", "BAND"} else code


def _spot(one: Finding) -> object:
    return (Span(one.at[0].start, one.at[0].end), "") if one.at else (one.path, one.code)

# SPDX-License-Identifier: Apache-2.0
"""Findings that somebody answers for: who, why, until when. A waiver names a finding by its key, so it ends when a number changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from yunce.checker.checking import Report
from yunce.checker.findings import Finding
from yunce.checker.health import health_of
from yunce.values.problem import Problem

FIELDS = ("key", "who", "why", "until")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that may stand: its key, who says so, why, and until which day (inclusive); open without a day."""

    key: str
    who: str
    why: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Waived:
    """A report without what was waived, what was waived, and waivers that no longer hold: run out, or of numbers that changed."""

    report: Report
    waived: tuple[Finding, ...]
    ended: tuple[Waiver, ...]


def read_waivers(text: str) -> tuple[tuple[Waiver, ...], tuple[Problem, ...]]:
    """The waivers of a YAML text (`waivers:` with key, who, why, until) and what is wrong with it."""
    try:
        raw = YAML(typ="safe", pure=True).load(text)
    except YAMLError as e:
        return (), (Problem.of("checker.waivers_syntax", reason=str(e).splitlines()[0]),)
    rows = raw.get("waivers") if isinstance(raw, dict) else None
    if not isinstance(rows, list):
        return (), (Problem.of("checker.waivers_shape"),)
    found: list[Waiver] = []
    problems: list[Problem] = []
    for at, row in enumerate(rows, 1):
        waiver = _waiver(row)
        if isinstance(waiver, Waiver):
            found.append(waiver)
        else:
            problems.append(Problem.of("checker.waiver_incomplete", f"waivers[{at}]", missing=waiver))
    return tuple(found), tuple(problems)


def _waiver(row: object) -> Waiver | str:
    """A waiver, or the name of what it lacks."""
    if not isinstance(row, dict):
        return "key"
    texts = {name: str(row.get(name) or "").strip() for name in FIELDS}
    missing = next((name for name in FIELDS[:3] if not texts[name]), "")
    if missing:
        return missing
    try:
        until = date.fromisoformat(texts["until"]) if texts["until"] else None
    except ValueError:
        return "until"
    return Waiver(texts["key"], texts["who"], texts["why"], until)


def waive(report: Report, waivers: Iterable[Waiver], today: date) -> Waived:
    """The report without the findings that a waiver covers on this day."""
    known = {one.key: one for one in waivers}
    holding = {key for key, one in known.items() if one.until is None or one.until >= today}
    kept = tuple(one for one in report.findings if one.key not in holding)
    waived = tuple(one for one in report.findings if one.key in holding)
    found = {one.key for one in report.findings}
    ended = tuple(one for key, one in known.items() if key not in holding or key not in found)
    health = health_of(kept, report.health.numbers, report.health.accounted)
    return Waived(replace(report, findings=kept, health=health), waived, ended)

# SPDX-License-Identifier: Apache-2.0
"""A report as the JSON that `yunce check` prints, and as SARIF 2.1.0 for the tools that show findings beside the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from yunce.checker.checking import Report
from yunce.checker.findings import Finding, Place, Severity
from yunce.checker.rules import Rule

Json = dict[str, Any]
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.QUESTION: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(report: Report) -> Json:
    """The whole report."""
    health = report.health
    return {
        "findings": [finding_row(one) for one in report.findings],
        "health": {
            "score": health.score,
            "grade": health.grade,
            "errors": health.errors,
            "warnings": health.warnings,
            "questions": health.questions,
            "numbers": health.numbers,
            "accounted": health.accounted,
        },
    }


def finding_row(one: Finding) -> Json:
    """One finding."""
    row: Json = {
        "code": one.code,
        "severity": str(one.severity),
        "message": one.message,
        "stated": one.stated,
        "expected": one.expected,
        "arithmetic": one.arithmetic,
        "at": [{"start": place.start, "end": place.end, "quote": place.quote} for place in one.at],
        "fix": one.fix,
        "key": one.key,
    }
    if one.path:
        row["path"] = one.path
    if one.edit:
        row["edit"] = {"start": one.edit.span.start, "end": one.edit.span.end, "text": one.edit.text}
    return row


def as_sarif(report: Report, name: str, text: str, rules: Sequence[Rule[Any]], version: str) -> Json:
    """The report as one SARIF run; regions count characters and lines of the canonical text."""
    lines = line_starts(text)
    used = {one.code for one in report.findings}
    known = [rule for rule in rules if rule.code in used]
    order = {rule.code: at for at, rule in enumerate(known)}
    driver = {"name": "yunce", "version": version, "rules": [_sarif_rule(rule) for rule in known]}
    results = [_sarif_result(one, order, name, lines) for one in report.findings]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _sarif_rule(rule: Rule[Any]) -> Json:
    return {
        "id": rule.code,
        "name": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _sarif_result(one: Finding, order: dict[str, int], name: str, lines: Sequence[int]) -> Json:
    text = one.message + (f" {one.arithmetic}" if one.arithmetic else "")
    places = [_sarif_place(place, name, lines) for place in one.at] or [_sarif_path(one.path, name)]
    row: Json = {
        "ruleId": one.code,
        "level": _LEVELS[one.severity],
        "message": {"text": text},
        "locations": places[:1],
        "partialFingerprints": {"yunce/v1": one.key},
    }
    if one.code in order:
        row["ruleIndex"] = order[one.code]
    if places[1:]:
        row["relatedLocations"] = [{**place, "id": at} for at, place in enumerate(places[1:], 1)]
    if one.edit:
        region = {"charOffset": one.edit.span.start, "charLength": one.edit.span.end - one.edit.span.start}
        change = {
            "artifactLocation": {"uri": name},
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": one.edit.text}}],
        }
        row["fixes"] = [{"description": {"text": one.fix}, "artifactChanges": [change]}]
    return row


def _sarif_place(place: Place, name: str, lines: Sequence[int]) -> Json:
    first, column = line_of(lines, place.start)
    last, until = line_of(lines, place.end)
    region: Json = {
        "startLine": first,
        "startColumn": column,
        "endLine": last,
        "endColumn": until,
        "charOffset": place.start,
        "charLength": place.end - place.start,
        "snippet": {"text": place.quote},
    }
    return {"physicalLocation": {"artifactLocation": {"uri": name}, "region": region}}


def _sarif_path(path: str, name: str) -> Json:
    """A finding of a structured plan is placed by its path."""
    return {"physicalLocation": {"artifactLocation": {"uri": name}}, "logicalLocations": [{"fullyQualifiedName": path}]}


def line_starts(text: str) -> list[int]:
    """Where each line begins."""
    return [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]


def line_of(starts: Sequence[int], position: int) -> tuple[int, int]:
    """Line and column of a character, both from 1."""
    line = bisect_right(starts, position)
    return line, position - starts[line - 1] + 1

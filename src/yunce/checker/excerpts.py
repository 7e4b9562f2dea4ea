# SPDX-License-Identifier: Apache-2.0
"""Findings as a good compiler shows them: the words of the source, a line of carets under what is meant, the arithmetic, the repair."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from yunce.checker.checking import Report
from yunce.checker.contract import line_of, line_starts
from yunce.checker.findings import Finding, Place, Severity

NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.QUESTION: "疑问"}
_WIDEST = 96
_MOST = 6
_AROUND = 24


def shown(report: Report, name: str, text: str) -> Iterator[str]:
    """The report as lines for a terminal."""
    lines = line_starts(text)
    for one in report.findings:
        yield from _finding(one, name, text, lines)
        yield ""
    health = report.health
    counts = f"错误 {health.errors}，提醒 {health.warnings}，疑问 {health.questions}"
    yield f"健康分 {health.score}（{health.grade}）：{counts}；数字 {health.numbers} 个，已核 {health.accounted} 个。"


def _finding(one: Finding, name: str, text: str, lines: Sequence[int]) -> Iterator[str]:
    yield f"{NAMES[one.severity]}[{one.code}] {one.message}"
    if one.path:
        yield f"  --> {name}：{one.path}"
    for at, place in enumerate(one.at[:_MOST]):
        line, column = line_of(lines, place.start)
        if at == 0:
            yield f"  --> {name}：第 {line} 行第 {column} 字"
        yield from _excerpt(place, text, lines, first=at == 0)
    if len(one.at) > _MOST:
        yield f"       另有 {len(one.at) - _MOST} 处"
    if one.arithmetic:
        yield f"   = 算式：{one.arithmetic}"
    if one.fix:
        yield f"   = 建议：{one.fix}"


def _excerpt(place: Place, text: str, lines: Sequence[int], *, first: bool) -> Iterator[str]:
    """The line of a place with carets (the first place) or dashes under it, as wide as the signs above."""
    number, _ = line_of(lines, place.start)
    start = lines[number - 1]
    end = lines[number] - 1 if number < len(lines) else len(text)
    left = start if width(text[start : place.start]) + width(place.quote) < _WIDEST - 8 else max(start, place.start - _AROUND)
    shown_line = _flat(text[left:end])
    head = "…" if left > start else ""
    indent = width(head + _flat(text[left : place.start]))
    room = max(1, min(width(_flat(text[place.start : min(place.end, end)])), _WIDEST - indent))
    yield f"{number:>5} | {head}{_cut(shown_line, _WIDEST - width(head))}"
    yield f"      | {' ' * indent}{('^' if first else '-') * room}"


def _flat(words: str) -> str:
    """A line without tabs and turns, sign for sign."""
    return words.translate({9: " ", 10: " ", 13: " "})


def _cut(words: str, room: int) -> str:
    used = 0
    for at, sign in enumerate(words):
        used += width(sign)
        if used > room:
            return words[:at] + "…"
    return words


def width(words: str) -> int:
    """Columns that words take in a terminal: signs of the Chinese script take two.

    >>> width("共5元")
    5
    """
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)

# SPDX-License-Identifier: Apache-2.0
"""Which profile a file's first rows fit, or why none does: said so that a person can act on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from yunce.values.problem import Problem
from yunce.warehouse.intake.files import UnreadableError
from yunce.warehouse.intake.headers import Match, best_match, nearest_match, widest_row
from yunce.warehouse.intake.marks import mark_in
from yunce.warehouse.intake.profile import MarkWord, Profile

Rows = Sequence[Sequence[str]]
_SHOWN_HEADERS = 12
_NAMED_DAY = re.compile(r"(?<!\d)(20\d{2})[-_.年]?(0[1-9]|1[0-2]|[1-9](?=[-_.月]))[-_.月]?(0[1-9]|[12]\d|3[01]|[1-9](?!\d))(?!\d)")
_GARBLINGS = (
    ("gb18030", "utf-8", "UTF-8", "GB18030"),
    ("latin-1", "gb18030", "GB18030", "Latin-1"),
    ("latin-1", "utf-8", "UTF-8", "Latin-1"),
)


def chosen(profiles: Sequence[Profile], wanted: str | None, file: str) -> tuple[Profile, ...]:
    """The profiles to try: all, or the one that was asked for. Raises `UnreadableError` for an unknown id."""
    if wanted is None:
        return tuple(profiles)
    found = tuple(p for p in profiles if p.id.casefold() == wanted.casefold())
    if not found:
        known = ", ".join(sorted(p.id for p in profiles))
        raise UnreadableError(Problem.of("intake.unknown_profile", file, profile=wanted, known=known))
    return found


def match_of(rows: Rows, profiles: Sequence[Profile], *, forced: bool) -> Match | None:
    """The profile that the rows fit; where one is `forced`, its needed columns are enough."""
    found = best_match(rows, profiles)
    if found is None and forced:
        near = nearest_match(rows, profiles)
        return near if near and not near.missing else None
    return found


def refusal(rows: Rows, profiles: Sequence[Profile], file: str, *, forced: bool) -> UnreadableError:
    """Why no profile fits: garbled text, a ledger of fake orders, columns missing, or simply unknown."""
    for right, wrong, repaired in _repaired(rows):
        if match_of(repaired, profiles, forced=forced):
            return UnreadableError(Problem.of("intake.garbled", file, file=file, right=right, wrong=wrong))
    headers = rows[widest_row(rows)] if rows else []
    if brushing := _brushing_columns(headers, profiles):
        return UnreadableError(Problem.of("intake.brushing", file, file=file, columns=", ".join(brushing)))
    near = nearest_match(rows, profiles)
    if near and near.missing and (forced or len(near.missing) == 1):
        return UnreadableError(
            Problem.of("intake.columns_missing", file, file=file, profile=near.profile.id, columns=", ".join(near.missing))
        )
    shown = ", ".join(h.strip() for h in headers[:_SHOWN_HEADERS] if h.strip()) or "(空)"
    nearest = near.profile.id if near else "（无）"
    return UnreadableError(Problem.of("intake.unknown", file, file=file, headers=shown[:200], nearest=nearest))


def _repaired(rows: Rows) -> list[tuple[str, str, Rows]]:
    """The rows as they would be had their bytes been read rightly: (right encoding, wrong encoding, rows)."""
    found: list[tuple[str, str, Rows]] = []
    for written, read, right, wrong in _GARBLINGS:
        again = [[_recoded(cell, written, read) for cell in row] for row in rows]
        if again != [list(row) for row in rows]:
            found.append((right, wrong, again))
    return found


def _recoded(text: str, written: str, read: str) -> str:
    """The text's bytes in one encoding read in another; unchanged where that cannot be."""
    try:
        return text.encode(written).decode(read)
    except UnicodeError:
        return text


def _brushing_columns(headers: Sequence[str], profiles: Sequence[Profile]) -> list[str]:
    """Headers that only a ledger of fake orders has, as 补单件数."""
    words = {w.word: MarkWord(w.word, w.unless, alone=False) for p in profiles for w in p.marks}
    return [h.strip() for h in headers if mark_in(h, (*words.values(), MarkWord("种菜"))) and words]


def day_of_file(match: Match, file: str) -> datetime | None:
    """The day in a file's name, where the profile takes it from there. Raises `UnreadableError` for none or more than one day."""
    profile = match.profile
    if not profile.file_day or profile.file_day in match.columns:
        return None
    days = days_in_name(file)
    if not days:
        raise UnreadableError(Problem.of("intake.no_day", file, file=file))
    if days[0] != days[-1]:
        raise UnreadableError(Problem.of("intake.many_days", file, file=file, first=days[0], last=days[-1]))
    return datetime.combine(days[0], datetime.min.time())


def days_in_name(file: str) -> list[date]:
    """The days written in a file name, in order: `...-2025-01-27_2025-01-27.xls`, `20250127`.

    >>> days_in_name("无线店铺流量来源-2025-01-27_2025-01-28.xls")
    [datetime.date(2025, 1, 27), datetime.date(2025, 1, 28)]
    """
    found = _NAMED_DAY.findall(file)
    days: list[date] = []
    for year, month, day in found:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days

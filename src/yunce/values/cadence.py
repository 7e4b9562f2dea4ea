# SPDX-License-Identifier: Apache-2.0
"""How often something happens: `daily`, `weekly:mon`, `ten_days` (旬), `monthly:last_wd`, `quarter` ... or an RFC 5545 rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from itertools import islice
from types import MappingProxyType
from typing import Literal

from dateutil.rrule import rrulestr

from yunce.values.cadence_words import plainly, weekday_of
from yunce.values.calendar import Calendar
from yunce.values.grain import Grain, month_start
from yunce.values.period import Period
from yunce.values.problem import Problem, YunceError

Every = Literal["day", "workday", "week", "ten_days", "month", "two_months", "quarter", "half_year", "year", "rule"]

_WORDS: Mapping[Every, str] = MappingProxyType(
    {
        "day": "daily day 每天 每日",
        "workday": "workday workdays 每个工作日",
        "week": "weekly week 每周",
        "ten_days": "ten_days 每旬",
        "month": "monthly month 每月",
        "two_months": "bimonthly 每两个月",
        "quarter": "quarter quarterly 每季 每季度",
        "half_year": "half_year half_yearly 每半年",
        "year": "yearly year annual annually 每年",
    }
)
_NAMES: Mapping[str, Every] = MappingProxyType({word: every for every, words in _WORDS.items() for word in words.split()})
_GRAINS: Mapping[Every, Grain] = MappingProxyType(
    {
        "day": "day",
        "workday": "day",
        "rule": "day",
        "week": "week",
        "ten_days": "ten_days",
        "month": "month",
        "two_months": "month",
        "quarter": "quarter",
        "half_year": "half_year",
        "year": "year",
    }
)
_PART_DAY = re.compile(r"(?P<day>[1-9]|[12]\d|3[01])|(?P<end>first|last)(?P<end_wd>_wd)?|(?P<nth>[1-9]|1\d|2[0-3])_?wd", re.ASCII)
_LONG = frozenset({"month", "quarter", "half_year", "year"})
"""What has days of its own that can be named."""
_RULE = re.compile(r"(?:rrule:)?(freq=(?:daily|weekly|monthly|yearly)(?:;[a-z]+=[a-z0-9,+-]+)*)", re.IGNORECASE | re.ASCII)
_RULE_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS"}


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often, on which days of it, and the text that said so.

    `on` holds weekdays 0-6 for weeks; for months and longer parts days from 1 on; with `workdays` the n-th day of work; -1 is the last.
    """

    every: Every
    on: tuple[int, ...] = ()
    workdays: bool = False
    rule: str = ""
    text: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.text

    @property
    def grain(self) -> Grain:
        """The grain that holds one occurrence; a rule's and a working day's is the day."""
        return _GRAINS[self.every]

    def windows(self, period: Period, calendar: Calendar | None = None, *, start: date | None = None, item: str = "") -> tuple[Period, ...]:
        """Each occurrence in a period, as the days in which it is to happen: one day where a day is named, else the whole part (clipped).

        `start` is where an RFC 5545 rule and two-month steps count from (default: the period's first day).
        Raises `UnpublishedYear` where a day of work is asked for in a year that is not in the calendar.
        """
        if self.every == "day":
            return period.parts("day")
        if self.every in {"workday", "rule"} or self.on:
            return tuple(
                Period(day, day + timedelta(days=1)) for day in sorted(set(self._days(period, calendar, start or period.first, item)))
            )
        if self.every == "two_months":
            return _two_months(period, start or period.first)
        return period.parts(self.grain)

    def days(self, period: Period, calendar: Calendar | None = None, *, start: date | None = None, item: str = "") -> tuple[date, ...]:
        """The day by which each occurrence is due: the last of its window; see `windows`."""
        return tuple(window.last for window in self.windows(period, calendar, start=start, item=item))

    def _days(self, period: Period, calendar: Calendar | None, start: date, item: str) -> Iterator[date]:
        if self.every == "rule":
            yield from _rule_days(self.rule, period, start)
        elif self.every == "workday":
            yield from _calendar(calendar, item).workdays(period, item=item)
        elif self.every == "week":
            yield from (day for day in period.dates() if day.weekday() in self.on)
        else:
            for part in period.parts(self.grain):
                whole = Period.of(part.first, self.grain)
                found = (self._part_day(nth, whole, calendar, item) for nth in self.on)
                yield from (day for day in found if day is not None and part.contains(day))

    def _part_day(self, nth: int, part: Period, calendar: Calendar | None, item: str) -> date | None:
        """A day of a whole month, quarter or year; `None` where it has fewer days of work."""
        if not self.workdays:
            return part.last if nth < 0 else part.first + timedelta(days=min(nth, part.days) - 1)
        days = _calendar(calendar, item).workdays(part, item=item)
        return days[nth - 1 if nth > 0 else nth] if len(days) >= abs(nth) else None


def read_cadence(text: str, path: str = "") -> Cadence | Problem:
    """The cadence that a text means, or a `Problem`.

    >>> read_cadence("monthly:last_wd").workdays
    True
    """
    plain = plainly(unicodedata.normalize("NFKC", text).strip().lower())
    rule = _RULE.fullmatch(plain)
    if rule:
        return _read_rule(rule[1].upper(), text.strip(), path)
    name, colon, rest = plain.partition(":")
    every = _NAMES.get(name.strip())
    if every is None or (colon and not rest.strip()):
        return _unreadable(text, path)
    if not colon:
        return Cadence(every, text=text.strip())
    found = _on_week(rest) if every == "week" else _on_part(rest) if every in _LONG else None
    if found is None or (every == "year" and not found[1] and max(found[0]) > 1):  # a day of a year is told as 03-15
        return _unreadable(text, path)
    return Cadence(every, found[0], found[1], text=text.strip())


def _unreadable(text: str, path: str) -> Problem:
    near = get_close_matches(text.strip().lower(), [name for name in _NAMES if name.isascii()], 1)
    return Problem.of("cadence.unreadable", path, text=text[:64], likely=near[0] if near else "weekly:mon")


def _on_week(text: str) -> tuple[tuple[int, ...], bool] | None:
    days = [weekday_of(word) for word in re.split(r"[,、/]", text)]
    known = {day for day in days if day is not None}
    return (tuple(sorted(known)), False) if known and None not in days else None


def _on_part(text: str) -> tuple[tuple[int, ...], bool] | None:
    """Days of a month or a longer part: `5`, `5,20`, `first`, `last`, or as days of work `3wd`, `first_wd`, `last_wd`."""
    matches = [_PART_DAY.fullmatch(word.strip()) for word in re.split(r"[,、]", text)]
    found = [_nth(match) for match in matches if match]
    if len(found) < len(matches) or len({workdays for _, workdays in found}) != 1:
        return None
    return tuple(sorted({nth for nth, _ in found}, key=lambda nth: (nth < 0, nth))), found[0][1]


def _nth(match: re.Match[str]) -> tuple[int, bool]:
    if match["end"]:
        return (1 if match["end"] == "first" else -1), bool(match["end_wd"])
    return int(match["day"] or match["nth"]), not match["day"]


def _read_rule(rule: str, text: str, path: str) -> Cadence | Problem:
    """An RFC 5545 rule that steps in whole days: other parts and frequencies are refused."""
    parts = [part.partition("=")[0] for part in rule.split(";")]
    wrong = [part for part in parts if part not in _RULE_PARTS or parts.count(part) > 1]
    wrong += [part.partition("=")[0] for part in rule.split(";") if re.fullmatch(r"(INTERVAL|COUNT)=(?!0*[1-9][0-9]{0,3}$).*", part)]
    filtered = [part for part in parts if part.startswith("BY")]
    if "FREQ=DAILY" in rule and filtered and "INTERVAL" in parts:
        wrong.append("INTERVAL")
    if wrong:
        return Problem.of("cadence.rule_part", path, text=text, part=wrong[0], known=", ".join(sorted(_RULE_PARTS)))
    try:
        rrulestr(rule, dtstart=datetime(2000, 1, 1))  # noqa: DTZ001 - days have no zone
    except (ValueError, TypeError, KeyError) as error:
        return Problem.of("cadence.bad_rule", path, text=text, reason=error)
    return Cadence("rule", rule=rule, text=text)


def _rule_days(rule: str, period: Period, start: date) -> Iterator[date]:
    """The days of a rule in a period.

    A rule that never comes true (30 February) is searched for until the year 9999, so the search is done in the last centuries before it:
    the calendar, weekdays included, repeats every 400 years.
    """
    parts = dict(part.split("=") for part in rule.split(";"))
    count = int(parts.pop("COUNT")) if "COUNT" in parts else None
    until = min(parts.pop("UNTIL", "99991231")[:8], f"{period.last:%Y%m%d}")
    ahead = (9999 - period.last.year) // 400 * 400
    parts["UNTIL"] = f"{int(until[:4]) + ahead}{until[4:]}T235959"
    begun = rrulestr(
        ";".join(f"{key}={value}" for key, value in parts.items()),
        dtstart=datetime(start.year + ahead, start.month, start.day),  # noqa: DTZ001 - days have no zone
    )
    days = (date(moment.year - ahead, moment.month, moment.day) for moment in islice(begun, count))
    yield from (day for day in days if period.contains(day))


def _two_months(period: Period, start: date) -> tuple[Period, ...]:
    """Pairs of months counted from the month of `start`, clipped to the period."""
    offset = (period.first.year - start.year) * 12 + period.first.month - start.month
    first = month_start(period.first.year, period.first.month - offset % 2)
    found: list[Period] = []
    while first < period.until:
        until = month_start(first.year, first.month + 2)
        clipped = period.intersect(Period(first, until))
        found += [clipped] if clipped else []
        first = until
    return tuple(found)


def _calendar(calendar: Calendar | None, item: str) -> Calendar:
    if calendar is None:
        raise YunceError(Problem.of("cadence.needs_calendar", item))
    return calendar

# SPDX-License-Identifier: Apache-2.0
"""The editable tables of a calendar (YAML): public holidays and make-up workdays by year, events and their windows, legal hours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from yunce.values.event import PHASES, Clock, EventRule, Phase
from yunce.values.period import FIRST_YEAR, LAST_YEAR, Period, read_period
from yunce.values.problem import Problem

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")
_ISO_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?", re.ASCII)
"""How nearly all days are written."""
_NTH = re.compile(r"(\d{1,2})-([1-5])-(" + "|".join(WEEKDAYS) + ")")
_WINDOW = re.compile(r"([+-]?\d{1,3})\.\.([+-]?\d{1,3})")
_EVENT_KEYS = {"title", "day", "lunar", "term", "weekday", "shift", "dates", "windows"}
TERMS = frozenset(
    re.findall(
        r"\S\S", "小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至"
    )
)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """What the law counts from a day on: days of a year, weekly rest days, public holidays [d], with its source."""

    since: date
    year_days: int
    rest_days: int
    holidays: int
    source: str
    stated_hours: Decimal | None = None
    """Hours of an average month as the source itself works them out, where it rounds on the way [h]."""

    @property
    def days(self) -> Decimal:
        """Working days of an average month [d]."""
        return Decimal(self.year_days - self.rest_days - self.holidays) / 12

    @property
    def hours(self) -> Decimal:
        """Working hours of an average month at 8 a day [h]."""
        return self.days * 8

    @property
    def legal_hours(self) -> Decimal:
        """每月法定工时: the source's own figure, else the computed one [h]."""
        return self.stated_hours or self.hours

    @property
    def pay_days(self) -> Decimal:
        """Paid days of an average month [d]: public holidays are paid."""
        return Decimal(self.year_days - self.rest_days) / 12


@dataclass(slots=True)
class Table:
    """What the texts say together; a later text replaces a year, an event's fields, a law of the same day."""

    holidays: dict[int, dict[date, str]] = field(default_factory=dict)
    makeups: dict[int, set[date]] = field(default_factory=dict)
    events: dict[str, EventRule] = field(default_factory=dict)
    laws: dict[date, WorkingTime] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, path: str, **params: object) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, path, tuple((name, str(value)) for name, value in params.items())))


def read_tables(*texts: str) -> Table:
    """The tables of several YAML texts, in order, with every problem found. A text that is not YAML is left out."""
    table = Table()
    for text in texts:
        try:
            loaded = _loaded(text)
        except YAMLError as error:
            table.wrong("calendar.not_yaml", "", reason=" ".join(str(error).split())[:200])
            continue
        document = _mapping(table, loaded, "")
        readers: dict[str, Callable[[Table, object], None]] = {"years": _years, "events": _events, "working_time": _laws}
        for key, value in document.items():
            if key in readers:
                readers[key](table, value)
            elif key not in {"calendar", "title", "note", "source"}:
                table.wrong("calendar.unknown_key", key, key=key, known=", ".join(readers))
    return table


def _loaded(text: str) -> object:
    """What a text holds, every value as it was written. Raises `YAMLError`."""
    if text.startswith("{"):
        try:
            return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
        except (ValueError, RecursionError):
            pass  # a YAML mapping in braces
    found: object = YAML(typ="base", pure=True).load(text)
    return found


def _mapping(table: Table, value: object, path: str) -> Mapping[str, object]:
    if isinstance(value, Mapping):
        return {str(k): v for k, v in value.items()}
    if value not in ("", None):
        table.wrong("calendar.not_a_mapping", path)
    return {}


def _texts(value: object) -> list[str]:
    """A scalar or a list of scalars as texts."""
    return [str(v) for v in value] if isinstance(value, list) else [] if value in ("", None) else [str(value)]


def _years(table: Table, value: object) -> None:
    for text, entry in _mapping(table, value, "years").items():
        path = f"years.{text}"
        if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
            table.wrong("calendar.bad_year", path, text=text)
            continue
        fields = _mapping(table, entry, path)
        for key in fields.keys() - {"holidays", "workdays", "source", "note"}:
            table.wrong("calendar.unknown_key", f"{path}.{key}", key=key, known="holidays, workdays, source, note")
        named = _mapping(table, fields.get("holidays"), f"{path}.holidays")
        off = {day: name for name, spans in named.items() for day in _days(table, spans, f"{path}.holidays.{name}")}
        extra = set(_days(table, fields.get("workdays"), f"{path}.workdays"))
        for day in sorted(extra & off.keys()):
            table.wrong("calendar.both", path, day=day)
        for day in sorted(d for d in extra if d.weekday() < 5):
            table.wrong("calendar.not_a_weekend", f"{path}.workdays", day=day)
        table.holidays[int(text)], table.makeups[int(text)] = off, extra


def _days(table: Table, value: object, path: str) -> Iterator[date]:
    for text in _texts(value):
        plain = _plain_days(text)
        if plain:
            yield from map(date.fromordinal, plain)
            continue
        period = read_period(text, path)
        if isinstance(period, Period):
            yield from period.dates()
        else:
            table.problems.append(period)


def _plain_days(text: str) -> range:
    """The days of `2026-10-01` or `2026-10-01..2026-10-08` as ordinals; none where the text is another, or wrong in any way."""
    found = _ISO_DAYS.fullmatch(text)
    try:
        first, last = (date.fromisoformat(day) for day in (found[1], found[2] or found[1])) if found else (date.max, date.min)
    except ValueError:
        return range(0)
    known = first.year >= FIRST_YEAR and last.year <= LAST_YEAR
    return range(first.toordinal(), last.toordinal() + 1) if known else range(0)


def _laws(table: Table, value: object) -> None:
    for n, entry in enumerate(value if isinstance(value, list) else [value]):
        path = f"working_time[{n}]"
        fields = _mapping(table, entry, path)
        since = read_period(str(fields.get("from", "")), f"{path}.from")
        counts = [str(fields.get(name, "")) for name in ("year_days", "rest_days", "holidays")]
        if isinstance(since, Problem) or not all(c.isdecimal() for c in counts):
            table.wrong("calendar.bad_law", path)
            continue
        stated = str(fields.get("month_hours", ""))
        if stated and not re.fullmatch(r"[1-9]\d{0,2}(\.\d{1,4})?", stated):
            table.wrong("calendar.bad_law", f"{path}.month_hours")
            continue
        year_days, rest_days, holidays = (int(c) for c in counts)
        hours = Decimal(stated) if stated else None
        table.laws[since.first] = WorkingTime(since.first, year_days, rest_days, holidays, str(fields.get("source", "")), hours)


def _events(table: Table, value: object) -> None:
    for name, entry in _mapping(table, value, "events").items():
        path = f"events.{name}"
        fields = _mapping(table, entry, path)
        for key in fields.keys() - _EVENT_KEYS:
            table.wrong("calendar.unknown_key", f"{path}.{key}", key=key, known=", ".join(sorted(_EVENT_KEYS)))
        if not re.fullmatch(r"[a-z0-9][a-z0-9_]*", name):
            table.wrong("calendar.bad_event_id", path, id=name)
            continue
        rule = _rule(table, name, fields, path)
        if rule is not None:
            table.events[name] = rule


def _rule(table: Table, name: str, fields: Mapping[str, object], path: str) -> EventRule | None:
    """The rule of an event: what is not given is taken from an earlier text's."""
    old = table.events.get(name)
    clocks = [key for key in ("day", "lunar", "term", "weekday") if key in fields]
    if len(clocks) > 1 or (not clocks and old is None):
        table.wrong("calendar.event_day_unclear", path, id=name)
        return None
    clock, month, day, weekday, term = (old.clock, old.month, old.day, old.weekday, old.term) if old else ("solar", 1, 1, 0, "")
    if clocks:
        found = _clock(clocks[0], str(fields[clocks[0]]))
        if found is None:
            table.wrong("calendar.bad_event_day", f"{path}.{clocks[0]}", text=fields[clocks[0]])
            return None
        clock, month, day, weekday, term = found
    shift = str(fields.get("shift", old.shift if old else 0))
    if not re.fullmatch(r"[+-]?\d{1,3}", shift):
        table.wrong("calendar.bad_shift", f"{path}.shift", text=shift)
        return None
    dates = dict(old.dates) if old else {}
    dates |= _dates(table, fields.get("dates"), f"{path}.dates")
    windows = _windows(table, fields.get("windows"), f"{path}.windows") if "windows" in fields else dict(old.windows) if old else {}
    title = str(fields.get("title", old.title if old else name))
    return EventRule(name, title, clock, month, day, weekday, term, int(shift), dates, windows)


def _clock(key: str, text: str) -> tuple[Clock, int, int, int, str] | None:
    if key == "term":
        return ("term", 1, 1, 0, text) if text in TERMS else None
    if key == "weekday":
        found = _NTH.fullmatch(text)
        return ("weekday", int(found[1]), int(found[2]), WEEKDAYS.index(found[3]), "") if found and 1 <= int(found[1]) <= 12 else None
    found = _MONTH_DAY.fullmatch(text)
    if not found or isinstance(read_period(f"2000-{text}"), Problem):
        return None
    return ("lunar" if key == "lunar" else "solar", int(found[1]), int(found[2]), 0, "")


def _dates(table: Table, value: object, path: str) -> dict[int, date]:
    """Announced days by year; the year may differ from the day's own (a feast of 2023 that starts in December)."""
    found: dict[int, date] = {}
    for year, text in _mapping(table, value, path).items():
        period = read_period(str(text), f"{path}.{year}")
        if isinstance(period, Problem):
            table.problems.append(period)
        elif period.days != 1 or not year.isdecimal():
            table.wrong("calendar.bad_event_day", f"{path}.{year}", text=text)
        else:
            found[int(year)] = period.first
    return found


def _windows(table: Table, value: object, path: str) -> dict[Phase, tuple[int, int]]:
    fields = _mapping(table, value, path)
    for key in fields.keys() - set(PHASES):
        table.wrong("calendar.unknown_key", f"{path}.{key}", key=key, known=", ".join(PHASES))
    found: dict[Phase, tuple[int, int]] = {}
    for phase in PHASES:
        match = _WINDOW.fullmatch(str(fields[phase])) if phase in fields else None
        if match and int(match[1]) <= int(match[2]):
            found[phase] = (int(match[1]), int(match[2]))
        elif phase in fields:
            table.wrong("calendar.bad_window", f"{path}.{phase}", text=fields[phase])
    return found

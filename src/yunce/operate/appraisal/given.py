# SPDX-License-Identifier: Apache-2.0
"""Results that people hand in: a row an item of a person, or a row a person with a column an item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import polars as pl

from yunce.operate.appraisal.long import Chosen, Long, read_long
from yunce.operate.appraisal.people import PERSON
from yunce.operate.appraisal.told import OneByOne, Told, Value
from yunce.operate.appraisal.wide import Cells, Ints, Picked, Wide, read_cells
from yunce.operate.tabular import Names, Reading, Sheet, form_of, number_of, period_of
from yunce.operate.text_column import series_of, trimmed_series
from yunce.plan.parts.people import Scorecard, ScoreItem
from yunce.plan.parts.targets import Metric
from yunce.plan.resolve import Resolved
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity

GIVEN: Names = {
    **PERSON,
    "item": ("item", "指标", "考核指标", "考核项", "考核项目", "项目", "metric", "kpi"),
    "actual": ("actual", "实际", "实际值", "完成值", "实际完成", "数值", "完成", "value", "得分"),
    "target": ("target", "目标", "目标值"),
    "source": ("source", "来源", "数据来源", "依据"),
    "confirmer": ("confirmer", "确认人", "confirmed_by"),
}
"""The columns of a sheet of results."""


@dataclass(frozen=True, slots=True)
class Given:
    """Results by (whose, item): whose is a person, a post, a unit, or empty for everybody."""

    values: Mapping[tuple[str, str], Value] = field(default_factory=dict)

    def find(self, whose: Sequence[str], item: str) -> Value | None:
        """The result of the nearest of several that one is, e.g. a person, the post, the unit, everybody."""
        return next((self.values[name, item] for name in whose if (name, item) in self.values), None)

    def of(self, names: Sequence[Sequence[str]]) -> Found | Among:
        """The results of many people, each by the names that they go by, nearest first."""
        if isinstance(self.values, Long):
            return Among(self.values, self.values.levels(names), len(names))
        return Found(self, names, self.values.places(names) if isinstance(self.values, Wide) else None)


@dataclass(frozen=True, slots=True)
class Found:
    """Some people in what was handed in: looked for once, then asked item by item."""

    given: Given
    names: Sequence[Sequence[str]]
    rows: Ints | None

    def told(self, item: str) -> Told:
        """The results of an item."""
        wide = self.given.values
        if self.rows is None or not isinstance(wide, Wide):
            return OneByOne([self.given.find(own, item) for own in self.names])
        cells = wide.columns.get(item)
        if cells is not None and (self.rows >= 0).all():
            return Picked(cells, self.rows, wide.source, wide.confirmers)
        values = [None if cells is None or row < 0 else wide.value(cells, row) for row in self.rows.tolist()]
        return OneByOne(values)


@dataclass(frozen=True, slots=True)
class Among:
    """The same in a sheet with a row a result."""

    long: Long
    levels: Sequence[Ints]
    count: int

    def told(self, item: str) -> Told:
        """The results of an item."""
        return Chosen(self.long, self.long.nearest(item, self.levels, self.count))


def item_key(item: ScoreItem, index: int) -> str:
    """The name of a line of a scorecard: its id, its metric, its words, else its place."""
    return item.id or item.metric or item.work or item.title or item.name or f"item_{index + 1}"


def item_name(item: ScoreItem, index: int, metrics: Mapping[str, Metric]) -> str:
    """The words for a line of a scorecard."""
    metric = metrics.get(item.metric)
    return item.name or item.title or (metric.label if metric else "") or item_key(item, index)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a sheet of results may name: items as headers are compared -> the name they are kept by, days of milestones, ids of posts."""

    words: Mapping[str, str]
    dues: Mapping[str, date]
    ids: Mapping[str, str] = field(default_factory=dict)


def vocabulary_of(cards: Iterable[Scorecard], resolved: Resolved) -> Vocabulary:
    """The names of the lines of some cards, of commissions and matrices, and the posts and units of the plan."""
    cards, plan, metrics = tuple(cards), resolved.plan, resolved.metrics
    schemes = (name for scheme in plan.commissions for name in (scheme.metric, scheme.returns) if name)
    shared = (name for matrix in plan.matrices for name in matrix.shares)
    ids = {element.label: element.id for element in (*plan.units, *plan.roles)}
    dues = {item_key(i, n): i.due.last for card in cards for n, i in enumerate(card.items) if i.due is not None}
    return Vocabulary(_words(cards, metrics, (*schemes, *shared)), dues, ids)


def _words(cards: Iterable[Scorecard], metrics: Mapping[str, Metric], extra: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in extra:
        metric = metrics.get(name)
        found |= {form_of(word): name for word in (name, *((metric.label, *metric.synonyms) if metric else ())) if word}
    for card in cards:
        for index, item in enumerate(card.items):
            key, metric = item_key(item, index), metrics.get(item.metric)
            words = [*(metric.synonyms if metric else ()), metric.label if metric else "", item.metric, item.title, item.name, key]
            found |= {form_of(word): key for word in words if word}
    return found


def read_given(sheet: Sheet, vocabulary: Vocabulary, period: Period) -> tuple[Given, tuple[Problem, ...]]:
    """The results of a sheet for a period; and what is wrong in it.

    With a column 指标 each row is one result; else every column that an item is called by is one. A result twice: the last stands.
    """
    reading = Reading.of(sheet, GIVEN)
    if reading.has("item"):
        if not sheet.is_empty:
            reading.need("actual")
        return Given(_long_rows(reading, vocabulary, period)), reading.sorted_problems()
    words = vocabulary.words
    columns = {header: words[form_of(header)] for header in sheet.header if form_of(header) in words}
    if not columns and sheet.header:
        known = "、".join(dict.fromkeys(words.values()))
        return Given(), (Problem.of("appraisal.no_columns", sheet.name, known=known, found="、".join(sheet.header)[:200]),)
    found = _wide_rows(reading, columns, vocabulary, period)
    for header in {h for h in columns if sheet.header.count(h) > 1}:
        reading.problems.append(Problem.of("table.column_twice", sheet.name, column=header))
    _strangers(reading, columns)
    return Given(found), reading.sorted_problems()


def _wide_rows(reading: Reading, columns: Mapping[str, str], vocabulary: Vocabulary, period: Period) -> Wide:
    """A row a person: every column that an item is called by, read as a whole."""
    cells = {key: read_cells(reading, header, _reader(key, vocabulary)) for header, key in columns.items()}
    whose = reading.texts("person")
    if "" in whose:
        around = [vocabulary.ids.get(at, at) for at in (r or u for r, u in zip(reading.texts("role"), reading.texts("unit"), strict=True))]
        whose = [own or at for own, at in zip(whose, around, strict=True)]
    rows = dict(zip(whose, range(len(whose)), strict=True))
    if len(rows) < len(whose) or reading.has("period"):
        rows = _last_rows(reading, (whose, cells), period)
    return Wide(rows, cells, reading.sheet.name, reading.texts("confirmer"))


def _last_rows(reading: Reading, of: tuple[Sequence[str], Mapping[str, Cells]], period: Period) -> dict[str, int]:
    """The last row of everybody in a period; two that do not say the same are noted."""
    whose, cells = of
    mine = [own is None or own.overlaps(period) for own in reading.each("period", period_of)]
    rows: dict[str, int] = {}
    lines = reading.sheet.columns().lines
    for row, (name, counts) in enumerate(zip(whose, mine, strict=True)):
        if counts:
            before = rows.setdefault(name, row)
            if before != row:
                if name and any(one.differs(before, row) for one in cells.values()):
                    reading.wrong(lines[row], "appraisal.result_twice", id=name, before=lines[before])
                rows[name] = row
    return rows


def _long_rows(reading: Reading, vocabulary: Vocabulary, period: Period) -> Long:
    """A row a result; an item of somebody twice: the last stands."""
    mine = [own is None or own.overlaps(period) for own in reading.each("period", period_of)]
    known = {text: vocabulary.words.get(form_of(text), "") for text in set(trimmed_series(series_of(reading.texts("item"))).to_list())}
    keys = {text: key for text, key in known.items() if key}
    return read_long(reading, mine, _owners(reading, vocabulary), keys, lambda key: _reader(key, vocabulary))


def _owners(reading: Reading, vocabulary: Vocabulary) -> pl.Series:
    """Whose the result of each row is: the person's, else the post's or unit's."""
    person, role, unit = (trimmed_series(series_of(reading.texts(name))) for name in ("person", "role", "unit"))
    around = role.zip_with(role != "", unit)
    return person.zip_with(person != "", around.replace(list(vocabulary.ids), list(vocabulary.ids.values())))


def _reader(key: str, vocabulary: Vocabulary) -> Callable[[str], Decimal | Problem]:
    """How a cell of an item is read: as a number, that of a milestone also as the day itself, then by the days it was late."""
    due = vocabulary.dues.get(key)
    if due is None:
        return number_of

    def late(text: str) -> Decimal | Problem:
        done = period_of(text)
        return Decimal((done.first - due).days) if isinstance(done, Period) and done.days == 1 else number_of(text)

    return late


def _strangers(reading: Reading, columns: Mapping[str, str]) -> None:
    """Columns that nothing is called by are told, not dropped in silence."""
    used = {*reading.columns.values(), *columns}
    for header in reading.sheet.header:
        if header and header not in used:
            reading.problems.append(Problem.of("appraisal.column_unused", reading.sheet.name, Severity.WARNING, column=header))

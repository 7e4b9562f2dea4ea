# SPDX-License-Identifier: Apache-2.0
"""Results that people hand in: a row an item of a person, or a row a person with a column an item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yunce.operate.appraisal.people import PERSON
from yunce.operate.tabular import Names, Reading, Row, Sheet, form_of, period_of
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
class Value:
    """One result as it was handed in: `actual` `None` where the cell was left blank."""

    actual: Decimal | None
    target: Decimal | None = None
    source: str = ""
    confirmer: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Results by (whose, item): whose is a person, a post, a unit, or empty for everybody."""

    values: Mapping[tuple[str, str], Value] = field(default_factory=dict)

    def find(self, whose: Sequence[str], item: str) -> Value | None:
        """The result of the nearest of several that one is, e.g. a person, the post, the unit, everybody."""
        return next((self.values[name, item] for name in whose if (name, item) in self.values), None)


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
    values: dict[tuple[str, str], Value] = {}
    words = vocabulary.words
    columns = {header: words[form_of(header)] for header in sheet.header if form_of(header) in words}
    for row in reading.rows():
        own = row.period("period")
        if own is not None and not own.overlaps(period):
            continue
        around = row.text("role") or row.text("unit")
        whose = row.text("person") or vocabulary.ids.get(around, around)
        if reading.has("item"):
            _long(row, whose, vocabulary, values)
        else:
            for header, key in columns.items():
                values[whose, key] = Value(_actual(row, key, header, vocabulary), None, sheet.name, row.text("confirmer"))
    if not reading.has("item") and not columns and not sheet.is_empty:
        known = "、".join(dict.fromkeys(words.values()))
        reading.problems.append(Problem.of("appraisal.no_columns", sheet.name, known=known, found="、".join(sheet.header)[:200]))
    elif not reading.has("item"):
        _strangers(reading, columns)
    elif not reading.has("actual"):
        reading.need("actual")
    return Given(values), tuple(reading.problems)


def _long(row: Row, whose: str, vocabulary: Vocabulary, values: dict[tuple[str, str], Value]) -> None:
    """One row, one result."""
    key = vocabulary.words.get(form_of(row.text("item")))
    if key is None:
        row.wrong("appraisal.item_unknown", "item", id=row.text("item") or "-")
        return
    source = row.text("source") or f"{row.reading.sheet.name}:{row.line}"
    actual = _actual(row, key, row.reading.columns.get("actual", ""), vocabulary)
    values[whose, key] = Value(actual, row.number("target"), source, row.text("confirmer"))


def _actual(row: Row, key: str, column: str, vocabulary: Vocabulary) -> Decimal | None:
    """A result; that of a milestone is the days it was late, also where the day itself is written."""
    due, text = vocabulary.dues.get(key), row.cells.get(column, "")
    done = period_of(text) if due is not None and text.strip() else None
    if due is not None and isinstance(done, Period) and done.days == 1:
        return Decimal((done.first - due).days)
    return row.number("", column=column)


def _strangers(reading: Reading, columns: Mapping[str, str]) -> None:
    """Columns that nothing is called by are told, not dropped in silence."""
    used = {*reading.columns.values(), *columns}
    for header in reading.sheet.header:
        if header and header not in used:
            reading.problems.append(Problem.of("appraisal.column_unused", reading.sheet.name, Severity.WARNING, column=header))

# SPDX-License-Identifier: Apache-2.0
"""A plan from a few lines, sheets from text, an appraisal of both: nothing is loaded, only what is handed in counts."""

from __future__ import annotations

import csv
import io

from yunce.operate.appraisal.appraising import Inputs, appraise_card, card_of
from yunce.operate.appraisal.following import read_past
from yunce.operate.appraisal.given import read_given, vocabulary_of
from yunce.operate.appraisal.people import posts, read_people
from yunce.operate.appraisal.results import Appraisal, PersonResult
from yunce.operate.appraisal.sources import Sources
from yunce.operate.tabular import Sheet
from yunce.plan.parse import parse
from yunce.plan.resolve import Resolved, resolve
from yunce.values.calendar import read_calendar
from yunce.values.period import Period, read_period
from yunce.values.problem import has_errors

HEAD = """yunce: 1
plan: {id: p, title: 计划, period: 2026}
units: [{id: company, name: 公司}, {id: ops, name: 运营部, parent: company}, {id: shop, name: 门店, parent: company}]
roles: [{id: manager, name: 经理, unit: ops, pay: {fixed: 6000, variable: 500}}, {id: clerk, name: 专员, unit: ops, pay: {variable: 300}}]
"""
CALENDAR, _ = read_calendar()


def plan(text: str) -> Resolved:
    """A resolved plan of the head and some lines."""
    found, problems = parse(HEAD + text)
    assert found is not None and not has_errors(problems), problems
    resolved, more = resolve(found, {}, CALENDAR)
    assert not has_errors(more), more
    return resolved


def sheet(text: str, name: str = "actuals.csv") -> Sheet:
    """A sheet of csv text."""
    header, *rows = list(csv.reader(io.StringIO(text.strip())))
    return Sheet(name, tuple(header), tuple((i, dict(zip(header, row, strict=False))) for i, row in enumerate(rows, 2)))


def month(text: str = "2026-11") -> Period:
    """A period."""
    found = read_period(text)
    assert isinstance(found, Period)
    return found


def appraise(
    resolved: Resolved, actuals: str = "", *, people: str = "", past: str = "", sign: str = "", period: str = "2026-11"
) -> Appraisal:
    """The only card of a plan, appraised."""
    own = sheet(actuals) if actuals else Sheet()
    card = card_of(resolved, resolved.plan.scorecards[-1].id)
    given, problems = read_given(own, vocabulary_of(resolved.plan.scorecards, resolved), month(period))
    who, more = read_people(sheet(people, "people.csv"), resolved.plan, month(period)) if people else (posts(resolved.plan), ())
    earlier, wrong = read_past(sheet(past, "past.csv")) if past else read_past(Sheet())
    inputs = Inputs(who, Sources(given, root="company"), earlier, sign, problems=(*problems, *more, *wrong))
    return appraise_card(resolved, "f", card, month(period), inputs)


def person(found: Appraisal, name: str) -> PersonResult:
    """One person's result."""
    return next(each for each in found.people if each.person == name)


def codes(found: Appraisal) -> list[str]:
    """The codes of what was noted."""
    return [problem.code for problem in found.problems]

# SPDX-License-Identifier: Apache-2.0
"""What follows from results over several periods: training, a talk, a review of renewal. Never a dismissal (L04)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from yunce.operate.appraisal.naming import Names, answer
from yunce.operate.appraisal.people import PERSON
from yunce.operate.appraisal.results import Outcome
from yunce.operate.appraisal.scoring import Scored
from yunce.operate.tabular import Names as Columns
from yunce.operate.tabular import Reading, Sheet
from yunce.plan.checks.scopes import follow_scope
from yunce.plan.expressions.answers import flags
from yunce.plan.expressions.truth import TRUE
from yunce.plan.fields import shown
from yunce.plan.parts.people import Follow, Scorecard
from yunce.values.grain import Grain
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity

PAST: Columns = {**PERSON, "grade": ("grade", "等级", "考核等级", "评级"), "score": ("score", "得分", "考核得分", "总分")}
DISMISSAL = re.compile(r"辞退|解聘|开除|除名|解除(?:劳动)?合同|终止(?:劳动)?合同|淘汰|劝退|dismiss|terminat|fire[sd]?\b", re.IGNORECASE)
"""Words of a consequence that last ranks and low grades cannot have: it becomes a review with training first."""
LAWFUL = "面谈、培训与转岗协商；合同到期前作续签评审"


@dataclass(frozen=True, slots=True)
class Past:
    """Earlier results by person and period: (grade, score)."""

    results: Mapping[tuple[str, Period], tuple[str, float]] = field(default_factory=dict)


def read_past(sheet: Sheet) -> tuple[Past, tuple[Problem, ...]]:
    """Earlier results of a sheet: person, period, grade, and score where there is one; what is wrong in it."""
    reading, found = Reading.of(sheet, PAST), {}
    if sheet.header and reading.need("person", "period", "grade"):
        for row in reading.rows():
            period, score = row.period("period"), row.number("score")
            if period is not None:
                found[row.text("person"), period] = (row.text("grade"), np.nan if score is None else float(score))
    return Past(found), tuple(reading.problems)


def consequences(scored: Scored, period: Period, past: Past) -> tuple[dict[int, tuple[Outcome, ...]], tuple[Problem, ...]]:
    """What opens for whom (by place in the card). Raises `YunceError` for a condition that cannot be worked out."""
    card = scored.card
    if not card.follow:
        return {}, ()
    names, grain = _series(scored, period, past), _grain(card)
    found: dict[int, tuple[Outcome, ...]] = {}
    problems: list[Problem] = []
    for i, follow in enumerate(card.follow):
        path = f"scorecards[{card.id}].follow[{i}]"
        outcome, more = _outcome(card, follow, path)
        problems += more
        fires = np.atleast_2d(flags(answer(follow.when, path, follow_scope(card, grain), names)))[:, -1] == TRUE
        for person in np.flatnonzero(fires):
            found[int(person)] = (*found.get(int(person), ()), outcome)
    return found, tuple(problems)


def _grain(card: Scorecard) -> Grain:
    return card.period  # type: ignore[return-value]  # the choices of a card are grains


def _outcome(card: Scorecard, follow: Follow, path: str) -> tuple[Outcome, list[Problem]]:
    """What a consequence opens; one that dismisses becomes a review, and is told."""
    action, due = follow.then, shown(follow.due or follow.then.due)
    title = action.title or card.label
    if DISMISSAL.search(f"{title} {action.note}"):
        problem = Problem.of("appraisal.no_dismissal", path, Severity.WARNING, title=title)
        return Outcome(card.id, LAWFUL, "review", action.owner, str(due or ""), follow.when), [problem]
    return Outcome(card.id, title, action.open, action.owner, str(due or ""), follow.when), []


def _series(scored: Scored, period: Period, past: Past) -> Names:
    """Grades, scores and coefficients of each person by period, this one last; a period without a result is unknown."""
    card, people = scored.card, scored.people
    earliest = min((p.first for _, p in past.results if p.first < period.first), default=period.first)
    earlier = Period(earliest, period.first).parts(_grain(card)) if earliest < period.first else ()
    pays = {grade.name: float(grade.pay.amount) for grade in card.grades if grade.pay is not None}
    grades = np.full((len(people), len(earlier) + 1), None, dtype=np.object_)
    scores = np.full(grades.shape, np.nan)
    for i, person in enumerate(people):
        for j, part in enumerate(earlier):
            name, score = past.results.get((person.id, part), past.results.get((person.name, part), ("", np.nan)))
            grades[i, j], scores[i, j] = name or None, score
        grades[i, -1] = card.grades[scored.grade[i]].name if scored.grade[i] >= 0 else None
    scores[:, -1] = scored.score
    pay = np.array([[pays.get(str(name), np.nan) for name in row] for row in grades], dtype=np.float64).reshape(grades.shape)
    return Names({"grade": grades, "score": scores, "pay": pay})

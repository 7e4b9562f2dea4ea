# SPDX-License-Identifier: Apache-2.0
"""Scores of one card: actuals and targets gathered, curves applied, weights closed, vetoes struck, cards linked, grades given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from yunce.engine import appraise
from yunce.operate.appraisal.curving import Floats, Line, Results, lines_of, points, ratios, strikes
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.sources import Sources
from yunce.operate.appraisal.told import Told
from yunce.plan.expressions import number
from yunce.plan.parts.people import Grade, Scorecard
from yunce.plan.parts.targets import Metric
from yunce.values.problem import Problem, Severity, YunceError

DEFAULT_PAY: Mapping[str, float] = {"A+": 1.2, "A": 1.15, "A-": 1.1, "B+": 1.05, "B": 1.0, "B-": 0.9, "C": 0.8, "D": 0.0}
"""Coefficients of grades that a plan leaves open: the product's default, always told as one."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A card's results as arrays: n people, m lines. NaN is not reported or held; grade -1 is none."""

    card: Scorecard
    people: tuple[Person, ...]
    lines: tuple[Line, ...]
    told: tuple[Told, ...]
    """What is known, by line."""
    targets: Floats = field(default_factory=lambda: np.zeros(0))
    ratios: Floats = field(default_factory=lambda: np.zeros(0))
    points: Floats = field(default_factory=lambda: np.zeros(0))
    struck: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.bool_))
    reported: Floats = field(default_factory=lambda: np.zeros(0))
    score: Floats = field(default_factory=lambda: np.zeros(0))
    provisional: Floats = field(default_factory=lambda: np.zeros(0))
    grade: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    coefficient: Floats = field(default_factory=lambda: np.zeros(0))
    rank: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    z: Floats = field(default_factory=lambda: np.zeros(0))
    problems: tuple[Problem, ...] = ()


def score_card(card: Scorecard, people: Sequence[Person], sources: Sources, metrics: Mapping[str, Metric]) -> Scored:
    """The scores of people on a card, before linked cards are looked at. Raises `YunceError` for a card that cannot be worked out."""
    lines, shape = lines_of(card, metrics), (len(people), len(card.items))
    told = sources.told(card.items, people)
    actual = np.array([one.actual for one in told], dtype=np.float64).reshape(shape[::-1]).T
    asked = [_targets(line, one.target, people, sources) for line, one in zip(lines, told, strict=True)]
    targets = np.array(asked, dtype=np.float64).reshape(shape[::-1]).T
    named = {line.item.metric: actual[:, i] for i, line in enumerate(lines) if line.item.metric}
    scope = {name: number(metrics[name].measured_in if name in metrics else "") for name in named}
    each = [Results(actual[:, i], targets[:, i], named, scope) for i in range(len(lines))]
    return _weighed(_on_curves(Scored(card, tuple(people), lines, told, targets), each))


def _on_curves(scored: Scored, each: Sequence[Results]) -> Scored:
    """The ratios of weighed lines, the points of the others, what vetoes strike."""
    shape = scored.targets.shape
    found, extra, struck = np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_)
    for i, line in enumerate(scored.lines):
        struck[:, i] = strikes(line, each[i])
        if line.is_scored:
            found[:, i] = ratios(line, each[i])
        elif line.item.kind != "veto":
            extra[:, i] = points(line, each[i])
    return replace(scored, ratios=found, points=extra, struck=struck)


def _weighed(scored: Scored) -> Scored:
    """Points of the weighed lines and the scores: held where a line that may not be left out was not reported."""
    card, lines = scored.card, scored.lines
    places = [i for i, line in enumerate(lines) if line.is_scored]
    weights = np.array([lines[i].weight for i in places] or [100.0])
    rows = scored.ratios[:, places] if places else np.ones((len(scored.people), 1))
    waived = np.array([(lines[i].item.missing or card.missing) == "reweight" for i in places] or [False])
    found = appraise.weigh(rows, weights, missing="reweight", extra=np.nansum(scored.points, axis=1))
    held = (np.isnan(rows) & ~waived & (weights > 0)).any(axis=1)
    brought = scored.points.copy()
    if places:
        brought[:, places] = found.points
    score = appraise.vetoed(np.where(held, np.nan, found.score), scored.struck)
    decimals = int(card.decimals) if card.decimals is not None else None
    return replace(
        scored, points=brought, reported=found.reported, score=appraise.rounded(score, decimals), provisional=found.score
    )  # fmt: skip


def linked(scored: Scored, others: Mapping[str, Mapping[str, tuple[float, float]]], above: Mapping[str, tuple[str, ...]]) -> Scored:
    """Scores with those of linked cards in them, then grades, coefficients, ranks.

    others: card -> unit -> (score, coefficient) · above: a unit and those over it, nearest first.
    """
    score, factors = scored.score, []
    shares = [float(link.weight.amount) for link in scored.card.link if link.by == "score" and link.weight is not None]
    parts = [score * (1 - sum(shares))]
    for link in scored.card.link:
        results = others.get(link.card, {})
        near = [next((results[u] for u in above.get(p.unit, (p.unit,)) if u in results), (np.nan, np.nan)) for p in scored.people]
        pairs = np.array(near, dtype=np.float64).reshape(len(scored.people), 2)
        if link.by == "score" and link.weight is not None:
            parts.append(pairs[:, 0] * float(link.weight.amount))
        else:
            factors.append(pairs[:, 1])
    blended = appraise.settled(sum(parts[1:], parts[0]))
    return _graded(replace(scored, score=np.where(scored.struck.any(axis=1), scored.score, blended)), factors)


def _graded(scored: Scored, factors: Sequence[Floats]) -> Scored:
    """Grades by their bands, or by the distribution that the card forces; coefficients; ranks within the card's groups."""
    card, problems = scored.card, []
    groups = _groups(scored)
    grade = np.full(len(scored.people), -1, dtype=np.int64)
    own = np.full(len(scored.people), np.nan)
    if card.grades:
        grade = appraise.band_of(scored.score, [float(g.start.amount) for g in card.grades if g.start is not None])
        if all(g.share is not None for g in card.grades):
            grade, more = _forced(scored, groups, grade)
            problems += more
        pays, more = _pays(card)
        problems += more
        own = np.where(grade >= 0, np.asarray(pays)[grade], np.nan)
    if card.pay_by == "score" or not card.grades:
        own = scored.score / 100
    coefficient = appraise.multiplied(own, *factors)
    of = np.unique(groups, return_inverse=True)[1] if card.group in {"unit", "role"} else np.zeros(groups.size, dtype=np.int64)
    ranks, z = appraise.ranks(scored.score, of), appraise.z_scores(scored.score, of)
    return replace(scored, grade=grade, coefficient=coefficient, rank=ranks, z=z, problems=(*scored.problems, *problems))


def _groups(scored: Scored) -> NDArray[np.str_]:
    """Whom each person is compared with (n,): the same unit, the same post, else everybody of the card."""
    if scored.card.group in {"unit", "role"}:
        return np.array([getattr(person, scored.card.group) for person in scored.people], dtype=np.str_)
    return np.zeros(len(scored.people), dtype=np.str_)


def _forced(scored: Scored, groups: NDArray[np.str_], bands: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[Problem]]:
    """Grades by each group's distribution; a group of fewer than five, or with unknown scores, keeps its bands."""
    grades = scored.card.grades
    best_first = sorted(range(len(grades)), key=lambda i: -_start(grades[i]))
    shares = [float(g.share.amount) if (g := grades[i]).share is not None else 0.0 for i in best_first]
    found, problems = bands.copy(), []
    path = f"scorecards[{scored.card.id}].grades"
    for group in np.unique(groups):
        inside = np.flatnonzero(groups == group)
        held = int(np.isnan(scored.score[inside]).sum())
        if held:
            problems.append(Problem.of("appraisal.force_waits", path, group=group or scored.card.label, count=held))
            continue
        order = appraise.distributed(scored.score[inside], shares)
        if order is None:
            params = (("group", str(group) or scored.card.label), ("count", str(inside.size)))
            problems.append(Problem("appraisal.force_small", path, params, Severity.NOTE))
            continue
        found[inside] = np.asarray(best_first)[order]
    return found, problems


def _start(grade: Grade) -> float:
    return float(grade.start.amount) if grade.start is not None else 0.0


def _pays(card: Scorecard) -> tuple[list[float], list[Problem]]:
    """The coefficient of each grade: the plan's, else the product's default (told), else unknown (told)."""
    path, problems = f"scorecards[{card.id}].grades", []
    open_ones = [grade.name for grade in card.grades if grade.pay is None]
    defaulted = [name for name in open_ones if name in DEFAULT_PAY]
    unknown = [name for name in open_ones if name not in DEFAULT_PAY]
    if card.pay_by != "score" and defaulted:
        values = "、".join(f"{name} {DEFAULT_PAY[name]:g}" for name in defaulted)
        problems.append(Problem("appraisal.coefficients_default", path, (("values", values),), Severity.WARNING))
    if card.pay_by != "score" and unknown:
        problems.append(Problem.of("appraisal.coefficients_missing", path, names="、".join(unknown)))
    return [float(g.pay.amount) if g.pay is not None else DEFAULT_PAY.get(g.name, np.nan) for g in card.grades], problems


def _targets(line: Line, given: Floats, people: Sequence[Person], sources: Sources) -> Floats:
    """What is asked of each: as handed in, as the card says, else as the plan says of the person's unit."""
    item = line.item
    if item.target is not None or item.score or item.steps or item.deduct or item.due or item.full or not line.is_scored:
        amount = getattr(item.target, "amount", None)
        return given if amount is None else np.where(np.isnan(given), float(amount), given)
    by_unit = {unit: sources.target(item, unit) for unit in dict.fromkeys(person.unit for person in people)}
    planned = np.array([np.nan if (found := by_unit[p.unit]) is None else float(found) for p in people], dtype=np.float64)
    return np.where(np.isnan(given), planned, given)


def check_card(card: Scorecard) -> None:
    """Raise `YunceError` for a card without lines."""
    if not card.items:
        raise YunceError(Problem.of("appraisal.no_items", f"scorecards[{card.id}]", id=card.id))

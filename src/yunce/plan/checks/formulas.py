# SPDX-License-Identifier: Apache-2.0
"""Can every formula be read, do the names in it exist, do its units fit, does it give what its place wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

from yunce.plan.checks import scopes, simulations
from yunce.plan.checks.known import Known
from yunce.plan.expressions.checking import check, expect
from yunce.plan.expressions.kinds import Kind, Scope
from yunce.plan.expressions.nodes import Arithmetic, Call, Expression, Name, Negative, Number, names_of, walk
from yunce.plan.expressions.parsing import parse_expression
from yunce.plan.fields import Part
from yunce.plan.parts.feasibility import SimulationGoal
from yunce.plan.parts.people import Follow, Scorecard, ScoreItem, Tier
from yunce.plan.parts.rules import Rule
from yunce.plan.parts.targets import Baseline, Claim, Metric, Target, Weights
from yunce.plan.parts.work import Cover, Phase
from yunce.plan.walk import Written, formulas
from yunce.plan.walk import walk as walk_parts
from yunce.values.grain import Grain
from yunce.values.problem import Problem

ScopeOf = Callable[[Part, Known], Scope | None]
Place = tuple[type[Part], str]

_PLACES: dict[Place, tuple[Kind, ScopeOf]] = {
    (Metric, "where"): ("boolean", lambda part, known: scopes.filter_scope(cast("Metric", part), known)),
    (Metric, "formula"): ("number", lambda _, known: scopes.sum_scope(known)),
    (Metric, "drivers"): ("number", lambda _, known: scopes.sum_scope(known)),
    (Target, "where"): ("boolean", lambda part, known: scopes.filter_scope(known.metrics.get(cast("Target", part).metric), known)),
    (Baseline, "where"): ("boolean", lambda part, known: scopes.filter_scope(known.metrics.get(cast("Baseline", part).metric), known)),
    (Weights, "where"): ("boolean", lambda part, known: scopes.filter_scope(known.metrics.get(cast("Weights", part).history), known)),
    (Phase, "gate"): ("boolean", lambda _, known: scopes.plan_scope(known)),
    (Claim, "test"): ("boolean", lambda _, known: simulations.outcome_scope(known)),
    (SimulationGoal, "test"): ("boolean", lambda _, known: simulations.outcome_scope(known)),
    (Cover, "of"): ("boolean", lambda _, known: scopes.cover_scope(known)),
    (Rule, "when"): ("boolean", lambda part, known: scopes.rule_scope(known, _grain_of(cast("Rule", part)))),
    (Rule, "close_when"): ("boolean", lambda part, known: scopes.rule_scope(known, _grain_of(cast("Rule", part)))),
    (ScoreItem, "score"): ("number", lambda _, known: scopes.score_scope(known)),
    (ScoreItem, "veto"): ("boolean", lambda _, known: scopes.score_scope(known)),
    (Scorecard, "quota"): ("boolean", lambda part, _: scopes.quota_scope(cast("Scorecard", part))),
    (Tier, "when"): ("boolean", lambda _, known: scopes.tier_scope(known)),
}
"""What each formula of the language gives, and what its names mean. Others are read and not looked into."""


def check_formulas(known: Known) -> Iterator[Problem]:
    """Formulas of metrics, filters, gates, rules, scores, quotas, claims, in the order of the document."""
    card: Scorecard | None = None
    for path, part in walk_parts(known.plan):
        card = part if isinstance(part, Scorecard) else card
        for written in formulas(path, part):
            tree = parse_expression(written.text, written.path)
            if isinstance(tree, Problem):
                yield tree
                continue
            yield from _checked(written, tree, card, known)
            if isinstance(part, Metric) and written.field == "formula":
                yield from _linear(part, tree, written.path, known)


def _checked(written: Written, tree: Expression, card: Scorecard | None, known: Known) -> Iterator[Problem]:
    """Names, units and kind of one formula, where its place is known."""
    if isinstance(written.part, Follow) and card is not None:
        yield from expect("boolean", tree, scopes.follow_scope(card, cast("Grain", card.period)), written.path)
        return
    place = _PLACES.get((type(written.part), written.field))
    scope = place[1](written.part, known) if place else None
    if place and scope is not None:
        kind = place[0]
        yield from expect(kind, tree, scope, written.path) if kind == "boolean" else check(tree, scope, written.path)[1]


def _grain_of(rule: Rule) -> Grain:
    """The step at which a rule is evaluated."""
    return rule.every.grain if rule.every is not None else "day"


def _linear(metric: Metric, tree: Expression, path: str, known: Known) -> Iterator[Problem]:
    """A formula adds and subtracts sum metrics, each at most times a number: else its cells would not add up."""
    for name in names_of(tree):
        part = known.metrics.get(name)
        if part is not None and part.kind not in {"sum", ""}:
            yield Problem.of("metric.formula_of_sums", path, id=metric.id, part=name, kind=part.kind)
    for node, _ in walk(tree):
        crossed = isinstance(node, Arithmetic) and (
            (node.op == "*" and _names(node.left) and _names(node.right)) or (node.op == "/" and _names(node.right))
        )
        shifted = isinstance(node, Arithmetic) and node.op in "+-" and (not _names(node.left) or not _names(node.right))
        if crossed or shifted or not isinstance(node, Arithmetic | Name | Negative | Number | Call):
            yield Problem.of("metric.not_linear", path, id=metric.id)
            return


def _names(node: Expression) -> bool:
    return bool(names_of(node))

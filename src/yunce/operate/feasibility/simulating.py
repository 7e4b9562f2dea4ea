# SPDX-License-Identifier: Apache-2.0
"""A plan's simulation from end to end: drawn, read, and told as results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from yunce.engine.simulate import reading
from yunce.engine.simulate.drivers import Driver as Uncertain
from yunce.engine.simulate.model import Drawn, Model, simulate, work_out
from yunce.operate.facts import View
from yunce.operate.feasibility.assembling import Assembled, assemble
from yunce.operate.feasibility.deriving import ID, derived
from yunce.operate.feasibility.paths import Floats
from yunce.operate.feasibility.results import (
    CashMonth,
    Feasibility,
    GoalChance,
    MustBe,
    Payback,
    Settling,
    Spread,
    Tornado,
)
from yunce.operate.feasibility.testing import Flags, Outcomes, holds, is_certain
from yunce.plan.document import Plan
from yunce.plan.expressions.nodes import Expression
from yunce.plan.expressions.parsing import parse_expression
from yunce.plan.parts.feasibility import Simulation
from yunce.plan.parts.targets import Target
from yunce.plan.resolve import Resolved
from yunce.values.problem import Problem, Severity, YunceError
from yunce.values.quantity import Quantity, Range

FEN, SIX = Decimal("0.01"), Decimal("0.000001")
HALF = Decimal("0.5")
USUAL = Decimal("0.8")
"""The probability that is aimed at where a goal names none."""
_MARKS = (12, 24, 36, 48, 60)


@dataclass(frozen=True, slots=True)
class Draws:
    """How often to draw, by which seed, and the probability that is aimed at where a goal names none [1]."""

    count: int = 100_000
    seed: int = 1
    wanted: Decimal = USUAL


def simulate_plan(view: View, resolved: Resolved, fingerprint: str, simulation: str, draws: Draws) -> Feasibility:
    """One simulation of a plan (the first where none is named). Raises `YunceError`. Source: docs/method/simulation.md."""
    plan, chosen = _chosen(resolved, simulation)
    _check(draws)
    made = assemble(view, plan, chosen)
    if chosen.id == ID:
        made.problems.append(Problem.of("feasibility.derived", "simulations", Severity.NOTE))
    model = made.model
    drawn = simulate(model, draws.count, draws.seed)
    likely = work_out(model, [np.array([middle(one)]) for one in model.drivers], 1)
    many, one = (_outcomes(made, model, each) for each in (drawn, likely))
    goals = tuple(_goals(made, many, one))
    return Feasibility(
        plan=resolved.plan.plan.id,
        fingerprint=fingerprint,
        id=chosen.id,
        title=chosen.label,
        first=made.months.names()[0],
        months=model.months,
        draws=draws.count,
        seed=draws.seed,
        invested=_money(made.invested),
        deposits=_money(float(model.deposits.sum())),
        cash=_cash(made, drawn, likely),
        minimum_cash=_spread(many, one, "minimum_cash", FEN),
        final_cash=_spread(many, one, "final_cash", FEN),
        payback=_payback(many, one, "payback_months"),
        payback_without_deposits=_payback(many, one, "payback_without_deposits"),
        payback_without_stock=_payback(many, one, "payback_without_stock"),
        npv=_spread(many, one, "npv", FEN) if chosen.discount is not None else None,
        irr=_number(float(one.value("irr")[0]), SIX),
        goals=goals,
        tornado=_tornado(made, model, drawn),
        must_be=tuple(_must_be(made, model, goals, draws)),
        problems=tuple(dict.fromkeys((*made.problems, *_findings(made, goals, many, one)))),
    )


def _check(draws: Draws) -> None:
    if not 1000 <= draws.count <= 1_000_000:
        raise YunceError(Problem.of("feasibility.draws", "draws", value=draws.count))
    if draws.seed < 0:
        raise YunceError(Problem.of("feasibility.seed", "seed", value=draws.seed))
    if not 0 < draws.wanted < 1:
        raise YunceError(Problem.of("feasibility.wanted", "wanted", value=draws.wanted))


def middle(driver: Uncertain) -> float:
    """The likely value of a driver: as stated, else the middle of its distribution."""
    if driver.shape in ("fixed", "triangular", "pert"):
        return driver.likely
    if driver.shape == "empirical":
        return float(np.median(driver.values))
    return float(np.sqrt(driver.low * driver.high)) if driver.shape == "lognormal" else (driver.low + driver.high) / 2


def _chosen(resolved: Resolved, name: str) -> tuple[Plan, Simulation]:
    """The simulation of a name, the first without one, one from the targets where none is written. Raises `YunceError`."""
    every = resolved.plan.simulations
    if not every:
        made = derived(resolved.plan, resolved.metrics)
        if made is None:
            raise YunceError(Problem.of("feasibility.nothing", "simulations"))
        return made
    found = next((one for one in every if not name or one.id == name), None)
    if found is None:
        raise YunceError(Problem.of("feasibility.unknown", name, id=name, known="、".join(one.id for one in every)))
    return resolved.plan, found


def _outcomes(made: Assembled, model: Model, drawn: Drawn) -> Outcomes:
    discount, opening = made.simulation.discount, made.simulation.opening
    targets = tuple(target.id for target in made.measured)
    rate = float(discount.amount) if discount is not None else None
    cash = float(opening.amount) if opening is not None else 0.0
    return Outcomes(made.plan, model, drawn, targets, rate, cash, made.invested)


def _tests(made: Assembled) -> Iterator[tuple[GoalChance, str]]:
    """Every goal, then every claim that a simulation can answer, with its path; numbers still to come."""
    blank = {"probability": Decimal(0), "error": Decimal(0), "likely": False, "settling": ()}
    for goal in made.simulation.goals:
        wanted = goal.wanted.amount if goal.wanted is not None else None
        yield GoalChance(goal.id, goal.label, "goal", goal.test, wanted, **blank), f"simulations[{made.simulation.id}].goals[{goal.id}]"  # type: ignore[arg-type]
    for claim in made.plan.claims:
        if claim.test:
            yield GoalChance(claim.id, claim.says or claim.label, "claim", claim.test, None, **blank), f"claims[{claim.id}]"  # type: ignore[arg-type]


def _goals(made: Assembled, many: Outcomes, one: Outcomes) -> Iterator[GoalChance]:
    """How probable each goal, claim and target is."""
    for blank, path in _tests(made):
        tree = parse_expression(blank.test, path)
        if isinstance(tree, Problem):
            made.problems.append(tree)
            continue
        try:
            hits, base = holds(tree, many, path, blank.test), holds(tree, one, path, blank.test)
        except YunceError as wrong:
            made.problems += [Problem(p.code, p.path, p.params, Severity.WARNING) for p in wrong.problems]
            continue
        yield _chance(blank, hits, base=bool(base[0]))
    for at, target in enumerate(made.measured):
        lower = made.view.metrics[target.metric].better == "lower"
        hits, base = (reached(target, each.drawn.totals[:, at], lower=lower) for each in (many, one))
        words = f"{target.metric} {_words(target, '<=' if lower else '>=')}"
        blank = GoalChance(target.id, target.label, "target", words, None, Decimal(0), Decimal(0), likely=False, settling=())
        yield _chance(blank, hits, base=bool(base[0]))


def _words(target: Target, sign: str) -> str:
    value = target.value
    return value.text if isinstance(value, Range) else f"{sign} {value.text}" if value is not None else ""


def reached(target: Target, totals: Floats, *, lower: bool = False) -> Flags:
    """Whether a target is reached in each draw: at least its value (at most, where lower is better), within its range."""
    value = target.value
    if isinstance(value, Quantity) and lower:
        return totals <= float(value.amount) * (1 + 1e-12) + 1e-9
    if isinstance(value, Quantity):
        return totals >= float(value.amount) * (1 - 1e-12) - 1e-9
    good = ~np.isnan(totals)
    if isinstance(value, Range):
        good &= totals >= float(value.low) - 1e-9 if value.low is not None else True
        good &= totals <= float(value.high) + 1e-9 if value.high is not None else True
    return good


def _chance(blank: GoalChance, hits: Flags, *, base: bool) -> GoalChance:
    share = reading.share_of(hits)
    steps = tuple(Settling(s.draws, _six(s.share), _six(s.error)) for s in reading.settling(hits))
    return GoalChance(blank.id, blank.title, blank.kind, blank.test, blank.wanted, _six(share.share), _six(share.error), base, steps)


def _cash(made: Assembled, drawn: Drawn, likely: Drawn) -> tuple[CashMonth, ...]:
    opening = made.simulation.opening
    start = float(opening.amount) if opening is not None else 0.0
    points = reading.quantiles(drawn.balance) + start
    return tuple(
        CashMonth(month, _money(float(likely.balance[0, at]) + start), *(_money(float(points[level, at])) for level in range(5)))
        for at, month in enumerate(made.months.names())
    )


def _spread(many: Outcomes, one: Outcomes, name: str, places: Decimal) -> Spread:
    points = reading.quantiles(np.where(np.isinf(many.value(name)), np.nan, many.value(name)), (0.1, 0.5, 0.9))
    return Spread(_number(float(one.value(name)[0]), places), *(_number(float(point), places) for point in points.tolist()))


def _payback(many: Outcomes, one: Outcomes, name: str) -> Payback:
    values = many.value(name)
    marks = [mark for mark in _MARKS if mark <= many.model.months]
    within = tuple((mark, _six(float((values <= mark).mean()))) for mark in marks)
    return Payback(_spread(many, one, name, Decimal(1)), within, _six(float(np.isinf(values).mean())))


def _tornado(made: Assembled, model: Model, drawn: Drawn) -> tuple[Tornado, ...]:
    found = reading.levers(model, drawn, lambda each: each.balance[:, -1])
    named = ((made.names[one.driver], one) for one in found if model.drivers[one.driver].shape != "fixed")
    return tuple(Tornado(*name, _six(one.correlation), _money(one.low), _money(one.high)) for name, one in named)


def _must_be(made: Assembled, model: Model, goals: tuple[GoalChance, ...], draws: Draws) -> Iterator[MustBe]:
    """For each goal that is not probable enough: what each driver would have to be."""
    for goal in goals:
        wanted = goal.wanted or draws.wanted
        if goal.probability >= wanted or goal.kind == "target":
            continue
        tree = parse_expression(goal.test, goal.id)
        if isinstance(tree, Problem) or is_certain(tree):
            continue
        for at, driver in enumerate(model.drivers):
            if driver.shape != "fixed":
                yield _needed(made, model, (goal, tree, wanted), (at, draws.seed))


def _needed(made: Assembled, model: Model, asked: tuple[GoalChance, Expression, Decimal], how: tuple[int, int]) -> MustBe:
    (goal, tree, wanted), (at, seed) = asked, how
    found = reading.needed(model, at, lambda each: holds(tree, _outcomes(made, model, each), goal.id, goal.test), float(wanted), seed)
    mean = _six(model.drivers[at].mean)
    return MustBe(goal.id, wanted, *made.names[at], mean, _six(found.mean) if found else None)


def _findings(made: Assembled, goals: tuple[GoalChance, ...], many: Outcomes, one: Outcomes) -> Iterator[Problem]:
    """What somebody should know: goals below the probability they want, claims that hardly hold, money that runs short."""
    for goal in goals:
        shown = f"{goal.probability:.1%}"
        if goal.wanted is not None and goal.probability < goal.wanted:
            path = f"simulations[{made.simulation.id}].goals[{goal.id}]"
            yield Problem.of(
                "feasibility.unlikely", path, Severity.WARNING, title=goal.title, probability=shown, wanted=f"{goal.wanted:.0%}"
            )
        tree = parse_expression(goal.test, goal.id) if goal.kind == "claim" else None
        certain = tree is not None and not isinstance(tree, Problem) and is_certain(tree)
        if certain and not goal.likely:
            yield Problem.of("feasibility.claim_false", f"claims[{goal.id}]", Severity.WARNING, says=goal.title, test=goal.test)
        elif goal.kind == "claim" and goal.probability < HALF:
            yield Problem.of("feasibility.claim_fails", f"claims[{goal.id}]", Severity.WARNING, says=goal.title, probability=shown)
    least = _spread(many, one, "minimum_cash", FEN)
    if least.likely is not None and least.likely < 0:
        words = {"cash": f"{least.likely:,.0f}", "worst": f"{least.p10 or least.likely:,.0f}"}
        yield Problem.of("feasibility.money_short", f"simulations[{made.simulation.id}]", Severity.NOTE, **words)
    if made.simulation.discount is None:
        yield Problem.of("feasibility.no_discount", f"simulations[{made.simulation.id}].discount", Severity.NOTE)


def _money(value: float) -> Decimal:
    return Decimal(repr(round(value, 2))).quantize(FEN)


def _six(value: float) -> Decimal:
    return Decimal(repr(round(value, 6))).quantize(SIX)


def _number(value: float, places: Decimal) -> Decimal | None:
    return Decimal(repr(round(value, 6))).quantize(places) if np.isfinite(value) else None

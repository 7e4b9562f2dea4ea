# SPDX-License-Identifier: Apache-2.0
"""What the page of feasibility shows, and how it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.app.feasibility import USUAL, Feasibility
from yunce.operate.feasibility.results import GoalChance, MustBe, Payback, Spread
from yunce.values.problem import Problem
from yunce.web.desk import Desk
from yunce.web.money.charts import cash_chart, settling_chart, tornado_chart
from yunce.web.problems import said_all
from yunce.web.rules.pages import called_on
from yunce.web.rules.wording import condition_words
from yunce.web.ui.numbers import UNKNOWN, Number, number, share
from yunce.web.ui.parts import Chart, Choice, Said, State, Step
from yunce.web.ui.tables import Cell, Col, Row, Table, Text

CNY = "CNY"
DRAWS = (10_000, 50_000, 100_000, 200_000)
USUAL_DRAWS = 50_000
LARGEST_SEED = 2**31 - 1
WANTED = ("50%", "60%", "70%", "80%", "90%", "95%")
NOTHING = "feasibility.nothing"


@dataclass(frozen=True, slots=True)
class Draw:
    """Which simulation, how often, by which seed, and the probability that is aimed at."""

    simulation: str = ""
    draws: int = USUAL_DRAWS
    seed: int = 1
    wanted: Decimal = USUAL


@dataclass(frozen=True, slots=True)
class FeasibilityPage:
    """One simulation; `state` where there is none."""

    title: str
    simulations: tuple[Choice, ...]
    draws: tuple[Choice, ...]
    seed: int
    wanted: tuple[Choice, ...]
    sentence: str = ""
    facts: str = ""
    goals: Table | None = None
    cash: Chart | None = None
    money: Table | None = None
    payback: Table | None = None
    tornado: Chart | None = None
    settling: Chart | None = None
    must_be: Table | None = None
    said: tuple[Said, ...] = ()
    state: State | None = None
    is_wrong: bool = False


def read_draw(request: HttpRequest, desk: Desk) -> Draw:
    """The question of a request, within bounds: what is out of them falls back to the usual."""
    given = request.GET
    known = [one.id for one in desk.plan.simulations] if desk.plan else []
    name, seed, draws = given.get("simulation", ""), given.get("seed", ""), given.get("draws", "")
    wanted = given.get("wanted", "")
    return Draw(
        name if name in known else known[0] if known else "",
        int(draws) if draws in {str(each) for each in DRAWS} else USUAL_DRAWS,
        int(seed) if seed.isascii() and seed.isdecimal() and len(seed) <= 10 and int(seed) <= LARGEST_SEED else 1,
        Decimal(wanted.removesuffix("%")) / 100 if wanted in WANTED else USUAL,
    )


def no_simulation(desk: Desk, draw: Draw, problems: Sequence[Problem]) -> FeasibilityPage:
    """Where there is nothing to simulate, or it cannot be."""
    nothing = all(problem.code == NOTHING for problem in problems)
    steps = (Step(_("看计划"), reverse("plan")),)
    text = _("计划里写上 drivers 和 simulations，或有带范围的目标与预算，这里就会给出概率。")
    state = State(_("还没有可测算的内容") if nothing else _("算不出来"), text, "" if nothing else "bad", steps)
    return FeasibilityPage(*_form(desk, draw), said=said_all(problems, desk.plan), state=state, is_wrong=not nothing)


def _form(desk: Desk, draw: Draw) -> tuple[str, tuple[Choice, ...], tuple[Choice, ...], int, tuple[Choice, ...]]:
    plan = desk.plan
    simulations = tuple(Choice(one.id, one.label, one.id == draw.simulation) for one in plan.simulations) if plan else ()
    draws = tuple(Choice(str(count), f"{count:,}", count == draw.draws) for count in DRAWS)
    wanted = tuple(Choice(text, text, Decimal(text.removesuffix("%")) / 100 == draw.wanted) for text in WANTED)
    return plan.plan.title if plan else "", simulations, draws, draw.seed, wanted


def feasibility_page(desk: Desk, draw: Draw, found: Feasibility) -> FeasibilityPage:
    """The page of one simulation."""
    return FeasibilityPage(
        *_form(desk, draw),
        sentence=_sentence(found),
        facts=_("从 {first} 起 {months} 个月 · 模拟 {draws} 次，种子 {seed}：同一种子分毫不差").format(
            first=found.first, months=found.months, draws=f"{found.draws:,}", seed=found.seed
        ),
        goals=_goals(found.goals, called_on(desk)) if found.goals else None,
        cash=cash_chart(found) if found.cash else None,
        money=_money(found),
        payback=_payback(found),
        tornado=tornado_chart(found),
        settling=settling_chart(found),
        must_be=_must_be(found.must_be, {goal.id: goal.title for goal in found.goals}) if found.must_be else None,
        said=said_all(found.problems, desk.plan),
    )


def _sentence(found: Feasibility) -> str:
    back = found.payback.months
    months = (
        (_("{months} 个月收回").format(months=f"{back.likely:f}") if back.likely else _("投入当月就收回"))
        if back.likely is not None
        else _("{months} 个月内收不回").format(months=found.months)
    )
    need = found.minimum_cash.p10
    short = _("十次有一次资金会低于 {amount}").format(amount=number(need, CNY).text) if need is not None and need < 0 else _("资金不会短缺")
    return _("按最可能的数，{months}；{short}。").format(months=months, short=short)


def _goals(goals: Sequence[GoalChance], called: Mapping[str, str]) -> Table:
    cols = (
        Col(_("目标与说法")), Col(_("概率"), numeric=True), Col(_("标准误"), numeric=True, wide_only=True), Col(_("要求"), numeric=True),
        Col(_("按最可能的数")), Col(_("检验"), wide_only=True),
    )  # fmt: skip
    return Table(_("目标实现的概率"), cols, tuple(_goal(one, called) for one in goals), cards=True)


def _goal(one: GoalChance, called: Mapping[str, str]) -> Row:
    wanted = one.wanted
    tone = "" if wanted is None else "good" if one.probability >= wanted else "bad"
    holds = Text(_("成立"), tone="good") if one.likely else Text(_("不成立"), tone="bad")
    return Row(
        (one.title, share(one.probability, tone=tone), f"±{one.error * 100:.2f}", share(wanted), holds, condition_words(one.test, called))
    )


def _money(found: Feasibility) -> Table:
    cols = (Col(_("金额")), *(Col(name, numeric=True) for name in (_("按最可能的数"), "10%", "50%", "90%")))
    spreads = ((_("最低资金"), found.minimum_cash), (_("期末资金"), found.final_cash), *(((_("净现值"), found.npv),) if found.npv else ()))
    rows = [Row((name, *_spread(one))) for name, one in spreads]
    blank = ("", "", "")
    rows += [Row((_("总投入"), number(found.invested, CNY), *blank)), Row((_("其中可退押金"), number(found.deposits, CNY), *blank))]
    rows.append(Row((_("内部收益率（年）"), share(found.irr), *blank)))
    return Table(_("资金与价值"), cols, tuple(rows), cards=True)


def _spread(one: Spread) -> tuple[Number, ...]:
    return tuple(
        number(value, CNY, tone="bad" if value is not None and value < 0 else "") for value in (one.likely, one.p10, one.p50, one.p90)
    )


def _payback(found: Feasibility) -> Table:
    marks = [months for months, _chance in found.payback.within]
    cols = (
        Col(_("回收期（月）")), *(Col(name, numeric=True) for name in (_("按最可能的数"), "10%", "50%", "90%")),
        *(Col(_("{months} 个月内").format(months=months), numeric=True) for months in marks), Col(_("收不回"), numeric=True),
    )  # fmt: skip
    every = (
        (_("全部投入"), found.payback),
        (_("不计可退押金"), found.payback_without_deposits),
        (_("不计押金和货款"), found.payback_without_stock),
    )
    return Table(_("回收期"), cols, tuple(_back(name, one) for name, one in every), cards=True)


def _back(name: str, one: Payback) -> Row:
    spread = one.months
    months: list[Cell] = [UNKNOWN if value is None else f"{value:f}" for value in (spread.likely, spread.p10, spread.p50, spread.p90)]
    return Row((name, *months, *(share(chance) for _months, chance in one.within), share(one.never)))


def _must_be(lines: Sequence[MustBe], titles: dict[str, str]) -> Table:
    cols = (Col(_("要使")), Col(_("有把握"), numeric=True), Col(_("因素")), Col(_("现在平均"), numeric=True), Col(_("要到"), numeric=True))
    rows = []
    for one in lines:
        needed: Cell = f"{one.needed:.4g}" if one.needed is not None else Text(_("单靠它做不到"), tone="bad")
        rows.append(Row((titles.get(one.goal, one.goal), share(one.wanted), one.title, f"{one.mean:.4g}", needed)))
    return Table(_("要怎样才成立"), cols, tuple(rows), cards=True)

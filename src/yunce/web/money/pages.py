# SPDX-License-Identifier: Apache-2.0
"""What the page of statements shows, from the accounts as this person may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.profit.results import GuardLine, Profit, Statement
from yunce.values.problem import Problem
from yunce.web.desk import Desk
from yunce.web.money import statement_tables as tables
from yunce.web.money.asked import METHODS, Asked, centre_choices, method_choices, period_choices
from yunce.web.money.charts import level_chart
from yunce.web.money.seeing import sees_whole
from yunce.web.problems import said_all
from yunce.web.ui.numbers import Number, number, rounded, share
from yunce.web.ui.parts import Chart, Choice, Said, State, Step
from yunce.web.ui.periods import in_words
from yunce.web.ui.tables import Table

CNY = "CNY"


@dataclass(frozen=True, slots=True)
class StatementsPage:
    """The statements of a period; `state` where there is nothing to show."""

    title: str = ""
    period: str = ""
    periods: tuple[Choice, ...] = ()
    centres: tuple[Choice, ...] = ()
    methods: tuple[Choice, ...] = ()
    method: str = ""
    chosen: str = ""
    revenue: Number | None = None
    contribution: Number | None = None
    profit: Number | None = None
    margin: Number | None = None
    table: Table | None = None
    chart: Chart | None = None
    accounts: Table | None = None
    pools: Table | None = None
    transfers: Table | None = None
    guards: Table | None = None
    budgets: Table | None = None
    year: str = ""
    year_budgets: Table | None = None
    heads: Table | None = None
    standard: str = ""
    difference: str = ""
    is_reconciled: bool = True
    book: str = ""
    is_demo: bool = False
    said: tuple[Said, ...] = ()
    state: State | None = None


def no_plan() -> StatementsPage:
    """Before there is a plan."""
    steps = (Step(_("去上传计划"), reverse("review-list")),)
    return StatementsPage(state=State(_("还没有计划"), _("先把计划放进来：单位、科目和分摊办法写在计划里。"), steps=steps))


def refused(desk: Desk, asked: Asked, problems: Sequence[Problem]) -> StatementsPage:
    """What cannot be worked out, with what to do."""
    return _blank(desk, asked, State(_("算不出来"), _("按下面的提示改计划或数据。"), "bad"), said_all(problems, desk.plan))


def _blank(desk: Desk, asked: Asked, state: State, said: tuple[Said, ...]) -> StatementsPage:
    return StatementsPage(
        title=desk.plan.plan.title if desk.plan else "",
        period=asked.period,
        periods=period_choices(desk, asked.period),
        centres=centre_choices(desk, asked.centre),
        methods=method_choices(asked.method),
        said=said,
        state=state,
    )


def statements_page(desk: Desk, asked: Asked, found: Profit, planned: Profit) -> StatementsPage:
    """The page; `planned` is by the plan's own methods, `found` by the asked one."""
    if not any(s.accounts or s.revenue or s.profit for s in found.statements):
        steps = (Step(_("去数据台导入账目"), reverse("data")), Step(_("看可行性测算"), reverse("money-feasibility")))
        text = _("{period} 没有账目，或不在你的权限之内。账目要有日期、单位、科目、金额、凭证号。").format(period=in_words(asked.period))
        others = [problem for problem in found.problems if problem.code != "profit.no_entries"]
        return _blank(desk, asked, State(_("这个期间没有账目"), text, steps=steps), said_all(others, desk.plan))
    whole, names = sees_whole(desk.access), desk.unit_names()
    head = _head(found, tables.whole_period(found.statements), asked)
    budgets, of_year = ([b for b in own if asked.centre in {"", b.unit}] for own in (found.budgets, found.year_budgets))
    guards, roles = [g for g in found.guards if asked.centre in {"", g.centre}], _roles(desk)
    return StatementsPage(
        title=found.title,
        period=asked.period,
        periods=period_choices(desk, asked.period),
        centres=centre_choices(desk, asked.centre),
        methods=method_choices(asked.method),
        method=METHODS.get(asked.method, ""),
        chosen=head.name if head else "",
        revenue=number(head.revenue, CNY) if head else None,
        contribution=number(head.contribution, CNY) if head else None,
        profit=_profit(head) if head else None,
        margin=share(head.profit / head.revenue) if head and head.revenue > 0 else None,
        table=tables.centre_table(found, asked),
        chart=level_chart(head) if head else None,
        accounts=tables.account_table(head, asked, guards, budgets) if head and head.accounts else None,
        pools=tables.pool_table(found.pools, planned.pools, names),
        transfers=tables.transfer_table(found.transfers, names),
        guards=tables.guard_table([g for g in guards if _told(g, found, asked)], names),
        budgets=tables.budget_table(budgets, names),
        year=found.year,
        year_budgets=tables.budget_table(of_year, names, _("全年预算执行")),
        heads=tables.heads_table([h for h in found.headcount if asked.centre in {"", h.unit}], names, roles),
        standard=_standard(found) if whole else "",
        difference=rounded(found.difference, 2) if whole else "",
        is_reconciled=not found.difference,
        book=asked.address(reverse("money-book"), centre=None),
        is_demo=desk.installation.is_demo,
        said=said_all(found.problems, desk.plan),
    )


def _roles(desk: Desk) -> dict[str, str]:
    return {role.id: role.label for role in desk.plan.roles} if desk.plan else {}


def _profit(head: Statement) -> Number:
    return number(head.profit, CNY, tone="bad" if head.profit < 0 else "")


def _told(guard: GuardLine, found: Profit, asked: Asked) -> bool:
    """The chosen centre's rails, else the company's; and every one that was left."""
    several = any(not one.month for one in found.statements)
    return (bool(guard.month) or not several) and (bool(asked.centre) or not guard.centre or guard.state != "within")


def _head(found: Profit, mine: Sequence[Statement], asked: Asked) -> Statement | None:
    """The statement that the page is about: the chosen centre's, else the company's, else the only one."""
    if asked.centre:
        return next((one for one in mine if one.centre == asked.centre), None)
    company = tables.whole_period(found.company)
    return company[-1] if company else mine[0] if len(mine) == 1 else None


def _standard(found: Profit) -> str:
    """The margin that the accounts' rates leave."""
    worst, best = found.standard_margin
    if worst is None or best is None:
        return ""
    ends = dict.fromkeys((f"{(worst * 100).normalize():f}%", f"{(best * 100).normalize():f}%"))
    return _("按各科目的比例，利润率应为 {ends}").format(ends="~".join(ends))

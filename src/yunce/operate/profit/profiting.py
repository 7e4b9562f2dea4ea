# SPDX-License-Identifier: Apache-2.0
"""The statements of a period: entries by month, internal prices, allocation, levels, what is held to what; reconciled to the fen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from yunce.operate.appraisal.sources import Lookup
from yunce.operate.profit.allocating import Month
from yunce.operate.profit.budgets import budgets_of, year_of
from yunce.operate.profit.controls import guards_of, ratio_targets, standard_margin
from yunce.operate.profit.drivers import Drivers
from yunce.operate.profit.entries import Chart, Entry
from yunce.operate.profit.heads import Asked, heads_of
from yunce.operate.profit.results import BudgetState, GuardLine, PoolFlow, Profit, Statement, TransferLine
from yunce.operate.profit.statements import company_profit, statements_of, together, transfers_of
from yunce.plan.document import Plan
from yunce.plan.resolve import Resolved
from yunce.values.money import yuan
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity, YunceError

ONCE = ""
"""The month of statements of the whole period."""
COMPANY = "公司合计"


@dataclass(frozen=True, slots=True)
class Books:
    """What profit is worked out from beside the plan: entries, quantities of drivers, facts by month."""

    entries: tuple[Entry, ...]
    quantities: Mapping[tuple[str, str, str], Decimal] = field(default_factory=dict)
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    around: tuple[Entry, ...] = ()
    """The other entries of the plan's year: they count for budgets alone."""


def profit_of(resolved: Resolved, fingerprint: str, period: Period, books: Books, centre: str = "") -> Profit:
    """The statements of a period, of one centre where it is asked for. Raises `YunceError` for an unknown centre."""
    plan, chart = resolved.plan, Chart.of(resolved.accounts)
    names = {entry.unit: entry.unit for entry in books.entries} | {word: unit.id for unit in plan.units for word in (unit.label, unit.id)}
    if centre and centre not in names:
        known = "、".join(unit.id for unit in plan.units) or "-"
        raise YunceError(Problem.of("operate.unit_unknown", "centre", id=centre, known=known))
    revenue = _revenue(books.entries)
    drivers = Drivers(plan, books.quantities, books.lookups, revenue, resolved.metrics)
    months = [f"{part.first:%Y-%m}" for part in period.parts("month")]
    each, flows, transfers, problems = _months(resolved, chart, (months, books.entries), drivers)
    company = [together(month, "", COMPANY, [s for s in each if s.month == month]) for month in months]
    if len(months) > 1:
        company.append(together(ONCE, "", COMPANY, company))
        each += _whole(each)
    difference = sum((s.profit for s in each if s.month), Decimal(0)) - yuan(company_profit(books.entries))
    guards = (*guards_of([*each, *company], resolved.accounts), *ratio_targets(plan, chart, each, drivers))
    year, budgets, over_year = _budgets(plan, chart, books, period)
    told = (*dict.fromkeys(problems), *_told(plan, guards, budgets, (year, over_year)), *_nothing(books.entries, period))
    heads = tuple(heads_of(Asked(resolved, drivers, revenue), months))
    only = names.get(centre, "")
    return Profit(
        plan=plan.plan.id,
        fingerprint=fingerprint,
        title=plan.plan.title or plan.plan.id,
        period=period.name,
        centre=only,
        statements=tuple(s for s in each if not only or s.centre == only),
        company=tuple(company),
        pools=tuple(flows),
        transfers=tuple(transfers),
        guards=tuple(g for g in guards if not only or g.centre == only),
        budgets=budgets,
        year=year,
        year_budgets=over_year,
        headcount=heads,
        standard_margin=standard_margin(resolved.accounts),
        difference=difference,
        problems=(*books.problems, *told),
    )


def _revenue(entries: Sequence[Entry]) -> dict[tuple[str, str], int]:
    """What each centre earned by month [fen]."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for entry in entries:
        if entry.kind == "revenue" and not entry.committed:
            found[entry.month, entry.unit] += entry.amount
    return dict(found)


def _whole(each: Sequence[Statement]) -> list[Statement]:
    """Each centre's months together."""
    units = dict.fromkeys(s.centre for s in each)
    by_unit = {unit: [s for s in each if s.centre == unit] for unit in units}
    return [together(ONCE, unit, parts[0].name, parts) for unit, parts in by_unit.items()]


def _months(
    resolved: Resolved, chart: Chart, of: tuple[Sequence[str], Sequence[Entry]], drivers: Drivers
) -> tuple[list[Statement], list[PoolFlow], list[TransferLine], list[Problem]]:
    """Every month on its own: internal prices, allocation, levels."""
    statements: list[Statement] = []
    flows: list[PoolFlow] = []
    transfers: list[TransferLine] = []
    problems: list[Problem] = []
    months, entries = of
    for name in months:
        month = Month.of(resolved.plan, name, entries, chart, drivers)
        if not month.entries:
            continue
        prices, wrong = transfers_of(resolved.plan, name, drivers)
        month.run()
        statements += statements_of(month, prices)
        flows += month.flows
        transfers += prices
        problems += [*wrong, *month.problems]
    return statements, flows, transfers, problems


def _budgets(plan: Plan, chart: Chart, books: Books, period: Period) -> tuple[str, tuple[BudgetState, ...], tuple[BudgetState, ...]]:
    """Budgets of the period; the plan's year around it (nothing where that is the period itself), and those of the year."""
    year, entries = year_of(plan, period), (*books.entries, *books.around)
    budgets = tuple(budgets_of(plan, chart, entries, period))
    return ("", budgets, ()) if year == period else (year.name, budgets, tuple(budgets_of(plan, chart, entries, year)))


def _told(
    plan: Plan, guards: Sequence[GuardLine], budgets: Sequence[BudgetState], of_year: tuple[str, Sequence[BudgetState]]
) -> list[Problem]:
    """What left its rails, and budgets that warn or stop."""
    found, (year, over_year), names = [], of_year, {unit.id: unit.label for unit in plan.units}
    for guard in guards:
        if guard.state in {"over", "under"}:
            path = f"{guard.centre or '公司'} {guard.month or '-'}"
            whose = f"{names.get(guard.centre, guard.centre) or COMPANY} {guard.month or '全期'}"
            said = {"whose": whose, "name": guard.name, "ratio": _percent(guard.ratio), "bounds": _between(guard.low, guard.high)}
            found.append(Problem.of("profit.off_rails", path, Severity.WARNING, **said))
    same = {(one.budget, one.amount, one.spent, one.committed) for one in budgets}
    more = [one for one in over_year if (one.budget, one.amount, one.spent, one.committed) not in same]
    for budget in (*budgets, *(replace(each, title=f"{each.title}（{year} 全年）") for each in more)):
        if budget.state != "within":
            severity = Severity.ERROR if budget.state == "stop" else Severity.WARNING
            code = "profit.budget_stop" if budget.state == "stop" else "profit.budget_over" if budget.left < 0 else "profit.budget_warn"
            params = (("title", budget.title), ("used", _percent(budget.used) or "-"), ("left", f"{abs(budget.left):,.2f}"))
            found.append(Problem(code, f"budget[{budget.budget}]", params, severity))
    return found


def _nothing(entries: Sequence[Entry], period: Period) -> list[Problem]:
    return [] if entries else [Problem.of("profit.no_entries", "ledger", Severity.WARNING, period=period.name)]


def _between(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return f"不超过 {_percent(high)}" if low is None else f"不低于 {_percent(low)}"
    return f"在 {_percent(low)} 到 {_percent(high)} 之间"


def _percent(ratio: Decimal | None) -> str:
    return "" if ratio is None else f"{round(ratio * 100, 2).normalize():f}%"

# SPDX-License-Identifier: Apache-2.0
"""Statements of centres of an installation: a plan, a ledger handed in or loaded, quantities of drivers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from yunce.app.asking import Ask
from yunce.app.clock import today
from yunce.app.installation import Installation
from yunce.app.people_tables import read_table
from yunce.app.plan_files import read_plan, usable
from yunce.operate.appraisal.sources import FactsLookup
from yunce.operate.profit.budgets import year_of
from yunce.operate.profit.drivers import read_drivers
from yunce.operate.profit.entries import LEDGER, Chart, Entry, entries_of, read_ledger
from yunce.operate.profit.profiting import Books, profit_of
from yunce.operate.profit.results import Profit
from yunce.operate.tabular import Reading, Sheet
from yunce.plan.parts.money import Account
from yunce.plan.resolve import Resolved
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem, YunceError
from yunce.warehouse.port import Combine, Compare, Condition, Measure

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class BookFiles:
    """The tables handed in, each optional: the ledger (else that of the facts) and quantities of drivers."""

    ledger: Path | None = None
    drivers: Path | None = None


def profit(installation: Installation, reference: str, centre: str, ask: Ask, files: BookFiles, *, method: str = "") -> Profit:
    """The statements of a period: the asked one, else the ledger's own months, else the last whole month. Raises `YunceError`.

    With a `method` every pool is given out by it instead of its own: a question of what would be, nothing is stored.
    """
    loaded = read_plan(reference, installation.settings)
    resolved = _by_method(usable(loaded), method)
    ledger, quantities = read_table(files.ledger), read_table(files.drivers)
    period = _period(ask, ledger)
    chart, view = Chart.of(resolved.accounts), installation.view_of(ask, reference)

    def entries_in(days: Period) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
        return read_ledger(ledger, resolved.plan, chart, days) if files.ledger else entries_of(view, chart, days)

    found, problems = entries_in(period)
    year, months = year_of(resolved.plan, period), set(period.keys("month"))
    around = tuple(e for e in entries_in(year)[0] if e.month not in months) if year != period and resolved.plan.budget else ()
    drivers, more = read_drivers(quantities, resolved.plan, period)
    lookups = {f"{part.first:%Y-%m}": FactsLookup(view, resolved.plan, part) for part in period.parts("month")}
    return profit_of(resolved, loaded.fingerprint, period, Books(found, drivers, lookups, (*problems, *more), around), centre)


def _by_method(resolved: Resolved, method: str) -> Resolved:
    """The plan with one method for all its pools; as it is without one."""
    if not method:
        return resolved
    changed = tuple(each.model_copy(update={"method": method}) for each in resolved.plan.allocations)
    return replace(resolved, plan=resolved.plan.model_copy(update={"allocations": changed}))


def entries(installation: Installation, reference: str, at: tuple[str, str], ask: Ask, window: tuple[int, int]) -> pl.DataFrame:
    """The rows of the ledger of a centre and an account (either may be empty: all), newest first; `window` is (limit, offset)."""
    resolved, (centre, account) = usable(read_plan(reference, installation.settings)), at
    view, period = installation.view_of(ask, reference), _period(ask, Sheet())
    words = {word for word, own in Chart.of(resolved.accounts).accounts.items() if own.id == account} | {account}
    parts: list[Condition] = [Compare("unit", "==", centre)] if centre else []
    parts += [Compare("account", "in", tuple(sorted(words)))] if account else []
    where = Combine("and", tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
    query = view.query([Measure("amount", "ledger", "sum", "amount")], (), period, "", where)
    return view.facts.rows(query, limit=window[0], offset=window[1])


def accounts_of(installation: Installation, reference: str) -> tuple[Account, ...]:
    """The accounts that a plan knows: its packs' and its own. Raises `YunceError`."""
    return usable(read_plan(reference, installation.settings)).accounts


def _period(ask: Ask, ledger: Sheet) -> Period:
    if ask.period:
        found = read_period(ask.period)
        if isinstance(found, Problem):
            raise YunceError(Problem.of("operate.period_invalid", "period", value=ask.period))
        return found
    days = _days(ledger)
    if days:
        return Period(Period.of(min(days, key=lambda d: d.first).first, "month").first, Period.of(max(d.last for d in days), "month").until)
    this = Period.of(ask.as_of or today(), "month")
    return Period.of(this.shift(-1).first, "month")


def _days(ledger: Sheet) -> list[Period]:
    """The days of a ledger's rows that can be read."""
    reading = Reading.of(ledger, LEDGER)
    return [day for row in reading.rows() if (day := row.period("day")) is not None]

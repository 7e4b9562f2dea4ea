# SPDX-License-Identifier: Apache-2.0
"""Books from a few lines: a plan of five units, a ledger and quantities of drivers from csv text."""

from __future__ import annotations

from tests.operate.appraisal.cards import CALENDAR, month, sheet
from yunce.operate.profit.drivers import read_drivers
from yunce.operate.profit.entries import Chart, read_ledger
from yunce.operate.profit.profiting import Books, profit_of
from yunce.operate.profit.results import Profit, Statement
from yunce.plan.parse import parse
from yunce.plan.resolve import Resolved, resolve
from yunce.values.problem import has_errors

HEAD = """yunce: 1
plan: {id: plant, title: 独立核算, period: 2026}
units: [{id: company, name: 公司}, {id: pm, name: 设备部, parent: company}, {id: is, name: 信息部, parent: company},
  {id: mach, name: 加工, parent: company}, {id: assy, name: 装配, parent: company}]
accounts: [{id: sales, name: 销售收入, kind: revenue, synonyms: [主营业务收入]}, {id: material, name: 材料, kind: variable},
  {id: staff, name: 人工, kind: direct}, {id: rent, name: 房租, kind: shared}]
"""
SERVICES = """allocations:
  - {id: a_pm, pool: {unit: pm}, to: [is, mach, assy], driver: jobs, method: METHOD}
  - {id: a_is, pool: {unit: is}, to: [pm, mach, assy], driver: calls, method: METHOD}
"""
LEDGER = """日期,部门,科目,金额
2026-11-03,设备部,人工,6300000
2026-11-03,信息部,人工,1452150
2026-11-03,加工,材料,4000000
2026-11-03,装配,材料,2000000
"""
USES = """部门,jobs,calls
信息部,20,
设备部,,10
加工,30,80
装配,50,10
"""


def plan(text: str, head: str = HEAD) -> Resolved:
    """A resolved plan."""
    found, problems = parse(head + text)
    assert found is not None and not has_errors(problems), problems
    resolved, more = resolve(found, {}, CALENDAR)
    assert not has_errors(more), more
    return resolved


def profit(resolved: Resolved, ledger: str, drivers: str = "部门,x", period: str = "2026-11", centre: str = "") -> Profit:
    """The statements of a period."""
    entries, problems = read_ledger(sheet(ledger, "ledger.csv"), resolved.plan, Chart.of(resolved.accounts), month(period))
    quantities, more = read_drivers(sheet(drivers, "drivers.csv"), resolved.plan, month(period))
    return profit_of(resolved, "f", month(period), Books(entries, quantities, {}, (*problems, *more)), centre)


def of(found: Profit, centre: str) -> Statement:
    """One centre's statement."""
    return next(s for s in found.statements if s.centre == centre)


def codes(found: Profit) -> list[str]:
    """The codes of what was noted."""
    return [problem.code for problem in found.problems]

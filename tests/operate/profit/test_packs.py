# SPDX-License-Identifier: Apache-2.0
"""The packs of pay and accounts on figures of real plans: a shop's margin, a site's profit, four centres, a mall's month."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.operate.appraisal.cards import appraise, codes, month, sheet
from yunce.app.packs import read_calendars, read_packs
from yunce.operate.profit.entries import Chart, read_ledger
from yunce.operate.profit.profiting import Books, profit_of
from yunce.operate.profit.results import Profit
from yunce.plan.parse import parse
from yunce.plan.resolve import Resolved, resolve
from yunce.values.problem import Severity


def plan(text: str) -> Resolved:
    found, problems = parse(f"yunce: 1\nplan: {{id: p, title: 计划, period: 2026}}\n{text}")
    assert found is not None and not problems, problems
    resolved, more = resolve(found, read_packs(), read_calendars(Path("nowhere")))
    assert not [p for p in more if p.severity is Severity.ERROR], more
    return resolved


def profit(resolved: Resolved, ledger: str, period: str = "2026-11") -> Profit:
    entries, problems = read_ledger(sheet(ledger), resolved.plan, Chart.of(resolved.accounts), month(period))
    assert not problems
    return profit_of(resolved, "f", month(period), Books(entries))


def test_what_a_shop_keeps() -> None:
    """40% 毛利 - 推广 10 - 人员 6 - 扣点 5 - 运费包装 5 - 税 4.5 - 其他 2 = 7.5%; 人员 7.2% 超出 6%–7%."""
    ledger = "月份,科目,金额\n2026-11,营业额,500000\n2026-11,货款,300000\n2026-11,推广,50000\n2026-11,人员,36000\n2026-11,扣点,25000\n"
    found = profit(plan("use: [shop_money]\n"), ledger + "2026-11,快递费,25000\n2026-11,税金,22500\n2026-11,杂费,10000")
    assert found.standard_margin == (Decimal("0.065"), Decimal("0.075"))
    assert found.company[0].profit == Decimal("31500.00")  # 6.3%
    assert [(g.name, g.ratio) for g in found.guards if g.state == "over" and not g.centre] == [("人员成本", Decimal("0.072"))]


def test_what_a_site_earns_by_boards() -> None:
    """60 万 - 工资 10.8 - 提成 9 - 绩效 4.8 - 营销 6 - 税 6 = 23.4 万, 不是 25.8; 再减 24.6 万管理开支为 -1.2 万."""
    boards = (
        "units: [{id: site, name: 网站}, {id: car, name: 汽车, parent: site}, {id: home, name: 房产家居, parent: site}]\nuse: [website]\n"
    )
    rows = [
        ("汽车", "广告收入", 200_000), ("房产家居", "活动收入", 400_000), ("汽车", "工资", 1500 * 6 * 12), ("汽车", "提成", 90_000),
        ("房产家居", "绩效", 1000 * 4 * 12), ("房产家居", "营销费用", 60_000), ("房产家居", "税金", 60_000),
        ("网站", "管理人员工资", 144_000), ("网站", "办公房租", 72_000), ("网站", "其他管理费", 30_000),
    ]  # fmt: skip
    lines = "\n".join(f"2026-12,{unit},{account},{amount}" for unit, account, amount in rows)
    (company,) = profit(plan(boards), f"月份,部门,科目,金额\n{lines}", "2026-12").company
    assert (company.contribution, company.shared, company.profit) == (234_000, 246_000, -12_000)


def test_four_centres_of_their_own() -> None:
    text = """use: [unit_accounting]
units: [{id: all, name: 公司}, {id: sell, name: 营销中心, parent: all}, {id: make, name: 生产中心, parent: all},
  {id: dev, name: 研发中心, parent: all}]
metrics: [{id: made, name: 产量, kind: last, measured_in: 件, measure: last(measures.value)}]
transfers: [{id: t, from: make, to: sell, price: 80元/件, of: made}]
allocations: [{id: r, pool: {unit: all, account: 房租}, shares: {sell: 20%, make: 60%, dev: 20%}}]
"""
    rows = "2026-11,营销中心,销售收入,100000\n2026-11,营销中心,销售提成,5000\n2026-11,生产中心,原材料,40000\n2026-11,研发中心,试制费,3000"
    resolved = plan(text)
    entries, problems = read_ledger(
        sheet(f"月份,部门,科目,金额\n{rows}\n2026-11,公司,房租,10000"), resolved.plan, Chart.of(resolved.accounts), month()
    )
    found = profit_of(resolved, "f", month(), Books(entries, {("", "sell", "made"): Decimal(1000)}))
    assert problems == () and found.difference == 0
    assert {s.centre: s.profit for s in found.statements} == {"all": 0, "sell": 13_000, "make": 34_000, "dev": -5_000}


def test_a_month_of_a_mall() -> None:
    names = ("mall_manager", "mall_supervisor", "mall_specialist", "guard_captain", "guard", "cleaner")
    bases = dict(zip(names, (500, 400, 300, 300, 50, 50), strict=True))
    roles = ", ".join(f"{{id: {name}, name: {name}, unit: ops, pay: {{variable: {base}}}}}" for name, base in bases.items())
    resolved = plan(f"use: [mall]\nadopt: {{mall: {{}}}}\nunits: [{{id: ops, name: 运营部}}]\nroles: [{roles}]\n")
    points = dict(zip(names, (97, 94, 94, 80, 85, 85), strict=True))
    rows = "人员,重点工作完成,服务与现场,协作与纪律,突出贡献加分\n" + "\n".join(f"{n},{p},{p},{p},0" for n, p in points.items())
    found = appraise(resolved, rows, sign="总经理")
    assert [(p.grade, p.earned) for p in found.people] == [
        ("A+", 600), ("A", 460), ("A", 345), ("C", 240), ("B", 50), ("B", 50),
    ]  # fmt: skip
    assert (found.pools[0].wanted, found.pools[0].limit, found.pools[0].paid) == (1745, 1600, 1600)
    assert [q.holds for q in found.quotas] == [True] and found.is_final and "appraisal.pool_scaled" in codes(found)

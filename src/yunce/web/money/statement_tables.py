# SPDX-License-Identifier: Apache-2.0
"""The tables of the statements: centres with their levels, accounts, where shared costs went, what is held to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.profit.results import BudgetState, GuardLine, HeadsLine, PoolFlow, Profit, Statement, TransferLine
from yunce.web.money.asked import METHODS, Asked
from yunce.web.ui.numbers import UNKNOWN, Number, exact, number, rounded, share
from yunce.web.ui.tables import Cell, Col, Row, Table, Text

CNY = "CNY"
STATES: Mapping[str, tuple[str, str]] = {
    "within": ("在范围内", "good"),
    "over": ("超出", "bad"),
    "under": ("低于", "ask"),
    "unknown": ("未知", ""),
    "warn": ("提醒", "ask"),
    "stop": ("停止", "bad"),
}
KINDS = {"revenue": "收入", "variable": "变动成本", "tax": "税", "direct": "直接费用", "shared": "公共费用"}
BASES = {"actual": "实际", "target": "目标", "revenue": "收入"}


def _cols(*titles: str, numbers: str = "", wide: str = "", kept: str = "") -> tuple[Col, ...]:
    """Columns by their titles; which hold numbers, which a phone leaves out, which stay on one line (titles in a row)."""
    held, away, whole = (set(words.split()) for words in (numbers, wide, kept))
    return tuple(Col(title, numeric=title in held, wide_only=title in away, kept=title in whole) for title in titles)


def money(value: Decimal | None, href: str = "", *, tone: str = "") -> Number:
    """An amount to the fen, as an account shows it."""
    return Number(UNKNOWN if value is None else rounded(value, 2), exact(value, CNY), href if value is not None else "", tone)


def centre_table(found: Profit, asked: Asked) -> Table:
    """A row a centre (of the whole period, where it has several months), the company last."""
    levels = (
        _("收入"),
        _("内部收入"),
        _("边际贡献"),
        _("直接费用"),
        _("部门贡献"),
        _("公共费用"),
        _("分出"),
        _("分入"),
        _("利润"),
        _("每工时利润"),
    )
    cols = _cols(_("单位"), *levels, numbers=" ".join(levels), wide=" ".join((levels[1], levels[5], levels[6], levels[9])))
    own = [_centre_row(one, asked) for one in whole_period(found.statements)]
    company = [_centre_row(one, asked) for one in whole_period(found.company)] if not found.centre else []
    return Table(_("各单位损益（元）"), cols, (*own, *company), cards=True)


def whole_period(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of the whole period where there are such, else those of the one month."""
    every = tuple(one for one in statements if not one.month)
    return every or tuple(statements)


def _centre_row(one: Statement, asked: Asked) -> Row:
    href = asked.address(reverse("money"), centre=one.centre or None, account=None)
    entries = asked.address(reverse("money-entries"), centre=one.centre, method=None, account=None)
    tone = "bad" if one.profit < 0 else ""
    amounts = (one.internal_revenue, one.margin, one.direct, one.contribution, one.shared, one.given, one.received)
    cells: tuple[Cell, ...] = (Text(one.name, href), money(one.revenue, entries), *(money(amount) for amount in amounts))
    return Row((*cells, money(one.profit, tone=tone), money(one.profit_per_hour)), chosen=bool(asked.centre) and asked.centre == one.centre)


def account_table(one: Statement, asked: Asked, guards: Sequence[GuardLine], budgets: Sequence[BudgetState]) -> Table:
    """A centre's accounts: the amount (leads to its entries), its part of revenue, the rail, the budget beside it."""
    numbers = (_("实际"), _("预算"), _("剩余"), _("占收入"))
    titles = (_("科目"), _("类别"), *numbers, _("应在"), _("状态"))
    cols = _cols(*titles, numbers=" ".join(numbers), wide=" ".join((titles[1], titles[6])))
    rails = {guard.name: guard for guard in guards if guard.centre == one.centre and guard.month == one.month}
    held: dict[str, list[BudgetState]] = {}
    for each in budgets:
        if not one.centre or each.unit == one.centre:
            held.setdefault(each.account, []).append(each)
    rows = []
    order = list(KINDS)
    for line in sorted(one.accounts, key=lambda line: order.index(line.kind)):
        entries = asked.address(reverse("money-entries"), centre=one.centre, account=line.account, method=None)
        budget = held.get(line.account)
        total = sum((b.amount for b in budget), Decimal(0)) if budget else None
        left = sum((b.left for b in budget), Decimal(0)) if budget else None
        part = line.amount / one.revenue if one.revenue > 0 else None
        guard = rails.get(line.name)
        left_tone = "bad" if left is not None and left < 0 else ""
        cells: tuple[Cell, ...] = (
            line.name, KINDS[line.kind], money(line.amount, entries), money(total), money(left, tone=left_tone),
            share(part), _bounds(guard), _state(guard.state) if guard else "",
        )  # fmt: skip
        rows.append(Row(cells))
    return Table(_("科目"), cols, tuple(rows), cards=True)


def _bounds(guard: GuardLine | HeadsLine | None) -> str:
    if guard is None:
        return ""
    return "~".join(f"{(end * 100).normalize():f}%" for end in (guard.low, guard.high) if end is not None)


def _state(state: str) -> Text:
    words, tone = STATES[state]
    return Text(words, tone=tone)


def guard_table(guards: Sequence[GuardLine], names: Mapping[str, str]) -> Table | None:
    """Costs against the part of revenue that they may take; those outside first."""
    if not guards:
        return None
    numbers = (_("金额"), _("占比"))
    cols = _cols(_("项目"), _("单位"), _("期间"), *numbers, _("应在"), _("状态"), numbers=" ".join(numbers), kept=_("期间"))
    order = {"over": 0, "under": 1, "unknown": 2, "within": 3}
    found = sorted(guards, key=lambda guard: order[guard.state])
    rows = tuple(
        Row((g.name, names.get(g.centre, g.centre) or _("公司合计"), g.month or _("全期"), money(g.amount), share(g.ratio), _bounds(g),
             _state(g.state))) for g in found
    )  # fmt: skip
    return Table(_("比例护栏"), cols, rows, cards=True)


def pool_table(pools: Sequence[PoolFlow], planned: Sequence[PoolFlow], names: Mapping[str, str]) -> Table | None:
    """Who got what from which pool; with a what-if, beside what the plan's own method gives."""
    if not pools:
        return None
    compared = pools is not planned
    numbers = (_("动因数量"), _("比例"), _("金额"), *((_("按计划"), _("差")) if compared else ()))
    cols = _cols(_("费用池"), _("期间"), _("方法"), _("分给"), *numbers, numbers=" ".join(numbers), kept=_("期间"))
    before = {(p.month, p.allocation, s.centre): s.amount for p in planned for s in p.shares}
    rows = []
    for pool in pools:
        head = Text(pool.title, sub=f"{names.get(pool.unit, pool.unit)} {rounded(pool.cost, 2)}")
        for one in pool.shares:
            was = before.get((pool.month, pool.allocation, one.centre), Decimal(0))
            extra = (money(was), money(one.amount - was)) if compared else ()
            quantity = number(one.quantity) if one.quantity is not None else UNKNOWN
            to = names.get(one.centre, one.centre)
            rows.append(Row((head, pool.month, METHODS[pool.method], to, quantity, share(one.share), money(one.amount), *extra)))
        if pool.unallocated:
            blank = ("", "") if compared else ()
            left = Text(_("未分摊"), tone="bad")
            rows.append(Row((head, pool.month, METHODS[pool.method], left, UNKNOWN, UNKNOWN, money(pool.unallocated, tone="bad"), *blank)))
    return Table(_("分摊去向"), cols, tuple(rows), cards=True)


def transfer_table(transfers: Sequence[TransferLine], names: Mapping[str, str]) -> Table | None:
    """What units pay each other by internal price."""
    if not transfers:
        return None
    numbers = (_("数量"), _("单价"), _("金额"))
    cols = _cols(_("提供方"), _("使用方"), _("期间"), *numbers, numbers=" ".join(numbers), kept=_("期间"))
    rows = tuple(
        Row((names.get(t.seller, t.seller), names.get(t.buyer, t.buyer), t.month, number(t.quantity), money(t.price), money(t.amount)))
        for t in transfers
    )
    return Table(_("内部结算"), cols, rows, cards=True)


def budget_table(budgets: Sequence[BudgetState], names: Mapping[str, str], title: str = "") -> Table | None:
    """Budget lines with what is booked and committed."""
    if not budgets:
        return None
    titles = (_("预算额"), _("已发生"), _("已承诺"), _("剩余"), _("使用率"))
    cols = (Col(_("预算")), *(Col(title, numeric=True) for title in titles), Col(_("状态")))
    rows = tuple(
        Row((Text(b.title, sub=names.get(b.unit, b.unit)), money(b.amount), money(b.spent), money(b.committed),
             money(b.left, tone="bad" if b.left < 0 else ""), share(b.used), _state(b.state))) for b in budgets
    )  # fmt: skip
    return Table(title or _("预算执行"), cols, rows, cards=True)


def heads_table(lines: Sequence[HeadsLine], names: Mapping[str, str], roles: Mapping[str, str]) -> Table | None:
    """The posts that each month's value calls for."""
    if not lines:
        return None
    numbers = (_("依据"), _("档"), _("成本"), _("占比"))
    titles = (_("单位"), _("期间"), *numbers[:2], _("编制"), *numbers[2:], _("应在"), _("状态"))
    cols = _cols(*titles, numbers=" ".join(numbers), kept=_("期间"))
    rows = []
    for one in lines:
        posts = "、".join(f"{roles.get(role, role)} {count.normalize():f}" for role, count in one.roles)
        whose = "" if one.measured == one.unit else f" · {names.get(one.measured, one.measured)}"
        based = Text(str(number(one.value).text), sub=BASES[one.basis] + whose)
        cells: tuple[Cell, ...] = (names.get(one.unit, one.unit), one.month, based, number(one.tier), posts)
        rows.append(Row((*cells, money(one.cost), share(one.ratio), _bounds(one), _state(one.state))))
    return Table(_("编制"), cols, tuple(rows), cards=True)

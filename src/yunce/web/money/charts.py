# SPDX-License-Identifier: Apache-2.0
"""The pictures of the money desk, each with the same numbers as a table."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from yunce.operate.feasibility.results import Feasibility
from yunce.operate.profit.results import Statement
from yunce.operate.staffing.results import Slot
from yunce.web.ui.numbers import number, share, shown
from yunce.web.ui.parts import Chart
from yunce.web.ui.tables import Cell, Col, Row, Table

CNY = "CNY"
MOST_GOALS = 4


def level_chart(one: Statement) -> Chart:
    """From revenue to profit, step by step."""
    own = one.received - one.given
    steps = (
        (_("收入"), one.revenue + one.internal_revenue, True),
        (_("变动成本与税"), -(one.variable + one.internal_cost), False),
        (_("边际贡献"), one.margin, True),
        (_("直接费用"), -one.direct, False),
        (_("部门贡献"), one.contribution, True),
        (_("公共费用"), -one.shared, False),
        *(((_("分摊净额"), -own, False),) if own else ()),
        (_("利润"), one.profit, True),
    )
    values: list[dict[str, object]] = []
    at = Decimal(0)
    for name, amount, is_level in steps:
        start = Decimal(0) if is_level else at
        at = amount if is_level else at + amount
        values.append({"name": name, "from": float(start), "to": float(at), "level": is_level})
    rows = tuple(Row((name, number(amount, CNY))) for name, amount, _level in steps)
    label = _("{name}：从收入 {revenue} 到利润 {profit}").format(
        name=one.name, revenue=shown(one.revenue, CNY), profit=shown(one.profit, CNY)
    )
    table = Table(_("从收入到利润"), (Col(_("项目")), Col(_("金额"), numeric=True)), rows)
    return Chart("levels", label, {"kind": "waterfall", "unit": CNY, "steps": values}, table)


def cash_chart(found: Feasibility) -> Chart:
    """The running balance with its band."""
    cols = (Col(_("月份")), *(Col(name, numeric=True) for name in (_("按最可能的数"), "5%", "10%", "50%", "90%", "95%")))
    rows = tuple(
        Row((one.month, *(number(value, CNY) for value in (one.likely, one.p5, one.p10, one.p50, one.p90, one.p95)))) for one in found.cash
    )
    values = {
        "kind": "ranges",
        "unit": CNY,
        "labels": [one.month for one in found.cash],
        "low": [float(one.p10) for one in found.cash],
        "high": [float(one.p90) for one in found.cash],
        "band": _("十次有八次落在此间"),
        "lines": [
            {"name": _("中位数"), "data": [float(one.p50) for one in found.cash]},
            {"name": _("按最可能的数"), "data": [float(one.likely) for one in found.cash], "dashed": True},
        ],
    }
    label = _("资金曲线：最低 {low}，期末 {final}（中位数）").format(
        low=shown(found.minimum_cash.p50, CNY), final=shown(found.final_cash.p50, CNY)
    )
    return Chart("cash", label, values, Table(_("各月末资金"), cols, rows))


def tornado_chart(found: Feasibility) -> Chart | None:
    """What each driver does to the final balance, the strongest first."""
    if not found.tornado:
        return None
    cols = (Col(_("因素")), Col(_("低位时期末资金"), numeric=True), Col(_("高位时期末资金"), numeric=True), Col(_("秩相关"), numeric=True))
    rows = tuple(Row((one.title, number(one.low, CNY), number(one.high, CNY), f"{one.correlation:+.2f}")) for one in found.tornado)
    middle = found.final_cash.p50
    values = {
        "kind": "tornado",
        "unit": CNY,
        "names": [one.title for one in found.tornado],
        "low": [float(one.low) for one in found.tornado],
        "high": [float(one.high) for one in found.tornado],
        "middle": float(middle) if middle is not None else 0.0,
        "words": {"low": _("低位（10%）"), "high": _("高位（90%）")},
    }
    label = _("哪个因素最要紧：{name}").format(name=found.tornado[0].title)
    return Chart("tornado", label, values, Table(_("敏感性"), cols, rows))


def settling_chart(found: Feasibility) -> Chart | None:
    """How each probability settles with the number of draws."""
    goals = [goal for goal in found.goals if goal.settling][:MOST_GOALS]
    if not goals:
        return None
    draws = [step.draws for step in goals[0].settling]
    rows = []
    for at, count in enumerate(draws):
        cells: list[Cell] = [f"{count:,}"]
        cells += [share(goal.settling[at].probability) if at < len(goal.settling) else "" for goal in goals]
        rows.append(Row(tuple(cells)))
    values = {
        "kind": "ranges",
        "unit": "%",
        "labels": [f"{count:,}" for count in draws],
        "lines": [{"name": goal.title, "data": [float(step.probability) for step in goal.settling]} for goal in goals],
    }
    cols = (Col(_("次数")), *(Col(goal.title, numeric=True) for goal in goals))
    return Chart("settling", _("概率随模拟次数的变化：变平了，次数就够了"), values, Table(_("收敛"), cols, tuple(rows)))


def slot_chart(slots: tuple[Slot, ...]) -> Chart:
    """A day's intervals: seats that are needed, people to schedule and scheduled, calls."""
    cols = tuple(
        Col(name, numeric=at > 0)
        for at, name in enumerate(
            (_("时段"), _("来电"), _("话务量"), _("座席"), _("要排人数"), _("已排人数"), _("服务水平"), _("占用率"), _("平均等待（秒）"))
        )
    )
    rows = tuple(_slot_row(one) for one in slots)
    values = {
        "kind": "ranges",
        "unit": "",
        "steps": True,
        "labels": [one.start for one in slots],
        "lines": [
            {"name": _("座席"), "data": [one.service.seats for one in slots]},
            {"name": _("要排人数"), "data": [one.people for one in slots], "dashed": True},
            {"name": _("已排人数"), "data": [one.scheduled for one in slots]},
            {"name": _("来电"), "data": [float(one.calls) for one in slots], "second": True},
        ],
    }
    most = max((one.service.seats for one in slots), default=0)
    return Chart("slots", _("各时段：最多 {seats} 个座席").format(seats=most), values, Table(_("各时段"), cols, rows))


def _slot_row(one: Slot) -> Row:
    service = one.service
    wait = "–" if service.mean_wait is None else f"{service.mean_wait:.1f}"
    seats = (str(service.seats), str(one.people), str(one.scheduled))
    return Row((one.start, f"{one.calls:.1f}", f"{one.load:.2f}", *seats, share(service.within), share(service.occupancy), wait))

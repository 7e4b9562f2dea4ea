# SPDX-License-Identifier: Apache-2.0
"""The numbers of one target as a page shows them, each with the place that it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yunce.operate.results import TargetStatus
from yunce.plan.parts.targets import Metric
from yunce.web.cockpit.scope import Scope
from yunce.web.plans.anchors import anchor_of
from yunce.web.ui.numbers import MONEY_UNITS, SHARE_UNITS, UNKNOWN, Number, difference, exact, number, share, shown
from yunce.web.ui.parts import address
from yunce.web.ui.periods import in_words
from yunce.web.ui.tables import Bar

SHARE_WORD = "率"
LARGEST_SHARE = Decimal("1.5")
NOTES: Mapping[str, object] = {
    "forecast.day_zero": gettext_lazy("期间还没有开始，还不能预计"),
    "forecast.nothing_known": gettext_lazy("还没有实际数据，还不能预计"),
    "forecast.no_weight_done": gettext_lazy("到今天为止计划为 0，还不能预计"),
    "forecast.denominator_zero": gettext_lazy("分母为 0，不能预计"),
    "forecast.history_short": gettext_lazy("历史太短，给不出可信的区间"),
    "forecast.not_tested": gettext_lazy("历史不够检验，区间放宽了"),
}
STATES: Mapping[str, object] = {"not_started": gettext_lazy("未开始"), "ended": gettext_lazy("已结束")}


def shown_in(metric: Metric) -> str:
    """The unit that a metric's values are shown in: ratios that are called a 率 in percent."""
    return "%" if metric.kind == "ratio" and SHARE_WORD in metric.name else metric.measured_in


@dataclass(frozen=True, slots=True)
class Figures:
    """A target's numbers, ready to draw."""

    id: str
    name: str
    where: str
    """Which unit and period, and what it is measured in where the numbers do not say so themselves."""
    href: str
    definition: str
    state: str
    state_tone: str
    goal: Number
    stretch: Number
    actual: Number
    attainment: Number
    due: Number
    difference: Number
    landing: Number
    landing_band: str
    landing_note: str
    gap: Number
    per_day: Number
    complete: Number
    bar: Bar | None


def measure_of(target: TargetStatus) -> str:
    """How the target's numbers are shown: in percent for a share of something, else in the metric's own unit."""
    if target.measured_in != "1":
        return target.measured_in
    known = [abs(v) for v in (target.value, target.low, target.high, target.actual) if v is not None]
    is_share = target.metric_name.endswith(SHARE_WORD) or (bool(known) and max(known) <= LARGEST_SHARE)
    return "%" if is_share else ""


def plan_place(target: TargetStatus, scope: Scope) -> str:
    """The address of the sentence in the plan that sets this target."""
    page = reverse("plan-version", args=[scope.plan]) if scope.plan else reverse("plan")
    return f"{page}#{anchor_of(target.path)}"


def rows_place(target: TargetStatus, scope: Scope) -> str:
    """The address of the rows behind the target's actual number."""
    params = {**scope.params(), "period": target.period, "unit": target.unit or scope.unit, "target": ""}
    return address(reverse("rows", args=[target.metric]), **params)


def goal_text(target: TargetStatus) -> str:
    """The goal as one number or as bounds."""
    unit = measure_of(target)
    if target.value is not None:
        return shown(target.value, unit)
    if target.low is not None and target.high is not None:
        return f"{shown(target.low, unit)}~{shown(target.high, unit)}"
    if target.low is not None:
        return f"≥ {shown(target.low, unit)}"
    return f"≤ {shown(target.high, unit)}" if target.high is not None else UNKNOWN


def shortfall(target: TargetStatus) -> Decimal | None:
    """The gap on the wrong side of the goal as a positive amount, on the right side as a negative one; None where it is unknown."""
    if target.gap is None:
        return None
    if target.value is None:
        return abs(target.gap)
    return target.gap if target.better == "lower" else -target.gap


def adds_up(target: TargetStatus) -> bool:
    """True where days add up to the target, so that a part of it is due by today; a ratio is due in full every day."""
    return target.kind == "sum"


def note_words(target: TargetStatus) -> str:
    """Why there is no landing, or none with an honest band, in words."""
    return str(NOTES.get(target.landing_note, ""))


def state_of(target: TargetStatus) -> tuple[str, str]:
    """The state in a word, and its tone."""
    if target.value is None and target.actual is not None and (target.low is not None or target.high is not None):
        return _range_state(target)
    if target.actual is None and target.state == "running":
        return _("待补数据"), "ask"
    return str(STATES.get(target.state, "")), ""


def _range_state(target: TargetStatus) -> tuple[str, str]:
    """Where the actual lies: inside or outside two bounds, within or beyond a single one."""
    actual = target.actual or Decimal(0)
    if target.low is not None and actual < target.low:
        return _("低于下限"), "bad"
    if target.high is not None and actual > target.high:
        return _("超过上限"), "bad"
    return (_("区间内"), "good") if target.low is not None and target.high is not None else (_("达标"), "good")


def figures(target: TargetStatus, scope: Scope) -> Figures:
    """All numbers of a target."""
    unit, plan, rows = measure_of(target), plan_place(target, scope), rows_place(target, scope)
    state, tone = state_of(target)
    actual = number(target.actual, unit, href=rows)
    return Figures(
        id=target.id,
        name=target.metric_name,
        where=" · ".join(filter(None, (target.unit_name, in_words(target.period), _measured(unit)))),
        href=scope.on(target.id).address(reverse("cockpit")),
        definition=target.definition,
        state=state,
        state_tone=tone,
        goal=Number(goal_text(target), exact(target.value, unit) if target.value is not None else "", plan),
        stretch=number(target.stretch, unit, href=plan),
        actual=actual if target.actual is not None else _no_actual(target),
        attainment=share(target.attainment if target.value is not None else None),
        due=share(target.time_progress if adds_up(target) and target.value is not None else None),
        difference=_difference(target),
        landing=number(target.landing.mid if target.landing else None, unit),
        landing_band=_band(target, unit),
        landing_note=note_words(target),
        gap=_gap(target, unit),
        per_day=number(target.required_per_day, unit),
        complete=share(target.complete, tone="ask" if target.complete is not None and target.complete < 1 else ""),
        bar=_bar(target),
    )


def _measured(unit: str) -> str:
    """What numbers without a sign of their own are counted in: 以秒计; empty for money, shares and mere numbers."""
    return "" if unit in SHARE_UNITS | MONEY_UNITS | {"", "1"} else _("以{unit}计").format(unit=unit)


def _no_actual(target: TargetStatus) -> Number:
    return Number(UNKNOWN) if target.state == "not_started" else Number(_("未报送"), _("没有收到数据，按未知处理"), "", "ask")


def _band(target: TargetStatus, unit: str) -> str:
    """The band in words; empty where there is no honest one."""
    band = target.landing
    if band is None or band.low == band.high:
        return ""
    return f"{shown(band.low, unit)}~{shown(band.high, unit)}"


def _difference(target: TargetStatus) -> Number:
    """进度差: attainment less weighted time progress, in points."""
    if target.attainment is None or target.time_progress is None or not adds_up(target) or target.value is None:
        return Number(UNKNOWN)
    ahead = target.attainment - target.time_progress
    good = ahead >= 0 if target.better == "higher" else ahead <= 0
    return difference(ahead, "%", tone="" if target.better == "inside" else "good" if good else "bad")


def _gap(target: TargetStatus, unit: str) -> Number:
    lacking = shortfall(target)
    tone = "" if lacking is None or lacking == 0 else "bad" if lacking > 0 else "good"
    return difference(target.gap, unit, tone=tone)


def _bar(target: TargetStatus) -> Bar | None:
    if target.attainment is None or not adds_up(target) or target.value is None:
        return None
    due = float(target.time_progress) if target.time_progress is not None else None
    words = _("达成率 {done}，时间进度 {due}").format(done=shown(target.attainment, "%"), due=shown(target.time_progress, "%"))
    return Bar(float(target.attainment), due, words)

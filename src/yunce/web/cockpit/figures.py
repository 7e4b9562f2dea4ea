# SPDX-License-Identifier: Apache-2.0
"""The numbers of one target as a page shows them, each with the place that it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yunce.operate.results import TargetStatus
from yunce.web.cockpit.scope import Scope
from yunce.web.plans.anchors import anchor_of
from yunce.web.ui.numbers import UNKNOWN, Number, exact, number, points, share, shown
from yunce.web.ui.parts import address
from yunce.web.ui.tables import Bar

SHARE_WORD = "率"
LARGEST_SHARE = Decimal("1.5")
STATES: Mapping[str, tuple[object, str]] = {
    "ahead": (gettext_lazy("超前"), "good"),
    "on_track": (gettext_lazy("正常"), ""),
    "behind": (gettext_lazy("落后"), "bad"),
    "reached": (gettext_lazy("已达成"), "good"),
    "missed": (gettext_lazy("未达成"), "bad"),
    "inside": (gettext_lazy("区间内"), "good"),
    "outside": (gettext_lazy("区间外"), "bad"),
    "not_started": (gettext_lazy("未开始"), ""),
    "unknown": (pgettext_lazy("state of a target", "待补数据"), "ask"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """A target's numbers, ready to draw."""

    id: str
    name: str
    unit_name: str
    period: str
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


def beyond(target: TargetStatus) -> Decimal | None:
    """The gap with the sign of the landing: above the goal is positive, below it negative; None where it is unknown."""
    if target.gap is None or target.landing is None or target.value is None:
        return target.gap
    return abs(target.gap) if target.landing.mid >= target.value else -abs(target.gap)


def shortfall(target: TargetStatus) -> Decimal | None:
    """The gap on the wrong side of the goal as a positive amount, on the right side as a negative one; None where it is unknown."""
    gap = beyond(target)
    if gap is None:
        return None
    return gap if target.better == "lower" else -gap


def figures(target: TargetStatus, scope: Scope) -> Figures:
    """All numbers of a target."""
    unit, plan, rows = measure_of(target), plan_place(target, scope), rows_place(target, scope)
    state, tone = STATES.get(target.state, (target.state, ""))
    actual = number(target.actual, unit, href=rows)
    return Figures(
        id=target.id,
        name=target.metric_name,
        unit_name=target.unit_name,
        period=target.period,
        href=scope.on(target.id).address(reverse("cockpit")),
        definition=target.definition,
        state=str(state),
        state_tone=tone,
        goal=Number(goal_text(target), exact(target.value, unit) if target.value is not None else "", plan),
        stretch=number(target.stretch, unit, href=plan),
        actual=actual if target.actual is not None else Number(_("未报送"), "", "", "ask"),
        attainment=share(target.attainment),
        due=share(target.time_progress),
        difference=_difference(target),
        landing=number(target.landing.mid if target.landing else None, unit),
        landing_band=f"{shown(target.landing.low, unit)}~{shown(target.landing.high, unit)}" if target.landing else "",
        landing_note=target.landing_note,
        gap=_gap(target, unit),
        per_day=number(target.required_per_day, unit),
        complete=share(target.complete, tone="ask" if target.complete is not None and target.complete < 1 else ""),
        bar=_bar(target),
    )


def _difference(target: TargetStatus) -> Number:
    """进度差: attainment less weighted time progress, in points."""
    if target.attainment is None or target.time_progress is None:
        return Number(UNKNOWN)
    ahead = target.attainment - target.time_progress
    good = ahead >= 0 if target.better == "higher" else ahead <= 0
    return Number(points(ahead), exact(ahead, "%"), "", "" if target.better == "inside" else "good" if good else "bad")


def _gap(target: TargetStatus, unit: str) -> Number:
    lacking = shortfall(target)
    tone = "" if lacking is None or lacking == 0 else "bad" if lacking > 0 else "good"
    return number(beyond(target), unit, tone=tone, signed=True)


def _bar(target: TargetStatus) -> Bar | None:
    if target.attainment is None or target.kind != "sum":
        return None
    due = float(target.time_progress) if target.time_progress is not None else None
    words = _("达成率 {done},时间进度 {due}").format(done=shown(target.attainment, "%"), due=shown(target.time_progress, "%"))
    return Bar(float(target.attainment), due, words)

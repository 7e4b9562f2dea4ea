# SPDX-License-Identifier: Apache-2.0
"""The value of the cockpit page, put together from a status and a course; nothing here computes a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yunce.operate.results import Course, Status, TargetStatus
from yunce.values.problem import Problem
from yunce.web.cockpit.chart import course_chart
from yunce.web.cockpit.figures import Figures, adds_up, figures, measure_of
from yunce.web.cockpit.scope import Scope, period_choices, unit_choices
from yunce.web.cockpit.sentence import say
from yunce.web.desk import Desk
from yunce.web.problems import said
from yunce.web.ui.numbers import difference, exact
from yunce.web.ui.parts import Chart, Choice, Pager, Said, State, Step, pager
from yunce.web.ui.tables import Col, Row, Table, Text

TILES = 4
TARGETS_A_PAGE = 50
CONVENTIONS: Mapping[str, object] = {
    "lmdi": gettext_lazy("LMDI"),
    "shapley": gettext_lazy("Shapley"),
    "sequential": gettext_lazy("连环替代"),
    "pvm": gettext_lazy("量价结构"),
}


@dataclass(frozen=True, slots=True)
class Detail:
    """What is told about the chosen target: its sentence, its picture, its causes, who has not reported."""

    figures: Figures
    sentence: SafeString
    chart: Chart | None
    variance: Table | None
    convention: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CockpitPage:
    """The cockpit; with `state` there is nothing to show but why."""

    title: str
    scope: Scope
    as_of: str
    known_at: str
    version: str
    units: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    permalink: str
    is_demo: bool
    tiles: tuple[Figures, ...]
    table: Table | None
    pager: Pager | None
    detail: Detail | None
    marked_rows: int
    marked_amount: str
    said: tuple[Said, ...]
    state: State | None
    demo_notice: str = ""
    """What is said of a demo company all of which is invented."""


def active_first(status: Status) -> tuple[TargetStatus, ...]:
    """Targets that run on the as-of day, then the others; the plan's order within both."""
    runs = [t for t in status.targets if t.first <= status.as_of <= t.last]
    return (*runs, *(t for t in status.targets if t not in runs))


def headline(targets: tuple[TargetStatus, ...], asked: str) -> TargetStatus | None:
    """The asked target, else the first that can be told about in full, else the first."""
    named = next((t for t in targets if t.id == asked), None)
    told = next((t for t in targets if t.attainment is not None and t.landing is not None and adds_up(t)), None)
    return named or told or (targets[0] if targets else None)


def cockpit_page(
    desk: Desk, scope: Scope, status: Status, course_of: Callable[[str], Course], page: int, *, shown_targets: tuple[TargetStatus, ...]
) -> CockpitPage:
    """The page from a status whose targets are those that this person may see."""
    fixed = Scope(status.fingerprint, status.as_of, status.known_at, scope.unit, scope.period, scope.target)
    chosen = headline(shown_targets, scope.target)
    start = (page - 1) * TARGETS_A_PAGE
    listed = shown_targets[start : start + TARGETS_A_PAGE]
    more = len(shown_targets) > start + TARGETS_A_PAGE
    whole = desk.plan.plan.organisation if desk.plan else ""
    return CockpitPage(
        title=status.title,
        scope=scope,
        as_of=status.as_of.isoformat(),
        known_at=scope.known_at.isoformat(timespec="seconds") if scope.known_at else "",
        version=_("第{number}版").format(number=desk.version.number) if desk.version else "",
        units=unit_choices(desk, scope.unit, whole or _("全公司")),
        periods=period_choices(desk, scope.period, _("整个计划期")),
        permalink=fixed.address(reverse("cockpit")),
        is_demo=desk.installation.is_demo,
        tiles=tuple(figures(t, scope) for t in shown_targets[:TILES]),
        table=target_table(listed, scope, chosen) if listed else None,
        pager=pager(reverse("cockpit"), scope.params(), page, more=more) if more or page > 1 else None,
        detail=detail(chosen, course_of(chosen.id), scope, status) if chosen else None,
        marked_rows=status.marked_rows,
        marked_amount=exact(status.marked_amount, "CNY") if status.marked_amount is not None else "",
        said=_said(status.problems),
        state=None if shown_targets else _no_targets(),
        demo_notice=desk.installation.demo.notice,
    )


def first_visit(desk: Desk) -> CockpitPage:
    """The page before there is a plan: two ways to begin."""
    text = _("运策把年度运营计划拆到每一天，和真实数据对上，告诉你今天走到哪里、期末会落在哪里、差在哪里。")
    steps = (Step(_("上传我的计划"), reverse("review-list")), Step(_("先看演示公司"), reverse("demo-help")))
    state = State(_("从一份计划开始"), text, steps=steps)
    return CockpitPage(_("驾驶舱"), Scope(), "", "", "", (), (), "", desk.installation.is_demo, (), None, None, None, 0, "", (), state)


def _no_targets() -> State:
    return State(_("这个范围里没有目标"), _("换一个单位或期间，或看看计划里写了哪些目标。"), steps=(Step(_("看计划"), reverse("plan")),))


def _said(problems: tuple[Problem, ...]) -> tuple[Said, ...]:
    return tuple(said(problem) for problem in problems)


def target_table(targets: tuple[TargetStatus, ...], scope: Scope, chosen: TargetStatus | None) -> Table:
    """One row a target: goal, actual, attainment, due, landing, gap, what is needed a day, completeness."""
    cols = (
        Col(_("指标")),
        Col(_("目标"), numeric=True),
        Col(_("实际"), numeric=True),
        Col(_("达成率"), numeric=True),
        Col(_("进度"), numeric=True, wide_only=True, hint=_("竖线是时间进度（已按大促折算）")),
        Col(_("进度差"), numeric=True, hint=_("达成率减时间进度，百分点")),
        Col(_("预计完成"), numeric=True),
        Col(_("目标缺口"), numeric=True),
        Col(_("每天还需"), numeric=True, wide_only=True),
        Col(_("完整度"), numeric=True, wide_only=True),
    )
    rows = tuple(_row(figures(t, scope), chosen=chosen is not None and t.id == chosen.id) for t in targets)
    return Table(_("目标与进度"), cols, rows, cards=True)


def _row(f: Figures, *, chosen: bool) -> Row:
    landing = Text(f.landing.text, sub=f.landing_band or f.landing_note)
    bar = Text("", bar=f.bar) if f.bar else Text(f.state, tone=f.state_tone)
    cells = (Text(f.name, f.href, sub=f.where), f.goal, f.actual, f.attainment, bar, f.difference, landing, f.gap, f.per_day, f.complete)
    return Row(cells, chosen=chosen, anchor=f"target-{f.id}")


def detail(target: TargetStatus, course: Course, scope: Scope, status: Status) -> Detail:
    """Everything about one target."""
    shown_as = figures(target, scope)
    return Detail(
        figures=shown_as,
        sentence=say(target, shown_as, status.as_of),
        chart=course_chart(course, target) if course.days else None,
        variance=_variance(target) if target.variance else None,
        convention=_convention(target),
        missing=target.missing,
    )


def _convention(target: TargetStatus) -> str:
    """How the variance was cut, and what it is compared with."""
    basis = {"plan": _("对比计划"), "last_year": _("对比去年同期")}.get(target.basis, "")
    cut = CONVENTIONS.get(target.convention, target.convention)
    return _("{cut} · {basis}").format(cut=cut, basis=basis) if cut and basis else str(cut)


def _variance(target: TargetStatus) -> Table:
    unit, sign = measure_of(target), -1 if target.better == "lower" else 1
    total = sum((part.amount for part in target.variance), start=target.variance[0].amount * 0)
    tones = {part.driver: "good" if part.amount * sign > 0 else "bad" if part.amount else "" for part in target.variance}
    rows = [Row((part.name, difference(part.amount, unit, tone=tones[part.driver]))) for part in target.variance]
    rows.append(Row((Text(_("合计（实际减应达）")), difference(total, unit))))
    return Table(_("差在哪里"), (Col(_("因素")), Col(_("影响"), numeric=True)), tuple(rows))

# SPDX-License-Identifier: Apache-2.0
"""The one sentence that a manager can read aloud: where we stand, where we should, where it will land, what lacks, why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yunce.operate.results import DriverAmount, TargetStatus
from yunce.values.period import Period
from yunce.web.cockpit.figures import Figures, adds_up, measure_of, shortfall
from yunce.web.ui.numbers import Number, difference
from yunce.web.ui.periods import in_words, named
from yunce.web.ui.tables import render_number


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the sentence: a translated pattern with named places, and what stands in them."""

    pattern: str
    places: Mapping[str, object]

    def html(self) -> SafeString:
        """The clause with every number drawn and every word escaped."""
        drawn = {name: _bold(value) if isinstance(value, Number) else value for name, value in self.places.items()}
        return format_html(self.pattern, **drawn)


def _kept(text: str) -> SafeString:
    return format_html('<span class="keep">{}</span>', text)


def _bold(number: Number) -> SafeString:
    return format_html("<b>{}</b>", render_number(number))


def say(target: TargetStatus, figures: Figures, as_of: date) -> SafeString:
    """The sentence about one target as of a day."""
    clauses = (*_start(target, figures, as_of), *_landing(target, figures), *_cause(target))
    return format_html("{}。", format_html_join("", "{}", ((clause.html(),) for clause in clauses)))


def _start(target: TargetStatus, figures: Figures, as_of: date) -> tuple[Clause, ...]:
    pattern = _("{month}月{day}日") if target.first <= as_of <= target.last else _("{year}年{month}月{day}日")
    day = pattern.format(year=as_of.year, month=as_of.month, day=as_of.day)
    what = {"day": day, "unit": target.unit_name, "period": period_words(target), "metric": target.metric_name}
    if target.actual is None:
        return (Clause(_("数据截至{day}，{unit}{period}{metric}还没有数据，按未知处理"), what),)
    if not adds_up(target) or target.attainment is None:
        said = Clause(
            _("数据截至{day}，{unit}{period}{metric}实际 {actual}，目标 {goal}"), {**what, "actual": figures.actual, "goal": figures.goal}
        )
        return (said, *((Clause(_("，{state}"), {"state": figures.state}),) if figures.state else ()))
    done = Clause(_("数据截至{day}，{unit}{period}{metric}达成 {done}"), {**what, "done": figures.attainment})
    return (done, Clause(_("，应达 {due}"), {"due": figures.due})) if figures.due.known else (done,)


def _landing(target: TargetStatus, figures: Figures) -> tuple[Clause, ...]:
    if target.landing is None:
        return (Clause(_("；{note}"), {"note": figures.landing_note}),) if figures.landing_note else ()
    pattern = _("；预计完成 {mid}（{band}）") if figures.landing_band else _("；预计完成 {mid}")
    landing = Clause(pattern, {"mid": figures.landing, "band": _kept(figures.landing_band)})
    lacking, unit = shortfall(target), measure_of(target)
    if lacking is None or lacking == 0:
        return (landing,)
    pattern, tone = _verdict(target, lacks=lacking > 0)
    amount = difference(abs(lacking), unit)
    return (landing, Clause(pattern, {"amount": Number(amount.text.lstrip("+"), figures.gap.exact, "", tone)}))


def _verdict(target: TargetStatus, *, lacks: bool) -> tuple[str, str]:
    """How the gap is told, and its tone."""
    if target.value is None:
        return _("，离目标区间 {amount}"), "bad"
    if target.better == "lower":
        return (_("，超出 {amount}"), "bad") if lacks else (_("，比目标少 {amount}"), "good")
    return (_("，缺 {amount}"), "bad") if lacks else (_("，超出目标 {amount}"), "good")


def main_cause(target: TargetStatus) -> DriverAmount | None:
    """The driver that costs most of what lacks, or that brought most where nothing lacks.

    The plan's own distance from its basis is no cause that anybody can act on.
    """
    sign = (-1 if target.better == "lower" else 1) * (-1 if _lacks(target) else 1)
    moved = [part for part in target.variance if part.amount * sign > 0 and part.is_driver]
    return max(moved, key=lambda part: abs(part.amount)) if moved else None


def _lacks(target: TargetStatus) -> bool:
    """True where the landing is on the wrong side of the goal, or is not known."""
    lacking = shortfall(target)
    return lacking is None or lacking > 0


def _cause(target: TargetStatus) -> tuple[Clause, ...]:
    cause = main_cause(target)
    if cause is None:
        return ()
    shown = difference(abs(cause.amount), measure_of(target))
    amount = Number(shown.text.lstrip("+"), shown.exact, "", "bad" if _lacks(target) else "good")
    pattern = _because(target)
    return (Clause(pattern, {"driver": cause.name, "amount": amount}),)


def _because(target: TargetStatus) -> str:
    """How the cause is told, as its part of the metric, not as a count of its own: against last year it only says what moved most."""
    more = _lacks(target) == (target.better == "lower")
    if target.basis == "last_year":
        return _("；和去年同期比，{driver}拉高 {amount}") if more else _("；和去年同期比，{driver}拉低 {amount}")
    return _("；主因是{driver}，拉高 {amount}") if more else _("；主因是{driver}，拉低 {amount}")


def period_words(target: TargetStatus) -> str:
    """The period within a sentence: 2026年, 第四季度, 11月, or its first and last day."""
    period = Period(target.first, target.last + timedelta(days=1))
    return named(period) or _("（{period}）").format(period=in_words(period))

# SPDX-License-Identifier: Apache-2.0
"""The picture of one target: plan, actual and landing with its band, event windows marked; and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from yunce.operate.results import Course, TargetStatus
from yunce.web.cockpit.figures import measure_of
from yunce.web.ui.numbers import number, shown
from yunce.web.ui.parts import Chart
from yunce.web.ui.periods import in_words
from yunce.web.ui.tables import Col, Row, Table


def course_chart(course: Course, target: TargetStatus) -> Chart:
    """The chart of a course."""
    unit = measure_of(target)
    values = {
        "kind": "course",
        "unit": unit,
        "words": {"plan": _("计划"), "actual": _("实际"), "landing": _("预计完成"), "band": _("预计区间"), "short": _("预计")},
        "days": [day.isoformat() for day in course.days],
        "plan": _floats(course.plan),
        "actual": _floats(course.actual),
        "low": _floats(course.low),
        "mid": _floats(course.mid),
        "high": _floats(course.high),
        "events": [{"name": name, "first": first.isoformat(), "last": last.isoformat()} for name, first, last in _inside(course)],
    }
    label = _("{metric} {period}：计划、实际与预计完成，到期末计划 {plan}").format(
        metric=target.metric_name, period=in_words(target.period), plan=shown(course.plan[-1], unit)
    )
    return Chart("course", label, values, _table(course, unit))


def _inside(course: Course) -> list[tuple[str, date, date]]:
    """Event windows clipped to the days of the chart; those outside are left out."""
    first, last = course.days[0], course.days[-1]
    return [(name, max(start, first), min(end, last)) for name, start, end in course.events if start <= last and end >= first]


def _floats(values: Sequence[Decimal | None]) -> list[float | None]:
    return [None if value is None else float(value) for value in values]


def _table(course: Course, unit: str) -> Table:
    cols = (Col(_("日期")), *(Col(word, numeric=True) for word in (_("计划"), _("实际"), _("预计完成"), _("预计区间"))))
    rows = []
    for i, day in enumerate(course.days):
        band = "" if course.low[i] is None else f"{shown(course.low[i], unit)}~{shown(course.high[i], unit)}"
        rows.append(Row((day.isoformat(), number(course.plan[i], unit), number(course.actual[i], unit), number(course.mid[i], unit), band)))
    return Table(_("逐日累计"), cols, tuple(rows))

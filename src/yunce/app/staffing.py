# SPDX-License-Identifier: Apache-2.0
"""Staffing of an installation's plans, of a file of calls, and of a few numbers alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np

from yunce.app.asking import Ask
from yunce.app.clock import today
from yunce.app.installation import Installation
from yunce.app.plan_files import read_plan, usable
from yunce.app.texts import read_text
from yunce.operate.coverage import Coverage
from yunce.operate.facts import View
from yunce.operate.staffing.arrivals import Arrivals, arrivals_of
from yunce.operate.staffing.counting import Call, head_rule, one_interval, seat_rule
from yunce.operate.staffing.goals import read_promise
from yunce.operate.staffing.results import HeadcountTier, HeadRule, OneInterval, SeatRule, Staffing
from yunce.operate.staffing.scheduling import clock_of
from yunce.operate.staffing.serving import Wish, staff_service
from yunce.operate.staffing.tiers import tiers_of
from yunce.operate.units import UnitTree
from yunce.plan.document import Plan
from yunce.plan.parts.rules import Service
from yunce.values.period import Period
from yunce.values.problem import Problem, YunceError

__all__ = [
    "Call",
    "HeadRule",
    "HeadcountTier",
    "OneInterval",
    "SeatRule",
    "Staffing",
    "Wish",
    "head_rule",
    "headcount_of",
    "one_interval",
    "read_promise",
    "seat_rule",
    "staffing_of",
    "staffing_of_file",
]

_DAY = 86_400
_WEEK = timedelta(days=7)
_NAMES = {
    "day": ("day", "date", "日期", "统计日期"),
    "time": ("time", "datetime", "start", "interval", "时刻", "时段", "时间"),
    "calls": ("calls", "offered", "来电量", "呼入量"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days asked for; seven from today on where nothing is said."""

    first: date | None = None
    last: date | None = None

    def period(self) -> Period:
        """Its days."""
        first = self.first or (self.last if self.last is not None else today())
        last = self.last or (self.first if self.first is not None else first + _WEEK - timedelta(days=1))
        if last < first:
            raise YunceError(Problem.of("period.backwards", "--to", text=f"{first}..{last}", first=first, last=last))
        return Period(first, last + timedelta(days=1))


def staffing_of(installation: Installation, plan: str, service: str, span: Span, wish: Wish) -> tuple[Staffing, ...]:
    """The staffing of a plan's service, or of each of them. Raises `YunceError`."""
    loaded = read_plan(plan, installation.settings)
    resolved = usable(loaded)
    known = resolved.plan.services
    if not known and resolved.plan.headcount and not service:
        return ()
    if not known:
        raise YunceError(Problem.of("staffing.no_service", "services"))
    chosen = [one for one in known if not service or one.id == service]
    if not chosen:
        raise YunceError(Problem.of("staffing.service_unknown", service, id=service, known="、".join(one.id for one in known)))
    view, period = installation.view_of(Ask(), plan), span.period()
    found = (staff_service(view, resolved.plan, one, arrivals_of(view, one, period), wish) for one in chosen)
    return tuple(replace(one, fingerprint=loaded.fingerprint) for one in found)


def headcount_of(installation: Installation, plan: str) -> tuple[HeadcountTier, ...]:
    """The tiers of a plan's 编制 with their cost. Raises `YunceError`."""
    return tiers_of(usable(read_plan(plan, installation.settings)).plan)


def staffing_of_file(installation: Installation, file: Path, service: Mapping[str, object], wish: Wish) -> Staffing:
    """The staffing of the calls in a csv file: a row an interval with date, time and calls. Raises `YunceError`."""
    own = Service.model_validate({"id": "calls", "title": file.name, **service})
    plan = Plan.model_validate({"yunce": "1", "plan": {"id": "calls", "title": file.name, "period": "2026"}})
    view = View({}, UnitTree(), installation.warehouse, Coverage(), installation.calendar, today())
    return staff_service(view, plan, own, read_calls(read_text(file), float(own.handle.seconds or 0) if own.handle else None), wish)


def read_calls(text: str, handle: float | None) -> Arrivals:
    """Calls by interval from a csv text; the interval is the least step between two times. Raises `YunceError` with every wrong row."""
    rows = list(csv.DictReader(io.StringIO(text)))
    names = {
        key: next((head for head in (rows[0] if rows else {}) if head and head.strip().lower() in known), "")
        for key, known in _NAMES.items()
    }
    if not rows or not names["calls"] or not names["time"]:
        raise YunceError(Problem.of("staffing.arrivals_wrong", "1", row=1, value="-"))
    found, wrong = [], []
    for number, row in enumerate(rows, 2):
        one = _row(row, names)
        if one is None:
            wrong.append(Problem.of("staffing.arrivals_wrong", f"{number}", row=number, value=str(row.get(names["calls"]))[:20]))
        else:
            found.append(one)
    if wrong:
        raise YunceError(*wrong[:20])
    times = sorted({second for _, second, _ in found})
    interval = min([later - earlier for earlier, later in pairwise(times)], default=1800)
    days = sorted({day for day, _, _ in found})
    calls = np.zeros((len(days), _DAY // interval if _DAY % interval == 0 else 48))
    for day, second, amount in found:
        calls[days.index(day), second * calls.shape[1] // _DAY] += amount
    return Arrivals(tuple(days), calls, "actual", handle, _DAY // calls.shape[1])


def _row(row: Mapping[str, str], names: Mapping[str, str]) -> tuple[date, int, float] | None:
    """Day, second of the day and calls of a row; nothing where it cannot be read."""
    moment = (row.get(names["time"]) or "").strip()
    head, _, clock = moment.rpartition(" ") if " " in moment else moment.rpartition("T")
    stated = (row.get(names["day"]) or "").strip() if names["day"] else head
    second = clock_of(clock[:5])
    try:
        day, amount = date.fromisoformat((stated or "2026-01-01")[:10]), float((row.get(names["calls"]) or "").replace(",", ""))
    except ValueError:
        return None
    return None if second is None or second >= _DAY or not 0 <= amount < float("inf") else (day, second, amount)

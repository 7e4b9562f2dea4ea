# SPDX-License-Identifier: Apache-2.0
"""Staffing of an installation's plans, of a file of calls, and of a few numbers alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from yunce.app.asking import Ask
from yunce.app.calls_file import read_calls
from yunce.app.clock import today
from yunce.app.installation import Installation
from yunce.app.plan_files import read_plan, usable
from yunce.app.texts import read_text
from yunce.operate.coverage import Coverage
from yunce.operate.facts import View
from yunce.operate.staffing.arrivals import arrivals_of
from yunce.operate.staffing.counting import Call, head_rule, one_interval, seat_rule
from yunce.operate.staffing.goals import read_promise
from yunce.operate.staffing.results import HeadcountTier, HeadRule, OneInterval, SeatRule, Staffing
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

_WEEK = timedelta(days=7)


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
    calls = read_calls(read_text(file), float(own.handle.seconds or 0) if own.handle else None, file.name)
    found = staff_service(view, plan, own, calls, wish)
    return replace(found, problems=(*calls.notes, *found.problems))

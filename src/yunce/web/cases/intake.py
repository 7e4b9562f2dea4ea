# SPDX-License-Identifier: Apache-2.0
"""Taking a case in, wherever it comes from: checked, masked, opened once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from yunce.operate.cases.handling import Handled, case_opening
from yunce.operate.cases.report import Report, check_report, masked
from yunce.values.problem import Problem
from yunce.web.cases.kinds import contact_key, handled_kinds
from yunce.web.cases.models import CaseContact
from yunce.web.desk import Desk
from yunce.web.workitems.rows import id_of
from yunce.web.workitems.store import Store

KEPT = timedelta(days=180)
"""How long a contact is kept where it is kept at all."""


@dataclass(frozen=True, slots=True)
class Counter:
    """Where cases are taken in: the plan's kinds and units."""

    kinds: Mapping[str, Handled]
    units: Mapping[str, str]
    """Unit id -> name."""


def counter_of(desk: Desk) -> Counter:
    """The counter of the current plan."""
    return Counter(handled_kinds(desk.installation), desk.unit_names())


def wrong_with(report: Report, counter: Counter) -> tuple[Problem, ...]:
    """All that is wrong with a report."""
    if not counter.kinds:
        return (Problem.of("case.no_kinds"),)
    handled = counter.kinds.get(report.kind)
    if handled is None:
        return (Problem.of("case.kind_unknown", kind=report.kind, known="、".join(counter.kinds)),)
    return tuple(check_report(report, handled.kind.categories, frozenset(counter.units)))


def unit_of(report: Report, counter: Counter) -> str:
    """The unit that a report goes to: its own, else its kind's."""
    handled = counter.kinds.get(report.kind)
    return report.unit or (handled.kind.unit if handled else "")


def take_in(reports: Sequence[Report], counter: Counter, source: str, *, by: str, now: datetime) -> tuple[int, tuple[str, ...]]:
    """Open reports that are right; how many are new, and the ids of all. The same number of the same source is the same case."""
    keyed = [(report, _key(report, source)) for report in reports]
    openings = []
    for report, key in keyed:
        safe, customer = masked(report, contact_key(report.contact))
        openings.append(case_opening(safe, customer, counter.kinds[report.kind], key, now))
    opened = {item.id for item in Store().open(openings, at=now, by=by)}
    if settings.YUNCE.keep_contacts:
        _keep([(id_of(key), report) for report, key in keyed if id_of(key) in opened], now)
    return len(opened), tuple(id_of(key) for _, key in keyed)


def _key(report: Report, source: str) -> str:
    return f"case|{source}|{report.reference}"[:300] if report.reference else f"case|{uuid.uuid4()}"


def _keep(pairs: Sequence[tuple[str, Report]], now: datetime) -> None:
    told = [(item, report) for item, report in pairs if report.contact or report.name]
    until = (now + KEPT).date()
    rows = [CaseContact(item_id=item, name=report.name, contact=report.contact, kept_at=now, until=until) for item, report in told]
    CaseContact.objects.bulk_create(rows, ignore_conflicts=True)

# SPDX-License-Identifier: Apache-2.0
"""A plan's agenda by reference: the plan of a file or a stored version, the installation's calendar, narrowed to what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from yunce.app.asking import Ask
from yunce.app.opening import has_facts, open_installation
from yunce.app.packs import read_calendars
from yunce.app.plan_files import read_plan, usable
from yunce.app.registers import entries_for_agenda
from yunce.app.settings import Settings
from yunce.operate.agenda.conflicts import CAMPAIGN_MONEY, CAMPAIGN_PIECES
from yunce.operate.agenda.contract import Agenda, Given
from yunce.operate.agenda.gathering import agenda
from yunce.operate.units import unit_tree
from yunce.plan.document import Plan
from yunce.values.period import Period
from yunce.values.problem import Problem, YunceError

if TYPE_CHECKING:
    from yunce.app.installation import Installation

STOCK = ("on_hand", "in_transit")
"""Metrics of pieces that campaigns can sell."""
LONGEST = 1100
"""Days that are planned at once [d]: three years."""


@dataclass(frozen=True, slots=True)
class Only:
    """What is wanted of an agenda; empty means everything. An element by its id or `duties.id`, owner and unit by id or name."""

    element: str = ""
    owner: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan with its agenda and the version that it is of."""

    plan: Plan
    fingerprint: str
    agenda: Agenda


def plan_agenda(reference: str, asked: Period, *, only: Only | None = None, registers: Path | None = None) -> Planned:
    """The agenda of a plan on the days of a period. Raises `YunceError`: no such plan, its errors, an unknown element, owner or unit."""
    settings = Settings.read()
    loaded = read_plan(reference, settings)
    plan = usable(loaded).plan
    runs_out = entries_for_agenda(plan, registers, settings, asked.first) if registers else ()
    given = replace(_by_facts(plan, settings, reference), entries=runs_out, fingerprint=loaded.fingerprint)
    found = agenda(plan, read_calendars(settings.home), asked, given)
    return Planned(plan, loaded.fingerprint, narrowed(plan, found, only or Only()))


def _by_facts(plan: Plan, settings: Settings, reference: str) -> Given:
    """What the facts of the home say: opened once, and only where there are any."""
    if not has_facts(settings):
        return Given()
    opened = cache(lambda: open_installation(settings))
    spent, until = spent_of(plan, opened, reference)
    return Given(stock=stock_of(plan, opened, reference), spent=spent, spent_to=until)


def stock_of(plan: Plan, opened: Callable[[], Installation], reference: str) -> Decimal | None:
    """Pieces on hand and on their way by the facts, for plans whose campaigns want to sell pieces; `None` where nobody knows."""
    if not any(CAMPAIGN_PIECES in campaign.goals for campaign in plan.campaigns):
        return None
    try:
        table = opened().metric(STOCK, (), Ask(), reference)
    except YunceError:  # the plan has no such metrics
        return None
    known = [value for row in table.rows for value in row.values if value is not None]
    return sum(known, Decimal()) if known else None


def spent_of(plan: Plan, opened: Callable[[], Installation], reference: str) -> tuple[Mapping[str, Decimal], date | None]:
    """What was spent by the facts of each target on campaigns' money, by its id, and up to which day; nothing where nobody knows."""
    if not any(campaign.spend is not None for campaign in plan.campaigns):
        return {}, None
    found: dict[str, Decimal] = {}
    until: date | None = None
    for target in plan.targets:
        if target.metric not in CAMPAIGN_MONEY or target.period is None:
            continue
        try:
            installed = opened()
            table = installed.metric((target.metric,), (), Ask(unit=target.unit, period=_text(target.period)), reference)
            view = installed.view_of(Ask(), reference)
        except YunceError:
            continue
        value, last = table.rows[0].values[0] if table.rows else None, view.coverage.latest(view.as_of)
        if value is not None and last is not None and target.period.first <= last:
            found[target.id], until = value, last
    return found, until


def _text(period: Period) -> str:
    return period.text or f"{period.first}..{period.last}"


def asked_days(first: date, last: date) -> Period:
    """Both days and all between. Raises `YunceError` where they are turned round or too far apart."""
    if last < first:
        raise YunceError(Problem.of("agenda.day_order", "--to", first=first, last=last))
    days = (last - first).days + 1
    if days > LONGEST:
        raise YunceError(Problem.of("agenda.too_long", "--to", limit=LONGEST, days=days))
    return Period(first, last + timedelta(days=1))


def narrowed(plan: Plan, whole: Agenda, only: Only) -> Agenda:
    """What of an agenda was asked for. Raises `YunceError`."""
    kept = whole.openings
    conflicts, problems = whole.conflicts, whole.problems
    if only.element:
        element = _element(plan, only.element)
        kept = tuple(o for o in kept if o.element == element)
        conflicts = tuple(c for c in conflicts if element in c.elements)
        listed, _, own = element.partition(".")
        problems = tuple(p for p in problems if p.path.startswith((f"{listed}[{own}]", element)))
    if only.owner:
        owner = _owner(plan, only.owner)
        kept = tuple(o for o in kept if o.owner == owner)
        conflicts = tuple(c for c in conflicts if c.who == owner)
    if only.unit:
        tree = unit_tree(plan)
        below = set(tree.below(tree.find(only.unit)))
        kept = tuple(o for o in kept if o.unit in below)
    return replace(whole, openings=kept, conflicts=conflicts, problems=problems)


def _element(plan: Plan, text: str) -> str:
    listed, _, own = text.rpartition(".")
    parts = ("duties", "initiatives", "campaigns", "phases", "reviews", "reports", "registers")
    known = {f"{name}.{one.id}" for name in parts for one in getattr(plan, name)}
    found = sorted(e for e in known if e == text or (not listed and e.partition(".")[2] == own))
    if not found:
        raise YunceError(Problem.of("agenda.element_unknown", "--element", id=text, known="、".join(sorted(known)[:12]) or "-"))
    return found[0]


def _owner(plan: Plan, text: str) -> str:
    found = [role.id for role in plan.roles if text in (role.id, role.label)]
    if not found:
        raise YunceError(Problem.of("agenda.owner_unknown", "--owner", id=text, known="、".join(role.id for role in plan.roles) or "-"))
    return found[0]

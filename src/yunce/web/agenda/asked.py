# SPDX-License-Identifier: Apache-2.0
"""What an agenda page is asked for, all of it in the address; and the part of an agenda that a person may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from yunce.app.agendas import spent_of, stock_of
from yunce.operate.agenda.contract import Agenda, Frame, Given
from yunce.operate.agenda.gathering import agenda
from yunce.operate.agenda.windows import day_of
from yunce.operate.workitems.item import Opening
from yunce.plan.document import Plan
from yunce.values.period import Period
from yunce.web.accounts.access import Action
from yunce.web.agenda.generating import begun
from yunce.web.desk import Desk
from yunce.web.registers.renewing import entries_for_agenda
from yunce.web.ui.parts import Choice


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose work: a unit with those below it, a role; empty is everything that the person may see."""

    unit: str = ""
    owner: str = ""

    def params(self) -> dict[str, str]:
        """As parameters of an address."""
        return {name: value for name, value in (("unit", self.unit), ("owner", self.owner)) if value}

    def wants(self, desk: Desk, unit: str, owner: str) -> bool:
        """True for work that this page shows to this person."""
        inside = not self.unit or desk.access.reaches(self.unit, unit)
        return inside and (not self.owner or owner == self.owner) and desk.access.may(Action.LOOK, unit)


def read_asked(request: HttpRequest, desk: Desk) -> Asked:
    """From an address: a unit that is unknown or not theirs to see is not there (404), an unknown role narrows nothing."""
    unit, owner = request.GET.get("unit", ""), request.GET.get("owner", "")
    if unit and (unit not in desk.unit_names() or not desk.access.may(Action.LOOK, unit)):
        raise Http404
    roles = {role.id for role in desk.plan.roles} if desk.plan else set()
    return Asked(unit, owner if owner in roles else "")


def agenda_of(desk: Desk, plan: Plan, days: Period) -> Agenda:
    """The agenda of the plan on the desk, around what was begun."""
    mine = [v.fingerprint for v in desk.versions if desk.version and v.plan_id == desk.version.plan_id]
    stock = stock_of(plan, lambda: desk.installation, desk.fingerprint)
    runs_out = entries_for_agenda(plan, desk.installation.calendar, day_of(timezone.now()))
    spent, until = spent_of(plan, lambda: desk.installation, desk.fingerprint)
    given = Given(begun(plan, mine), runs_out, stock, spent, until, desk.fingerprint)
    return agenda(plan, desk.installation.calendar, days, given)


def frame_of(desk: Desk, plan: Plan, days: Period) -> Frame:
    """The plan with its calendar, for its bars."""
    return Frame(plan, desk.installation.calendar, days, Given(fingerprint=desk.fingerprint))


def shown(desk: Desk, asked: Asked, openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """Of openings those that the page shows to this person."""
    return tuple(o for o in openings if asked.wants(desk, o.unit, o.owner))


def unit_choices(desk: Desk, chosen: str) -> tuple[Choice, ...]:
    """Every unit that this person may see."""
    names = desk.unit_names()
    allowed = desk.access.within(Action.LOOK, names)
    return (Choice("", _("全部单位"), not chosen), *(Choice(unit, names[unit], unit == chosen) for unit in allowed))


def owner_choices(plan: Plan, chosen: str) -> tuple[Choice, ...]:
    """Every role of the plan."""
    return (Choice("", _("全部岗位"), not chosen), *(Choice(role.id, role.label, role.id == chosen) for role in plan.roles))

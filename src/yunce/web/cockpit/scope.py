# SPDX-License-Identifier: Apache-2.0
"""What a cockpit page shows: the plan, the two clocks, the unit, the period, the chosen target; all of it in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from yunce.app.installation import Ask
from yunce.values.period import Period, read_period
from yunce.web.accounts.access import Action
from yunce.web.desk import Desk
from yunce.web.ui.parts import Choice, address
from yunce.web.ui.periods import in_words
from yunce.web.ui.requests import day, moment


@dataclass(frozen=True, slots=True)
class Scope:
    """The question that an address asks; empty parts mean the default."""

    plan: str = ""
    as_of: date | None = None
    known_at: datetime | None = None
    unit: str = ""
    period: str = ""
    target: str = ""

    def ask(self) -> Ask:
        """The question for the installation."""
        return Ask(self.as_of, self.known_at, self.unit, self.period)

    def params(self) -> dict[str, str]:
        """The question as parameters of an address."""
        every = {
            "plan": self.plan,
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "known_at": self.known_at.isoformat(timespec="seconds") if self.known_at else "",
            "unit": self.unit,
            "period": self.period,
            "target": self.target,
        }
        return {name: value for name, value in every.items() if value}

    def address(self, path: str, **changes: str | None) -> str:
        """An address that asks the same, but for the changes."""
        return address(path, **{**self.params(), **changes})

    def on(self, target: str) -> Scope:
        """The same question about another target."""
        return replace(self, target=target)


def read_scope(request: HttpRequest, desk: Desk) -> Scope:
    """The question of a request, kept within what this person may see: an unknown or forbidden unit is not there (404)."""
    asked = request.GET
    period = asked.get("period", "").strip()
    return Scope(
        plan=desk.fingerprint if asked.get("plan") else "",
        as_of=day(asked.get("as_of", "")),
        known_at=moment(asked.get("known_at", "")),
        unit=_unit(asked.get("unit", ""), desk),
        period=period if isinstance(read_period(period), Period) else "",
        target=asked.get("target", ""),
    )


def _unit(asked: str, desk: Desk) -> str:
    names = desk.unit_names()
    if asked and asked not in names:
        raise Http404
    if desk.access.may(Action.LOOK, asked):
        return asked
    if asked:
        raise Http404
    allowed = desk.access.within(Action.LOOK, names)
    if not allowed:
        raise PermissionDenied
    return allowed[0]


def unit_choices(desk: Desk, chosen: str, whole: str) -> tuple[Choice, ...]:
    """The units that this person may see; `whole` is how the whole is called, unless a unit is called so too."""
    names = desk.unit_names()
    whole = _("全部单位") if whole in names.values() else whole
    allowed = [Choice(unit, names[unit], unit == chosen) for unit in desk.access.within(Action.LOOK, names)]
    return (*((Choice("", whole, not chosen),) if desk.access.whole() else ()), *allowed)


def period_choices(desk: Desk, chosen: str, whole: str) -> tuple[Choice, ...]:
    """The quarters and months of the plan's period, and the asked one where it is neither."""
    span = desk.plan.plan.period if desk.plan else None
    names = [part.name for part in (*span.parts("quarter"), *span.parts("month"))] if span else []
    own = [chosen] if chosen and chosen not in names else []
    return (Choice("", whole, not chosen), *(Choice(name, in_words(name), name == chosen) for name in (*own, *dict.fromkeys(names))))

# SPDX-License-Identifier: Apache-2.0
"""What a page of the accounts is asked: period, centre, method of allocation; all of it in the address, nothing beyond one's rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from yunce.app.asking import Ask
from yunce.app.clock import today
from yunce.values.period import Period, read_period
from yunce.web.accounts.access import Action
from yunce.web.desk import Desk
from yunce.web.ui.parts import Choice, address
from yunce.web.ui.periods import in_words

METHODS = {"direct": "直接分摊", "step_down": "阶梯分摊", "reciprocal": "交互分摊"}
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the accounts; an empty centre is all that may be seen, an empty method the plan's own."""

    period: str
    centre: str = ""
    method: str = ""
    account: str = ""

    def ask(self) -> Ask:
        """The question for the installation."""
        return Ask(None, None, "", self.period)

    def address(self, path: str, **changes: str | None) -> str:
        """An address that asks the same, but for the changes."""
        own: dict[str, str | None] = {"period": self.period, "centre": self.centre, "method": self.method, "account": self.account}
        return address(path, **{**own, **changes})


def read_asked(request: HttpRequest, desk: Desk) -> Asked:
    """The question of a request; 404 for a centre that is not this person's. An unreadable period is the last whole month."""
    given = request.GET
    centre, method = given.get("centre", "")[:200], given.get("method", "")
    if centre and not desk.access.may(Action.SEE_MONEY, centre):
        raise Http404
    return Asked(_period(given.get("period", "").strip()), centre, method if method in METHODS else "", given.get("account", "")[:200])


def _period(text: str) -> str:
    found = read_period(text) if text else None
    if isinstance(found, Period) and len(found.parts("month")) <= MOST_MONTHS:
        return text
    return last_month(today()).name


def last_month(day: date) -> Period:
    """The last whole month before a day."""
    return Period.of(Period.of(day, "month").shift(-1).first, "month")


def period_choices(desk: Desk, chosen: str) -> tuple[Choice, ...]:
    """The plan's months, quarters and the whole, and the asked period where it is none of them."""
    span = desk.plan.plan.period if desk.plan else None
    names = [part.name for part in (*span.parts("month"), *span.parts("quarter"), span)] if span else []
    return tuple(Choice(name, in_words(name), name == chosen) for name in dict.fromkeys([*names, chosen]))


def centre_choices(desk: Desk, chosen: str) -> tuple[Choice, ...]:
    """The units whose accounts this person may see. Raises `PermissionDenied` where there are none."""
    names = desk.unit_names()
    mine = desk.access.within(Action.SEE_MONEY, names)
    if not mine and not desk.access.may(Action.SEE_MONEY):
        raise PermissionDenied
    return (Choice("", _("全部单位"), not chosen), *(Choice(unit, names[unit], unit == chosen) for unit in mine))


def method_choices(chosen: str) -> tuple[Choice, ...]:
    """The plan's own methods, and all pools by one method."""
    return (Choice("", _("按计划"), not chosen), *(Choice(name, words, name == chosen) for name, words in METHODS.items()))

# SPDX-License-Identifier: Apache-2.0
"""What an initiative or a rule's work has changed, as an item's page shows it; asked of facts for these items only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from yunce.app.asking import Ask
from yunce.operate.facts import View
from yunce.operate.workitems.effect import Aim, Effect, aim_of_initiative, aim_of_rule, effect_of
from yunce.operate.workitems.item import Item
from yunce.plan.document import Plan
from yunce.values.period import Period
from yunce.values.problem import YunceError
from yunce.web.cockpit.figures import shown_in
from yunce.web.ui.numbers import points, shown
from yunce.web.workitems.desk import WorkDesk

SETTLED, FIRED = "rule_settled", "fired_on"
"""Since when a rule's item does not fire any more; on which day it fired."""


@dataclass(frozen=True, slots=True)
class EffectShown:
    """Rows of words: what was expected, before, after, the change; and whether it was reached."""

    metric: str
    rows: tuple[tuple[str, str], ...]
    said: str
    tone: str


def effect_shown(work: WorkDesk, item: Item) -> EffectShown | None:
    """The effect of an item; `None` for work that is meant to change no number."""
    part, _dot, name = item.opening.element.partition(".")
    plan = work.desk.plan
    if plan is None or part not in {"initiatives", "rules"} or (part == "rules" and not item.data.get(SETTLED)):
        return None
    if part == "initiatives" and not any(own.id == name and own.lift for own in plan.initiatives):
        return None
    try:
        view = work.desk.installation.view_of(Ask(), work.desk.fingerprint)
        aim = _aim(plan, view, item, name)
        found = effect_of(view, plan, aim) if aim else None
    except YunceError:
        return None
    return _shown(view, found) if found else None


def _aim(plan: Plan, view: View, item: Item, name: str) -> Aim | None:
    own = next((one for one in plan.initiatives if one.id == name), None) if item.opening.element.startswith("initiatives.") else None
    if own is not None:
        return aim_of_initiative(own, plan, item.done_at.date() if item.done_at else None)
    rule = next((one for one in plan.rules if one.id == name), None)
    if rule is None:
        return None
    fired = item.data.get(FIRED)
    days = (date.fromisoformat(str(fired)) if fired else item.opened_at.date(), date.fromisoformat(str(item.data[SETTLED])))
    return aim_of_rule(rule, item.opening.subject if rule.each == "unit" else "", view, days)


def _shown(view: View, found: Effect) -> EffectShown:
    metric = view.metrics[found.aim.metric]
    is_share = shown_in(metric) == "%"

    def value(amount: Decimal | None, *, signed: bool = False) -> str:
        if amount is not None and is_share:
            return points(amount) if signed else shown(amount, "%")
        return shown(amount, metric.measured_in, signed=signed) + (_(" /天") if found.a_day and amount is not None else "")

    share = "" if found.share is None else f"（{found.share:+.1%}）"
    rows = (
        (_("预期"), found.aim.expected),
        (_("之前（{days}）").format(days=_days(found.before)), value(found.was)),
        (
            _("之后（{days}）").format(days=_days(found.after)) if found.after else _("之后"),
            value(found.now) if found.after else _("还没有开始"),
        ),
        (_("变化"), f"{value(found.change, signed=True)}{share}" if found.change is not None else _("还不知道")),
    )
    reached = {True: (_("达到预期"), "good"), False: (_("没有达到预期"), "bad"), None: ("", "")}[found.is_reached]
    return EffectShown(metric.name or metric.id, tuple((name, text) for name, text in rows if text), *reached)


def _days(period: Period | None) -> str:
    return f"{period.first:%m-%d}–{period.last:%m-%d}" if period else ""

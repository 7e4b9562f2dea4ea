# SPDX-License-Identifier: Apache-2.0
"""Conflicts in words, for those who may see what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yunce.operate.agenda.contract import Conflict
from yunce.plan.document import Plan
from yunce.values.money import readable
from yunce.web.desk import Desk

MATTERS: Mapping[str, Any] = {
    "people": gettext_lazy("人手"),
    "budget": gettext_lazy("费用"),
    "stock": gettext_lazy("货量"),
    "order": gettext_lazy("先后"),
}


@dataclass(frozen=True, slots=True)
class SaidConflict:
    """One conflict: what about, when, in words."""

    matter: str
    days: str
    text: str
    names: str


def said_conflicts(desk: Desk, plan: Plan, conflicts: Iterable[Conflict]) -> tuple[SaidConflict, ...]:
    """Conflicts for a person who sees the whole company: they add up what several units do."""
    if not desk.access.whole():
        return ()
    names = _names(plan)
    return tuple(_said(c, names) for c in conflicts)


def _said(c: Conflict, names: Mapping[str, str]) -> SaidConflict:
    days = c.first.isoformat() if c.first == c.last else f"{c.first} – {c.last}"
    who, asked, there = names.get(c.who, c.who), readable(c.asked), readable(c.there)
    text = {
        "people": _("{who}同时要办 {asked} 项，人手只够 {there} 项"),
        "budget": _("“{who}”最多 {there} 元，活动至少要花 {asked} 元，超出 {over} 元"),
        "stock": _("到“{who}”累计要卖 {asked} 件，现货 {there} 件，缺 {over} 件"),
        "order": _("“{who}”比它要等的事早了 {asked} 天"),
    }[c.matter].format(who=who, asked=asked, there=there, over=readable(c.over))
    return SaidConflict(str(MATTERS[c.matter]), days, text, "、".join(names.get(e, e) for e in c.elements))


def _names(plan: Plan) -> dict[str, str]:
    """Roles by id, elements as `campaigns.double_11`, with the words for them."""
    names = {role.id: role.label for role in plan.roles}
    for listed in ("targets", "initiatives", "campaigns", "duties", "phases"):
        names |= {f"{listed}.{one.id}": one.label for one in getattr(plan, listed)}
    return names

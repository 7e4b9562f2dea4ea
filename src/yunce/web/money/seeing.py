# SPDX-License-Identifier: Apache-2.0
"""What a person may see of the accounts: their units' statements; pay where they may see pay; the whole with a right to the whole."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from yunce.operate.profit.results import HeadsLine, Profit
from yunce.web.accounts.access import Access, Action
from yunce.web.desk import Desk, open_desk


def open_money(request: HttpRequest) -> Desk:
    """The desk, for those who may see the accounts of at least one unit."""
    desk = open_desk(request)
    if not desk.access.anywhere(Action.SEE_MONEY):
        raise PermissionDenied
    return desk


def sees_whole(access: Access) -> bool:
    """True for a person who may see the accounts of the whole company."""
    return access.may(Action.SEE_MONEY)


def seen(found: Profit, access: Access) -> Profit:
    """The statements as this person may see them: nothing in it tells of a unit that is not theirs."""
    whole = sees_whole(access)

    def mine(unit: str) -> bool:
        return access.may(Action.SEE_MONEY, unit)

    return replace(
        found,
        statements=tuple(s for s in found.statements if mine(s.centre)),
        company=found.company if whole else (),
        pools=tuple(p for p in found.pools if mine(p.unit) and all(mine(share.centre) for share in p.shares)),
        transfers=tuple(t for t in found.transfers if mine(t.seller) or mine(t.buyer)),
        guards=tuple(g for g in found.guards if mine(g.centre)),
        budgets=tuple(b for b in found.budgets if mine(b.unit)),
        year_budgets=tuple(b for b in found.year_budgets if mine(b.unit)),
        headcount=tuple(_without_pay(h, access) for h in found.headcount if mine(h.unit)),
        problems=found.problems if whole else (),
    )


def _without_pay(line: HeadsLine, access: Access) -> HeadsLine:
    """A line of the head-count plan; what its posts are paid is for those who may see pay."""
    return line if access.may(Action.SEE_PAY, line.unit) else replace(line, cost=None, ratio=None, state="unknown")

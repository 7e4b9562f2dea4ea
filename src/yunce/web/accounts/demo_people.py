# SPDX-License-Identifier: Apache-2.0
"""The people of the demo company: one for each post of its plan, so that work can be handed out, done by one and verified by another."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from yunce.plan.document import Plan
from yunce.values.problem import YunceError
from yunce.web.accounts.access import Role
from yunce.web.accounts.managing import give_post
from yunce.web.accounts.people import add_person


@transaction.atomic
def people_of(plan: Plan) -> None:
    """Somebody in each post of a plan, called like it, who has no password and comes in by link; superiors hand out and verify."""
    superiors = {role.reports_to for role in plan.roles}
    for role in plan.roles:
        unit = role.unit or ""
        person = _somebody(role.id, Role.LEAD if role.id in superiors else Role.VIEWER, unit)
        if person is not None:
            User.objects.filter(pk=person.pk).update(first_name=role.label)
            give_post(person, role.id, unit)


def _somebody(name: str, role: Role, unit: str) -> User | None:
    """Somebody new; nobody where the name is taken, or cannot be one."""
    try:
        return add_person(name, None, role, unit)
    except YunceError:
        return None

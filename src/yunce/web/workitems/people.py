# SPDX-License-Identifier: Apache-2.0
"""Who can be given work in a unit: those who hold a post there, and those who may work there."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import Q

from yunce.web.accounts.access import ALLOWED, Action, Role
from yunce.web.ui.parts import Choice
from yunce.web.workitems.desk import WorkDesk

WORKING = tuple(role.value for role in Role if Action.WORK in ALLOWED[role])


def people_choices(work: WorkDesk, unit: str, chosen: str = "") -> tuple[Choice, ...]:
    """The people who can be given work in a unit, by name."""
    return tuple(Choice(name, said or name, name == chosen) for name, said in _people(work, unit))


def can_be_given(work: WorkDesk, unit: str, name: str) -> bool:
    """True for somebody who can be given work in a unit."""
    return any(known == name for known, _ in _people(work, unit))


def _people(work: WorkDesk, unit: str) -> list[tuple[str, str]]:
    units = ["", *(one for one in work.desk.unit_names() if work.desk.access.reaches(one, unit))]
    here = Q(posts__unit__in=units) | Q(grants__unit__in=units, grants__role__in=WORKING)
    return list(
        User.objects.filter(here, is_active=True).distinct().order_by("first_name", "username").values_list("username", "first_name")
    )

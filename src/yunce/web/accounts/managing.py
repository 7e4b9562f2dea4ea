# SPDX-License-Identifier: Apache-2.0
"""Giving and taking roles and posts. There is always somebody left who can; all of it stands in the trail."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from yunce.values.problem import Problem
from yunce.web.accounts.access import ALLOWED, WHOLE, Action, Role
from yunce.web.accounts.models import Grant, Post

MANAGING = tuple(role.value for role in Role if Action.MANAGE_PEOPLE in ALLOWED[role])


def give_role(person: User, role: Role, unit: str) -> None:
    """Let somebody have a role in a unit."""
    Grant.objects.get_or_create(user=person, role=role.value, unit=unit)


def take_role(person: User, grant: int) -> Problem | None:
    """Take a role back, unless nobody would be left who manages people."""
    with transaction.atomic():
        Grant.objects.filter(user=person, pk=grant).delete()
        if _somebody_manages():
            return None
        transaction.set_rollback(True)
    return Problem.of("web.last_admin", person.username)


def give_post(person: User, role: str, unit: str) -> None:
    """Let somebody hold a post of the plan in a unit."""
    Post.objects.get_or_create(user=person, role=role, unit=unit)


def take_post(person: User, post: int) -> None:
    """Somebody leaves a post."""
    Post.objects.filter(user=person, pk=post).delete()


def set_active(person: User, *, active: bool) -> Problem | None:
    """Let somebody in again, or keep them out, unless nobody would be left who manages people. Their sign-ins end at once."""
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_active=active)
        if _somebody_manages():
            return None
        transaction.set_rollback(True)
    return Problem.of("web.last_admin", person.username)


def _somebody_manages() -> bool:
    return Grant.objects.filter(role__in=MANAGING, unit=WHOLE, user__is_active=True).exists()

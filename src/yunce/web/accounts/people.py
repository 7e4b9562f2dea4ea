# SPDX-License-Identifier: Apache-2.0
"""Making people and their one-time links: what the command line calls through `server`."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from sesame.utils import get_query_string, get_user

from yunce.values.problem import Problem, YunceError
from yunce.web.accounts.access import Role
from yunce.web.accounts.models import Grant, TrailEntry

NOBODY = "system"
"""The name under which rules, agendas and clocks act: no person can have it."""


def add_person(name: str, password: str | None, role: Role, unit: str = "") -> User:
    """A new person with one role; without a password they can come in by link only. Raises `YunceError` naming what is wrong."""
    try:
        validate_slug(name)
    except ValidationError as e:
        raise YunceError(Problem.of("web.user_name_invalid", name)) from e
    if name == NOBODY or User.objects.filter(username=name).exists():
        raise YunceError(Problem.of("web.user_exists", name))
    if password is not None:
        _check_password(password, name)
    with transaction.atomic():
        person = User.objects.create_user(name, password=password)
        Grant.objects.create(user=person, role=role, unit=unit)
        TrailEntry.objects.create(event="user_added", who="", subject=f"{name} {role} {unit}".strip())
    return person


def _check_password(password: str, name: str) -> None:
    try:
        validate_password(password, User(username=name))
    except ValidationError as e:
        raise YunceError(*(Problem.of("web.password_weak", name, reason=reason) for reason in e.messages)) from e


def set_password(person: User, password: str, role: Role, unit: str = "") -> None:
    """A new password for somebody who is there, who from now on holds this one role. Raises `YunceError` with all that is wrong."""
    _check_password(password, person.username)
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        Grant.objects.filter(user=person).delete()
        Grant.objects.create(user=person, role=role, unit=unit)
        TrailEntry.objects.create(event="user_changed", who="", subject=f"{person.username} {role} {unit}".strip())


def demo_person(name: str = "demo") -> User:
    """The person who looks around the demo: administrator, no password, comes in by link."""
    person = User.objects.filter(username=name).first()
    if person is None:
        person = add_person(name, None, Role.ADMIN)
        User.objects.filter(pk=person.pk).update(first_name="演示管理员")
    return person


def sign_in_path(person: User) -> str:
    """The path of a link that signs this person in: once, and only for half an hour."""
    return f"{reverse('sign-in-link')}{get_query_string(person)}"


def redeem(request: HttpRequest) -> User | None:
    """The person whose link this is, and the link is used up; of two uses at the same moment one wins."""
    person = get_user(request, update_last_login=False)
    if person is None:
        return None
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        return cast("User | None", get_user(request, update_last_login=True))

# SPDX-License-Identifier: Apache-2.0
"""The values of the pages of 设置 · 人员与岗位."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yunce.plan.document import Plan
from yunce.web.accounts.access import Role
from yunce.web.accounts.models import ROLES, Grant, Post
from yunce.web.desk import Desk
from yunce.web.ui.parts import Choice, Said
from yunce.web.ui.tables import Col, Row, Table, Text


@dataclass(frozen=True, slots=True)
class Held:
    """A role or a post that somebody holds, and what names it in a form."""

    id: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody, and the form for one more."""

    table: Table | None
    vacant: tuple[str, ...]
    roles: tuple[Choice, ...]
    units: tuple[Choice, ...]
    sent: Mapping[str, str]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person: what they may do, what they owe."""

    id: int
    username: str
    name: str
    is_active: bool
    is_self: bool
    grants: tuple[Held, ...]
    posts: tuple[Held, ...]
    roles: tuple[Choice, ...]
    units: tuple[Choice, ...]
    plan_roles: tuple[Choice, ...]
    link: str
    said: tuple[Said, ...]


def people_page(desk: Desk, people: Sequence[User], sent: Mapping[str, str], said: tuple[Said, ...] = ()) -> PeoplePage:
    """From everybody with their roles and posts, looked up before."""
    cols = (Col(_("用户")), Col(_("权限")), Col(_("岗位")), Col(_("最近登录"), wide_only=True))
    rows = tuple(_row(desk, person) for person in people)
    held = {post.role for person in people for post in person.posts.all()}  # type: ignore[attr-defined]  # made by Post.user
    return PeoplePage(
        table=Table(_("人员"), cols, rows, cards=True) if rows else None,
        vacant=tuple(role.label for role in desk.plan.roles if role.id not in held) if desk.plan else (),
        roles=role_choices(sent.get("role", Role.VIEWER)),
        units=unit_choices(desk, sent.get("unit", "")),
        sent={name: sent.get(name, "") for name in ("username", "name")},
        said=said,
    )


def person_page(desk: Desk, person: User, *, is_self: bool, link: str = "", said: tuple[Said, ...] = ()) -> PersonPage:
    """One person."""
    return PersonPage(
        id=person.pk,
        username=person.username,
        name=person.first_name,
        is_active=person.is_active,
        is_self=is_self,
        grants=tuple(_grant(desk, grant) for grant in person.grants.all()),  # type: ignore[attr-defined]  # made by Grant.user
        posts=tuple(_post(desk, post) for post in person.posts.all()),  # type: ignore[attr-defined]  # made by Post.user
        roles=role_choices(Role.WORKER),
        units=unit_choices(desk, ""),
        plan_roles=tuple(Choice(role.id, _where(desk.plan, role.label, role.unit)) for role in desk.plan.roles) if desk.plan else (),
        link=link,
        said=said,
    )


def role_choices(chosen: str) -> tuple[Choice, ...]:
    """The roles with their words."""
    return tuple(Choice(role.value, words, role == chosen) for role, words in ROLES)


def unit_choices(desk: Desk, chosen: str) -> tuple[Choice, ...]:
    """Every unit of the plan, the whole company first."""
    return (Choice("", _("全公司"), not chosen), *(Choice(unit, name, unit == chosen) for unit, name in desk.unit_names().items()))


def _row(desk: Desk, person: User) -> Row:
    grants = "、".join(f"{held.what}（{held.where}）" for held in (_grant(desk, one) for one in person.grants.all()))  # type: ignore[attr-defined]
    posts = "、".join(f"{held.what}（{held.where}）" for held in (_post(desk, one) for one in person.posts.all()))  # type: ignore[attr-defined]
    name = Text(person.first_name or person.username, reverse("person", args=[person.pk]), sub=person.username,
                tag="" if person.is_active else _("已停用"))  # fmt: skip
    seen = f"{localtime(person.last_login):%Y-%m-%d %H:%M}" if person.last_login else _("从未")
    return Row((name, grants or _("没有权限"), posts or "–", seen))


def _grant(desk: Desk, grant: Grant) -> Held:
    names = {role.value: words for role, words in ROLES}
    return Held(str(grant.pk), names.get(grant.role, grant.role), _unit(desk, grant.unit))


def _post(desk: Desk, post: Post) -> Held:
    names = {role.id: role.label for role in desk.plan.roles} if desk.plan else {}
    return Held(str(post.pk), names.get(post.role, post.role), _unit(desk, post.unit))


def _unit(desk: Desk, unit: str) -> str:
    return desk.unit_names().get(unit, unit) if unit else _("全公司")


def _where(plan: Plan | None, label: str, unit: str) -> str:
    names = {one.id: one.name for one in plan.units} if plan else {}
    return f"{label}（{names[unit]}）" if unit in names else label

# SPDX-License-Identifier: Apache-2.0
"""What every page of work starts from: who asks, what is theirs, what they may see; an item that is not theirs to see is not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from yunce.operate.workitems.item import Item
from yunce.operate.workitems.steps import Actor
from yunce.web.accounts.access import WHOLE, Action
from yunce.web.desk import Desk, open_desk
from yunce.web.known import known_of
from yunce.web.workitems.doing import Posts, actor_in, posts_of
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of


@dataclass(frozen=True, slots=True)
class WorkDesk:
    """One request's working place: the desk, the person's name, the posts that they hold, how the person is called."""

    desk: Desk
    name: str
    posts: Posts
    called: str

    def actor(self, unit: str) -> Actor:
        """The person as they act in a unit."""
        return actor_in(self.name, self.desk.access, self.posts, unit)

    def holders(self) -> tuple[str, ...]:
        """What an item's `holder` says where it is theirs: their name, and each post of theirs in each unit that it reaches."""
        below = self.desk.access.below
        posts = (f"{unit}|{role}" for role, held in self.posts for unit in below(held))
        return (f"@{self.name}", *dict.fromkeys(posts))

    def units(self, action: Action) -> tuple[str, ...] | None:
        """The units in which something is allowed; `None` for all of them, those that the plan does not know included."""
        access = self.desk.access
        return None if access.may(action, WHOLE) else access.within(action, self.desk.unit_names())

    def may_see(self, row: WorkItem) -> bool:
        """True for an item of a unit that they may look at, and for one of their own."""
        return self.desk.access.may(Action.LOOK, row.unit) or row.assignee == self.name or row.holder in self.holders()

    def seen(self, rows: QuerySet[WorkItem]) -> QuerySet[WorkItem]:
        """Of the rows those of units that they may look at; their own in other units stand in my day, and can be opened."""
        units = self.units(Action.LOOK)
        return rows if units is None else rows.filter(unit__in=units)

    def role_names(self) -> Mapping[str, str]:
        """The plan's roles as people say them."""
        return known_of(self.desk.plan).roles


def open_work(request: HttpRequest) -> WorkDesk:
    """The working place of a request. Refuses who may look nowhere."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    user = request.user
    return WorkDesk(open_desk(request), user.username, posts_of(user), user.first_name or user.username)


def visible_item(work: WorkDesk, item_id: str) -> tuple[WorkItem, Item]:
    """An item that this person may see; 404 for all others."""
    row = WorkItem.objects.filter(pk=item_id).first()
    if row is None or not work.may_see(row):
        raise Http404
    return row, item_of(row)


def names_of(users: set[str]) -> Mapping[str, str]:
    """How people are called, by their user names."""
    asked = users - {""}
    if not asked:
        return {}
    marks = ", ".join(["%s"] * len(asked))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT username, first_name FROM auth_user WHERE username IN ({marks})", [*asked])  # noqa: S608
        return {name: said or name for name, said in cursor.fetchall()}

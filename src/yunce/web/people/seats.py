# SPDX-License-Identifier: Apache-2.0
"""Who holds which post: a seat is held where the plan has it or below; a post held in a wider unit is a deputy's, and takes no seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from yunce.operate.appraisal.people import Person, posts
from yunce.plan.document import Plan
from yunce.web.accounts.access import Access
from yunce.web.accounts.models import Post
from yunce.web.desk import Desk
from yunce.web.known import known_of


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a post in a unit."""

    username: str
    name: str
    role: str
    unit: str


def seats_of(desk: Desk) -> Mapping[str, tuple[Seat, ...]]:
    """Role -> its holders in the plan's seats, active people only."""
    return _seats(desk.plan) if desk.plan else {}


def people_in_posts(desk: Desk) -> tuple[Person, ...]:
    """The plan's posts with their holders, as an appraisal takes them; a vacant post stands for itself where nobody holds any."""
    if desk.plan is None:
        return ()
    return holders(desk.plan) or posts(desk.plan)


def holders(plan: Plan) -> tuple[Person, ...]:
    """Who holds the posts of a plan, as an appraisal takes them; nobody where no post is held."""
    seats = _seats(plan)
    return tuple(replace(post, id=s.username, name=s.name, unit=s.unit) for post in posts(plan) for s in seats.get(post.role, ()))


def _seats(plan: Plan) -> Mapping[str, tuple[Seat, ...]]:
    homes = {role.id: role.unit for role in plan.roles}
    reaches = Access(parents=known_of(plan).parents).reaches
    held = Post.objects.filter(user__is_active=True, role__in=homes).order_by("user__first_name", "user__username")
    found: dict[str, list[Seat]] = defaultdict(list)
    for username, name, role, unit in held.values_list("user__username", "user__first_name", "role", "unit"):
        if reaches(homes[role], unit):
            found[role].append(Seat(username, name or username, role, unit or homes[role]))
    return {role: tuple(seats) for role, seats in found.items()}

# SPDX-License-Identifier: Apache-2.0
"""Who holds which post: a seat is held where the plan has it or below; a post held in a wider unit is a deputy's, and takes no seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from yunce.operate.appraisal.people import Person, posts
from yunce.web.accounts.models import Post
from yunce.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a post in a unit."""

    username: str
    name: str
    role: str
    unit: str


def seats_of(desk: Desk) -> Mapping[str, tuple[Seat, ...]]:
    """Role -> its holders in the plan's seats, active people only."""
    homes = {role.id: role.unit for role in desk.plan.roles} if desk.plan else {}
    held = Post.objects.filter(user__is_active=True, role__in=homes).order_by("user__first_name", "user__username")
    found: dict[str, list[Seat]] = defaultdict(list)
    for username, name, role, unit in held.values_list("user__username", "user__first_name", "role", "unit"):
        if desk.access.reaches(homes[role], unit):
            found[role].append(Seat(username, name or username, role, unit or homes[role]))
    return {role: tuple(seats) for role, seats in found.items()}


def people_in_posts(desk: Desk) -> tuple[Person, ...]:
    """The plan's posts with their holders, as an appraisal takes them; a vacant post stands for itself where nobody holds any."""
    if desk.plan is None:
        return ()
    seats = seats_of(desk)
    vacant = posts(desk.plan)
    if not seats:
        return vacant
    return tuple(replace(post, id=s.username, name=s.name, unit=s.unit) for post in vacant for s in seats.get(post.role, ()))

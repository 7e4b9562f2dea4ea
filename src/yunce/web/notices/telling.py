# SPDX-License-Identifier: Apache-2.0
"""The routine that reads the ledger's new events and tells whom they concern. Told twice, nobody hears it twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile

from django.contrib.auth.models import User
from django.db import transaction

from yunce.app.sending.channels import Channel, read_channels
from yunce.operate.workitems.item import Event, Item
from yunce.web.accounts.access import Access
from yunce.web.accounts.models import Grant, Post
from yunce.web.installed import installation
from yunce.web.known import known_of
from yunce.web.notices.models import News, Outgoing, Reading
from yunce.web.notices.recipients import GRAVE, OUTSIDE, SAID, People, is_grave, told
from yunce.web.workitems.models import WorkEvent, WorkItem
from yunce.web.workitems.rows import event_of, item_of

AT_ONCE = 500
SETTLED = timedelta(seconds=3)
"""Events younger than this may still have an older neighbour that is being written; they are read next time."""


def tell(now: datetime) -> str:
    """Read what is new, and tell it."""
    total = 0
    while True:
        count, more = _next(now)
        total += count
        if not more:
            return f"发出 {total} 条消息"


def _next(now: datetime) -> tuple[int, bool]:
    """Tell the next events; how many were told, and whether there may be more."""
    with transaction.atomic():
        reading, _ = Reading.objects.select_for_update().get_or_create(name="news")
        unread = WorkEvent.objects.filter(pk__gt=reading.last).order_by("pk")[:AT_ONCE]
        rows = list(takewhile(lambda row: _is_settled(row, now), unread))
        if not rows:
            return 0, False
        items = {row.pk: item_of(row) for row in WorkItem.objects.filter(pk__in={event_of(row).item for row in rows})}
        people, channels = people_now(), read_channels(installation().home)[0]
        count = 0
        for row in rows:
            event = event_of(row)
            count += _tell(row.pk, event, items[event.item], people, channels)
        reading.last = rows[-1].pk
        reading.save(update_fields=["last"])
    return count, len(rows) == AT_ONCE


def _is_settled(row: WorkEvent, now: datetime) -> bool:
    """False for an event of just now; one from the time to come was written while the clock was wrong, and stands."""
    return not now - SETTLED < row.at <= now + SETTLED


def _tell(event_id: int, event: Event, item: Item, people: People, channels: Iterable[Channel]) -> int:
    concerned = told(event, item, people)
    ids = dict(User.objects.filter(username__in=[name for name, _ in concerned], is_active=True).values_list("username", "id"))
    news = [
        News(user_id=ids[name], at=event.at, said=said, title=item.opening.title, item=item.id, event=event_id)
        for name, said in concerned
        if name in ids
    ]
    News.objects.bulk_create(news, ignore_conflicts=True)
    outside = {said for _, said in concerned} & OUTSIDE | ({GRAVE} if is_grave(event, item) else set())
    for said in sorted(outside)[:1]:
        _tell_outside(event_id, event, item, said, (c for c in channels if covers(c, item.opening.unit, people)))
    return len(news)


def _tell_outside(event_id: int, event: Event, item: Item, said: str, channels: Iterable[Channel]) -> None:
    title = f"{SAID[said]}：{item.opening.title}"
    lines = [line for line in (item.reason, f"期限 {item.due:%m-%d %H:%M}" if item.due else "") if line]
    rows = [
        Outgoing(
            channel=channel.id, key=f"event|{event_id}|{channel.id}"[:120], title=title[:300], lines=lines, path=f"/ops/items/{item.id}/",
            urgent=True, made_at=event.at, next_at=event.at,
        )
        for channel in channels
    ]  # fmt: skip
    Outgoing.objects.bulk_create(rows, ignore_conflicts=True)


def covers(channel: Channel, unit: str, people: People) -> bool:
    """True where a channel wants news of a unit."""
    tree = Access(parents=people.parents)
    return not channel.units or any(tree.reaches(wanted, unit) for wanted in channel.units)


def people_now() -> People:
    """Who is where, by the current plan's tree of units."""
    found = installation()
    plan = found.plan() if found.versions() else None
    posts = Post.objects.filter(user__is_active=True).values_list("user__username", "role", "unit")
    grants = Grant.objects.filter(user__is_active=True).values_list("user__username", "role", "unit")
    return People(tuple(posts), tuple(grants), known_of(plan).parents)

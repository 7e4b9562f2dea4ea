# SPDX-License-Identifier: Apache-2.0
"""The routines that empty the outbox and put the morning's summary into it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localtime

from yunce.app.sending.channels import Channel, read_channels
from yunce.app.sending.notice import Notice
from yunce.app.sending.sender import NotSent, send
from yunce.operate.workitems.states import ACTIVE
from yunce.values.calendar import UnpublishedYear
from yunce.web.installed import installation
from yunce.web.notices.models import News, Outgoing
from yunce.web.notices.telling import covers, people_now
from yunce.web.workitems.models import WorkItem

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
"""How long to wait after each failure; after the last the message is given up."""
AT_ONCE = 50
KEPT = timedelta(days=30)
READ_KEPT = timedelta(days=90)
MOST_LINES = 15


def send_due(now: datetime) -> str:
    """Send what is due, each message once more at most."""
    channels = {channel.id: channel for channel in read_channels(installation().home)[0]}
    sent = failed = 0
    due = Q(next_at__lte=now) | Q(next_at__gt=now + PAUSES[-1])  # nobody waits longer, but for a clock that was put back
    for row in Outgoing.objects.filter(due).order_by("next_at", "id")[:AT_ONCE]:
        if _send(row, channels.get(row.channel), now):
            sent += 1
        else:
            failed += 1
    _forget(now)
    return f"发出 {sent} 条，没有发出 {failed} 条"


def _send(row: Outgoing, channel: Channel | None, now: datetime) -> bool:
    """Send one, and write down how that went; it counts as tried before it is sent, so that a kill cannot send it for ever."""
    later = now + PAUSES[row.attempts] if row.attempts < len(PAUSES) else None
    mine = Outgoing.objects.filter(pk=row.pk, attempts=row.attempts)
    if not mine.update(attempts=row.attempts + 1, next_at=later if channel else None, said="" if channel else "没有这个渠道"):
        return False
    if channel is None:
        return False
    address = settings.YUNCE.address
    notice = Notice(row.title, tuple(row.lines), f"{address}{row.path}" if address and row.path else "", row.urgent)
    try:
        send(notice, channel, int(now.timestamp()))
    except NotSent as e:
        Outgoing.objects.filter(pk=row.pk).update(said=str(e)[:120])
        return False
    Outgoing.objects.filter(pk=row.pk).update(next_at=None, sent_at=now, said="")
    return True


def _forget(now: datetime) -> None:
    Outgoing.objects.filter(next_at=None, made_at__lt=now - KEPT).delete()
    News.objects.filter(read_at__lt=now - READ_KEPT).delete()


def put_summary(now: datetime) -> str:
    """Put this morning's summary for each channel into the outbox: what is late, what is due today. Only on days of work."""
    today = localtime(now).date()
    try:
        if not installation().calendar.is_workday(today):
            return "今天不是工作日"
    except UnpublishedYear:
        if today.isoweekday() > 5:
            return "今天不是工作日"
    people, count = people_now(), 0
    for channel in read_channels(installation().home)[0]:
        units = None if not channel.units else [u for u in people.parents if covers(channel, u, people)]
        lines = summary(now, units)
        if lines:
            told = {"title": f"{today:%m-%d} 待办提醒", "lines": lines, "path": "/ops/", "made_at": now, "next_at": now}
            Outgoing.objects.get_or_create(key=f"summary|{today}|{channel.id}"[:120], defaults={"channel": channel.id, **told})
            count += 1
    return f"准备 {count} 份待办提醒"


def summary(now: datetime, units: list[str] | None) -> list[str]:
    """The lines of a summary; none where nothing is late or due today."""
    here = localtime(now)
    tonight = here.replace(hour=23, minute=59, second=59)
    rows = WorkItem.objects.filter(state__in=ACTIVE).filter(Q(unit__in=units) if units is not None else Q())
    late, due = rows.filter(due__lt=now), rows.filter(due__gte=now, due__lte=tonight)
    counts = late.count(), due.count()
    if not any(counts):
        return []
    shown = [f"已逾期 {row.title}（{localtime(row.due):%m-%d} 到期）" for row in late.order_by("due")[:MOST_LINES] if row.due]
    return [f"已逾期 {counts[0]} 项，今天到期 {counts[1]} 项", *shown]

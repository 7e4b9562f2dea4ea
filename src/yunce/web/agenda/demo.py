# SPDX-License-Identifier: Apache-2.0
"""Four weeks that the demo company has worked: most of its agenda done in time, some late, some under way, findings put right."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from yunce.app.installation import Installation
from yunce.operate.agenda.contract import Given
from yunce.operate.agenda.gathering import agenda
from yunce.operate.agenda.windows import day_of
from yunce.operate.inspection.findings import Terms
from yunce.operate.inspection.form import form_of
from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.states import ACTIVE, Kind
from yunce.operate.workitems.steps import Actor, Asked, Do, Right, step
from yunce.plan.document import Plan
from yunce.values.period import Period
from yunce.values.problem import Problem
from yunce.web.agenda.generating import ELEMENTS
from yunce.web.inspect.demo import answers_of
from yunce.web.inspect.filling import Filler, Sent, submit
from yunce.web.workitems.evidence import keep_files
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.store import Store

BACK = timedelta(days=28)
MOST = 260
"""So many items at most: the demo company is to be looked at, not to be worked through."""
AHEAD = timedelta(hours=2)
LATE, WAITS, BEGUN = 12, 6, 30
"""Of a hundred: done a day late; waiting, where due these days; begun before their time."""
SOON = timedelta(days=3)
BEFORE = timedelta(minutes=40)
OLD = timedelta(days=7)
VERIFIED = (Do.START, Do.DONE, Do.VERIFY)
FATES = (VERIFIED, (Do.START,), (Do.START, Do.DONE), (Do.START, Do.DONE, Do.RETURN), ())
"""What may become of a finding."""
NOTES = {Do.DONE: "已按要求改好，照片附后", Do.RETURN: "照片里看还有一处没有改到"}
WIDE, HIGH = 320, 240


def worked(installed: Installation, now: datetime) -> int:
    """Live the agenda of the last weeks, once; how many items were opened."""
    version = next((one for one in installed.versions() if one.current), None)
    if version is None or WorkItem.objects.filter(ELEMENTS).exists():
        return 0
    plan = installed.plan(version.fingerprint)
    today = day_of(now)
    asked = Period(today - BACK, today + SOON)
    found = agenda(plan, installed.calendar, asked, Given(fingerprint=version.fingerprint)).openings
    life = _Life(plan, Terms(installed.calendar), now)
    items = list(_opened(found))
    for item in items:
        life.live(item)
    life.put_right()
    return len(items)


def _opened(openings: Iterable[Opening]) -> Iterator[Item]:
    """The newest of them, opened the day before they begin."""
    due = sorted((one.due, one.key, one) for one in openings if one.due is not None)[-MOST:]
    by_day: dict[date, list[tuple[datetime, Opening]]] = defaultdict(list)
    for at, _key, one in due:
        begins = one.start or at
        by_day[day_of(begins)].append((begins, one))
    for ones in by_day.values():
        first = min(begins for begins, _one in ones)
        yield from Store().open([one for _begins, one in ones], at=first - timedelta(days=1), by="system")


def drawn(key: str) -> int:
    """A number from 0 to 99 that a key always draws.

    >>> drawn("a") == drawn("a")
    True
    """
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 100


class _Life:
    """What becomes of items as time goes by."""

    def __init__(self, plan: Plan, terms: Terms, now: datetime) -> None:
        self._plan, self._terms, self._now = plan, terms, now
        self._superiors = {role.id: role.reports_to for role in plan.roles}

    def live(self, item: Item) -> None:
        """Do it, late or in time; leave it waiting, begun or untouched."""
        due, draw = item.due or self._now, drawn(item.opening.key)
        if due > self._now:
            if draw < BEGUN and (item.opening.start is None or item.opening.start < self._now):
                self._step(item, Asked(Do.START), self._now - BEFORE)
        elif due > self._now - SOON and draw < 2 * WAITS:
            asked = Asked(Do.WAIT, "等供货方答复", until=self._now + SOON) if draw < WAITS else Asked(Do.START)
            self._step(item, asked, self._now - BEFORE)
        else:
            at = due + timedelta(days=1) if draw >= 100 - LATE else due - timedelta(minutes=15 + draw)
            self._do(item, min(max(at, item.opened_at + BEFORE), self._now - BEFORE))

    def _do(self, item: Item, at: datetime) -> None:
        form = form_of(item, self._plan) if item.opening.kind is Kind.INSPECTION else None
        if form is None:
            self._step(item, Asked(Do.DONE), at)
            return
        filler = Filler(self._doer(item), self._plan, self._terms)
        submit(item, form, Sent(answers_of(form, drawn(item.opening.key))), filler, at)

    def put_right(self) -> None:
        """What was found: what is older than a week is verified but for every sixth; of the rest some is handed in, begun or sent back."""
        rows = WorkItem.objects.filter(kind=Kind.RECTIFICATION, state__in=ACTIVE).order_by("opened_at", "id")
        for n, item in enumerate(Store().item(row) for row in rows.values_list("pk", flat=True)):
            is_old = item.opened_at < self._now - OLD and n % 6
            self._go_on(item, VERIFIED if is_old else FATES[n % len(FATES)])

    def _go_on(self, item: Item, asked: Iterable[Do]) -> None:
        at = item.opened_at
        for do in asked:
            at = min(at + timedelta(hours=20), self._now - BEFORE)
            photos = keep_files(item.id, [_photo()], by=item.owner, at=at) if do is Do.DONE else ()
            five = (
                {"measures": "停用并隔离，换件后复查", "funds": "维修费 3000 元", "emergency": "现场看护，备用设备到位"}
                if do is Do.START
                else {}
            )
            by = self._boss(item) if do in {Do.VERIFY, Do.RETURN} else None
            if do is Do.START:
                item = self._step(item, Asked(Do.ASSIGN, assignee=item.owner), at) or item
            after = self._step(item, Asked(do, NOTES.get(do, ""), evidence=photos, data=five if _is_grave(item) else {}), at, by=by)
            if after is None:
                return
            item = after

    def _step(self, item: Item, asked: Asked, at: datetime, by: Actor | None = None) -> Item | None:
        events = step(item, asked, by or self._doer(item), at)
        return None if isinstance(events, Problem) else Store().add([replace(event, at=at) for event in events])

    def _doer(self, item: Item) -> Actor:
        """Who holds the post: the demo's people are called like theirs."""
        return Actor(item.owner or "demo", frozenset(Right), frozenset({item.owner}))

    def _boss(self, item: Item) -> Actor:
        return Actor(self._superiors.get(item.owner) or "demo", frozenset(Right))


def _is_grave(item: Item) -> bool:
    return item.data.get("hazard") == "major"


def _photo() -> SimpleUploadedFile:
    """A small grey picture in the place of a photograph."""
    raw = b"".join(b"\0" + bytes(min(90 + (x + y) // 3, 230) for x in range(WIDE)) for y in range(HIGH))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", WIDE, HIGH, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)
    return SimpleUploadedFile("改后照片（演示）.png", b"\x89PNG\r\n\x1a\n" + b"".join(chunks))

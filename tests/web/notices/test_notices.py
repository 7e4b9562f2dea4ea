# SPDX-License-Identifier: Apache-2.0
"""News: whom an event concerns, each told once; what goes outside, and what is done when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.app.sending.channels import Channel
from yunce.app.sending.notice import Notice
from yunce.app.sending.sender import NotSent
from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.operate.workitems.steps import SYSTEM, Asked, Do, step
from yunce.values.problem import Problem
from yunce.web.accounts.models import Post
from yunce.web.accounts.tree import Parents
from yunce.web.notices import outbox
from yunce.web.notices.models import News, Outgoing
from yunce.web.notices.recipients import People, told
from yunce.web.notices.telling import tell
from yunce.web.workitems.store import Store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TREE = Parents(company="", shop="company", cs="shop")
PEOPLE = People(
    posts=(("lin", "cs_lead", "cs"), ("far", "cs_lead", "other"), ("boss", "gm", "")),
    grants=(("zhao", "lead", "shop"), ("root", "admin", "")),
    parents=TREE,
)


def item(**more: object) -> Item:
    given: dict[str, object] = {"key": "k", "kind": Kind.TASK, "title": "备货", "unit": "cs", "owner": "cs_lead"} | more
    return Item("i", Opening(**given), NOW, "ann")  # type: ignore[arg-type]


def event(verb: Verb, by: str = "ann", to: State | None = None, **data: object) -> Event:
    return Event("i", 2, NOW, by, verb, to, data=data)


@pytest.mark.parametrize(
    ("happened", "of", "expected"),
    [
        (event(Verb.OPENED), item(), {("lin", "given")}),
        (event(Verb.OPENED, by="lin"), item(), set()),
        (event(Verb.OPENED), item(kind=Kind.DUTY), set()),
        (event(Verb.OPENED), item(kind=Kind.CASE, severity=Severity.MAJOR, owner=""), {("zhao", "grave")}),
        (event(Verb.ASSIGNED, assignee="mei"), item(), {("mei", "given")}),
        (event(Verb.ESCALATED, escalated_to="gm"), item(), {("boss", "escalated")}),
        (event(Verb.MOVED, to=State.UPWARD), item(), {("zhao", "upward")}),
        (event(Verb.MOVED, to=State.REOPENED), item(), set()),
        (event(Verb.NOTED), item(), set()),
    ],
)
def test_an_event_concerns_these(happened: Event, of: Item, expected: set[tuple[str, str]]) -> None:
    assert set(told(happened, of, PEOPLE)) == expected


# --- in the pages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def channels(monkeypatch: pytest.MonkeyPatch) -> list[Channel]:
    """A channel for the shop and one for a unit that is not in the plan."""
    found = [
        Channel("group", "webhook", "https://h.example/", units=("shop",)),
        Channel("other", "webhook", "https://h.example/", units=("x",)),
    ]
    for module in ("telling", "outbox"):
        monkeypatch.setattr(f"yunce.web.notices.{module}.read_channels", lambda _home: (tuple(found), ()))
    return found


@pytest.fixture
def late(sign_in: SignIn, there: FixtureInstallation, channels: list[Channel]) -> Iterator[Item]:
    """A grave case of the service desk, due yesterday, in the post of somebody."""
    sign_in("viewer", "cs", name="lin")
    Post.objects.create(user=User.objects.get(username="lin"), role="cs_lead", unit="cs")
    sign_in("lead", "shop", name="zhao")
    opening = Opening("c1", Kind.CASE, "退款迟迟不到 <b>", unit="cs", owner="cs_lead", due=NOW - timedelta(days=1), severity=Severity.MAJOR)
    yield Store().open([opening], at=NOW - timedelta(days=2), by="system")[0]


def after(found: Item, asked: Asked, at: datetime) -> Item:
    events = step(found, asked, SYSTEM, at)
    assert not isinstance(events, Problem)
    return Store().add(events)


def test_everybody_is_told_once(late: Item) -> None:
    tell(NOW)
    tell(NOW + timedelta(hours=1))
    assert {(n.user.username, n.said) for n in News.objects.all()} == {("lin", "given"), ("zhao", "grave")}
    assert list(Outgoing.objects.values_list("channel", flat=True)) == ["group"]


def test_what_happened_while_the_clock_was_ahead_is_told_after_it_was_put_back(late: Item) -> None:
    earlier = NOW - timedelta(hours=8)
    tell(earlier - timedelta(seconds=5))
    assert News.objects.count() == 2, "its time is yet to come: the clock was wrong then"
    after(Store().item(late.id), Asked(Do.UPWARD, note="要总部批"), earlier)
    tell(earlier)
    assert News.objects.count() == 2, "of just now"
    tell(earlier + timedelta(minutes=1))
    assert News.objects.count() > 2


def test_the_bell_counts_and_leads_there(late: Item, sign_in: SignIn) -> None:
    tell(NOW)
    from django.test import Client

    client = Client()
    client.force_login(User.objects.get(username="lin"), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/news/").content.decode()
    assert "退款迟迟不到 &lt;b&gt;" in page
    assert "全部标为已读（1）" in page
    mine = News.objects.get(user__username="lin")
    assert client.post(f"/news/{mine.pk}/")["Location"] == f"/ops/items/{late.id}/"
    assert "标为已读" not in client.get("/news/").content.decode()
    other = News.objects.get(user__username="zhao")
    assert client.post(f"/news/{other.pk}/").status_code == 404
    client.post("/news/read/")
    assert News.objects.get(pk=other.pk).read_at is None


def test_going_up_is_told_outside_at_once(late: Item) -> None:
    tell(NOW)
    after(late, Asked(Do.UPWARD, note="要总部批"), NOW)
    tell(NOW + timedelta(minutes=1))
    assert Outgoing.objects.order_by("-id")[0].title == "报上级解决：退款迟迟不到 <b>"
    assert Outgoing.objects.order_by("-id")[0].lines[0] == "要总部批"


# --- outside --------------------------------------------------------------------------------------------------------


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was sent; an entry that is an exception is raised instead."""
    heard: list[object] = []

    def send(notice: Notice, channel: Channel, seconds: int) -> None:
        if heard and isinstance(heard[-1], Exception):
            raise heard[-1]
        heard.append((channel.id, notice.title, notice.link))

    monkeypatch.setattr(outbox, "send", send)
    return heard


def test_what_cannot_be_sent_is_tried_again_and_given_up(late: Item, post: list[object]) -> None:
    tell(NOW)
    post.append(NotSent("HTTP 500"))
    at = NOW
    for tried in range(1, 7):
        outbox.send_due(at)
        row = Outgoing.objects.get()
        assert (row.attempts, row.said, row.sent_at) == (tried, "HTTP 500", None)
        at = row.next_at or at
    assert row.next_at is None
    assert outbox.send_due(at + timedelta(days=1)) == "发出 0 条，没有发出 0 条"


def test_sent_is_sent_once(late: Item, post: list[object], settings: object) -> None:
    tell(NOW)
    outbox.send_due(NOW)
    outbox.send_due(NOW + timedelta(hours=1))
    assert post == [("group", "新的严重问题：退款迟迟不到 <b>", "")]


def test_a_channel_that_is_gone_gives_up(late: Item, post: list[object], channels: list[Channel]) -> None:
    tell(NOW)
    channels.clear()
    outbox.send_due(NOW)
    assert (Outgoing.objects.get().next_at, Outgoing.objects.get().said, post) == (None, "没有这个渠道", [])


def test_the_morning_tells_what_is_late_once_a_day(late: Item) -> None:
    """2026-11-23 is a Monday; the day before is no day of work."""
    assert outbox.put_summary(NOW - timedelta(days=1)) == "今天不是工作日"
    outbox.put_summary(NOW)
    outbox.put_summary(NOW + timedelta(minutes=5))
    rows = Outgoing.objects.filter(key__startswith="summary")
    assert [row.channel for row in rows] == ["group"]
    assert rows[0].lines[0] == "已逾期 1 项，今天到期 0 项"
    assert timezone.is_aware(rows[0].made_at)


def test_secrets_do_not_reach_the_ledger(late: Item, home: Path) -> None:
    tell(NOW)
    assert "h.example" not in str(list(Outgoing.objects.values()))

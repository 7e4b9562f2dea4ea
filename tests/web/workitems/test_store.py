# SPDX-License-Identifier: Apache-2.0
"""The relational ledger keeps what the port promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.port import Find, Stale
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.operate.workitems.steps import SYSTEM, Actor, Asked, Do, Right
from yunce.values.problem import Problem, YunceError
from yunce.web.workitems.doing import do
from yunce.web.workitems.models import UnmirroredEvent, WorkEvent, WorkItem
from yunce.web.workitems.rows import id_of, item_of, row_of
from yunce.web.workitems.store import Store, refolded

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 16, 4, 0, 0, 123456, UTC)
DAY = timedelta(days=1)
BOSS = Actor("wang", frozenset(Right))
LEAD = Actor("zhao", frozenset({Right.VERIFY}))


def opening(key: str = "duty:check|2026-11|shop", **more: object) -> Opening:
    told: dict[str, object] = {"title": "门店巡检", "kind": Kind.DUTY, "unit": "shop", "owner": "clerk", "due": NOW + DAY} | more
    return Opening(key, **told)  # type: ignore[arg-type]


def opened(**more: object) -> Item:
    return Store().open([opening(**more)], at=NOW, by="system")[0]


def test_opening_twice_opens_once() -> None:
    first = Store().open([opening(), opening("b")], at=NOW, by="system")
    again = Store().open([opening(title="改了名字"), opening("c")], at=NOW, by="system")
    assert [item.opening.key for item in first] == ["duty:check|2026-11|shop", "b"] and [i.opening.key for i in again] == ["c"]
    assert WorkItem.objects.count() == WorkEvent.objects.count() == UnmirroredEvent.objects.count() == 3
    assert Store().item(id_of("b")).opening.title == "门店巡检"


def test_a_row_is_the_fold_of_its_events() -> None:
    item = opened(
        kind=Kind.RECTIFICATION, severity=Severity.MAJOR, needs=("x",), data={"hazard": "major", "score": [1, 2.5, None]}, start=NOW
    )
    five = {"measures": "更换", "funds": "2万", "emergency": "停用"}
    steps = (
        Asked(Do.ASSIGN, assignee="lin", owner="lead"),
        Asked(Do.START, data=five),
        Asked(Do.WAIT, "等", until=NOW + DAY),
        Asked(Do.CHANGE_DUE, "等批", due=NOW + 2 * DAY),
        Asked(Do.NOTE, "<b>说</b>"),
        Asked(Do.ADD_EVIDENCE, evidence=("ab",)),
    )
    for n, asked in enumerate(steps):
        after = do(item, asked, BOSS, NOW + n * timedelta(minutes=1))
        assert isinstance(after, Item), after
        item = after
    row = WorkItem.objects.get()
    assert refolded(row) == item == item_of(row) == Store().item(item.id)
    assert row_of(refolded(row)) == {name: getattr(row, name) for name in row_of(item)}
    assert [event.seq for event in Store().events(item.id)] == list(range(1, 8))
    assert item.data["funds"] == "2万" and row.added == five


def test_who_comes_second_on_an_old_view_is_told() -> None:
    item = opened()
    assert isinstance(do(item, Asked(Do.START), BOSS, NOW), Item)
    old = do(item, Asked(Do.DONE), BOSS, NOW)
    assert isinstance(old, Problem) and old.code == "work.changed"
    with pytest.raises(Stale):
        Store().add([Event(item.id, 2, NOW, "wang", Verb.NOTED)])
    with pytest.raises(LookupError):
        Store().add([Event("none", 1, NOW, "wang", Verb.NOTED)])
    with pytest.raises(LookupError):
        Store().item("none")
    assert Store().item(item.id).version == 3


def test_what_is_sent_twice_is_written_once() -> None:
    item = opened()
    sent = [Event(item.id, 2, NOW, "wang", Verb.ANSWERED, data={"a": 1}, token="phone-7")]
    assert Store().add(sent) == Store().add(sent)
    assert WorkEvent.objects.count() == 2


def test_an_initiative_waits_for_what_it_needs_and_for_its_own_actions() -> None:
    need = opened(key="need", title="选品")
    item = Store().open([opening("k", kind=Kind.TASK, needs=("need", "never"))], at=NOW, by="system")[0]
    Store().open([opening("child", title="拍摄", parent=item.id)], at=NOW, by="system")
    assert Store().unfinished(item) == ("选品", "never", "拍摄")
    stopped = do(item, Asked(Do.DONE), BOSS, NOW)
    assert isinstance(stopped, Problem) and dict(stopped.params)["count"] == "3"
    do(need, Asked(Do.DONE), BOSS, NOW)
    assert Store().unfinished(item) == ("never", "拍摄")


def test_the_row_knows_who_owes_it_and_who_must_look() -> None:
    item = opened(kind=Kind.SUPERVISED)
    row = WorkItem.objects.get()
    assert (row.holder, row.awaits, row.next_at) == ("shop|clerk", None, NOW + DAY)
    item = done(item, Asked(Do.START))
    assert WorkItem.objects.get().holder == "@wang"
    item = done(item, Asked(Do.DONE))
    row = WorkItem.objects.get()
    assert (row.holder, row.awaits) == (None, "shop")
    done(item, Asked(Do.VERIFY), LEAD)
    assert WorkItem.objects.get().awaits is None


def done(item: Item, asked: Asked, actor: Actor = BOSS) -> Item:
    after = do(item, asked, actor, NOW)
    assert isinstance(after, Item), after
    return after


def test_numbers_on_paper_have_no_gap() -> None:
    kinds = (Kind.RECTIFICATION, Kind.TASK, Kind.RECTIFICATION, Kind.SUPERVISED)
    Store().open([opening(f"k{n}", kind=kind) for n, kind in enumerate(kinds)], at=NOW, by="lin")
    Store().open([opening("k9", kind=Kind.RECTIFICATION)], at=NOW + 60 * DAY, by="lin")
    numbers = list(WorkItem.objects.exclude(number="").order_by("key").values_list("number", flat=True))
    assert numbers == ["ZG-2026-0001", "ZG-2026-0002", "DB-2026-0001", "ZG-2027-0001"]


def test_finding() -> None:
    Store().open([opening(f"k{n}", unit=u, due=NOW + n * DAY) for n, u in enumerate(("shop", "cs", "shop"))], at=NOW, by="lin")
    keys = [item.opening.key for item in Store().find(Find(units=("shop",), due_before=NOW + 9 * DAY))]
    assert keys == ["k0", "k2"] and Store().find(Find(units=())) == () and Store().find(Find(states=(State.DONE,))) == ()
    assert [i.opening.key for i in Store().find(Find(text="巡检", limit=1, offset=1))] == ["k1"]


def test_events_cannot_be_changed_and_nothing_is_half_written() -> None:
    item = opened()
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkEvent.objects.filter(item_id=item.id).update(note="别的")
    with pytest.raises(YunceError) as wrong:
        Store().open([opening("good"), opening("bad", title=" ")], at=NOW, by="lin")
    assert wrong.value.problems[0].code == "work.title_missing" and not WorkItem.objects.filter(key="good").exists()


def test_clocks_and_rules_act_as_the_system() -> None:
    assert done(opened(), Asked(Do.DONE, data={"closed_by": "rule"}), SYSTEM).done_by == "system"

# SPDX-License-Identifier: Apache-2.0
"""Events are only added: whoever is cut off leaves whole lines, whoever is late is kept and does not count."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app.reviews.conftest import PLAN
from yunce.app.clock import now
from yunce.app.reviews.events import Event
from yunce.app.reviews.state import state_of
from yunce.app.reviews.store import EVENTS, ReviewStore
from yunce.values.problem import YunceError


@pytest.fixture
def store(tmp_path: Path) -> ReviewStore:
    return ReviewStore(tmp_path / "reviews", now)


def said(action: str, by: str, saw: int, **data: str) -> Event:
    return Event("decided", by, "k", {"action": action, **data}, saw)


def test_a_source_comes_back_as_it_was_handed_in(store: ReviewStore) -> None:
    own = store.open("计划.md", PLAN.encode(), by="ann")
    assert store.source(own, 1) == PLAN.encode() and store.ids() == (own,)
    store.add_source(own, "修订.md", b"new", by="bob")
    assert [(one.number, one.name) for one in state_of(store.events(own)).sources] == [(1, "计划.md"), (2, "修订.md")]
    assert store.source(own, 1) == PLAN.encode()


@pytest.mark.parametrize("own", ["../../etc", "", "0" * 12, "zzzzzzzzzzzz"])
def test_a_review_that_is_not_there_is_told(store: ReviewStore, own: str) -> None:
    with pytest.raises(YunceError, match="review_unknown"):
        store.events(own)


def test_a_line_cut_off_by_a_power_cut_is_forgotten_and_the_next_one_stands(store: ReviewStore) -> None:
    own = store.open("a.md", b"x", by="ann")
    store.add(own, said("accept", "ann", 0))
    path = store.folder / own / EVENTS
    whole = path.read_bytes()
    for cut in range(1, 40):
        path.write_bytes(whole + whole[:cut].strip(b"\n"))
        assert [one.seq for one in store.events(own)] == [1, 2]
    assert store.add(own, said("reject", "ann", 2)).event.seq == 3
    assert [(one.seq, one.get("action")) for one in store.events(own)][1:] == [(2, "accept"), (3, "reject")]


def test_a_review_that_was_cut_off_while_it_was_made_is_not_there(store: ReviewStore) -> None:
    (store.folder / ".stage-abc").mkdir(parents=True)
    assert store.ids() == ()


def test_a_damaged_line_is_named(store: ReviewStore) -> None:
    own = store.open("a.md", b"x", by="ann")
    path = store.folder / own / EVENTS
    path.write_bytes(b"{]\n" + path.read_bytes())
    with pytest.raises(YunceError) as wrong:
        store.events(own)
    assert dict(wrong.value.problems[0].params) == {"line": "1"}


def test_who_is_late_is_kept_and_shown_and_does_not_count(store: ReviewStore) -> None:
    own = store.open("a.md", b"x", by="ann")
    first = store.add(own, said("accept", "ann", 0))
    late = store.add(own, said("reject", "bob", 0))
    assert first.other is None and late.other is not None and late.event.beaten
    state = state_of(store.events(own))
    assert state.decisions["k"].action == "accept" and state.beaten["k"].by == "bob"
    store.add(own, said("reject", "bob", first.event.seq))
    settled = state_of(store.events(own))
    assert settled.decisions["k"].action == "reject" and not settled.beaten


def test_two_of_one_mind_and_a_button_pressed_twice_are_one_line(store: ReviewStore) -> None:
    own = store.open("a.md", b"x", by="ann")
    for by in ("ann", "ann", "bob"):
        store.add(own, said("accept", by, 0))
    assert len(store.events(own)) == 2


def test_undo_goes_back_one_decision_at_a_time(store: ReviewStore) -> None:
    own = store.open("a.md", b"x", by="ann")
    seq = 0
    for action in ("accept", "reject", "undo"):
        seq = store.add(own, said(action, "ann", seq)).event.seq
    assert state_of(store.events(own)).decisions["k"].action == "accept"
    store.add(own, said("undo", "ann", seq))
    assert "k" not in state_of(store.events(own)).decisions


def test_many_at_once_lose_nothing(store: ReviewStore) -> None:
    own = store.open("a.md", b"x", by="ann")

    def work(who: int) -> None:
        for at in range(20):
            store.add(own, Event("decided", f"p{who}", f"{who}-{at}", {"action": "accept"}))

    with ThreadPoolExecutor(4) as people:
        list(people.map(work, range(4)))
    events = store.events(own)
    assert [one.seq for one in events] == list(range(1, 82)) and len({one.subject for one in events}) == 81


def test_times_and_words_survive_the_disk(store: ReviewStore) -> None:
    own = store.open("a.md", b"x", by="李雷")
    kept = store.add(own, said("correct", "李雷", 0, what='销售额\n"含税"')).event
    assert store.events(own)[1] == replace(kept, data=store.events(own)[1].data) and store.events(own)[1].get("what") == '销售额\n"含税"'

# SPDX-License-Identifier: Apache-2.0
"""Rounds on disk: whole lines only, the frozen results whole or not at all, what older versions wrote, two who write at once."""

from __future__ import annotations

import json
import threading
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.operate.appraisal.cards import appraise, plan
from yunce.app.frozen_results import pack_appraisal
from yunce.app.rounds import FOLDER, Moved, RoundKey, RoundStore
from yunce.operate.appraisal.closing import frozen_standing, standing_of
from yunce.operate.appraisal.entries import Entry
from yunce.operate.appraisal.round import Stage, Step
from yunce.values.period import Period
from yunce.values.problem import YunceError

KEY = RoundKey("p", "c", "2026-11")
AT = datetime(2026, 12, 3, 9)
CARD = plan("scorecards: [{id: c, for: [clerk], items: [{id: work, weight: 100}], pay_by: score}]")
RESULT = appraise(CARD, "人员,work\nclerk,92")
FREEZE = Entry(Step.FREEZE.value, "hr", AT)
OLD = "".join(
    json.dumps({"step": step, "by": "x", "at": AT.isoformat(), "person": who, "scores": scores, "note": "因", "amount": amount}) + "\n"
    for step, who, scores, amount in (
        ("lead", "clerk", {"work": "92"}, 0),
        ("appeal", "clerk", {}, 0),
        ("settle", "clerk", {}, 0),
        ("freeze", "", {}, 0),
        ("adjust", "clerk", {}, 1800),
    )
)
"""A round as the terminal once kept it: one confirmation for all items, no word on what was seen."""
CONFIRM = json.dumps({"step": "confirm", "by": "hr", "at": AT.isoformat(), "person": "clerk", "scores": {}, "note": "", "amount": 0})
RESULT_TEXT = pack_appraisal(RESULT)


def step(person: str, by: str = "boss") -> Entry:
    return Entry(Step.LEAD.value, by, AT, person, data={"scores": {"work": "92"}})


def test_a_round_is_read_as_it_was_written(tmp_path: Path) -> None:
    store = RoundStore(tmp_path)
    assert store.entries(KEY) == () and store.frozen(KEY) is None and store.periods("p", "c") == ()
    store.add(KEY, [step("clerk"), Entry("confirm", "hr", AT, "clerk", "行\u2028二", data={"items": ["work"]})], 0)
    store.add(KEY, [FREEZE], 2, RESULT)
    found = store.entries(KEY)
    assert [entry.step for entry in found] == ["lead", "confirm", "freeze"] and found[1].note == "行\u2028二"
    frozen = store.frozen(KEY)
    assert frozen is not None and frozen.result.people[0].score == 92
    assert frozen_standing(found, frozen.result).round.is_frozen
    assert (store.periods("p", "c"), store.unfollowed("p", "c")) == (("2026-11",), ("2026-11",))
    store.mark_followed(KEY)
    assert store.unfollowed("p", "c") == ()


def test_who_writes_after_an_older_look_writes_nothing(tmp_path: Path) -> None:
    store = RoundStore(tmp_path)
    store.add(KEY, [step("clerk")], 0)
    with pytest.raises(Moved):
        store.add(KEY, [FREEZE], 0, RESULT)
    assert len(store.entries(KEY)) == 1 and store.frozen(KEY) is None


def test_who_was_cut_off_leaves_the_last_whole_line(tmp_path: Path) -> None:
    store = RoundStore(tmp_path)
    store.add(KEY, [step("clerk")], 0)
    path = tmp_path / FOLDER / "p-c-2026-11.jsonl"
    path.write_bytes(path.read_bytes() + b'{"step": "fr')
    (tmp_path / FOLDER / "p-c-2026-11.frozen.json").write_text("{}", "utf-8")
    assert len(store.entries(KEY)) == 1 and store.frozen(KEY) is None, "results without the line that freezes are none"
    store.add(KEY, [FREEZE], 1, RESULT)
    assert [entry.step for entry in store.entries(KEY)] == ["lead", "freeze"]


def test_frozen_results_that_are_others_are_told(tmp_path: Path) -> None:
    store = RoundStore(tmp_path)
    store.add(KEY, [FREEZE], 0, RESULT)
    path = tmp_path / FOLDER / "p-c-2026-11.frozen.json"
    path.write_text(path.read_text("utf-8").replace("92", "99"), "utf-8")
    with pytest.raises(YunceError, match="round_damaged"):
        store.frozen(KEY)


def test_many_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    store, gate = RoundStore(tmp_path), threading.Barrier(4)

    def write(name: str) -> None:
        gate.wait()
        for number in range(10):
            while True:
                try:
                    store.add(KEY, [step(f"{name}{number}", name)], len(store.entries(KEY)))
                except Moved:
                    continue
                break

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = store.entries(KEY)
    assert sorted(entry.person for entry in found) == sorted(f"{name}{n}" for name in "abcd" for n in range(10))
    assert [e.person for e in found if e.by == "a"] == [f"a{n}" for n in range(10)], "each one's in its own order"


def test_a_round_of_the_first_form_opens_as_it_stood(tmp_path: Path) -> None:
    """What the terminal once kept: scores beside the rest, results as they were printed."""
    from yunce.cli.appraisal_text import appraisal_text, kept_body

    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "p-c-2026-11.jsonl").write_text(OLD, "utf-8")
    printed = appraisal_text(RESULT)
    (folder / "p-c-2026-11.frozen.json").write_text(printed, "utf-8")
    store = RoundStore(tmp_path)
    frozen = store.frozen(KEY)
    assert frozen is not None
    standing = frozen_standing(store.entries(KEY), frozen.result)
    assert standing.round.frozen_at == AT and standing.round.said["clerk", "work"] == 92
    assert [(line.person, line.amount) for line in standing.round.adjustments] == [("clerk", 1800)]
    assert json.loads(json.dumps(kept_body(frozen.result), default=str)) == json.loads(printed)
    past = store.past(RoundKey("p", "c", "2026-12"), Period.of(date(2026, 12, 1), "month"))
    assert list(past.results.values()) == [("", 92.0)]


def test_an_old_confirmation_is_for_all_items_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "p-c-2026-11.jsonl").write_text("".join(f"{line}\n" for line in (OLD.splitlines()[0], CONFIRM)), "utf-8")
    standing = standing_of(RoundStore(tmp_path).entries(KEY), lambda _said, _signed: RESULT)
    assert standing.round.people == {"clerk": Stage.CONFIRMED} and not standing.stale


def test_two_stores_become_one_and_doing_it_again_changes_nothing(tmp_path: Path) -> None:
    store = RoundStore(tmp_path)
    store.add(KEY, [step("late")], 0)
    others = [Entry("lead", "x", datetime(2026, 12, 1), "early"), Entry("freeze", "x", datetime(2026, 12, 4))]
    for _time in range(2):
        store.take_over(KEY, others, RESULT_TEXT)
        assert [entry.person for entry in store.entries(KEY)] == ["early", "late", ""]
        frozen = store.frozen(KEY)
        assert frozen is not None and frozen.body == RESULT_TEXT

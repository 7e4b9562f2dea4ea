# SPDX-License-Identifier: Apache-2.0
"""Who may do what with an item, and what each step asks for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.operate.workitems.making import BOSS, DAY, DOER, LEAD, NOON, done, opened, refused
from yunce.operate.workitems.folding import after
from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import MOVES, Kind, Severity, State
from yunce.operate.workitems.steps import Actor, Asked, Do, Right, missing_elements, possible, step
from yunce.values.problem import Problem


def test_a_task_from_open_to_verified() -> None:
    item = done(opened(), Asked(Do.START))
    assert (item.state, item.assignee, item.version) == (State.DOING, "lin", 3)
    item = done(item, Asked(Do.DONE, evidence=("a1",)))
    assert (item.done_by, item.evidence, item.is_closed) == ("lin", ("a1",), True)
    item = done(item, Asked(Do.VERIFY), LEAD, NOON + DAY)
    assert (item.state, item.verified_by, item.closed_at) == (State.VERIFIED, "zhao", NOON)


def test_the_verifier_is_not_the_doer() -> None:
    item = done(opened(Kind.RECTIFICATION), Asked(Do.DONE), LEAD_AS_CLERK)
    assert refused(item, Asked(Do.VERIFY), LEAD_AS_CLERK) == "work.verifier_is_doer"
    assert refused(item, Asked(Do.VERIFY), DOER) == "work.not_verifier"
    assert done(item, Asked(Do.VERIFY), LEAD).state is State.VERIFIED


def test_nor_is_it_who_has_it_while_another_reports_it_done() -> None:
    item = done(done(opened(), Asked(Do.ASSIGN, assignee="zhao"), BOSS), Asked(Do.DONE), BOSS)
    assert refused(item, Asked(Do.VERIFY), LEAD) == "work.verifier_is_doer"


def test_what_is_grave_is_not_verified_without_evidence() -> None:
    for kind in (Kind.RECTIFICATION, Kind.CASE):
        item = done(opened(kind, severity=Severity.MAJOR), Asked(Do.DONE))
        assert refused(item, Asked(Do.VERIFY), LEAD) == "work.evidence_missing"
        assert done(done(item, Asked(Do.ADD_EVIDENCE, evidence=("p",)), LEAD), Asked(Do.VERIFY), LEAD).is_closed
    assert done(done(opened(severity=Severity.MAJOR), Asked(Do.DONE)), Asked(Do.VERIFY), LEAD).is_closed


def test_evidence_of_before_a_return_proves_nothing() -> None:
    item = done(opened(Kind.RECTIFICATION, severity=Severity.CRITICAL), Asked(Do.DONE, evidence=("old",)))
    item = done(done(item, Asked(Do.RETURN, "照片不清楚"), LEAD), Asked(Do.DONE))
    assert (item.evidence, item.proof, item.reopened) == (("old",), (), 1)
    assert refused(item, Asked(Do.VERIFY), LEAD) == "work.evidence_missing"


def test_a_major_hazard_names_five_elements() -> None:
    item = opened(Kind.RECTIFICATION, data={"hazard": "major"}, due=NOON + DAY)
    assert missing_elements(item) == ("responsible", "measures", "funds", "emergency")
    assert refused(item, Asked(Do.START)) == "work.elements_missing"
    five = {"responsible": "林", "measures": "更换", "funds": "2万", "emergency": "停用并围挡"}
    item = done(item, Asked(Do.START, data=five))
    assert done(item, Asked(Do.DONE)).state is State.DONE
    assert missing_elements(opened(Kind.RECTIFICATION)) == ()


def test_waiting_wants_a_reason_and_a_day_to_come() -> None:
    item = opened()
    assert refused(item, Asked(Do.WAIT)) == "work.reason_missing"
    assert refused(item, Asked(Do.WAIT, "等配件")) == "work.until_missing"
    assert refused(item, Asked(Do.WAIT, "等配件", until=NOON)) == "work.until_past"
    item = done(item, Asked(Do.WAIT, "等配件", until=NOON + DAY))
    assert (item.state, item.reason, item.waiting_until) == (State.WAITING, "等配件", NOON + DAY)
    assert (done(item, Asked(Do.START)).reason, done(item, Asked(Do.START)).waiting_until) == ("", None)


def test_only_who_hands_out_work_cancels_and_moves_its_due_time() -> None:
    item = opened(due=NOON)
    assert refused(item, Asked(Do.CANCEL, "重复")) == "work.not_assigner"
    assert refused(item, Asked(Do.CANCEL), BOSS) == "work.reason_missing"
    assert done(item, Asked(Do.CANCEL, "重复"), BOSS).state is State.CANCELLED
    assert refused(item, Asked(Do.CHANGE_DUE, "等批复", due=NOON + DAY)) == "work.not_assigner"
    assert done(item, Asked(Do.CHANGE_DUE, "等批复", due=NOON + DAY), BOSS).due == NOON + DAY


def test_an_initiative_waits_for_its_actions() -> None:
    assert refused(opened(), Asked(Do.DONE, unfinished=("选品", "拍摄"))) == "work.needs_open"
    assert done(opened(), Asked(Do.DONE)).state is State.DONE


def test_others_do_not_touch_it() -> None:
    stranger = Actor("sun", frozenset({Right.WORK}), frozenset({"driver"}))
    assert refused(opened(), Asked(Do.START), stranger) == "work.not_yours"
    assert refused(opened(), Asked(Do.START), Actor("guest")) == "work.not_yours"
    assert possible(opened(), Actor("guest")) == ()


def test_what_a_page_offers_can_be_done() -> None:
    assert possible(opened(), DOER) == (Do.TAKE, Do.START, Do.DONE, Do.WAIT, Do.UPWARD, Do.ADD_EVIDENCE, Do.NOTE)
    assert possible(done(opened(), Asked(Do.DONE)), DOER) == (Do.ADD_EVIDENCE, Do.NOTE)
    assert Do.RETURN in possible(done(opened(), Asked(Do.DONE)), LEAD)


def test_nobody_hands_in_what_only_the_opening_says() -> None:
    item = done(opened(Kind.RECTIFICATION, data={"hazard": "major"}), Asked(Do.NOTE, "看过", data={"hazard": "", "verifier": "x"}))
    assert item.data["hazard"] == "major" and "verifier" not in item.data


LEAD_AS_CLERK = Actor("qian", LEAD.rights, frozenset({"clerk"}))
STEPS = st.tuples(st.sampled_from(Do), st.sampled_from((DOER, LEAD, BOSS)))
ALL = {"note": "因为", "until": NOON + DAY, "due": NOON + DAY, "assignee": "lin", "evidence": ("e",)}


@given(st.lists(STEPS, max_size=12))
def test_whatever_people_try_the_machine_of_states_holds(tries: list[tuple[Do, Actor]]) -> None:
    item: Item = opened(Kind.RECTIFICATION, severity=Severity.MAJOR)
    for do, actor in tries:
        offered = possible(item, actor)
        told = step(item, Asked(do, **ALL), actor, NOON)  # type: ignore[arg-type]
        for event in () if isinstance(told, Problem) else told:
            assert event.seq == item.version + 1
            assert event.to is None or event.to in MOVES[item.state]
            assert event.to is not State.VERIFIED or ((item.proof or event.evidence) and event.by not in {item.done_by, item.assignee})
            item = after(item, event)
        assert do in offered or isinstance(told, Problem)

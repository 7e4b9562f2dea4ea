# SPDX-License-Identifier: Apache-2.0
"""Cases: masked before they are kept, clocks on working time, the ladder, the visit, customers to look after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.operate.cases.handling import Handled, Stage, case_opening, next_stage, owed_rungs, put_off, respond_by
from yunce.operate.cases.report import Customer, Report, check_report, masked, plain_contact, safe_text
from yunce.operate.cases.visits import Answer, abnormal, answered, check_answer, visit_of
from yunce.operate.workitems.folding import after, fold
from yunce.operate.workitems.item import Event, Item, Verb
from yunce.operate.workitems.promises import resolution_clock, response_clock
from yunce.operate.workitems.states import Severity, State
from yunce.plan.parts.rules import CaseKind
from yunce.values.calendar import read_calendar
from yunce.values.problem import Problem
from yunce.values.work_clock import SHANGHAI, WorkClock, read_hours

HOURS = read_hours("09:00-12:00 13:30-18:00")
assert not isinstance(HOURS, Problem)
KIND = CaseKind.model_validate(
    {
        "id": "complaint", "title": "投诉", "unit": "cs", "categories": ["发货", "质量"], "respond": "2h", "resolve": "2wd", "visit": "7d",
        "escalate": [{"to": "cs_lead", "after": "1wd"}, {"to": "gm", "after": "2wd"}],
    }
)  # fmt: skip
MONDAY = datetime(2026, 11, 23, 11, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def handled() -> Handled:
    calendar, problems = read_calendar((files("yunce.packs") / "calendar_cn/days.yaml").read_text("utf-8"))
    assert problems == ()
    return Handled(KIND, WorkClock(HOURS, calendar))


def report(**more: object) -> Report:
    return Report("complaint", "迟迟不发货", **({"category": "发货"} | more))  # type: ignore[arg-type]


def opened(handled: Handled, now: datetime = MONDAY, **more: object) -> Item:
    opening = case_opening(report(**more), Customer("张**", "138****5678", "k1"), handled, "c1", now)
    return fold("c1", opening, [Event("c1", 1, now, "ann", Verb.OPENED)])


def moved(item: Item, to: State, at: datetime, **data: object) -> Item:
    return after(item, Event(item.id, item.version + 1, at, "lin", Verb.MOVED, to, data=data))


# --- who it was -----------------------------------------------------------------------------------------------------


def test_nothing_that_tells_a_person_stays() -> None:
    found, customer = masked(
        report(text="电话 138 1234 5678，卡 6222021234567890123，a@c.com", name="张三", contact="+86 13812345678"), "hash"
    )
    assert found.text == "电话 138****5678，卡 6222**********0123，**@c.com"
    assert (found.name, found.contact) == ("", "")
    assert customer == Customer("张**", "138****5678", "hash")


def test_the_same_phone_is_the_same_however_written() -> None:
    assert {plain_contact(c) for c in ("13812345678", "138-1234-5678", "+86 138 1234 5678")} == {"13812345678"}


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text("你好abc ，。", max_size=9), st.text("你好abc ，。", max_size=9))
def test_no_phone_comes_through(phone: str, before: str, behind: str) -> None:
    assert phone not in safe_text(before + phone + behind)


def test_what_is_wrong_is_told_together() -> None:
    wrong = Report("complaint", " ", "价格", channel="pigeon", unit="moon", amount=Decimal(-1))
    codes = [p.code for p in check_report(wrong, KIND.categories, frozenset({"cs"}))]
    expected = ["title_missing", "category_unknown", "unit_unknown", "channel_unknown", "amount_negative"]
    assert codes == [f"case.{code}" for code in expected]


# --- clocks ---------------------------------------------------------------------------------------------------------


def test_promises_run_on_working_time(handled: Handled) -> None:
    """Monday 11:00 and two hours of work: over the lunch break, 14:30; two days of work: the end of Wednesday."""
    item = opened(handled)
    assert respond_by(item) == datetime(2026, 11, 23, 14, 30, tzinfo=SHANGHAI)
    assert item.due == datetime(2026, 11, 25, 18, 0, tzinfo=SHANGHAI)
    assert item.owner == "cs_lead"
    assert respond_by(moved(item, State.DOING, MONDAY)) is None


def test_a_feast_is_no_day_of_work(handled: Handled) -> None:
    """Reported on the eve of the National Day holiday of 2026: due two days of work after it."""
    item = opened(handled, datetime(2026, 9, 30, 17, 0, tzinfo=SHANGHAI))
    assert item.due is not None
    assert item.due.date() > date(2026, 10, 7)


def test_what_was_reported_before_it_was_typed_in_runs_from_then(handled: Handled) -> None:
    friday = datetime(2026, 11, 20, 16, 0, tzinfo=SHANGHAI)
    item = opened(handled, MONDAY, at=friday)
    assert item.due == datetime(2026, 11, 24, 18, 0, tzinfo=SHANGHAI)
    assert opened(handled, MONDAY, at=MONDAY + timedelta(days=9)).due == opened(handled).due


def test_the_ladder_is_climbed_once_a_rung(handled: Handled) -> None:
    item = opened(handled)
    first = [Event("c1", 1, MONDAY, "ann", Verb.OPENED)]
    assert owed_rungs(item, first, handled, datetime(2026, 11, 24, 17, 59, tzinfo=SHANGHAI)) == ()
    at = datetime(2026, 11, 24, 18, 0, tzinfo=SHANGHAI)
    [event] = owed_rungs(item, first, handled, at)
    assert event.data["escalated_to"] == "cs_lead"
    climbed = after(item, event)
    assert owed_rungs(climbed, first, handled, at) == ()
    late = datetime(2026, 11, 26, 9, 0, tzinfo=SHANGHAI)
    assert [e.data["escalated_to"] for e in owed_rungs(climbed, first, handled, late)] == ["gm"]
    assert [e.seq for e in owed_rungs(item, first, handled, late)] == [2, 3]


def test_the_ladder_waits_for_the_customer(handled: Handled) -> None:
    waiting = moved(opened(handled), State.WAITING, MONDAY, waiting_for="customer", until="2026-12-01T09:00:00+08:00")
    assert owed_rungs(waiting, [], handled, MONDAY + timedelta(days=20)) == ()


def waited(handled: Handled, since: datetime, until: datetime | None) -> tuple[Item, list[Event]]:
    """The case of Monday 11:00 that waits for the customer from one moment to another."""
    item = moved(opened(handled), State.DOING, MONDAY)
    events = [Event("c1", 1, MONDAY, "ann", Verb.OPENED)]
    steps = [(since, State.WAITING, {"waiting_for": "customer", "until": "2026-12-08T09:00:00+08:00"})]
    steps += [(until, State.DOING, {})] if until else []
    for at, to, data in steps:
        events.append(Event("c1", item.version + 1, at, "lin", Verb.MOVED, to, data=data))
        item = after(item, events[-1])
    return item, events


def test_the_ladder_leaves_the_customer_out(handled: Handled) -> None:
    """The first rung is owed on Tuesday 18:00. Three hours of Tuesday with the customer: Wednesday 12:00; Wednesday's: nothing changes."""
    tuesday, wednesday = (datetime(2026, 11, day, 9, 0, tzinfo=SHANGHAI) for day in (24, 25))
    item, events = waited(handled, tuesday, tuesday + timedelta(hours=3))
    assert owed_rungs(item, events, handled, datetime(2026, 11, 25, 11, 59, tzinfo=SHANGHAI)) == ()
    assert len(owed_rungs(item, events, handled, datetime(2026, 11, 25, 12, 0, tzinfo=SHANGHAI))) == 1
    item, events = waited(handled, wednesday, wednesday + timedelta(hours=3))
    [event] = owed_rungs(item, events, handled, wednesday + timedelta(hours=4))
    assert event.data["owed_at"] == "2026-11-24T18:00:00+08:00"


def test_the_due_time_waits_for_the_customer(handled: Handled) -> None:
    """Due on Wednesday 18:00; from Tuesday 17:00 to Wednesday 11:00 with the customer are three hours of work: Thursday 12:00."""
    since, until = datetime(2026, 11, 24, 17, 0, tzinfo=SHANGHAI), datetime(2026, 11, 25, 11, 0, tzinfo=SHANGHAI)
    item, events = waited(handled, since, None)
    [event] = put_off(item, events, handled, until)
    assert after(item, event).due == datetime(2026, 11, 26, 12, 0, tzinfo=SHANGHAI)
    item, events = waited(handled, since, until)
    assert put_off(item, events, handled, until) == ()
    late, told = waited(handled, datetime(2026, 11, 26, 9, 0, tzinfo=SHANGHAI), None)
    assert put_off(late, told, handled, datetime(2026, 11, 27, 9, 0, tzinfo=SHANGHAI)) == ()


def test_both_clocks_end_with_their_deadlines(handled: Handled) -> None:
    """What the page counts down to is what the case owes: two days of work end on Wednesday 18:00."""
    item = opened(handled)
    found = resolution_clock(item, [], handled.promise(item), handled.clock, MONDAY)
    assert found is not None and found.due == item.due
    first = response_clock(item, handled.promise(item), handled.clock, MONDAY)
    assert first is not None and first.due == respond_by(item)


def test_a_critical_case_goes_to_who_leads_the_group(handled: Handled) -> None:
    assert opened(handled, severity=Severity.CRITICAL).owner == "gm"


def test_stages_follow_the_standard() -> None:
    stage: Stage | None = Stage.RECEIVED
    seen = []
    while stage:
        seen.append(stage.value)
        stage = next_stage(stage)
    assert seen == ["received", "acknowledged", "assessed", "investigated", "responded", "communicated", "closed"]
    assert next_stage(None) is Stage.ACKNOWLEDGED


# --- the visit ------------------------------------------------------------------------------------------------------


def closed(handled: Handled) -> Item:
    done = moved(opened(handled), State.DONE, MONDAY + timedelta(hours=5))
    return after(done, Event("c1", done.version + 1, MONDAY + timedelta(hours=6), "zhao", Verb.MOVED, State.VERIFIED))


def test_a_closed_case_asks_for_a_visit(handled: Handled) -> None:
    assert visit_of(opened(handled), handled) is None
    visit = visit_of(closed(handled), handled)
    assert visit is not None
    assert (visit.parent, visit.key, visit.data["contact"]) == ("c1", "visit|c1|0", "138****5678")
    assert visit.due == datetime(2026, 11, 30, 18, 0, tzinfo=SHANGHAI)


def test_an_unsolved_case_is_opened_again(handled: Handled) -> None:
    case = closed(handled)
    opening = visit_of(case, handled)
    assert opening is not None
    visit = fold("v", opening, [Event("v", 1, MONDAY, "system", Verb.OPENED)])
    visited, on_case = answered(visit, case, Answer(1, solved=False, words="还是没到货"), "mei", MONDAY + timedelta(days=3))
    for event in visited:
        visit = after(visit, event)
    for event in on_case:
        case = after(case, event)
    assert (visit.state, visit.data["satisfaction"]) == (State.DONE, 1)
    assert (case.state, case.reason, case.reopened) == (State.REOPENED, "还是没到货", 1)
    content, pleased = answered(visit, closed(handled), Answer(5, solved=True), "mei", MONDAY)
    assert [e.verb for e in pleased] == [Verb.ANSWERED]
    assert len(content) == 2


@pytest.mark.parametrize(("value", "wrong"), [(None, 0), (1, 0), (5, 0), (0, 1), (6, 1)])
def test_satisfaction_is_one_to_five(value: int | None, wrong: int) -> None:
    assert len(check_answer(Answer(value, solved=True), "v")) == wrong


def test_customers_to_look_after(handled: Handled) -> None:
    """Three cases, or two unhappy answers, or a critical one in ninety days; without a contact nobody is known."""

    def case(key: str, days: int = 1, satisfaction: int = 5, severity: Severity = Severity.MINOR) -> Item:
        item = opened(handled, MONDAY - timedelta(days=days), severity=severity)
        return replace(item, data={**item.data, "customer_key": key, "satisfaction": satisfaction})

    cases = [case("often"), case("often"), case("often", 89), case("old"), case("old"), case("old", 91), case("sad", satisfaction=2),
             case("sad", satisfaction=1), case("grave", severity=Severity.CRITICAL), *[case("")] * 9]  # fmt: skip
    assert [w.customer for w in abnormal(cases, MONDAY)] == ["grave", "sad", "often"]

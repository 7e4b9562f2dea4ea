# SPDX-License-Identifier: Apache-2.0
"""Conflicts on people, money, pieces and order; gates; what is to be done to a ledger so that it holds the agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.operate.agenda.planned import HEAD, branches, item, made, plan_of
from yunce.operate.agenda.changing import Change, Changes, changes
from yunce.operate.agenda.contract import WITHDRAWN, Agenda, Given
from yunce.operate.agenda.gates import gates
from yunce.operate.workitems.folding import after
from yunce.operate.workitems.item import Event, Item, Verb
from yunce.operate.workitems.revising import PLANNED, REVISED, question
from yunce.operate.workitems.states import State
from yunce.operate.workitems.steps import Actor, Asked, Do, Right, possible, step
from yunce.values.problem import Problem
from yunce.values.work_clock import SHANGHAI

TODAY = date(2026, 1, 10)
NOW = datetime(2026, 1, 12, 9, tzinfo=SHANGHAI)


def told(found: Agenda, matter: str) -> list[tuple[str, str, str, str, str]]:
    return [(f"{c.first:%m-%d}", f"{c.last:%m-%d}", c.who, str(c.asked), str(c.there)) for c in found.conflicts if c.matter == matter]


def test_one_person_cannot_do_two_things_at_once() -> None:
    body = """
initiatives:
  - {id: a, start: 2026-03-01, due: 2026-03-10, owner: boss}
  - {id: b, start: 2026-03-08, due: 2026-03-20, owner: boss}
  - {id: c, start: 2026-03-01, due: 2026-03-31, owner: checker}
  - {id: d, start: 2026-03-01, due: 2026-03-31, owner: checker}
"""
    found = made(body)
    assert told(found, "people") == [("03-08", "03-10", "boss", "2", "1")]
    assert found.conflicts[0].elements == ("initiatives.a", "initiatives.b")


def test_one_conflict_that_goes_on_is_told_once() -> None:
    """A campaign's steps follow each other day by day: the days on which two things are asked of one person are one stretch."""
    body = """
initiatives:
  - {id: a, start: 2026-11-01, due: 2026-11-30, owner: boss}
campaigns:
  - {id: sale, at: 2026-11-20, prepare: 8d, owner: boss, steps: [{title: 选品, before: 6d}, {title: 备货, before: 3d}]}
"""
    found = told(made(body, "2026-11"), "people")
    assert [(first, last) for first, last, *_ in found] == sorted({(first, last) for first, last, *_ in found})
    assert all(found[n][1] < found[n + 1][0] for n in range(len(found) - 1)) and len(found) == 1


def test_more_inspections_than_days_of_work() -> None:
    body = "duties:\n  - {id: look, every: 'weekly', owner: checker, cover: {of: \"kind == 'branch'\"}}"
    found = made(body, "2026-W10", head=branches(11))
    assert told(found, "people") == [("03-02", "03-08", "checker", "11", "10")]


def test_a_day_off_is_worked_by_those_on_duty() -> None:
    """Two people go to two branches every day, Sundays as well; to three they cannot, on any day."""
    body = "duties:\n  - {id: look, every: 'daily', owner: checker, cover: {of: \"kind == 'branch'\"}}"
    assert told(made(body, "2026-W10", head=branches(2)), "people") == []
    assert len(told(made(body, "2026-W10", head=branches(3)), "people")) == 7


@pytest.mark.parametrize(("limit", "is_told"), [("8万", True), ("9万", False), ("4万..8万", True)])
def test_campaigns_may_spend_what_the_target_allows(limit: str, is_told: bool) -> None:
    head = HEAD.replace("roles:", "metrics:\n  - {id: marketing_cost, name: 费用, kind: sum, measured_in: CNY, better: lower}\nroles:")
    body = f"""
targets:
  - {{id: money, metric: marketing_cost, unit: hq, period: 2026-11, value: {limit}, owner: boss}}
campaigns:
  - {{id: a, at: cn:double_11, spend: 5万..7万, unit: east}}
  - {{id: b, at: 2026-11-20, spend: 4万}}
"""
    expected = [("11-01", "11-30", "targets.money", "90000", "80000")] if is_told else []
    assert told(made(body, head=head), "budget") == expected


def test_a_ratio_is_of_the_target_beside_it() -> None:
    head = HEAD.replace(
        "roles:",
        "metrics:\n  - {id: marketing_cost, name: 费用, kind: sum, measured_in: CNY, better: lower}\n"
        "  - {id: gmv, name: 支付金额, kind: sum, measured_in: CNY, better: higher}\nroles:",
    )
    body = """
targets:
  - {id: gmv_11, metric: gmv, unit: hq, period: 2026-11, value: 50万, owner: boss}
  - {id: money, metric: marketing_cost, ratio_of: gmv, unit: hq, period: 2026-11, value: 10%..15%, owner: boss}
campaigns:
  - {id: a, at: cn:double_11, spend: 8万}
"""
    assert told(made(body, head=head), "budget") == [("11-01", "11-30", "targets.money", "80000", "75000.00")]


def test_a_ratio_holds_for_each_month_of_its_target() -> None:
    """15 % of the four months are 45, of November 13.5; 15 for one campaign is too much there though not for the whole."""
    head = HEAD.replace(
        "roles:",
        "metrics:\n  - {id: marketing_cost, name: 费用, kind: sum, measured_in: CNY, better: lower}\n"
        "  - {id: gmv, name: 支付金额, kind: sum, measured_in: CNY, better: higher}\nroles:",
    )
    body = """
targets:
  - {id: gmv_h2, metric: gmv, unit: hq, period: 2026-09..2026-12, value: 300万, owner: boss,
     split: [{by: month, values: {2026-09: 20万, 2026-10: 40万, 2026-11: 90万, 2026-12: 150万}}]}
  - {id: money, metric: marketing_cost, ratio_of: gmv, unit: hq, period: 2026-09..2026-12, value: 10%..15%, owner: boss}
campaigns:
  - {id: a, at: cn:double_11, spend: 15万..20万}
  - {id: b, at: cn:double_12, spend: 15万..20万}
"""
    assert told(made(body, head=head), "budget") == [("11-01", "11-30", "targets.money", "150000", "135000.00")]


def test_pieces_on_hand_last_for_the_first_campaign() -> None:
    head = HEAD.replace("roles:", "metrics:\n  - {id: units, name: 支付件数, kind: sum, measured_in: 件, better: higher}\nroles:")
    body = "campaigns:\n  - {id: a, at: cn:618, goals: {units: 800件}}\n  - {id: b, at: cn:double_11, goals: {units: 500件}}"
    assert told(made(body, head=head), "stock") == []
    assert told(made(body, head=head, given=Given(stock=Decimal(1000))), "stock") == [("11-11", "11-11", "campaigns.b", "1300", "1000")]


def test_money_that_is_spent_counts() -> None:
    head = HEAD.replace("roles:", "metrics:\n  - {id: marketing_cost, name: 费用, kind: sum, measured_in: CNY, better: lower}\nroles:")
    body = """
targets:
  - {id: money, metric: marketing_cost, unit: hq, period: 2026-11, value: 10万, owner: boss}
campaigns:
  - {id: a, at: 2026-11-05, spend: 3万}
  - {id: b, at: cn:double_11, spend: 5万}
"""
    assert told(made(body, head=head), "budget") == []
    given = Given(spent={"money": Decimal(60_000)}, spent_to=date(2026, 11, 8))  # 60,000 went where 30,000 were meant
    found = made(body, head=head, given=given)
    assert told(found, "budget") == [("11-01", "11-30", "targets.money", "110000", "100000")]
    assert [(c.over, c.spent) for c in found.conflicts if c.matter == "budget"] == [(Decimal(10_000), Decimal(60_000))]
    early = Given(spent={"money": Decimal(20_000)}, spent_to=date(2026, 11, 8))  # less than was meant: the rest may still come
    assert told(made(body, head=head, given=early), "budget") == []


def test_work_before_what_it_needs() -> None:
    body = "initiatives:\n  - {id: a, due: 2026-03-10}\n  - {id: b, start: 2026-03-09, due: 2026-03-20, needs: [a]}"
    assert told(made(body), "order") == [("03-09", "03-10", "initiatives.b", "2", "0")]


def test_gates_open_by_what_is_done() -> None:
    body = """
phases:
  - {id: one, period: 2026-01, gate: "done('a') and done('b') and headcount('hq') >= 3"}
initiatives:
  - {id: a, due: 2026-01-10}
  - {id: b, due: 2026-01-20}
"""
    plan = plan_of(body)
    a, b = (o for o in made(body).openings if o.element.startswith("initiatives"))
    some = gates(plan, [item(a, State.DONE), item(b)])
    assert [(g.phase, g.is_open, g.undone) for g in some] == [("one", False, ("b",))]
    assert gates(plan, [item(a, State.DONE), item(b, State.DONE)])[0].is_open is True


# --- the ledger -----------------------------------------------------------------------------------------------------

MONDAYS = "duties:\n  - {id: look, title: 巡检, every: weekly:mon, owner: checker}"


def ledger(found: Agenda, before: tuple[Item, ...] = ()) -> tuple[Item, ...]:
    """The ledger after the changes were made, as a ledger would make them."""
    todo = changes(found, before, TODAY)
    changed = {c.item.id: c for c in todo.to_change}
    asked = {c.item.id: c for c in todo.to_ask}
    gone = {i.id for i in todo.to_withdraw}
    kept = []
    for one in before:
        if one.id in gone:
            one = replace(one, state=State.CANCELLED, data={**one.data, WITHDRAWN: True})
        if one.id in changed:
            fields = dict(changed[one.id].fields)
            moved = {name: fields.pop(name) for name in ("owner", "due") if name in fields}
            anew = {name: fields.pop(name) for name in REVISED if name in fields}
            one = after(one, Event(one.id, one.version + 1, NOW, "system", Verb.REVISED, data=anew))
            one = replace(one, **moved, data={**one.data, **fields})  # type: ignore[arg-type]
        if one.id in asked:
            one = after(one, Event(one.id, one.version + 1, NOW, "system", Verb.NOTED, data=asked[one.id].fields))
        kept.append(one)
    return (*kept, *(item(o) for o in todo.to_open))


def said(change: Change) -> dict[str, object]:
    """What a change does to the item itself."""
    return {name: value for name, value in change.fields.items() if name != PLANNED}


def test_people_may_change_more_than_once() -> None:
    """Each version's owner counts, also where it is the first one's again; what a plan no longer says is taken away."""
    bodies = [
        MONDAYS,
        MONDAYS.replace("owner: checker", "owner: boss, note: 带表"),
        MONDAYS.replace("owner: checker", "owner: chief"),
        MONDAYS,
    ]
    head = HEAD + "  - {id: chief, name: 主任, unit: hq, headcount: 1}\n"
    there: tuple[Item, ...] = ()
    seen = []
    for body in bodies:
        found = made(body, "2026-01", head=head)
        there = ledger(found, there)
        assert changes(found, there, TODAY).is_empty
        seen.append({(one.owner, one.data.get("note") or "") for one in there})
    assert seen == [{("checker", "")}, {("boss", "带表")}, {("chief", "")}, {("checker", "")}]


def test_what_came_again_is_the_plans_still() -> None:
    """Withdrawn, opened again by the plan, withdrawn again: nobody had begun it."""
    found = made(MONDAYS, "2026-01")
    there = tuple(item(o, State.REOPENED, data={WITHDRAWN: False}, responded_at=None) for o in found.openings[1:])
    assert changes(found, there, TODAY).is_empty
    none = made("duties:\n  - {id: other, every: yearly}", "2026-01")
    assert len(changes(none, there, TODAY).to_withdraw) == 3


def test_running_twice_makes_nothing_twice() -> None:
    found = made(MONDAYS, "2026-01")
    there = ledger(found)
    assert [i.opening.period for i in there] == ["2026-W03", "2026-W04", "2026-W05"]  # the first Monday is past
    assert changes(found, there, TODAY) == Changes()


def test_a_change_touches_only_what_has_not_begun() -> None:
    there = ledger(made(MONDAYS, "2026-01"))
    there = (item(there[0].opening, State.DOING), *there[1:])
    todo = changes(made(MONDAYS.replace("weekly:mon", "weekly:tue"), "2026-01"), there, TODAY)
    assert [(c.item.opening.period, said(c)) for c in todo.to_change] == [
        ("2026-W04", {"start": "2026-01-19T16:00:00+00:00", "due": datetime(2026, 1, 20, 23, 59, tzinfo=SHANGHAI)}),
        ("2026-W05", {"start": "2026-01-26T16:00:00+00:00", "due": datetime(2026, 1, 27, 23, 59, tzinfo=SHANGHAI)}),
    ]
    (asked,) = todo.to_ask
    assert asked.item.opening.period == "2026-W03"
    assert not todo.to_open and not todo.to_withdraw
    renamed = changes(made(MONDAYS.replace("id: look", "id: walk"), "2026-01"), there, TODAY)
    assert [i.opening.period for i in renamed.to_withdraw] == ["2026-W04", "2026-W05"]
    assert [o.period for o in renamed.to_open] == ["2026-W03", "2026-W04", "2026-W05"]


def test_what_people_changed_by_hand_stays() -> None:
    there = ledger(made(MONDAYS, "2026-01"))
    moved = replace(there[1], owner="boss", due=datetime(2026, 1, 23, 12, tzinfo=SHANGHAI))
    todo = changes(made(MONDAYS.replace("weekly:mon, owner: checker", "weekly:tue, owner: boss"), "2026-01"), (moved,), TODAY)
    assert [said(c) for c in todo.to_change] == [{}]


def test_a_new_title_reaches_what_has_not_begun_and_is_asked_of_the_rest() -> None:
    """Three Mondays, one begun: two follow by an event, of the third the plan asks, once, until somebody answers."""
    there = ledger(made(MONDAYS, "2026-01"))
    there = (replace(there[0], state=State.DOING, responded_at=NOW), *there[1:])
    other = made(
        MONDAYS.replace("title: 巡检, every: weekly:mon, owner: checker", "title: 巡查, every: weekly:tue, owner: boss"), "2026-01"
    )
    there = ledger(other, there)
    assert [(one.opening.title, one.owner) for one in there] == [("巡检", "checker"), ("巡查", "boss"), ("巡查", "boss")]
    assert [f"{one.opening.start.astimezone(SHANGHAI):%m-%d}" for one in there if one.opening.start] == ["01-12", "01-20", "01-27"]
    assert dict(question(there[0])) == {
        "title": "巡查", "start": "2026-01-12T16:00:00+00:00", "due": "2026-01-13T15:59:00+00:00", "owner": "boss"
    }  # fmt: skip
    assert changes(other, there, TODAY).is_empty
    back = ledger(made(MONDAYS, "2026-01"), there)
    assert not question(back[0]) and [one.opening.title for one in back] == ["巡检"] * 3
    kept = taken(there[0], Do.KEEP)
    assert (kept.opening.title, kept.owner) == ("巡检", "checker") and not changes(other, (kept,), TODAY).to_ask
    followed = taken(there[0], Do.FOLLOW)
    assert (followed.opening.title, followed.owner, followed.state) == ("巡查", "boss", State.DOING)
    assert followed.due == other.openings[1].due and not changes(other, (followed,), TODAY).to_ask
    third = changes(made(MONDAYS.replace("title: 巡检", "title: 夜查"), "2026-01"), (followed,), TODAY).to_ask
    assert [dict(question(after(followed, noted(c)))) for c in third] == [
        {"title": "夜查", "start": "2026-01-11T16:00:00+00:00", "owner": "checker", "due": "2026-01-12T15:59:00+00:00"}
    ]


def taken(one: Item, do: Do) -> Item:
    """An item after the answer of somebody who hands out work; nobody else is offered it, and nobody twice."""
    boss = Actor("wang", frozenset(Right))
    assert do in possible(one, boss) and do not in possible(one, Actor("lin", frozenset({Right.WORK}), frozenset({"checker"})))
    events = step(one, Asked(do), boss, NOW)
    assert isinstance(events, tuple)
    for event in events:
        one = after(one, event)
    assert do not in possible(one, boss) and isinstance(step(one, Asked(do), boss, NOW), Problem)
    return one


def noted(change: Change) -> Event:
    return Event(change.item.id, change.item.version + 1, NOW, "system", Verb.NOTED, data=change.fields)


def test_a_plan_that_comes_back_opens_again_what_it_withdrew() -> None:
    found, none = made(MONDAYS, "2026-01"), made("duties:\n  - {id: other, every: yearly}", "2026-01")
    there = ledger(none, ledger(found))
    todo = changes(found, there, TODAY)
    assert len(todo.to_reopen) == 3 and not todo.to_open
    by_hand = tuple(replace(i, data={}) for i in there)
    assert not changes(found, by_hand, TODAY).to_reopen


def test_work_that_people_made_is_left_alone() -> None:
    found = made(MONDAYS, "2026-01")
    own = item(replace(found.openings[1], key="x", element=""))
    rule = item(replace(found.openings[1], key="y", element="rules.low"))
    assert not changes(made("duties:\n  - {id: other, every: yearly}", "2026-01"), (own, rule), TODAY).to_withdraw


def test_an_element_with_a_problem_withdraws_nothing() -> None:
    body = "duties:\n  - {{id: look, every: quarter, owner: checker, cover: {{of: \"kind == 'branch'\", per_period: {}, per_year: 100%}}}}"
    there = ledger(made(body.format("25%"), head=branches(23)))
    assert len(there) == 24
    assert changes(made(body.format("20%"), head=branches(23)), there, TODAY).is_empty

# SPDX-License-Identifier: Apache-2.0
"""Rounds over the interface: read only, nobody beyond the token's unit, pay for none without the verb for it."""

from __future__ import annotations

import pytest

from tests.web.people.conftest import People
from tests.web.people.test_round import closed
from tests.web.test_api import Caller, made
from yunce.web.accounts.models import TrailEntry

pytestmark = pytest.mark.django_db
MARCH = "/api/v1/results/appraisals/monthly/2026-03"
PAY = ("coefficient", "base", "earned", "pay", "fixed", "total", "commission", "deduction")


def names(body: dict[str, list[dict[str, object]]]) -> list[object]:
    return [person["person"] for person in body["people"]]


def test_pay_is_for_the_verb_that_sees_it(people: People) -> None:
    closed(people)
    status, body = Caller(made(people["pay"], "look", "see_pay")).get(MARCH)
    assert status == 200 and names(body) == ["ann", "bob"]
    ann = body["people"][0]
    assert (ann["pay_masked"], ann["score"], ann["earned"], ann["items"][0]["item"]) == (False, "95.6", "1200.00", "sales")
    assert [pool["unit"] for pool in body["pools"]] == ["a", "b"]
    assert TrailEntry.objects.filter(event="pay_seen").exists()
    assert Caller(made(people["pay"], "look")).get(MARCH)[0] == 404, "nothing that it lends lets see a score"


def test_a_token_reaches_its_unit_alone(people: People) -> None:
    closed(people)
    status, body = Caller(made(people["pay"], "look", "see_pay", unit="a")).get(MARCH)
    assert status == 200 and names(body) == ["ann"] and [pool["unit"] for pool in body["pools"]] == ["a"]
    status, body = Caller(made(people["pay_a"], "look", "see_pay", unit="a")).get(MARCH)
    assert status == 200 and names(body) == ["ann"]


def test_who_leads_sees_scores_and_no_pay(people: People) -> None:
    closed(people)
    status, body = Caller(made(people["lead_b"], "look", "verify", unit="b")).get(MARCH)
    assert status == 200 and names(body) == ["bob"] and body["pools"] == []
    bob = body["people"][0]
    assert bob["pay_masked"] and bob["score"] and all(bob[name] is None for name in PAY)
    assert TrailEntry.objects.filter(event="score_seen").exists()


@pytest.mark.parametrize("who, unit", [("guest", ""), ("editor", ""), ("fin", "company")])
def test_others_find_nothing(people: People, who: str, unit: str) -> None:
    caller = Caller(made(people[who], "look", unit=unit))
    for path in (MARCH, MARCH.replace("monthly", "nothing"), MARCH.replace("2026-03", "2026-13")):
        assert caller.get(path)[0] == 404, path
    assert Caller("yct_no_no").get(MARCH)[0] == 401


def test_nothing_can_be_written(people: People) -> None:
    closed(people)
    caller = Caller(made(people["pay"], "look", "see_pay"))
    assert caller.client.post(MARCH, "{}", content_type="application/json").status_code == 405
    assert caller.client.delete(MARCH).status_code == 405

# SPDX-License-Identifier: Apache-2.0
"""Filled checklists over the HTTP API: taken once, with the same rights and consequences as on the page."""

from __future__ import annotations

import pytest

from tests.web.conftest import SignIn
from tests.web.inspect.test_filling import opened, photo
from tests.web.test_api import ALL, Caller, codes, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller(sign_in: SignIn) -> Caller:
    return Caller(made(sign_in("admin"), *ALL))


def test_answers_are_taken_once_with_what_follows(caller: Caller) -> None:
    item = opened()
    status, there = caller.send(f"/api/v1/items/{item.id}/evidence", files=photo())
    assert status == 200
    answers = {"price": {"value": "fail", "note": "没换"}, "cold": {"value": "5"}, "look": {"photos": there["evidence"]}}
    told = [caller.post(f"/api/v1/items/{item.id}/answers", answers=answers, token="abc") for _ in range(2)]
    assert [status for status, _ in told] == [200, 200]
    first = told[0][1]
    assert first["item"]["state"] == "done" and first["item"]["data"]["score"] == "40.00" and told[1][1]["opened"] == []
    assert [(one["title"], one["parent"], one["number"][:3]) for one in first["opened"]] == [("整改：价格与活动一致", item.id, "ZG-")]
    status, late = caller.post(f"/api/v1/items/{item.id}/answers", answers=answers, token="other")
    assert (status, codes(late)) == (409, ["inspection.filled"])


def test_what_is_wrong_is_told_with_its_line(caller: Caller) -> None:
    item = opened()
    status, body = caller.post(f"/api/v1/items/{item.id}/answers", answers={"price": {"value": "maybe"}, "x": {"value": "1"}})
    assert status == 422 and {p["path"]: p["code"] for p in body["problems"]} == {
        "x": "inspection.unknown", "price": "inspection.choice", "cold": "inspection.missing", "look": "inspection.photo",
    }  # fmt: skip
    status, body = caller.post(f"/api/v1/items/{item.id}/answers", answers={"look": {"photos": ["a" * 64]}})
    assert (status, codes(body)) == (422, ["inspection.photo_unknown"])


def test_who_may_not(sign_in: SignIn, caller: Caller) -> None:
    item = opened()
    looking = Caller(made(sign_in("admin", name="eyes"), "look"))
    assert looking.post(f"/api/v1/items/{item.id}/answers", answers={})[0] == 403
    other = Caller(made(sign_in("admin", name="far"), *ALL, unit="shop"))
    away = opened("away", unit="company", subject="company")
    assert other.post(f"/api/v1/items/{away.id}/answers", answers={})[0] == 404
    assert caller.post("/api/v1/items/nothing/answers", answers={})[0] == 404

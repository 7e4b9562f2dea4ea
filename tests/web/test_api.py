# SPDX-License-Identifier: Apache-2.0
"""The HTTP interface: tokens that reach no further than they should, items from end to end, problems in words."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.web.accounts.models import TrailEntry
from yunce.web.api.models import ApiToken
from yunce.web.data.models import LoadJob

ITEMS = "/api/v1/items"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
ALL = ("look", "work", "verify", "assign")


class Caller:
    """A program with a token and no session."""

    def __init__(self, token: str) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {token}"})

    def get(self, path: str, **params: Any) -> tuple[int, Any]:
        answer = self.client.get(path, params)
        return answer.status_code, answer.json()

    def post(self, path: str, **body: Any) -> tuple[int, Any]:
        answer = self.client.post(path, json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json()

    def send(self, path: str, **files: Any) -> tuple[int, Any]:
        answer = self.client.post(path, files)
        return answer.status_code, answer.json()


def made(person: Client, *actions: str, unit: str = "", days: int = 30) -> str:
    """The text of a new token, from the page that shows it once."""
    answer = person.post("/tokens/", {"name": "大屏", "unit": unit, "actions": actions, "days": days})
    assert answer.status_code == 200, answer.content.decode()
    return re.findall(r'value="(yct_[^"]+)"', answer.content.decode())[0]


def codes(body: Any) -> list[str]:
    return [problem["code"] for problem in body["problems"]]


@pytest.fixture
def admin(sign_in: SignIn) -> Client:
    return sign_in("admin")


@pytest.fixture
def caller(admin: Client) -> Caller:
    return Caller(made(admin, *ALL, "upload"))


def test_no_token_gets_in(db: None, there: FixtureInstallation) -> None:
    for token in ("", "yct_", "yct_ab_cd", "x" * 5000, "yct_000000000000_" + "a" * 43):
        status, body = Caller(token).get(ITEMS)
        assert (status, codes(body)) == (401, ["web.api_token"])


def test_a_session_is_no_token(admin: Client) -> None:
    assert admin.get(ITEMS).status_code == 401


def test_a_form_that_is_sent_twice_makes_one_token_and_shows_it_twice(admin: Client) -> None:
    key = re.findall(r'name="key" value="([^"]+)"', admin.get("/tokens/").content.decode())[0]
    form = {"name": "大屏", "unit": "", "actions": ["look"], "days": 30, "key": key}
    first, second = (re.findall(r'value="(yct_[^"]+)"', admin.post("/tokens/", form).content.decode()) for _ in range(2))
    assert first == second and Caller(first[0]).get(ITEMS)[0] == 200
    ApiToken.objects.update(created_at=timezone.now() - timedelta(hours=1))
    late = admin.post("/tokens/", form)
    assert late.status_code == 422 and first[0] not in late.content.decode() and ApiToken.objects.count() == 1


def test_a_token_is_shown_once_and_kept_as_a_hash(admin: Client) -> None:
    token = made(admin, "look")
    assert token.split("_")[2] not in admin.get("/tokens/").content.decode()
    kept = ApiToken.objects.get()
    assert token.split("_", 2)[2] not in json.dumps(list(ApiToken.objects.values()), default=str)
    assert Caller(token).get(ITEMS)[0] == 200
    admin.post(f"/tokens/{kept.pk}/revoke/")
    assert Caller(token).get(ITEMS)[0] == 401
    assert TrailEntry.objects.filter(event__in=("token_made", "token_revoked")).count() == 2


def test_an_old_token_and_one_of_somebody_who_left_end(admin: Client) -> None:
    token = made(admin, "look")
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Caller(token).get(ITEMS)[0] == 401
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    owner = ApiToken.objects.get().owner
    owner.is_active = False
    owner.save()
    assert Caller(token).get(ITEMS)[0] == 401


def test_nobody_lends_what_they_have_not(sign_in: SignIn) -> None:
    viewer = sign_in("viewer", "cs")
    wrong = {"name": "", "unit": "company", "actions": ["upload", "nonsense"], "days": "9999999"}
    answer = viewer.post("/tokens/", wrong)
    assert answer.status_code == 422
    assert ApiToken.objects.count() == 0
    text = answer.content.decode()
    for said in ("要有名字", "没有选可以做的事", "不能给单位 company", "有效天数"):
        assert said in text


def test_somebody_elses_token_cannot_be_ended(sign_in: SignIn, admin: Client) -> None:
    made(admin, "look")
    other = sign_in("viewer")
    assert other.post(f"/tokens/{ApiToken.objects.get().pk}/revoke/").status_code == 404


def test_an_item_from_end_to_end(caller: Caller, sign_in: SignIn) -> None:
    """Opened by one, done with evidence, verified by another; sending twice changes nothing."""
    wish = {
        "kind": "rectification",
        "title": "消防通道堵塞",
        "unit": "shop",
        "severity": "major",
        "key": "E-1",
        "data": {"x_place": "二楼"},
    }
    status, item = caller.post(ITEMS, **wish)
    assert (status, item["state"], item["data"]["x_place"]) == (201, "open", "二楼")
    assert caller.post(ITEMS, **wish)[0] == 200
    steps = f"{ITEMS}/{item['id']}/steps"
    started = caller.post(steps, do="take", version=item["version"])[1]
    assert caller.post(steps, do="start", version=item["version"])[0] == 409
    assert caller.post(steps, do="start", version=started["version"], token="t1")[1]["state"] == "doing"
    evidence = f"{ITEMS}/{item['id']}/evidence"
    assert codes(caller.send(evidence, files=SimpleUploadedFile("a.png", b"<svg>"))[1]) == ["web.evidence_kind"]
    assert len(caller.send(evidence, files=SimpleUploadedFile("a.png", PNG))[1]["evidence"]) == 1
    assert caller.post(steps, do="done")[1]["state"] == "done"
    status, body = caller.post(steps, do="verify")
    assert (status, codes(body)) == (403, ["work.verifier_is_doer"])
    lead = Caller(made(sign_in("lead", "company"), "look", "verify"))
    assert lead.post(steps, do="verify")[1]["state"] == "verified"
    told = caller.get(f"{ITEMS}/{item['id']}/events")[1]
    assert [event["seq"] for event in told] == list(range(1, len(told) + 1))


def test_a_token_reaches_its_unit_only(caller: Caller, admin: Client) -> None:
    """company > shop > cs: a token for cs neither sees, opens nor steps for the shop, although its owner may."""
    item = caller.post(ITEMS, kind="task", title="备货", unit="shop")[1]
    narrow = Caller(made(admin, *ALL, "upload", unit="cs"))
    assert narrow.get(ITEMS)[1]["items"] == []
    assert narrow.get(ITEMS, unit="shop")[0] == 403
    assert narrow.get(f"{ITEMS}/{item['id']}")[0] == 404
    assert narrow.post(f"{ITEMS}/{item['id']}/steps", do="take")[0] == 404
    assert narrow.post(ITEMS, kind="task", title="x", unit="shop")[0] == 403
    assert narrow.post(ITEMS, kind="task", title="x", unit="")[0] == 403
    assert narrow.post(ITEMS, kind="task", title="x", unit="cs")[0] == 201
    assert narrow.send("/api/v1/facts/loads", file=SimpleUploadedFile("a.csv", b"a,b\n1,2\n"))[0] == 403


def test_a_token_does_what_it_was_lent_only(admin: Client) -> None:
    looking = Caller(made(admin, "look"))
    assert looking.post(ITEMS, kind="task", title="x", unit="shop")[0] == 403
    assert looking.send("/api/v1/facts/loads", file=SimpleUploadedFile("a.csv", b"a,b\n1,2\n"))[0] == 403
    assert looking.send("/api/v1/plans", file=SimpleUploadedFile("a.yaml", b"yunce: 1"))[0] == 403
    assert looking.client.get("/api/v1/plans/abab/text").status_code == 403


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "task", "title": ""}, "web.api_field"),
        ({"kind": "fire", "title": "x"}, "web.api_field"),
        ({"kind": "task", "title": "x", "data": {"hazard": "minor"}}, "web.api_field"),
        ({"kind": "task", "title": "x" * 400}, "web.api_field"),
        ({"kind": "task", "title": "x", "unit": "moon"}, "web.api_unit"),
        ({"kind": "task", "title": "x", "due": "2026-04-31"}, "web.api_field"),
        ({"kind": "task", "title": "x", "unit": "shop", "start": "2026-05-02T00:00Z", "due": "2026-05-01T00:00Z"}, "work.due_before_start"),
    ],
)
def test_wrong_words_are_told(caller: Caller, body: dict[str, Any], code: str) -> None:
    status, answer = caller.post(ITEMS, **body)
    assert (status, codes(answer)) == (422, [code])
    assert answer["problems"][0]["fix"]


def test_a_body_that_is_no_json_is_told(caller: Caller) -> None:
    assert caller.client.post(ITEMS, "{", content_type="application/json").status_code in {400, 422}


def test_items_come_in_pages(caller: Caller) -> None:
    for n in range(5):
        caller.post(ITEMS, kind="task", title=f"第{n}件", unit="shop")
    first = caller.get(ITEMS, limit=3)[1]
    rest = caller.get(ITEMS, limit=3, offset=first["next"])[1]
    assert len({item["id"] for item in first["items"] + rest["items"]}) == 5
    assert rest["next"] is None
    assert len(caller.get(ITEMS, kind="task", state="open", text="第3")[1]["items"]) == 1
    assert caller.get(ITEMS, kind="nonsense")[0] == 422


def test_a_file_is_queued_and_followed(caller: Caller) -> None:
    status, job = caller.send("/api/v1/facts/loads", file=SimpleUploadedFile("订单.csv", b"a,b\n1,2\n"), unit="shop")
    assert (status, job["state"]) == (202, "queued")
    assert caller.get(f"/api/v1/facts/loads/{job['id']}")[1]["name"] == "订单.csv"
    assert LoadJob.objects.get().uploaded_by.username == "admin_all"
    assert codes(caller.send("/api/v1/facts/loads", file=SimpleUploadedFile("a.csv", b"MZ"))[1]) == ["web.upload_mismatch"]


def test_plans_and_where_they_stand(caller: Caller) -> None:
    plans = caller.get("/api/v1/plans")[1]
    assert [plan["current"] for plan in plans] == [True, *[False] * (len(plans) - 1)]
    status, body = caller.get("/api/v1/plans/current/status")
    assert status == 200
    assert body["targets"][0]["actual"] == "344160.55"
    assert caller.get("/api/v1/plans/ffff/status")[0] == 404


def test_the_description_lists_every_way_in(admin: Client) -> None:
    paths = admin.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/items", "/api/v1/items/{item_id}/steps", "/api/v1/plans/{fingerprint}/status", "/api/v1/facts/loads"} <= set(paths)

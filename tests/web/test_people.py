# SPDX-License-Identifier: Apache-2.0
"""设置 · 人员与岗位: a company can be set up by hand, and nobody gets in who should not."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from tests.web.conftest import PASSWORD, SignIn
from yunce.web.accounts.models import Grant, Post, TrailEntry

pytestmark = pytest.mark.django_db
HOME = "/settings/people/"


@pytest.fixture
def admin(sign_in: SignIn) -> Client:
    return sign_in("admin", name="boss")


def change(client: Client, name: str, what: str, **fields: object) -> HttpResponse:
    return client.post(f"{HOME}{User.objects.get(username=name).pk}/change/", {"what": what, **fields})  # type: ignore[return-value]


def test_a_company_is_set_up(admin: Client) -> None:
    page = admin.get(HOME).content.decode()
    assert "还没有人" in page and "客服主管" in page
    new = {"username": "lin", "name": "林小", "password": PASSWORD, "role": "viewer", "unit": "cs"}
    assert admin.post(HOME, new).status_code == 302
    assert change(admin, "lin", "give_post", post="cs_lead").status_code == 302
    assert change(admin, "lin", "give_role", role="lead", unit="shop").status_code == 302
    lin = User.objects.get(username="lin")
    assert [(p.role, p.unit) for p in Post.objects.all()] == [("cs_lead", "cs")] and lin.first_name == "林小"
    assert set(lin.grants.values_list("role", "unit")) == {("viewer", "cs"), ("lead", "shop")}
    page = admin.get(HOME).content.decode()
    assert "林小" in page and "主管（天猫店）" in page and "客服主管（客服部）" in page
    change(admin, "lin", "take_post", held=Post.objects.get().pk)
    change(admin, "lin", "take_role", held=lin.grants.get(role="lead").pk)
    assert not Post.objects.exists() and lin.grants.count() == 1
    assert {"user_added", "role_given", "post_given", "post_taken", "role_taken"} <= set(TrailEntry.objects.values_list("event", flat=True))


def test_only_who_manages_people_in_the_whole_company(sign_in: SignIn) -> None:
    for role, unit in (("viewer", ""), ("worker", ""), ("lead", ""), ("editor", ""), ("admin", "shop")):
        client = sign_in(role, unit)
        assert client.get(HOME).status_code == 403, role
        assert client.post(HOME, {"username": "x", "role": "admin"}).status_code == 403
        assert change(client, f"{role}_{unit or 'all'}", "give_role", role="admin").status_code == 403
    assert not User.objects.filter(username="x").exists() and Grant.objects.filter(role="admin", unit="").count() == 0


def test_somebody_is_always_left_who_can(admin: Client) -> None:
    answer = change(admin, "boss", "take_role", held=Grant.objects.get().pk)
    assert answer.status_code == 422 and "最后一个能管理人员的人" in answer.content.decode()
    assert change(admin, "boss", "active", active="0").status_code == 422
    assert Grant.objects.count() == 1 and User.objects.get().is_active


def test_who_is_kept_out_is_out_at_once(admin: Client, sign_in: SignIn) -> None:
    client = sign_in("viewer", name="lin")
    assert client.get("/ops/").status_code == 200
    change(admin, "lin", "active", active="0")
    assert client.get("/ops/").status_code == 302
    change(admin, "lin", "active", active="1")
    assert client.get("/ops/").status_code == 200


def test_a_link_signs_in_and_wrong_words_are_said(admin: Client) -> None:
    admin.post(HOME, {"username": "lin", "role": "viewer"})
    page = change(admin, "lin", "link").content.decode()
    link = page.split("<code>http://testserver")[1].split("</code>")[0]
    assert Client().get(link.replace("&amp;", "&")).status_code == 302
    weak = admin.post(HOME, {"username": "sun", "role": "viewer", "password": "123"})
    assert weak.status_code == 422 and not User.objects.filter(username="sun").exists()
    assert admin.post(HOME, {"username": "system", "role": "viewer"}).status_code == 422
    for what, fields in (
        ("explode", {}),
        ("give_role", {"role": "god"}),
        ("give_post", {"post": "none"}),
        ("give_role", {"role": "lead", "unit": "x"}),
    ):
        assert change(admin, "lin", what, **fields).status_code == 404

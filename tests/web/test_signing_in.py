# SPDX-License-Identifier: Apache-2.0
"""Signing in: by password, by a link that works once, with a limit on guesses; the trail of it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.test import Client
from sesame import tokens_v2

from tests.web.conftest import PASSWORD, SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.values.problem import YunceError
from yunce.web.accounts.access import Role
from yunce.web.accounts.models import TrailEntry
from yunce.web.accounts.people import add_person, demo_person, set_password, sign_in_path

pytestmark = pytest.mark.django_db


def test_every_page_asks_who_is_there() -> None:
    for path in ("/", "/plan/", "/data/", "/data/jobs/", "/rows/gmv/", "/rows/gmv/export.csv", "/trail/", "/help/", "/search/?q=a"):
        answer = Client().get(path)
        assert (answer.status_code, answer.headers.get("Location", "").partition("?")[0]) == (302, "/sign-in/"), path


def test_the_right_password_opens_and_leads_on(there: FixtureInstallation) -> None:
    add_person("ann", PASSWORD, Role.VIEWER)
    answer = Client().post("/sign-in/", {"username": "ann", "password": PASSWORD, "next": "/plan/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/plan/")
    assert TrailEntry.objects.get(event="sign_in").who == "ann"


def test_leading_on_stays_within_these_pages(there: FixtureInstallation) -> None:
    add_person("ann", PASSWORD, Role.VIEWER)
    answer = Client().post("/sign-in/", {"username": "ann", "password": PASSWORD, "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_five_wrong_passwords_lock_for_a_while(there: FixtureInstallation) -> None:
    add_person("ann", PASSWORD, Role.VIEWER)
    client = Client()
    codes = [client.post("/sign-in/", {"username": "ann", "password": "wrong"}).status_code for _ in range(6)]
    assert codes[:4] == [400] * 4 and codes[-1] == 429
    assert client.post("/sign-in/", {"username": "ann", "password": PASSWORD}).status_code == 429


def test_guessing_under_many_names_is_limited_by_address(there: FixtureInstallation) -> None:
    client = Client()
    codes = [client.post("/sign-in/", {"username": f"name{n}", "password": "wrong"}).status_code for n in range(32)]
    assert codes[0] == 400 and codes[-1] == 429


def test_a_link_works_once(there: FixtureInstallation) -> None:
    path = sign_in_path(demo_person())
    first, second = Client(), Client()
    assert first.get(path).status_code == 302 and first.get("/").status_code == 200
    assert second.get(path).status_code == 403 and second.get("/").status_code == 302


def test_a_link_that_was_tampered_with_is_refused_and_guesses_are_limited(there: FixtureInstallation) -> None:
    path = sign_in_path(demo_person())
    codes = [Client().get(f"{path[:-3]}{n:03}").status_code for n in range(8)]
    assert codes[0] == 403 and codes[-1] in {403, 429} and 302 not in codes


def test_an_old_link_is_refused(there: FixtureInstallation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty-one minutes after it was made."""
    path = sign_in_path(demo_person())
    later = tokens_v2.time.time() + 31 * 60
    monkeypatch.setattr(tokens_v2, "time", SimpleNamespace(time=lambda: later))
    assert Client().get(path).status_code == 403


def test_the_demo_person_has_no_password(there: FixtureInstallation) -> None:
    assert not demo_person().has_usable_password()
    assert demo_person().pk == demo_person().pk


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [("a b", PASSWORD, "web.user_name_invalid"), ("ann", "short", "web.password_weak"), ("ann", "1234567890", "web.password_weak")],
)
def test_wrong_people_are_refused_in_words(name: str, password: str, code: str) -> None:
    with pytest.raises(YunceError) as refused:
        add_person(name, password, Role.VIEWER)
    assert {p.code for p in refused.value.problems} == {code}
    assert not User.objects.exists()


def test_a_new_password_replaces_the_old_one_and_the_role() -> None:
    person = add_person("ann", PASSWORD, Role.ADMIN)
    set_password(person, "another long phrase", Role.VIEWER, "shop")
    assert User.objects.get(username="ann").check_password("another long phrase")
    assert [(g.role, g.unit) for g in person.grants.all()] == [("viewer", "shop")]


def test_the_trail_is_for_administrators_of_the_whole(sign_in: SignIn) -> None:
    assert sign_in("admin").get("/trail/").status_code == 200
    assert sign_in("editor").get("/trail/").status_code == 403
    assert sign_in("admin", "shop").get("/trail/").status_code == 403


def test_signing_out_needs_a_form(sign_in: SignIn) -> None:
    client = sign_in()
    opened = client.get("/sign-out/")
    assert (opened.status_code, opened["Allow"]) == (405, "POST") and "不能直接打开" in opened.content.decode()
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/").status_code == 302

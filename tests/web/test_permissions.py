# SPDX-License-Identifier: Apache-2.0
"""Probing what people may not see or do: other units, ids in addresses, forms from elsewhere, markup in names."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.web.accounts.access import Access, Action, Held, Role
from yunce.web.accounts.models import TrailEntry
from yunce.web.accounts.tree import Parents
from yunce.web.data.models import LoadJob

CSV = b"a,b\n1,2\n"
PAGES = (
    "/",
    "/plan/",
    "/plan/versions/",
    "/plan/diff/?a=cdcd&b=abab",
    "/data/",
    "/data/batches/b1/",
    "/rows/gmv/",
    "/help/",
    "/search/?q=a",
)


def file(name: str = "订单.csv", content: bytes = CSV) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_role_reaches_down_its_tree_only() -> None:
    """company > shop > cs: an editor of the shop uploads for cs, not for the company."""
    access = Access((Held(Role.EDITOR, "shop"),), Parents(company="", shop="company", cs="shop"))
    assert access.may(Action.UPLOAD, "cs") and access.may(Action.UPLOAD, "shop")
    assert not access.may(Action.UPLOAD, "company") and not access.may(Action.UPLOAD, "") and not access.may(Action.ADD_PLAN, "shop")


def test_a_circle_of_units_ends() -> None:
    assert not Access((Held(Role.ADMIN, "x"),), Parents(a="b", b="a")).may(Action.LOOK, "a")


def test_nobody_without_a_role_gets_in(sign_in: SignIn) -> None:
    client = sign_in("viewer", name="ann")
    from django.contrib.auth.models import User

    User.objects.get(username="ann").grants.all().delete()
    assert client.get("/").status_code == 403


def test_another_unit_is_not_there(sign_in: SignIn) -> None:
    client = sign_in("viewer", "cs")
    assert client.get("/", {"unit": "shop"}).status_code == 404
    assert client.get("/rows/gmv/", {"unit": "shop"}).status_code == 404
    assert client.get("/rows/gmv/export.csv", {"unit": "company"}).status_code == 404


def test_the_books_rows_are_for_who_may_see_money(sign_in: SignIn) -> None:
    """A cost that comes from the ledger: its number may be looked at, its entries not."""
    viewer = sign_in("viewer")
    assert viewer.get("/rows/book_cost/").status_code == 403
    assert viewer.get("/rows/book_cost/export.csv").status_code == 403
    assert viewer.get("/rows/gmv/").status_code == 200
    assert sign_in("editor").get("/rows/book_cost/").status_code == 200


def test_without_a_unit_one_sees_the_own(sign_in: SignIn, there: FixtureInstallation) -> None:
    page = sign_in("viewer", "cs").get("/").content.decode()
    assert there.asked[-1].unit == "cs"
    assert "接待量" in page and "支付金额达成" not in page


def test_targets_of_other_units_are_kept_back_even_if_they_come(sign_in: SignIn, there: FixtureInstallation) -> None:
    """The installation answers with a target of the shop although the unit is cs: the page still does not show it."""
    there.status = lambda ask, fingerprint="": FixtureInstallation.status(there, type(ask)(), fingerprint)  # type: ignore[method-assign]
    assert "34.4万" not in sign_in("viewer", "cs").get("/").content.decode()


def test_the_plan_keeps_back_other_units_and_pay(sign_in: SignIn) -> None:
    own, whole, admin = (c.get("/plan/").content.decode() for c in (sign_in("viewer", "cs"), sign_in("viewer"), sign_in("admin")))
    assert "天猫保证金" not in own and "没有显示" in own
    assert "天猫保证金" in whole and "8000" not in whole
    assert "8000" in admin


def test_batches_of_others_are_not_there(sign_in: SignIn) -> None:
    client = sign_in("editor", "shop")
    for path in ("/data/batches/b1/", "/data/batches/b1/undo/", "/data/batches/b1/rejects.csv", "/data/batches/none/"):
        assert client.get(path).status_code == 404, path
    assert client.post("/data/batches/b1/undo/").status_code == 404


def test_a_viewer_changes_nothing(sign_in: SignIn, there: FixtureInstallation) -> None:
    client = sign_in("viewer")
    assert client.post("/data/upload/", {"files": [file()]}).status_code == 403
    assert client.post("/plan/upload/", {"file": file("plan.yaml")}).status_code == 403
    assert client.get("/data/batches/b1/undo/").status_code == 403
    assert client.post("/data/batches/b1/undo/").status_code == 403
    assert there.warehouse.loaded[0].undone_at is None and not LoadJob.objects.exists()
    assert 'name="files"' not in client.get("/data/").content.decode()


def test_an_editor_of_a_unit_uploads_for_it_only(sign_in: SignIn) -> None:
    client = sign_in("editor", "cs")
    assert client.post("/data/upload/", {"files": [file()], "unit": "shop"}).status_code == 403
    assert client.post("/data/upload/", {"files": [file()]}).status_code == 403
    assert client.post("/data/upload/", {"files": [file()], "unit": "cs"}).status_code == 302
    assert [job.unit for job in LoadJob.objects.all()] == ["cs"]


def test_one_does_not_cancel_what_others_uploaded(sign_in: SignIn) -> None:
    sign_in("editor", "shop").post("/data/upload/", {"files": [file()], "unit": "shop"})
    job = LoadJob.objects.get()
    assert sign_in("editor", "cs").post(f"/data/jobs/{job.id}/cancel/").status_code == 404
    assert sign_in("viewer", "shop").post(f"/data/jobs/{job.id}/cancel/").status_code == 403
    assert LoadJob.objects.get().state == "queued"


def test_forms_from_elsewhere_are_refused(sign_in: SignIn) -> None:
    inside = sign_in("admin")
    client = Client(enforce_csrf_checks=True)
    client.cookies = inside.cookies
    for path in ("/data/upload/", "/plan/upload/", "/data/batches/b1/undo/", "/sign-out/", "/theme/"):
        answer = client.post(path)
        assert answer.status_code == 403 and "表单已过期" in answer.content.decode(), path


@pytest.mark.parametrize("path", [*PAGES, "/nothing/", "/sign-in/", "/health/"])
def test_every_page_has_its_headers(sign_in: SignIn, path: str) -> None:
    answer = sign_in("admin").get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin" and "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", PAGES)
def test_markup_in_names_is_only_text(sign_in: SignIn, path: str) -> None:
    page = sign_in("admin").get(path).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "客服部 <b>" not in page and "<b>负数" not in page


def test_wrong_addresses_and_values_are_answered_kindly(sign_in: SignIn) -> None:
    client = sign_in("admin")
    assert client.get("/", {"as_of": "2026-04-31", "known_at": "x", "period": "第八季", "page": "-3"}).status_code == 200
    assert client.get("/", {"plan": "../../etc/passwd"}).status_code == 404
    assert client.get("/rows/nothing/").status_code == 404
    assert client.get("/plan/version/zz/").status_code == 404
    assert client.get("/plan/diff/").status_code == 404


def test_rows_that_are_looked_at_are_written_down(sign_in: SignIn) -> None:
    sign_in("viewer").get("/rows/gmv/", {"unit": "shop"})
    entry = TrailEntry.objects.get(event="rows_seen")
    assert (entry.who, entry.address) == ("viewer_all", "127.0.0.1") and "gmv" in entry.subject and "unit=shop" in entry.subject


def test_the_menu_offers_no_page_that_is_forbidden(sign_in: SignIn) -> None:
    for who, there in (("admin", True), ("lead", False)):
        client = sign_in(who)
        page = client.get("/").content.decode()
        for href in ("/settings/people/", "/trail/", "/routines/"):
            assert (f'href="{href}"' in page) is there, (who, href)
            assert (client.get(href).status_code == 200) is there, (who, href)

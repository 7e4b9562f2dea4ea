# SPDX-License-Identifier: Apache-2.0
"""What nobody can see is no text: titles, reasons and answers of invisible signs are refused like empty ones, wherever they come in."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.web.conftest import SignIn
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.web.accounts.access import Role
from yunce.web.accounts.people import add_person
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.store import Store

pytestmark = pytest.mark.django_db
UNSEEN = "\u200b\u200d\u2060\ufeff\u3164"


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    return sign_in("lead", "shop", name="zhao")


@pytest.mark.parametrize("title", [UNSEEN, f" {UNSEEN} ", "\u00ad"])
def test_no_work_is_opened_without_a_title_that_can_be_seen(lead: Client, title: str) -> None:
    form = {"key": "abcdefgh1", "title": title, "unit": "cs"}
    assert lead.post("/ops/new/", {**form, "kind": "task"}).status_code == 422
    assert lead.post("/ops/cases/new/", {**form, "category": "complaint|发货", "severity": "minor", "channel": "phone"}).status_code == 422
    assert WorkItem.objects.count() == 0


def test_a_reason_that_nobody_can_read_is_none(lead: Client) -> None:
    item = Store().open([Opening("k", Kind.TASK, "查灭火器", unit="cs")], at=timezone.now(), by="system")[0]
    assert lead.post(f"/ops/items/{item.id}/step/", {"do": "cancel", "note": UNSEEN}).status_code == 422
    assert Store().item(item.id).state == "open"


def test_a_table_of_cases_with_a_title_unseen_opens_nothing(lead: Client) -> None:
    table = SimpleUploadedFile("cases.csv", f"标题,类别,电话\n{UNSEEN},发货,13812345678\n".encode())
    answer = lead.post("/ops/cases/import/", {"file": table})
    assert answer.status_code == 422, answer.content.decode()
    assert WorkItem.objects.count() == 0


def test_the_interface_refuses_it_too(sign_in: SignIn) -> None:
    made = sign_in("admin").post("/tokens/", {"name": "大屏", "unit": "", "actions": ["look", "assign"], "days": 30})
    token = re.findall(r'value="(yct_[^"]+)"', made.content.decode())[0]
    program = Client(headers={"Authorization": f"Bearer {token}"})
    body = json.dumps({"kind": "task", "title": UNSEEN, "unit": "cs"})
    assert program.post("/api/v1/items", body, content_type="application/json").status_code == 422
    assert WorkItem.objects.count() == 0


def test_a_password_is_kept_as_it_is_typed(client: Client, db: None) -> None:
    add_person("lin", f" {UNSEEN}stands-as-typed ", Role.VIEWER)
    signed = client.post("/sign-in/", {"username": "lin", "password": f" {UNSEEN}stands-as-typed "})
    assert signed.status_code == 302


def test_words_around_which_unseen_signs_stand_are_found(lead: Client) -> None:
    Store().open([Opening("k", Kind.TASK, "查灭火器", unit="cs")], at=timezone.now(), by="system")
    assert "查灭火器" in lead.get("/ops/list/", {"words": UNSEEN}).content.decode()

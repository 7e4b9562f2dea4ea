# SPDX-License-Identifier: Apache-2.0
"""A file that nobody knows waits; somebody says what its columns are; it is loaded, and its like are known from then on."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.web.accounts.models import TrailEntry
from yunce.web.data.jobs import recover, run, take
from yunce.web.data.models import LoadJob
from yunce.web.data.uploads import folder_of

OWN = "单号,成交额(元),付款日,买家电话,<b>备注\n900000000001,99.50,2026-11-11,13812341234,=1+1\n".encode("gb18030")
CHOICE = {"like": "TB-ORDER-LIST", "column-0": "order", "column-1": "paid", "column-2": "paid_at", "title": "自家商城"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_profiles(home: Path) -> Iterator[None]:
    yield
    shutil.rmtree(home / "profiles", ignore_errors=True)


@pytest.fixture
def editor(sign_in: SignIn) -> Client:
    return sign_in("editor")


@pytest.fixture
def waiting(editor: Client, there: FixtureInstallation) -> LoadJob:
    """An upload whose columns nobody knows."""
    editor.post("/data/upload/", {"files": [SimpleUploadedFile("unknown.csv", OWN)]})
    return _worked(there)


def _worked(there: FixtureInstallation) -> LoadJob:
    job = take()
    assert job is not None
    run(job, there, threading.Event())
    job.refresh_from_db()
    return job


def test_an_unknown_file_waits_and_its_columns_are_proposed(editor: Client, waiting: LoadJob) -> None:
    assert waiting.state == "unknown" and (folder_of(waiting.id) / "unknown.csv").exists()
    desk = editor.get("/data/").content.decode()
    assert "等待认列" in desk and f"/data/jobs/{waiting.id}/map/" in desk
    page = editor.get(f"/data/jobs/{waiting.id}/map/?like=TB-ORDER-LIST").content.decode()
    assert '<option value="order" selected>订单编号（必需）' in page and "还缺必需的列" in page and "9000***0001" in page
    assert "13812341234" not in page and "&lt;b&gt;备注" in page and "<b>备注" not in page


def test_a_choice_is_saved_and_the_file_is_loaded(editor: Client, waiting: LoadJob, there: FixtureInstallation, home: Path) -> None:
    answer = editor.post(f"/data/jobs/{waiting.id}/map/", CHOICE, follow=True).content.decode()
    assert "已保存导入方案“自家商城”" in answer and (home / "profiles" / "MY-unknown.yaml").exists()
    job = _worked(there)
    assert job.pk == waiting.pk and job.state == "done" and there.warehouse.loaded[0].profile == "MY-unknown"
    assert not folder_of(job.id).exists() and TrailEntry.objects.filter(event="profile_saved").count() == 1
    assert editor.get(f"/data/jobs/{waiting.id}/map/").status_code == 404


def test_a_wrong_choice_is_explained_and_kept_on_the_page(editor: Client, waiting: LoadJob, home: Path) -> None:
    answer = editor.post(f"/data/jobs/{waiting.id}/map/", {**CHOICE, "column-2": "order"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "“订单编号”选了不止一列：单号、付款日" in page and "缺少必需的“订单付款时间”" in page
    assert page.count('<option value="order" selected>') == 2 and 'value="自家商城"' in page
    assert not (home / "profiles").exists() and LoadJob.objects.get().state == "unknown"


def test_a_kind_of_file_that_is_not_there_is_named(editor: Client, waiting: LoadJob) -> None:
    assert "没有编号为 NOTHING 的导入方案" in editor.get(f"/data/jobs/{waiting.id}/map/?like=NOTHING").content.decode()


def test_who_only_looks_may_not_map(sign_in: SignIn, waiting: LoadJob) -> None:
    viewer = sign_in("viewer")
    assert "/map/" not in viewer.get("/data/").content.decode()
    assert viewer.get(f"/data/jobs/{waiting.id}/map/").status_code == 403
    assert viewer.post(f"/data/jobs/{waiting.id}/map/", CHOICE).status_code == 403
    elsewhere = sign_in("editor", "cs")
    assert elsewhere.get(f"/data/jobs/{waiting.id}/map/").status_code == 404


def test_a_file_is_not_kept_for_ever(editor: Client, waiting: LoadJob) -> None:
    recover()
    assert LoadJob.objects.get().state == "unknown"
    LoadJob.objects.update(changed_at=timezone.now() - timedelta(days=15))
    recover()
    assert LoadJob.objects.get().state == "failed" and not folder_of(waiting.id).exists()
    assert "没有人认列" in editor.get("/data/").content.decode()


def test_nobody_wants_it(editor: Client, waiting: LoadJob) -> None:
    editor.post(f"/data/jobs/{waiting.id}/cancel/")
    assert LoadJob.objects.get().state == "cancelled" and not folder_of(waiting.id).exists()

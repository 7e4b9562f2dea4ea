# SPDX-License-Identifier: Apache-2.0
"""The data desk: uploads checked and bounded, jobs that survive, batches undone, rejects handed back."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.values.problem import Problem
from yunce.warehouse.port import Progress
from yunce.web.data.coverage import strips
from yunce.web.data.jobs import Teller, pack, recover, run, take, unpack
from yunce.web.data.models import LoadJob
from yunce.web.data.uploads import check_uploads, folder_of, safe_name
from yunce.web.ui.exports import harmless

CSV, XLSX, OLE = b"a,b\n1,2\n", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def file(name: str, content: bytes = CSV) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", CSV, ""), ("订单.CSV", "订单号\n1".encode("gb18030"), ""), ("a.xlsx", XLSX, ""), ("a.zip", XLSX, ""), ("a.xls", OLE, ""),
        ("a.xls", CSV, ""), ("a.csv", "﻿a,b".encode("utf-16"), ""), ("a.csv", b"", "web.upload_empty"), ("a.exe", CSV, "web.upload_kind"),
        ("a", CSV, "web.upload_kind"), ("a.csv", XLSX, "web.upload_mismatch"),
        ("a.xlsx", CSV, "web.upload_mismatch"),
        ("a.csv", b"MZ\x90\x00", "web.upload_mismatch"), ("a.csv", b"1,2\x00\x00", "web.upload_mismatch"),
        ("a.xlsx", OLE, "web.upload_mismatch"),
    ],
)  # fmt: skip
def test_name_and_content_must_agree(name: str, content: bytes, code: str) -> None:
    assert [p.code for p in check_uploads([file(name, content)])] == ([code] if code else [])


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(check_uploads([file("a.exe"), file("b.csv", b""), file("c.csv")])) == 2
    assert [p.code for p in check_uploads([])] == ["web.upload_none"]
    assert [p.code for p in check_uploads([file("a.csv")] * 21)] == ["web.upload_too_many"]


@given(st.text(max_size=300))
def test_a_name_stays_in_its_folder(name: str) -> None:
    safe = safe_name(name)
    path = Path("/folder") / safe
    assert path.parent == Path("/folder") and safe not in {"", ".", ".."} and len(safe) <= 130 and path.resolve().name == safe


def test_names_of_devices_and_tricks() -> None:
    assert safe_name("../../etc/订单.csv") == "订单.csv"
    assert safe_name("C:\\x\\con.csv") == "file_con.csv"
    assert safe_name("a\u202egpj.csv") == "agpj.csv"


@given(st.text(max_size=40))
def test_no_cell_starts_a_formula(text: str) -> None:
    cell = harmless(text)
    assert (
        not cell.lstrip().startswith(("=", "+", "-", "@"))
        or cell.strip().lstrip("+-").replace(",", "").replace(".", "").rstrip("%").isdecimal()
    )


@pytest.mark.django_db
def test_an_upload_is_loaded_and_forgotten(sign_in: SignIn, there: FixtureInstallation) -> None:
    client = sign_in("editor")
    assert "收到 2 个文件" in client.post("/data/upload/", {"files": [file("订单.csv"), file("流量.csv")]}, follow=True).content.decode()
    job = take()
    assert job is not None and (folder_of(job.id) / job.name).read_bytes() == CSV
    run(job, there, threading.Event())
    job.refresh_from_db()
    assert (job.state, job.batches) == ("done", ["n2"]) and not folder_of(job.id).exists()
    page = client.get("/data/").content.decode()
    assert "/data/batches/n2/" in page and "排队" in page


@pytest.mark.django_db
def test_what_cannot_be_read_says_so(sign_in: SignIn, there: FixtureInstallation) -> None:
    client = sign_in("editor")
    client.post("/data/upload/", {"files": [file("wrong.csv")]})
    job = take()
    assert job is not None
    run(job, there, threading.Event())
    page = client.get("/data/").content.decode()
    assert "没有导入" in page and "wrong.csv 读不了" in page


@pytest.mark.django_db
def test_a_load_is_cancelled_while_it_waits_and_while_it_runs(sign_in: SignIn, there: FixtureInstallation) -> None:
    client = sign_in("editor")
    client.post("/data/upload/", {"files": [file("a.csv"), file("b.csv")]})
    first, second = LoadJob.objects.order_by("uploaded_at")
    client.post(f"/data/jobs/{second.id}/cancel/")
    running = take()
    assert running is not None and running.pk == first.pk
    client.post(f"/data/jobs/{first.id}/cancel/")
    run(running, there, threading.Event())
    assert {job.state for job in LoadJob.objects.all()} == {"cancelled"} and len(there.warehouse.loaded) == 2
    assert not folder_of(first.id).exists() and not folder_of(second.id).exists()


@pytest.mark.django_db
def test_a_stopped_worker_leaves_its_job_for_the_next(sign_in: SignIn, there: FixtureInstallation) -> None:
    sign_in("editor").post("/data/upload/", {"files": [file("a.csv")]})
    job, stop = take(), threading.Event()
    assert job is not None
    stop.set()
    run(job, there, stop)
    assert LoadJob.objects.get().state == "queued" and (folder_of(job.id) / "a.csv").exists()


@pytest.mark.django_db
def test_a_killed_worker_leaves_its_job_and_a_killer_is_given_up(sign_in: SignIn) -> None:
    sign_in("editor").post("/data/upload/", {"files": [file("a.csv")]})
    for _ in range(3):
        assert take() is not None
        recover()
    job = LoadJob.objects.get()
    assert job.state == "failed" and job.problems[0]["code"] == "web.load_gives_up"


@pytest.mark.django_db
def test_progress_is_told_now_and_then(sign_in: SignIn) -> None:
    sign_in("editor").post("/data/upload/", {"files": [file("a.csv")]})
    job = take()
    assert job is not None
    tell = Teller(job, threading.Event())
    tell(Progress("a.csv", "读文件", 1, 9))
    tell(Progress("a.csv", "读文件", 2, 9))
    assert (LoadJob.objects.get().stage, LoadJob.objects.get().done) == ("读文件", 1)


def test_a_problem_survives_the_ledger() -> None:
    problem = Problem.of("app.file_unreadable", "a.csv", reason="x")
    assert unpack(pack(problem)) == problem


@pytest.mark.django_db
def test_too_large_is_refused_whole(sign_in: SignIn) -> None:
    answer = sign_in("editor").post("/data/upload/", {"files": [file("a.csv", b"1,2\n" * 400_000)]})
    assert answer.status_code == 413 and "上传超过上限 1 MB" in answer.content.decode()
    assert not LoadJob.objects.exists() and not list((settings.YUNCE.home / "uploads" / "incoming").iterdir())


@pytest.mark.django_db
def test_wrong_files_are_refused_together(sign_in: SignIn) -> None:
    answer = sign_in("editor").post("/data/upload/", {"files": [file("good.csv"), file("bad.exe")]})
    assert answer.status_code == 422 and "bad.exe" in answer.content.decode() and not LoadJob.objects.exists()


@pytest.mark.django_db
def test_undo_asks_first(sign_in: SignIn, there: FixtureInstallation) -> None:
    client = sign_in("editor")
    assert "撤销“" in client.get("/data/batches/b1/undo/").content.decode()
    assert there.warehouse.loaded[0].undone_at is None
    assert client.post("/data/batches/b1/undo/").status_code == 302
    assert there.warehouse.loaded[0].undone_at is not None and "已撤销" in client.get("/data/batches/b1/").content.decode()


@pytest.mark.django_db
def test_rejects_are_shown_and_exported_row_by_row(sign_in: SignIn) -> None:
    client = sign_in()
    page = client.get("/data/batches/b1/").content.decode()
    assert "4月31日不存在" in page and ">17<" in page
    body = b"".join(client.get("/data/batches/b1/rejects.csv")).decode("utf-8-sig")  # type: ignore[call-overload]
    assert body.splitlines()[0] == "文件,行,列,值,原因" and "'=2026-04-31" in body


@pytest.mark.django_db
def test_what_is_missing_is_drawn_and_named(sign_in: SignIn) -> None:
    page = sign_in().get("/data/").content.decode()
    assert "2026-11-11 ~ 11-12" in page and 'class="none"' in page


@pytest.mark.django_db
def test_a_day_is_not_missing_before_it_is_over() -> None:
    days = [date(2026, 11, 1), date(2026, 11, 5)]
    frame = pl.DataFrame({"table": ["orders", "events"], "unit": ["online", "online"], "day": days})
    orders, _events = strips(frame, {"online": "旗舰店"}, None, date(2026, 11, 3))
    assert (orders.table, orders.gaps) == ("订单", ("2026-11-02 ~ 11-03",))


def test_polling_ends_when_nothing_is_open(sign_in: SignIn) -> None:
    client = sign_in("editor")
    assert "hx-trigger" not in client.get("/data/jobs/").content.decode()
    client.post("/data/upload/", {"files": [file("a.csv")]})
    assert 'hx-trigger="every 1s"' in client.get("/data/jobs/").content.decode()

# SPDX-License-Identifier: Apache-2.0
"""The pages of work: my day, steps by form, evidence, board, list, inbox, notice; and what people may not see or do."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.web.conftest import SignIn
from yunce.operate.workitems.item import Event, Item, Opening, Verb
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.web.accounts.models import Post, TrailEntry
from yunce.web.workitems.models import WorkEvent, WorkItem
from yunce.web.workitems.rows import id_of
from yunce.web.workitems.store import Store

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64


def opened(key: str = "k", **more: object) -> Item:
    told: dict[str, object] = {
        "title": "查灭火器<b>",
        "kind": Kind.TASK,
        "unit": "cs",
        "owner": "cs_lead",
        "due": timezone.now() + DAY,
    } | more
    return Store().open([Opening(key, **told)], at=timezone.now(), by="system")[0]  # type: ignore[arg-type]


def with_post(client: Client, role: str, unit: str = "") -> Client:
    Post.objects.create(user_id=client.session["_auth_user_id"], role=role, unit=unit)
    return client


@pytest.fixture
def clerk(sign_in: SignIn) -> Client:
    return with_post(sign_in("viewer", "cs", name="lin"), "cs_lead", "cs")


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    return sign_in("lead", "shop", name="zhao")


def send(client: Client, item: Item, do: str, **fields: object) -> HttpResponse:
    return client.post(f"/ops/items/{item.id}/step/", {"do": do, **fields})  # type: ignore[return-value]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_my_day_shows_what_my_post_owes_by_when(clerk: Client) -> None:
    opened("late", title="旧账", due=timezone.now() - 3 * DAY)
    opened("other", title="别人的", owner="buyer")
    opened("soon", title="后天的", due=timezone.now() + 2 * DAY)
    page = text(clerk.get("/ops/"))
    assert "逾期 1 项" in page and "逾期 3 天" in page and page.index("旧账") < page.index("后天的") and "别人的" not in page


def test_an_empty_day_says_what_to_do(sign_in: SignIn) -> None:
    assert "你还没有岗位" in text(sign_in("viewer").get("/ops/"))


def test_my_day_asks_few_questions(clerk: Client, django_assert_max_num_queries: object) -> None:
    for n in range(30):
        opened(f"k{n}")
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # session, user, grants, posts, mine, names
        assert clerk.get("/ops/").status_code == 200


def test_from_open_to_verified_by_two_people(clerk: Client, lead: Client) -> None:
    item = opened(kind=Kind.RECTIFICATION, severity=Severity.MAJOR)
    assert send(clerk, item, "start").status_code == 302
    assert send(clerk, item, "done", cause="老化", files=SimpleUploadedFile("照片.jpg", JPEG)).status_code == 302
    assert send(clerk, item, "verify").status_code == 403
    assert "查灭火器" in text(lead.get("/ops/inbox/")) and "等你验证 1 项" in text(lead.get("/ops/"))
    assert send(lead, item, "verify").status_code == 302
    row, page = WorkItem.objects.get(), text(lead.get(f"/ops/items/{item.id}/"))
    assert (row.state, row.verified_by, row.done_by) == ("verified", "zhao", "lin") and "老化" in page and "照片.jpg" in page
    assert TrailEntry.objects.filter(event="work_step").count() == 3


def test_what_is_wrong_is_said_and_nothing_written(clerk: Client) -> None:
    item = opened()
    wrong = {
        "wait": ({"note": "等件"}, 422, "没有写等到哪一天"),
        "upward": ({}, 422, "没有写原因"),
        "cancel": ({"note": "x"}, 403, "没有分派工作的权限"),
    }
    for do, (fields, status, said) in wrong.items():
        answer = send(clerk, item, do, **fields)
        assert answer.status_code == status and said in text(answer), do
    assert send(clerk, item, "explode").status_code == 404
    assert WorkEvent.objects.count() == 1


def test_two_people_at_once_and_one_person_twice(clerk: Client) -> None:
    item = opened()
    page = text(clerk.get(f"/ops/items/{item.id}/"))
    found = re.search(r'name="token" value="([^"]+)-start"', page)
    assert found
    sent = {"seen": "1", "token": f"{found[1]}-start"}
    assert [send(clerk, item, "start", **sent).status_code for _ in range(2)] == [302, 302]
    other = send(clerk, item, "done", seen="1", token="other")
    assert other.status_code == 409 and "别人改过这一项" in text(other)
    assert Store().item(item.id).state == "doing" and WorkEvent.objects.count() == 3


def test_files_that_lie_are_refused(clerk: Client) -> None:
    item = opened()
    for name, content in (("a.jpg", b"<script>alert(1)</script>"), ("a.svg", b"<svg/>"), ("a.pdf", JPEG), ("a.html", JPEG), ("a.jpg", b"")):
        assert send(clerk, item, "add_evidence", files=SimpleUploadedFile(name, content)).status_code == 422, name
    assert not WorkItem.objects.get().evidence


def test_evidence_is_seen_by_who_may_see_the_item_and_runs_nothing(clerk: Client, sign_in: SignIn) -> None:
    item = opened()
    send(clerk, item, "add_evidence", files=SimpleUploadedFile("../../x.jpg", JPEG))
    path = f"/ops/items/{item.id}/evidence/{WorkItem.objects.get().evidence[0]}/"
    answer = clerk.get(path)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg" and "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == JPEG  # type: ignore[attr-defined]
    assert sign_in("viewer", "warehouse", name="other").get(path).status_code == 404
    assert clerk.get(path.replace(item.id, id_of("another"))).status_code == 404


def test_another_units_item_is_not_there(sign_in: SignIn) -> None:
    item = opened(unit="shop", owner="buyer")
    client = sign_in("lead", "cs", name="cs_boss")
    for path in ("", "notice/"):
        assert client.get(f"/ops/items/{item.id}/{path}").status_code == 404
    assert send(client, item, "note", note="x").status_code == 404
    for path in ("/ops/list/", "/ops/board/", "/ops/inbox/", "/ops/list/?unit=shop&state=all", "/ops/list/export.csv"):
        answer = client.get(path)
        assert "查灭火器" not in (b"".join(answer.streaming_content).decode() if answer.streaming else text(answer)), path  # type: ignore[attr-defined]


def test_who_has_an_item_sees_it_wherever_it_is(sign_in: SignIn) -> None:
    item, boss = opened(unit="shop"), sign_in("admin")
    client = sign_in("worker", "cs", name="lin")
    User.objects.get(username="lin").grants.create(role="worker", unit="shop")
    assert send(boss, item, "assign", assignee="lin").status_code == 302
    assert client.get(f"/ops/items/{item.id}/").status_code == 200 and "查灭火器" in text(client.get("/ops/"))
    assert "没有期限" not in text(client.get("/ops/")) and send(boss, item, "assign", assignee="nobody").status_code == 422


def test_markup_in_titles_stays_text(clerk: Client) -> None:
    opened()
    for path in ("/ops/", "/ops/board/", "/ops/list/", f"/ops/items/{id_of('k')}/"):
        page = text(clerk.get(path))
        assert "查灭火器&lt;b&gt;" in page and "查灭火器<b>" not in page, path


def test_the_list_narrows_and_is_exported_without_formulas(lead: Client) -> None:
    opened("a", title="=cmd()", due=timezone.now() - DAY)
    opened("b", title="别的", kind=Kind.SUPERVISED)
    assert "别的" not in text(lead.get("/ops/list/?state=late")) and "=cmd()" in text(lead.get("/ops/list/?state=late"))
    assert "=cmd()" not in text(lead.get("/ops/list/?kind=supervised")) and "没有符合条件" in text(lead.get("/ops/list/?words=无此"))
    file = b"".join(lead.get("/ops/list/export.csv?kind=task").streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=cmd()" in file and "别的" not in file and "任务" in file


def test_words_are_found_a_page_at_a_time_in_the_order_of_the_list(lead: Client) -> None:
    for n in range(60):
        opened(f"w{n}", title=f"查灭火器 {n}", due=timezone.now() + n * DAY)
    opened("other", title="别的")
    Store().add([Event(id_of("w3"), 2, timezone.now(), "zhao", Verb.MOVED, State.CANCELLED)])
    first, second = (text(lead.get(f"/ops/list/?words=灭火器&page={page}")) for page in (1, 2))
    assert first.count("查灭火器") == 50 and second.count("查灭火器") == 9 and "别的" not in first
    assert first.index("查灭火器 1<") < first.index("查灭火器 10<") and "查灭火器 3<" not in first + second
    assert "查灭火器 3<" in text(lead.get("/ops/list/?words=灭火器+3&state=all"))
    assert "没有符合条件" in text(lead.get("/ops/list/?words=%25_"))


def test_opening_by_hand_once_and_only_where_allowed(lead: Client, clerk: Client) -> None:
    form = {"key": "abcdef-123456", "kind": "rectification", "title": "配电箱发热", "unit": "cs", "hazard": "major", "assignee": "lin"}
    assert [lead.post("/ops/new/", form).status_code for _ in range(2)] == [302, 302]
    row = WorkItem.objects.get()
    assert (row.severity, row.assignee, row.version) == ("major", "lin", 2) and row.number.startswith("ZG-")
    assert "五落实" in text(lead.get(f"/ops/items/{row.pk}/")) and row.number in text(lead.get(f"/ops/items/{row.pk}/notice/"))
    assert clerk.post("/ops/new/", {"kind": "supervised", "title": "x", "unit": "cs"}).status_code == 403
    assert clerk.post("/ops/new/", {"kind": "task", "title": "x", "unit": "shop"}).status_code == 403
    assert clerk.post("/ops/new/", {"kind": "rectification", "title": "漏水", "unit": "cs"}).status_code == 302
    assert lead.post("/ops/new/", {"kind": "task", "title": " ", "unit": "cs"}).status_code == 422


def test_a_viewer_without_a_post_does_nothing(sign_in: SignIn) -> None:
    item, client = opened(), sign_in("viewer")
    assert send(client, item, "start").status_code == 403 and client.get("/ops/new/").status_code == 403
    assert 'name="do"' not in text(client.get(f"/ops/items/{item.id}/"))

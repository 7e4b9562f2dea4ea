# SPDX-License-Identifier: Apache-2.0
"""Filling in inspections by form, by a phone and by the API; what follows; who may not; the register and the calculator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.web.conftest import SignIn
from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.states import Kind, State
from yunce.web.accounts.models import Post
from yunce.web.workitems.models import Evidence, WorkEvent, WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 64
FORM = {
    "id": "page_check", "title": "巡检单<b>", "version": "1", "lines": [
        {"id": "price", "text": "价格与活动一致", "asks": "pass_fail", "severity": "major", "weight": "60"},
        {"id": "cold", "text": "温度", "asks": "number", "low": "2", "high": "8", "stated": "2..8", "measured_in": "℃", "weight": "40"},
        {"id": "look", "text": "现场照片", "asks": "photo"},
        {"id": "said", "text": "说明", "asks": "text"},
    ],
}  # fmt: skip
PHONE = {"Accept": "application/json"}


def opened(key: str = "k", **more: Any) -> Item:
    told = {"title": "部门检查：客服部", "kind": Kind.INSPECTION, "unit": "cs", "owner": "gm", "subject": "cs", "due": timezone.now() + DAY}
    data = {"checklist": "page_check", "form": FORM}
    return Store().open([Opening(key, **({**told, "data": data} | more))], at=timezone.now(), by="system")[0]


def photo(name: str = "a.jpg", content: bytes = JPEG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def answers(**more: Any) -> dict[str, Any]:
    return {"v1": "pass", "v2": "5", "p3": photo(), "token": "t" * 20, "round": "0"} | more


def send(client: Client, item: Item, *, phone: bool = True, **fields: Any) -> Any:
    return client.post(f"/ops/inspections/{item.id}/fill/", answers(**fields), headers=PHONE if phone else {})


def now(item: Item) -> Item:
    return item_of(WorkItem.objects.get(pk=item.id))


def with_post(client: Client, role: str, unit: str = "") -> Client:
    Post.objects.create(user_id=client.session["_auth_user_id"], role=role, unit=unit)
    return client


@pytest.fixture
def inspector(sign_in: SignIn) -> Client:
    return with_post(sign_in("viewer", "shop", name="lin"), "gm", "shop")


def test_the_form_shows_each_line_and_escapes(inspector: Client) -> None:
    page = inspector.get(f"/ops/inspections/{opened().id}/fill/").content.decode()
    assert "巡检单&lt;b&gt;" in page and "合格范围 2..8 ℃" in page and 'capture="environment"' in page and 'name="v1" value="fail"' in page


def test_a_plain_form_is_taken_and_what_failed_is_opened(inspector: Client) -> None:
    item = opened()
    answer = send(inspector, item, phone=False, v1="fail", n1="标签没换")
    assert answer.status_code == 302 and answer["Location"] == f"/ops/inspections/{item.id}/result/"
    done = now(item)
    assert done.state is State.DONE and done.data["score"] == "40.00" and done.data["findings"] == 1 and done.done_by == "lin"
    made = WorkItem.objects.get(parent=item.id)
    assert (made.unit, made.owner, made.severity, made.number[:3]) == ("cs", "cs_lead", "major", "ZG-")
    page = inspector.get(answer["Location"]).content.decode()
    assert "得分 <b>40</b> / 100" in page and "标签没换" in page and made.number in page and "不合格" in page
    assert inspector.get(f"/ops/items/{made.pk}/notice/").status_code == 200
    assert "检查结果" in inspector.get(f"/ops/items/{item.id}/").content.decode()


def test_sent_twice_it_is_taken_once(inspector: Client) -> None:
    item = opened()
    first, second = (send(inspector, item, v1="fail") for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200) and first.json() == second.json()
    assert WorkItem.objects.filter(parent=item.id).count() == 1 and WorkEvent.objects.filter(item_id=item.id).count() == 3
    assert Evidence.objects.filter(item_id=item.id).count() == 1


def test_a_second_filling_is_kept_besides_and_told(inspector: Client, sign_in: SignIn) -> None:
    item = opened()
    other = with_post(sign_in("viewer", "shop", name="wu"), "gm", "shop")
    assert send(inspector, item).status_code == 200
    late = [send(other, item, token="u" * 20, v1="fail", n1="我看到的不同") for _ in range(2)]
    assert [one.status_code for one in late] == [409, 409] and late[0].json()["state"] == "besides" and "lin" in late[0].json()["said"][0]
    assert now(item).data["score"] == "100.00" and not WorkItem.objects.filter(parent=item.id).exists()
    page = other.get(f"/ops/inspections/{item.id}/result/").content.decode()
    assert "没有计入" in page and "我看到的不同" in page and page.count("没有计入") == 1


def test_what_was_begun_before_a_reopening_does_not_count(inspector: Client, sign_in: SignIn) -> None:
    item = opened()
    lead = sign_in("lead", "shop", name="zhao")
    assert send(inspector, item, v1="fail").status_code == 200
    lead.post(f"/ops/items/{item.id}/step/", {"do": "reopen", "note": "重查"})
    assert send(inspector, item, token="old" * 7).status_code == 409
    assert send(inspector, item, token="new" * 7, round="1", v1="fail").status_code == 200
    assert WorkItem.objects.filter(parent=item.id).count() == 1  # what was found before is still open


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"v2": "冷"}, "不是数"),
        ({"p3": photo("a.jpg", b"<script>alert(1)</script>")}, "内容不是照片"),
        ({"v1": "", "x2": "1"}, "还没有填"),
        ({"v1": "<script>"}, "不在选项里"),
        ({"latitude": "95", "longitude": "3"}, "经纬度"),
        ({"who": "wu"}, "wu"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_done(inspector: Client, fields: dict[str, Any], said: str) -> None:
    item = opened()
    answer = send(inspector, item, **fields)
    assert answer.status_code in {403, 422} and said in "".join(answer.json()["said"])
    assert now(item).state is State.OPEN and "<script>" not in send(inspector, item, phone=False, **fields).content.decode()


def test_where_somebody_stood_is_kept_only_if_told(inspector: Client) -> None:
    first, second = opened("a"), opened("b")
    send(inspector, first, token="a" * 20)
    send(inspector, second, token="b" * 20, latitude="24.54", longitude="118.12", accuracy="30")
    assert "place" not in now(first).data["answers"]  # type: ignore[operator]
    assert "24.54000, 118.12000" in inspector.get(f"/ops/inspections/{second.id}/result/").content.decode()


def test_who_may_not(inspector: Client, sign_in: SignIn) -> None:
    item, other = opened(), opened("o", unit="buying", owner="", subject="buying")
    stranger, viewer = sign_in("worker", "buying", name="qian"), sign_in("viewer", "shop", name="sun")
    assert stranger.get(f"/ops/inspections/{item.id}/fill/").status_code == 404
    assert send(stranger, item).status_code == 404 and inspector.get(f"/ops/inspections/{other.id}/result/").status_code == 404
    assert send(viewer, item).status_code == 403 and now(item).state is State.OPEN and not Evidence.objects.exists()
    assert "不归你办" in viewer.get(f"/ops/inspections/{item.id}/fill/").content.decode()
    assert Client().get("/ops/inspections/status/").status_code == 302
    assert inspector.get("/ops/inspections/status/").json()["who"] == "lin"


def test_what_has_no_checklist_has_no_form(inspector: Client) -> None:
    item = opened(data={})
    assert inspector.get(f"/ops/inspections/{item.id}/fill/").status_code == 404


def test_the_form_of_before_forms_were_kept_comes_from_the_plan(inspector: Client) -> None:
    item = opened(data={"checklist": "page_check"})
    assert inspector.post(f"/ops/inspections/{item.id}/fill/", {"v1": "pass"}, headers=PHONE).status_code == 200
    assert now(item).data["form"]["version"] == "1" and now(item).data["score"] == "100.00"  # type: ignore[index]


def test_the_worker_reaches_its_folder_only() -> None:
    answer = Client().get("/ops/inspections/worker.js")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/javascript") and "Service-Worker-Allowed" not in answer


def test_the_chain_from_inspection_to_repeat(inspector: Client, sign_in: SignIn) -> None:
    """Inspection -> finding -> rectification -> evidence -> verified by another -> found again -> a repeat."""
    clerk, lead = with_post(sign_in("viewer", "cs", name="clerk"), "cs_lead", "cs"), sign_in("lead", "shop", name="zhao")
    for n in range(2):
        item = opened(f"round{n}")
        assert send(inspector, item, token=f"{n}" * 20, v1="fail", v2="9").status_code == 200
        for made in WorkItem.objects.filter(parent=item.id):
            step = f"/ops/items/{made.pk}/step/"
            assert clerk.post(step, {"do": "done", "cause": "忘了换", "files": photo(f"{n}.jpg", JPEG + bytes([n]))}).status_code == 302
            assert clerk.post(step, {"do": "verify"}).status_code == 403
            assert lead.post(step, {"do": "verify"}).status_code == 302
            assert item_of(WorkItem.objects.get(pk=made.pk)).is_closed
    page = lead.get("/ops/inspections/").content.decode()
    assert "重复出现的问题" in page and "重复率 50.0%" in page and "价格与活动一致" in page
    register = lead.get("/ops/inspections/hazards/").content.decode()
    assert "发现 4，销号 4" in register and "本级的都已销号" in register


def test_the_register_shows_grades_and_what_goes_up(inspector: Client, sign_in: SignIn) -> None:
    lead = sign_in("lead", "shop", name="zhao")
    send(inspector, opened(), v1="fail", h1="major", v2="9")
    low = WorkItem.objects.get(title="整改：温度")
    lead.post(f"/ops/items/{low.pk}/step/", {"do": "upward", "note": "要上级拨款"})
    page = lead.get("/ops/inspections/hazards/").content.decode()
    assert "重大隐患" in page and "五落实不全 1 项" in page and "报上级 1 项，另列" in page and "要上级拨款" in page and "0–7 天" in page
    only = lead.get("/ops/inspections/hazards/?grade=major&unit=cs").content.decode()
    assert "整改：价格与活动一致" in only and "要上级拨款" not in only
    stranger = sign_in("worker", "buying", name="qian").get("/ops/inspections/hazards/").content.decode()
    assert "没有隐患" in stranger


def test_the_calculator_by_the_standard(inspector: Client) -> None:
    page = inspector.get("/ops/inspections/sampling/?lot=1000&aql=1.0").content.decode()
    assert "从 1000 件里抽 80 件：不合格 2 件以内接收，3 件起拒收。" in page
    assert inspector.get("/ops/inspections/sampling/").status_code == 200
    for wrong in ("lot=x", "lot=0", "lot=10&aql=abc", "lot=10&aql=3.3", "lot=10&level=IX", "lot=10&severity=lax"):
        assert inspector.get(f"/ops/inspections/sampling/?{wrong}").status_code == 422, wrong


def test_an_empty_page_says_what_to_do(inspector: Client) -> None:
    assert "没有检查" in inspector.get("/ops/inspections/").content.decode()

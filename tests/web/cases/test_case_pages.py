# SPDX-License-Identifier: Apache-2.0
"""Cases at the desk: form, file, interface; stages, visit, ladder; and that nobody's name or phone stays where it should not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.operate.workitems.item import Item, Verb
from yunce.operate.workitems.states import State
from yunce.operate.workitems.steps import SYSTEM, Asked, Do, step
from yunce.values.duration import Duration
from yunce.values.problem import Problem
from yunce.values.work_clock import SHANGHAI
from yunce.web.accounts.models import TrailEntry
from yunce.web.cases import clocks
from yunce.web.cases.demo import cases_of
from yunce.web.cases.models import CaseContact
from yunce.web.installed import installation
from yunce.web.workitems.clock import work_clock
from yunce.web.workitems.doing import do
from yunce.web.workitems.models import WorkEvent, WorkItem
from yunce.web.workitems.rows import item_of
from yunce.web.workitems.store import Store

pytestmark = pytest.mark.django_db
PHONE = "13812345678"
FORM = {
    "key": "abcdefgh",
    "title": "迟迟不发货 <script>",
    "category": "complaint|发货",
    "name": "张三丰",
    "contact": PHONE,
    "text": f"请打 {PHONE}",
    "severity": "minor",
    "channel": "phone",
}


@pytest.fixture
def lead(sign_in: SignIn) -> Client:
    return sign_in("lead", "shop", name="zhao")


def taken(client: Client, **more: str) -> WorkItem:
    answer = client.post("/ops/cases/new/", {**FORM, **more})
    assert answer.status_code == 302, answer.content.decode()
    return WorkItem.objects.get(pk=answer["Location"].rstrip("/").rsplit("/", 1)[1])


def every_byte() -> str:
    """Everything that the ledger holds of work and trail."""
    rows = [*WorkItem.objects.values(), *WorkEvent.objects.values(), *TrailEntry.objects.values()]
    return json.dumps(rows, default=str, ensure_ascii=False)


def test_a_case_is_taken_in_once_and_masked(lead: Client) -> None:
    row = taken(lead)
    assert taken(lead).pk == row.pk
    assert (row.unit, row.element, row.owner) == ("cs", "cases.complaint", "cs_lead")
    page = lead.get(f"/ops/cases/{row.pk}/").content.decode()
    assert "138****5678" in page
    assert "张**" in page
    assert "迟迟不发货 &lt;script&gt;" in page
    assert PHONE not in every_byte()
    assert "张三丰" not in every_byte()
    assert CaseContact.objects.count() == 0


def test_another_phone_is_another_customer(lead: Client) -> None:
    first, second = taken(lead), taken(lead, key="ijklmnop", contact="138-1234-5678")
    other = taken(lead, key="qrstuvwx", contact="13900000000")
    assert "同一客户的其他工单" in lead.get(f"/ops/cases/{first.pk}/").content.decode()
    assert second.pk in lead.get(f"/ops/cases/{first.pk}/").content.decode()
    assert "同一客户的其他工单" not in lead.get(f"/ops/cases/{other.pk}/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", " ", "没有写是什么事"),
        ("category", "complaint|价格", "没有类别"),
        ("category", "fire|x", "没有工单种类"),
        ("amount", "四月31日", "不是一个数"),
        ("amount", "-5", "是负数"),
        ("unit", "moon", "没有单位"),
        ("text", "长" * 4001, "文字太长"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_opened(lead: Client, field: str, value: str, said: str) -> None:
    answer = lead.post("/ops/cases/new/", {**FORM, field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert WorkItem.objects.count() == 0


def test_who_may_not_work_there_takes_nothing_in(sign_in: SignIn) -> None:
    assert sign_in("viewer").post("/ops/cases/new/", FORM).status_code == 403
    assert sign_in("lead", "cs", name="qian").post("/ops/cases/new/", {**FORM, "unit": "shop"}).status_code == 403


def test_another_units_case_is_not_there(lead: Client, sign_in: SignIn) -> None:
    row = taken(lead, unit="shop")
    other = sign_in("lead", "cs", name="qian")
    for path in ("", "stage/", "contact/"):
        assert (other.post if path else other.get)(f"/ops/cases/{row.pk}/{path}").status_code == 404
    assert row.title.split(" ")[0] not in other.get("/ops/cases/?show=all").content.decode()


def test_stages_come_one_after_another(lead: Client) -> None:
    row = taken(lead)
    assert lead.post(f"/ops/cases/{row.pk}/stage/", {"stage": "closed"}).status_code == 409
    assert lead.post(f"/ops/cases/{row.pk}/stage/", {"stage": "acknowledged", "note": "已电话确认"}).status_code == 302
    assert lead.post(f"/ops/cases/{row.pk}/stage/", {"stage": "acknowledged"}).status_code == 409
    assert item_of(WorkItem.objects.get()).data["stage"] == "acknowledged"


def test_a_promise_reaches_into_a_year_whose_holidays_are_not_published(there: FixtureInstallation) -> None:
    """Tuesday, two days of work, of a year that is not in the table yet: its weekdays count as worked."""
    clock = work_clock(there)  # type: ignore[arg-type]
    last = max(there.calendar.published)
    day = next(datetime(last + 1, 3, n, 10, tzinfo=SHANGHAI) for n in range(1, 8) if datetime(last + 1, 3, n).weekday() == 1)
    assert clock.deadline(day, Duration(2, "wd")).date() == (day + timedelta(days=2)).date()


# --- who it was -----------------------------------------------------------------------------------------------------


@pytest.fixture
def keeping(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    settings.YUNCE = replace(settings.YUNCE, keep_contacts=True)


def test_who_it_was_is_seen_for_a_purpose_only(keeping: None, lead: Client, sign_in: SignIn) -> None:
    row = taken(lead)
    assert PHONE not in lead.get(f"/ops/cases/{row.pk}/").content.decode()
    assert lead.post(f"/ops/cases/{row.pk}/contact/", {"purpose": " "}).status_code == 422
    answer = lead.post(f"/ops/cases/{row.pk}/contact/", {"purpose": "回电确认退款"})
    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]
    seen = TrailEntry.objects.get(event="contact_seen")
    assert (seen.who, "回电确认退款" in seen.subject) == ("zhao", True)
    worker = sign_in("worker", "cs", name="lin")
    assert worker.post(f"/ops/cases/{row.pk}/contact/", {"purpose": "好奇而已"}).status_code == 403
    assert PHONE not in every_byte()


def test_a_contact_is_forgotten_in_time(keeping: None, lead: Client) -> None:
    taken(lead)
    clocks.run(datetime.now(UTC) + timedelta(days=179))
    assert CaseContact.objects.count() == 1
    clocks.run(datetime.now(UTC) + timedelta(days=182))
    assert CaseContact.objects.count() == 0


# --- by itself ------------------------------------------------------------------------------------------------------


def stepped(row: WorkItem, *steps: Asked) -> None:
    for asked in steps:
        events = step(Store().item(row.pk), asked, SYSTEM, datetime.now(UTC))
        assert not isinstance(events, Problem), events
        Store().add(events)


def test_a_case_that_nobody_solves_climbs_its_ladder(lead: Client) -> None:
    row = taken(lead)
    far = datetime.now(UTC) + timedelta(days=20)
    clocks.run(far)
    clocks.run(far)
    told = [e.data["escalated_to"] for e in WorkEvent.objects.filter(item=row, verb="escalated")]
    assert told == ["cs_lead", "gm"]


def test_a_closed_case_is_visited_and_opened_again_if_unsolved(lead: Client, sign_in: SignIn) -> None:
    row = taken(lead)
    stepped(row, Asked(Do.START), Asked(Do.DONE))
    assert lead.post(f"/ops/items/{row.pk}/step/", {"do": "verify"}).status_code == 302
    clocks.run(datetime.now(UTC))
    clocks.run(datetime.now(UTC))
    visit = WorkItem.objects.get(parent=row.pk)
    path = f"/ops/cases/visits/{visit.pk}/"
    assert "回访" in lead.get(path).content.decode()
    assert lead.post(path, {"solved": "maybe"}).status_code == 422
    assert lead.post(path, {"solved": "yes", "satisfaction": "9"}).status_code == 422
    assert lead.post(path, {"solved": "no", "satisfaction": "1", "words": "还是没到货"}).status_code == 302
    assert lead.post(path, {"solved": "yes"}).status_code == 422, "a visit is made once"
    row.refresh_from_db()
    visit.refresh_from_db()
    assert (row.state, row.reason, visit.state) == (State.REOPENED, "还是没到货", State.DONE)


def test_customers_to_look_after_are_for_who_leads(lead: Client, sign_in: SignIn) -> None:
    for n in range(3):
        taken(lead, key=f"abcdefg{n}")
    page = lead.get("/ops/cases/concerns/").content.decode()
    assert "张**" in page
    assert "3 件" in page
    assert sign_in("worker", "cs", name="lin").get("/ops/cases/concerns/").status_code == 403


# --- from a file ----------------------------------------------------------------------------------------------------

SHEET = "编号,标题,类别,程度,姓名,电话,金额,时间\nA1,少一件,发货,一般,李四,13900000001,12.50,2026-11-20 09:30\nA2,破了,质量,严重,王五,,,\n"


def sent(client: Client, text: str, name: str = "工单.csv") -> Any:
    return client.post("/ops/cases/import/", {"file": SimpleUploadedFile(name, text.encode("gb18030"))})


def test_a_file_is_taken_in_once(lead: Client) -> None:
    assert sent(lead, SHEET).status_code == 302
    assert sent(lead, SHEET).status_code == 302
    assert WorkItem.objects.count() == 2
    assert item_of(WorkItem.objects.get(title="少一件")).data["amount"] == "12.50"


def test_one_wrong_row_and_nothing_is_opened(lead: Client) -> None:
    wrong = SHEET + "A3,x,价格,一般,,,,\nA4,y,发货,要命,,,1e999x,2026-04-31\n"
    answer = sent(lead, wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    for said in ("工单.csv:4", "没有类别", "第 5 行“严重程度”", "要命", "2026-04-31"):
        assert said in text
    assert WorkItem.objects.count() == 0


@pytest.mark.parametrize(("text", "said"), [("", "是空的"), ("a,b\n1,2\n", "没有“标题”这一列"), ("标题\n", "没有")])
def test_an_empty_or_strange_file_is_told(lead: Client, text: str, said: str) -> None:
    answer = sent(lead, text)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_demo_has_cases_once(there: FixtureInstallation, lead: Client) -> None:
    now = datetime.now(UTC)
    assert (cases_of(there, now), cases_of(there, now)) == (4, 0)  # type: ignore[arg-type]
    page = lead.get("/ops/cases/?show=all").content.decode()
    assert "138****1234" in page
    assert "0000 1234" not in every_byte()


# --- from elsewhere -------------------------------------------------------------------------------------------------


def test_another_program_sends_a_case_once(sign_in: SignIn) -> None:
    from tests.web.test_api import Caller, made

    caller = Caller(made(sign_in("admin"), "look", "work"))
    body = {"kind": "complaint", "category": "发货", "title": "慢", "contact": PHONE, "name": "赵六", "reference": "T-1"}
    status, item = caller.post("/api/v1/cases", **body)
    assert (status, item["data"]["contact"]) == (201, "138****5678")
    assert caller.post("/api/v1/cases", **body)[0] == 200
    assert caller.post("/api/v1/cases", **{**body, "kind": "fire"})[0] == 422
    assert connection.vendor in {"sqlite", "postgresql"}
    assert PHONE not in every_byte()


def test_the_due_time_waits_with_the_customer(lead: Client) -> None:
    """Due as much later as the customer was waited for, also where it is done straight from waiting."""
    row = taken(lead)
    item = Store().item(row.pk)
    assert item.due is not None
    now = item.opened_at
    ask = Asked(Do.WAIT, "请客户补照片", until=now + timedelta(days=20), data={"waiting_for": "customer"})
    item = done(do(item, ask, SYSTEM, now))
    until = now + timedelta(days=1)
    moved = work_clock(installation()).put_off(item.due, now, [(now, until)])
    item = done(do(item, Asked(Do.DONE), SYSTEM, until))
    assert (item.state, item.due) == (State.DONE, moved)
    verbs = [event.verb for event in Store().events(row.pk)]
    assert verbs[-2:] == [Verb.DUE_CHANGED, Verb.MOVED] if moved != row.due else verbs[-1:] == [Verb.MOVED]


def done(item: Item | Problem) -> Item:
    assert not isinstance(item, Problem), item
    return item


def lesson(client: Client, row: WorkItem, **more: str) -> int:
    row.refresh_from_db()
    sent = {"cause": f"仓库漏单，客户 {PHONE}", "unit": "shop", "cost": "1,280.50", "improve": "出库双人复核<b>", "seen": str(row.version)}
    return client.post(f"/ops/cases/{row.pk}/lesson/", {**sent, **more}).status_code


def test_the_chain_from_complaint_to_return_visit(lead: Client, sign_in: SignIn) -> None:
    """Complaint -> cause -> unit that answers -> cost -> improvement there -> closed by two people -> return visit."""
    row = taken(lead)
    assert lesson(lead, row, cause=" ") == 422 and lesson(lead, row, unit="moon") == 422 and lesson(lead, row, cost="很多") == 422
    assert lesson(lead, row, cost="-5") == 422 and lesson(lead, row, seen="99") == 409
    assert not WorkItem.objects.filter(parent=row.pk).exists()
    assert lesson(sign_in("worker", "buying", name="qian"), row) == 404  # another unit's case is not there
    assert lesson(sign_in("worker", "cs", name="sun"), row) == 403  # who hands out no work there opens no improvement
    seen = str(WorkItem.objects.get(pk=row.pk).version)
    assert lesson(lead, row, seen=seen) == 302 and lesson(lead, row, seen=seen) == 409
    (improvement,) = WorkItem.objects.filter(parent=row.pk)
    assert (improvement.unit, improvement.title, improvement.kind) == ("shop", "改进：出库双人复核<b>", "task")
    page = lead.get(f"/ops/cases/{row.pk}/").content.decode()
    assert "1280.50" in page and "责任单位" in page and "改进：出库双人复核&lt;b&gt;" in page and PHONE not in every_byte()
    clerk = sign_in("worker", "cs", name="li")
    row.refresh_from_db()
    store = Store()
    events = step(store.item(row.pk), Asked(Do.DONE, "已补发"), SYSTEM, datetime.now(tz=UTC))
    assert not isinstance(events, Problem)
    store.add(events)
    assert lead.post(f"/ops/items/{row.pk}/step/", {"do": "verify"}).status_code == 302
    clocks.run(datetime.now(tz=UTC))
    visit = WorkItem.objects.get(key__startswith=f"visit|{row.pk}")
    answer = lead.post(f"/ops/cases/visits/{visit.pk}/", {"satisfaction": "4", "solved": "yes", "words": "好了"})
    assert answer.status_code == 302
    data = item_of(WorkItem.objects.get(pk=row.pk)).data
    assert (data["satisfaction"], data["blamed"], data["cost"]) == (4, "shop", "1280.50")
    assert clerk.get(f"/ops/cases/{row.pk}/").status_code == 200

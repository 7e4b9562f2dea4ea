# SPDX-License-Identifier: Apache-2.0
"""A month closed step by step on the pages, then a late correction; the frozen sheet keeps its bytes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.people.conftest import KEY, MARCH, People, entries, load
from yunce.app.installation import Installation
from yunce.app.rounds import RoundStore
from yunce.web.accounts.models import TrailEntry
from yunce.web.workitems.models import WorkItem

pytestmark = pytest.mark.django_db


def step(client: Client, name: str, person: str = "", **more: object) -> int:
    """Take a step as the page would: with the version that it shows."""
    seen = sum(entry.person == person for entry in entries())
    sent = {"step": name, "person": person, "seen": seen, **more}
    return client.post(MARCH + "do/", sent).status_code


def page(client: Client, path: str = "", **query: str) -> str:
    answer = client.get(MARCH + path, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def closed(people: People) -> None:
    """Both clerks scored, confirmed; ann at 57.6+38 (95.6, A), bob at 12+30 (42, C)."""
    for name, points in (("ann", 95), ("bob", 75)):
        assert step(people["boss"], "lead", name, **{"score:care": points}) == 302
        assert step(people["fin"], "confirm", name, item=["sales", "care"]) == 302
        assert step(people["boss"], "confirm", name, item=["care"]) == 302


def test_a_month_is_closed_and_a_late_fact_becomes_a_line(people: People, shops: Installation, tmp_path: Path) -> None:
    assert "未报" in page(people["boss"], "person/", id="ann"), "nobody has given points yet: that is no zero"
    assert step(people["ann"], "self", "ann", **{"score:care": "98", "score:sales": "100"}) == 302
    closed(people)
    assert step(people["ann"], "appeal", "ann", note="漏计一次表扬") == 302
    assert step(people["boss"], "settle", "ann", note="核实，补记", **{"score:care": "100"}) == 302
    shown = page(people["boss"])
    assert "超额，待签批" in shown and step(people["boss"], "freeze") == 422
    assert step(people["pay"], "sign") == 403, "who keeps pay does not sign for it"
    assert step(people["boss"], "sign") == 302 and step(people["pay"], "freeze") == 302
    sheet, file = page(people["pay"], "pay/"), people["pay"].get(MARCH + "pay.xlsx").content
    assert "1,000.00" in sheet and "1,200.00" in sheet, "earned 1.2 x 1000, paid what the pool has"
    frozen = RoundStore(shops.home).frozen(KEY)
    (item,) = WorkItem.objects.filter(kind="review")
    assert item.title.startswith("面谈与培训") and "小鲍" not in item.title and item.owner == "boss"

    load(shops, tmp_path / "late.csv", "b,2026-03-03,40")
    late = page(people["pay"], "pay/")
    assert "迟到的数" in late and "+200.00" in late, "C 800 has become B 1000 by what is known now"
    booked = {"person": "bob", "seen": sum(entry.person == "bob" for entry in entries()), "amount": "200", "note": "补录 3 日"}
    assert people["pay"].post(MARCH + "adjust/", booked).status_code == 302
    after = page(people["pay"], "pay/")
    assert "补录 3 日" in after and "迟到的数" not in after
    assert people["pay"].get(MARCH + "pay.xlsx").content == file
    assert RoundStore(shops.home).frozen(KEY) == frozen
    assert _table(sheet) == _table(after), "the frozen sheet is the same to the byte"
    assert step(people["boss"], "lead", "bob", **{"score:care": 1}) == 422, "frozen"
    assert step(people["boss"], "freeze") == 422


def _table(html: str) -> str:
    found = re.search(r"<table.*?</table>", html, re.DOTALL)
    assert found
    return found[0]


def test_a_number_that_changed_after_its_confirmation_is_asked_again(people: People, shops: Installation, tmp_path: Path) -> None:
    closed(people)
    load(shops, tmp_path / "late.csv", "甲店,2026-03-03,1")
    shown = page(people["boss"], "person/", id="ann")
    assert "确认后数有变" in shown and step(people["boss"], "sign") in {302, 422}
    assert step(people["boss"], "freeze") == 422
    assert step(people["fin"], "confirm", "ann", item=["sales"]) == 302
    assert "确认后数有变" not in page(people["boss"], "person/", id="ann")


def test_a_signature_is_for_the_sum_that_was_signed(people: People, shops: Installation, tmp_path: Path) -> None:
    closed(people)
    assert step(people["boss"], "sign") == 302 and "已签批缩减" in page(people["boss"])
    load(shops, tmp_path / "late.csv", "甲店,2026-03-03,-40")
    step(people["fin"], "confirm", "ann", item=["sales"])
    shown = page(people["boss"])
    assert "原来的签批不再有效" in shown


def test_two_forms_about_one_person_do_not_overwrite_each_other(people: People) -> None:
    assert step(people["boss"], "lead", "ann", **{"score:care": 90}) == 302
    old = {"step": "lead", "person": "ann", "seen": 0, "score:care": 10}
    answer = people["boss"].post(MARCH + "do/", old)
    assert answer.status_code == 422 and "已有变动" in answer.content.decode()
    assert step(people["boss"], "lead", "bob", **{"score:care": 90}) == 302, "another person's round goes on"


def test_results_are_handed_in_by_file_and_by_form(people: People) -> None:
    good = SimpleUploadedFile("结果.csv", "人员,服务\nann,88\nbob,\n".encode())
    assert people["boss"].post(MARCH + "hand-in/", {"what": "file", "file": good}).status_code == 302
    shown = page(people["boss"], "person/", id="ann")
    assert "88" in shown and "结果.csv" in shown
    assert "未报" in page(people["boss"], "person/", id="bob"), "a blank cell is not reported"
    one = {"what": "one", "person": "bob", "item": "care", "actual": "77", "source": "巡检表"}
    assert people["boss"].post(MARCH + "hand-in/", one).status_code == 302
    assert "巡检表" in page(people["boss"], "person/", id="bob")
    assert people["boss"].post(MARCH + "hand-in/", {**one, "actual": "many"}).status_code == 422
    wrong = SimpleUploadedFile("结果.csv", "人员,服务\nann,很好\n".encode())
    answer = people["boss"].post(MARCH + "hand-in/", {"what": "file", "file": wrong})
    assert answer.status_code == 422 and "很好" in answer.content.decode()
    fake = SimpleUploadedFile("结果.xlsx", b"MZ\x90\x00" * 20)
    assert people["boss"].post(MARCH + "hand-in/", {"what": "file", "file": fake}).status_code == 422


def test_a_roster_brings_people_without_accounts(people: People) -> None:
    roster = SimpleUploadedFile("花名册.csv", "工号,姓名,岗位,单位,绩效基数\nK1,王/五,甲店员,甲店,2000\nann,安,甲店员,甲店,1000\n".encode())
    assert people["boss"].post(MARCH + "hand-in/", {"what": "roster", "file": roster}).status_code == 403
    roster.seek(0)
    assert people["pay"].post(MARCH + "hand-in/", {"what": "roster", "file": roster}).status_code == 302
    shown = page(people["boss"])
    assert "王/五" in shown and "小鲍" not in shown
    assert "王/五" in page(people["boss"], "person/", id="K1")


def test_the_trail_knows_every_look_at_pay(people: People) -> None:
    page(people["pay"], "pay/")
    people["pay_a"].get(MARCH + "pay.xlsx")
    page(people["ann"], "pay/")
    seen = list(TrailEntry.objects.filter(event__startswith="pay_").order_by("id").values_list("event", "who", "subject"))
    assert seen == [
        ("pay_seen", "pay", "monthly 2026-03 *"),
        ("pay_exported", "pay_a", "monthly 2026-03 *"),
        ("pay_seen", "ann", "monthly 2026-03 (本人)"),
    ]

# SPDX-License-Identifier: Apache-2.0
"""Probing scores and pay: other units, ids in addresses, somebody else's result, one's own judgement, markup in names."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.people.conftest import MARCH, People, entries
from tests.web.people.test_round import closed, page, step
from yunce.web.api.service import service

pytestmark = pytest.mark.django_db
ANSWER = (403, 404)


def test_somebody_elses_score_is_not_there(people: People) -> None:
    closed(people)
    assert people["ann"].get(MARCH + "person/", {"id": "bob"}).status_code == 404
    assert people["ann"].get(MARCH + "person/", {"id": "nobody"}).status_code == 404, "the same answer"
    own = page(people["ann"])
    assert "小鲍" not in own and "第 1 名，共 2 人" in own
    assert people["lead_b"].get(MARCH + "person/", {"id": "ann"}).status_code == 404
    assert "小鲍" in page(people["lead_b"]) and "script" not in page(people["lead_b"]).split("</head>")[1].split("main")[1]


@pytest.mark.parametrize("who", ["guest"])
def test_who_only_looks_sees_no_round(people: People, who: str) -> None:
    for path in ("", "person/?id=ann", "pay/", "pay.xlsx", "pay/?unit=a", "pay/?me=1"):
        assert people[who].get(MARCH + path).status_code == 404, path
    assert "店员月考核" not in people[who].get("/people/").content.decode()


def test_pay_needs_its_own_right(people: People) -> None:
    """A lead, an approver, a confirmer and an uploader see no pay; payroll of a unit that unit's; everybody their own."""
    closed(people)
    for who in ("boss", "fin", "lead_b", "editor"):
        for path in ("pay/", "pay.xlsx", "pay/?unit=a", "pay.xlsx?unit=b", "pay/?me=1"):
            assert people[who].get(MARCH + path).status_code == 404, (who, path)
    sheet = page(people["pay_a"], "pay/")
    assert "小鲍" not in sheet and "甲店员" in sheet
    assert people["pay_a"].get(MARCH + "pay/", {"unit": "b"}).status_code == 404
    assert people["pay_a"].get(MARCH + "pay.xlsx", {"unit": "b"}).status_code == 404
    own = page(people["bob"], "pay/")
    assert "800.00" in own and "安" not in own.split("<main")[1]
    assert people["bob"].get(MARCH + "pay/", {"unit": "a"}).status_code == 404
    for shown in (page(people["boss"]), page(people["boss"], "person/", id="bob"), page(people["bob"])):
        assert "3,000" not in shown and "3,800" not in shown


def test_the_confirmer_sees_the_item_and_no_score(people: People) -> None:
    closed(people)
    shown = page(people["fin"], "person/", id="ann")
    assert "销售额" in shown and "95.6" not in shown and "服务" not in shown.split("<main")[1]


def test_nobody_judges_themselves_nor_another_units_people(people: People) -> None:
    assert step(people["ann"], "lead", "ann", **{"score:care": 100}) == 403
    assert step(people["ann"], "self", "bob", **{"score:care": 0}) == 403
    assert step(people["ann"], "confirm", "ann", item=["sales", "care"]) == 403
    assert step(people["lead_b"], "lead", "ann", **{"score:care": 1}) == 403
    assert step(people["pay"], "lead", "ann", **{"score:care": 1}) == 403
    assert step(people["boss"], "self", "ann") == 403
    assert step(people["ann"], "freeze") == 403 and step(people["lead_b"], "sign") == 403
    assert step(people["boss"], "jump", "ann") == 404 and step(people["boss"], "adjust", "ann") == 404
    assert people["boss"].post(MARCH + "adjust/", {"person": "ann", "amount": "9", "note": "x", "seen": 0}).status_code == 403


def test_results_of_others_and_of_oneself_are_not_handed_in(people: People) -> None:
    one = {"what": "one", "person": "ann", "item": "sales", "actual": "999", "source": "自己"}
    assert people["ann"].post(MARCH + "hand-in/", one).status_code == 403
    assert people["lead_b"].post(MARCH + "hand-in/", one).status_code == 403
    for rows in ("人员,服务\nann,100\n", "单位,服务\na,100\n", "单位,服务\n,100\n", "人员,服务\nbob,90\nann,100\n"):
        file = SimpleUploadedFile("r.csv", rows.encode())
        answer = people["lead_b"].post(MARCH + "hand-in/", {"what": "file", "file": file})
        assert answer.status_code == 422 and "不能录入" in answer.content.decode(), rows
    assert not entries(), "nothing of a file is taken where a row is not one's own"


def test_a_name_is_never_markup(people: People) -> None:
    closed(people)
    for who, path, query in (("boss", "", {}), ("boss", "person/", {"id": "ann"}), ("pay", "pay/", {})):
        shown = page(people[who], path, **query)
        assert "<script>alert" not in shown and "安&lt;script&gt;" in shown
    assert "乙<b>店" not in people["boss"].get("/people/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "cards/none/2026-03/",
        "cards/monthly/2026-W12/",
        "cards/monthly/2099-01/",
        "cards/monthly/x/",
        "cards/monthly/2026-Q1/",
        "cards/none/",
    ],
)
def test_addresses_that_name_nothing(people: People, path: str) -> None:
    assert people["pay"].get(f"/people/{path}").status_code == 404


def test_no_page_answers_without_signing_in(people: People) -> None:
    from django.test import Client

    for path in ("/people/", MARCH, MARCH + "pay/", MARCH + "pay.xlsx"):
        assert Client().get(path).status_code == 302


def test_the_interface_only_reads_results(people: People) -> None:
    """No way of writing leads to scores or pay."""
    paths = service.get_openapi_schema()["paths"]
    ways = [method for path, own in paths.items() if "/results/" in path for method in own]
    assert ways and set(ways) == {"get"}
    assert people["pay"].get("/api/v1/results/appraisals/monthly/2026-03").status_code == 401, "a session is no token"


def test_guards_of_the_law_are_findings_on_the_sheet(people: People) -> None:
    rows = "工号,姓名,岗位,单位,绩效基数,固定工资,城市,扣款\nann,安,甲店员,甲店,500,1000,甲市,900\n"
    roster = SimpleUploadedFile("r.csv", rows.encode())
    assert people["pay"].post(MARCH + "hand-in/", {"what": "roster", "file": roster}).status_code == 302
    step(people["boss"], "lead", "ann", **{"score:care": 80})
    shown = page(people["pay"], "pay/")
    assert "低于最低工资" in shown and "超过法定限度" in shown

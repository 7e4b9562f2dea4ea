# SPDX-License-Identifier: Apache-2.0
"""The plan desk: every part readable with an anchor, versions compared, wrong plans told at once."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import SignIn
from tests.web.fixture_installation import METRICS, FixtureInstallation
from tests.web.fixture_plan import PLAN, PLAN_OLD
from yunce.plan.document import LISTS, Plan
from yunce.plan.parse import parse
from yunce.web.accounts.access import Access, Held, Role
from yunce.web.accounts.models import TrailEntry
from yunce.web.plans.anchors import anchor_of
from yunce.web.plans.changes import changes_between
from yunce.web.plans.document import Document, read_document
from yunce.web.plans.naming import path_words
from yunce.web.plans.readable import anchor_words, cadence_words, lapse_words, value_words
from yunce.web.plans.sections import SECTIONS

ALL = Access((Held(Role.ADMIN),))


def plan(text: str = PLAN) -> Plan:
    found, _problems = parse(text)
    assert found is not None
    return found


def document(text: str = PLAN) -> Document:
    return read_document(plan(text), ALL, METRICS)


def test_every_part_of_the_language_has_a_section() -> None:
    assert set(SECTIONS) == set(LISTS)


def test_every_element_is_there_with_its_own_anchor() -> None:
    whole, read = plan(), document()
    anchors = [entry.anchor for section in read.sections for entry in section.entries]
    assert len(anchors) == len(set(anchors)) == sum(len(getattr(whole, name)) for name in LISTS)


def test_stated_words_stay_and_codes_become_words() -> None:
    entries = {entry.anchor: entry for section in document().sections for entry in section.entries}
    gmv = entries["targets-gmv_h2"]
    assert (gmv.title, gmv.main) == ("支付金额", "300万")
    assert ("力争目标", "360万") in {(f.label, f.text) for f in gmv.facts}
    assert ("责任人", "店长", "#roles-gm") in {(f.label, f.text, f.href) for f in gmv.facts}
    assert entries["targets-marketing"].title == "营销费用占支付金额"
    assert entries["duties-shop_check"].main == "每周一"


SAID = """
units:
  - {id: shop, name: 门店, match: {platform: tmall}}
targets:
  - {metric: gmv, unit: shop, period: 2026, value: ">= 300万"}
phases:
  - {id: open, name: 筹备, period: 2026, gate: "done('build') and headcount('shop') >= 3"}
initiatives:
  - {id: build, name: 装修}
headcount:
  - {id: by_gmv, unit: shop, by: gmv, tiers: [{from: 0, roles: {clerk: 3}}]}
roles:
  - {id: clerk, name: 店员, unit: shop}
services:
  - {id: line, name: 热线, unit: shop, contacts: contacts.offered, goal: ["80% in 20s"]}
tiers:
  - {id: gold, name: 金卡, points: 2 per 元}
allocations:
  - {id: rent, name: 房租, to: [shop], driver: lines}
"""


def test_formulas_and_texts_of_their_own_form_become_words() -> None:
    heading = "plan: {id: p, title: 计划, period: 2026}\n"
    entries = {entry.anchor: entry for section in document(heading + SAID).sections for entry in section.entries}
    facts = {(f.label, f.text) for entry in entries.values() for f in entry.facts}
    assert ("通过条件", "“装修”已完成，并且 “门店”的人数 ≥ 3") in facts
    assert {("来量", "客服话务的呼入"), ("承诺", "20秒内接起 80%"), ("要点", "每元 2 分"), ("动因", "订单明细")} <= facts
    assert {("数据归属", "平台 天猫")} <= facts
    assert (entries["headcount-by_gmv"].title, {e.main for e in entries.values()} & {"≥ 300万"}) == ("门店编制", {"≥ 300万"})


def test_unknown_values_are_shown_as_unknown() -> None:
    entry = next(e for s in document().sections for e in s.entries if e.anchor == "baselines-gmv_2025")
    assert [(f.text, f.is_open) for f in entry.facts if f.is_open] == [("未写明（原文“约两百多万”）", True)]
    assert document().open_count == 1


def test_words_of_rhythms_lapses_and_feasts() -> None:
    assert [cadence_words(t) for t in ("daily", "weekly:mon", "monthly:5", "monthly:last_wd", "RRULE:X")] == [
        "每天", "每周一", "每月5日", "每月最后一个工作日", "RRULE:X",
    ]  # fmt: skip
    assert [lapse_words(t) for t in ("10d", "3wd", "2h", "soon")] == ["10天", "3个工作日", "2小时", "soon"]
    assert [anchor_words(t) for t in ("cn:double_11", "cn:spring_festival-10d", "cn:other")] == ["双11", "春节前10天", "other"]


@pytest.mark.parametrize(
    ("path", "anchor"), [("targets[a].value", "targets-a"), ("plan.title", "plan"), ("", ""), ("headcount[0]", "headcount-0")]
)
def test_anchors_of_paths(path: str, anchor: str) -> None:
    assert anchor_of(path) == anchor


def test_a_version_is_the_same_as_itself_and_changes_are_named() -> None:
    assert not list(changes_between(document(), document()))
    changes = {(c.section, c.id, c.field, c.old, c.new) for c in changes_between(document(PLAN_OLD), document())}
    assert ("targets", "gmv_h2", "力争目标", "350万", "360万") in changes
    gone = PLAN_OLD.replace(
        "  - {id: weekly, title: 周会, every: weekly:mon, owner: gm, agenda: [上周完成, 问题与解决, 需协调事项, 下周目标]}\n", "  []\n"
    )
    assert [c.op for c in changes_between(document(PLAN_OLD), document(gone))] == ["removed"]


@pytest.mark.django_db
def test_versions_and_their_changes(sign_in: SignIn) -> None:
    client = sign_in()
    assert "和第1版比" in client.get("/plan/versions/").content.decode()
    page = client.get("/plan/diff/", {"a": "cd" * 32, "b": "ab" * 32}).content.decode()
    assert "350万" in page and "360万" in page
    assert "不是当前版本" in client.get(f"/plan/version/{'cd' * 32}/").content.decode()


@pytest.mark.django_db
def test_a_good_plan_becomes_the_current_version(sign_in: SignIn, there: FixtureInstallation) -> None:
    answer = sign_in("admin").post("/plan/upload/", {"file": SimpleUploadedFile("新计划.yaml", PLAN_OLD.encode())})
    assert (answer.status_code, there.versions()[0].number, there.versions()[0].added_by) == (302, 3, "admin_all")
    assert TrailEntry.objects.get(event="plan_added").subject == "ef" * 32


@pytest.mark.django_db
def test_a_wrong_plan_is_told_whole_and_not_kept(sign_in: SignIn, there: FixtureInstallation) -> None:
    wrong = PLAN_OLD.replace("period: 2026-09..2026-12\n    value: 300万", "period: 2026-13\n    value: 三百来万")
    answer = sign_in("admin").post("/plan/upload/", {"file": SimpleUploadedFile("p.yaml", wrong.encode())})
    page = answer.content.decode()
    assert answer.status_code == 422 and page.count('<li class="error">') == 2 and "targets[gmv_h2]" in page
    assert len(there.versions()) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["plan.docx", "plan.exe", ""])
def test_what_is_no_plan_file_is_refused(sign_in: SignIn, name: str) -> None:
    files = {"file": SimpleUploadedFile(name, b"x")} if name else {}
    assert sign_in("admin").post("/plan/upload/", files).status_code == 422


@pytest.mark.django_db
def test_search_finds_elements_and_says_when_it_does_not(sign_in: SignIn) -> None:
    client = sign_in()
    assert "/plan/#campaigns-double_11" in client.get("/search/", {"q": "双11"}).content.decode()
    assert "没有找到" in client.get("/search/", {"q": "zzzz"}).content.decode()
    assert client.get("/search/").status_code == 200


def test_what_was_adopted_says_from_which_pack() -> None:
    assert value_words("pack:airport") == "采纳自行业包 airport"
    assert value_words("drill") == "演练"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("scorecards[leads].items[2]", "考核 › 店长考核 › 项目 › 第 3 项"),
        ("targets[gmv_h2].value", "目标 › gmv_h2 › 值"),
        ("wages", "最低工资"),
        ("sheet.xlsx", "sheet.xlsx"),
    ],
)
def test_a_place_in_the_plan_has_words(path: str, words: str) -> None:
    assert path_words(path, {("scorecards", "leads"): "店长考核"}) == words

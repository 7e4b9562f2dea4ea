# SPDX-License-Identifier: Apache-2.0
"""Registers in the browser: adding, renewing, documents with readers, examinations, files, work, and what others may not see."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.operate.registers.entry import Verb
from yunce.plan.document import Plan
from yunce.plan.parse import parse
from yunce.web.accounts.models import Post, TrailEntry
from yunce.web.agenda.generating import generate
from yunce.web.registers import renewing
from yunce.web.registers.demo import entries_of
from yunce.web.registers.forgetting import forget_destroyed
from yunce.web.registers.models import ExamPaper, RegisterEntry, RegisterEvent, RegisterFile
from yunce.web.registers.store import entries, entry_of
from yunce.web.workitems.evidence import path_of
from yunce.web.workitems.models import WorkItem

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
MORE = """
plan: {id: p, title: 网点, period: 2026}
units: [{id: shop, name: 支行}, {id: cs, name: 城东, parent: shop}, {id: west, name: 城西, parent: shop}]
roles: [{id: teller, name: 柜员, unit: cs, headcount: 2}, {id: ops, name: 业务经理, unit: shop}]
registers:
  - {id: certificates, title: "上岗证<script>", kind: certificate, of: teller, owner: ops, cover: 100%, valid: 36mo, renew_before: 30d}
  - {id: manual, title: 手册, kind: document, of: teller, owner: ops, valid: 12mo, renew_before: 30d}
  - {id: seals, title: 印章, kind: seal, of: ops}
  - {id: gauges, title: 器具, kind: instrument, of: ops}
  - {id: training, title: 培训, kind: training, of: teller, owner: ops, cover: 100%, valid: 12mo, renew_before: 30d}
"""
PDF = b"%PDF-1.4\n%%EOF\n"
BANK = "题型,题目,选项A,选项B,答案\n单选,1+1,2,3,A\n判断,<script>对吗,,,对\n"


@pytest.fixture
def plan(there: FixtureInstallation, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """The plan of these tests in the place of the fixture's."""
    found, problems = parse(MORE)
    assert found is not None, problems
    monkeypatch.setattr(there, "plan", lambda *_: found)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return found


@pytest.fixture
def lead(plan: Plan, sign_in: SignIn) -> Client:
    return sign_in("lead", "shop", name="wang")


def added(client: Client, register: str = "certificates", **more: object) -> str:
    key = f"key-{RegisterEntry.objects.count()}-abcdefgh"
    answer = client.post(
        f"/ops/registers/of/{register}/add/", {"key": key, "title": "柜员证 <script>alert(1)</script>", "unit": "cs", **more}
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].rstrip("/").rsplit("/", 1)[1]


def step(client: Client, entry: str, verb: Verb, **more: object) -> int:
    return client.post(f"/ops/registers/entries/{entry}/step/", {"verb": verb.value, **more}).status_code


def test_an_entry_needs_a_title_that_can_be_seen(lead: Client) -> None:
    form = {"key": "abcdefgh0", "title": "\u200b\u3164", "code": "1"}
    assert lead.post("/ops/registers/of/certificates/add/", form).status_code == 422
    assert RegisterEntry.objects.count() == 0


def test_an_entry_is_added_once_and_shown_harmlessly(lead: Client) -> None:
    form = {"key": "abcdefgh1", "title": "<b>甲</b>", "code": "=1+1", "holder": "zhang", "until": "2026-12-01"}
    first = lead.post("/ops/registers/of/certificates/add/", form)
    assert lead.post("/ops/registers/of/certificates/add/", form)["Location"] == first["Location"]
    assert RegisterEntry.objects.count() == 1
    for path in (first["Location"], "/ops/registers/", "/ops/registers/of/certificates/", "/ops/registers/?day=2026-11-01"):
        page = lead.get(path).content.decode()
        assert "<b>甲" not in page
        assert "上岗证<script>" not in page
    assert "快到期" in lead.get("/ops/registers/of/certificates/").content.decode()
    export = b"".join(lead.get("/ops/registers/of/certificates/export.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=1+1" in export
    other = lead.post("/ops/registers/of/certificates/add/", {**form, "key": "another-key"})
    assert other.status_code == 422
    assert "编号 =1+1 已经有了" in other.content.decode()
    assert TrailEntry.objects.filter(event="register_step").exists()


def test_wrong_fields_are_told_with_what_was_sent(lead: Client) -> None:
    answer = lead.post("/ops/registers/of/certificates/add/", {"key": "abcdefgh1", "title": "甲", "until": "昨天", "unit": "moon"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "读不懂" in page
    assert "没有单位" in page
    assert 'value="甲"' in page
    assert RegisterEntry.objects.count() == 0


def test_another_units_entries_are_not_there(lead: Client, sign_in: SignIn) -> None:
    entry = added(lead, unit="cs", holder="zhang", code="SECRET-1")
    stranger = sign_in("lead", "west", name="qian")
    assert stranger.get(f"/ops/registers/entries/{entry}/").status_code == 404
    assert step(stranger, entry, Verb.RENEWED, until="2030-01-01") == 404
    assert stranger.get(f"/ops/registers/entries/{entry}/files/{'0' * 64}/").status_code == 404
    for path in ("/ops/registers/of/certificates/", "/ops/registers/of/certificates/?q=SECRET"):
        assert entry not in stranger.get(path).content.decode()
    rows = b"".join(stranger.get("/ops/registers/of/certificates/export.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "SECRET-1" not in rows
    assert stranger.get("/ops/registers/of/certificates/?unit=cs").status_code == 404
    assert stranger.post("/ops/registers/of/certificates/add/", {"key": "abcdefgh1", "title": "甲", "unit": "cs"}).status_code == 403
    assert lead.get("/ops/registers/of/nothing/").status_code == 404
    holder = sign_in("viewer", "west", name="zhang")
    assert holder.get(f"/ops/registers/entries/{entry}/").status_code == 200  # one's own certificate
    assert step(holder, entry, Verb.RENEWED, until="2030-01-01") == 403


def test_an_entry_cannot_be_moved_to_a_unit_of_others(plan: Plan, sign_in: SignIn) -> None:
    there, entry = sign_in("lead", "cs", name="sun"), added(sign_in("lead", "shop", name="wang"), unit="cs")
    assert step(there, entry, Verb.CORRECTED, title="甲", unit="west") == 403
    assert step(there, entry, Verb.CORRECTED, title="甲", unit="cs") == 302
    assert entry_of(entry).title == "甲"


def test_viewers_write_nothing_and_only_administrators_destroy(lead: Client, sign_in: SignIn) -> None:
    entry, viewer = added(lead, retention="1y"), sign_in("viewer", "shop", name="kan")
    assert "办理" not in viewer.get(f"/ops/registers/entries/{entry}/").content.decode().split("<main")[1]
    for verb in (Verb.RENEWED, Verb.WITHDRAWN, Verb.HELD, Verb.DESTROYED):
        assert step(viewer, entry, verb, note="x", until="2030-01-01") == 403
    assert step(lead, entry, Verb.DESTROYED, note="x") == 403
    assert step(lead, entry, Verb.EXAMINED, score="100", passed="1") == 404
    assert RegisterEvent.objects.count() == 1


def test_a_stale_form_writes_nothing(lead: Client) -> None:
    entry = added(lead, until="2026-12-01")
    assert step(lead, entry, Verb.RENEWED, until="2028-12-01", version_seen="1") == 302
    assert step(lead, entry, Verb.RENEWED, until="2029-12-01", version_seen="1") == 409
    assert RegisterEvent.objects.filter(entry_id=entry).count() == 2
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE yunce_registers_registerevent SET note = 'x'")


def test_a_document_goes_from_draft_to_its_readers(lead: Client, sign_in: SignIn) -> None:
    entry = added(lead, "manual", file=SimpleUploadedFile("手册.pdf", PDF, "application/pdf"))
    reader, other = sign_in("viewer", "cs", name="li"), sign_in("lead", "shop", name="zhao")
    assert step(lead, entry, Verb.APPROVED, version=1) == 422  # one's own draft
    sha = entry_of(entry).versions[0].file
    assert reader.get(f"/ops/registers/entries/{entry}/files/{sha}/").status_code == 404  # a draft
    assert step(reader, entry, Verb.APPROVED, version=1) == 403
    assert step(other, entry, Verb.APPROVED, version=1) == 302
    assert step(other, entry, Verb.ISSUED, version=1) == 302
    assert b"".join(reader.get(f"/ops/registers/entries/{entry}/files/{sha}/").streaming_content) == PDF  # type: ignore[attr-defined]
    assert step(reader, entry, Verb.READ, version=1) == 302
    assert step(reader, entry, Verb.READ, version=1) == 422
    page = lead.get(f"/ops/registers/entries/{entry}/").content.decode()
    assert "现行" in page
    assert [one.who for one in entry_of(entry).read_by] == ["li"]


def test_an_upload_that_lies_is_refused(lead: Client) -> None:
    lie = SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script>", "application/pdf")
    answer = lead.post("/ops/registers/of/manual/add/", {"key": "abcdefgh1", "title": "甲", "file": lie})
    assert answer.status_code == 422
    assert RegisterEntry.objects.count() == 0


def test_what_runs_out_is_work_and_a_renewal_ends_it(lead: Client, there: FixtureInstallation) -> None:
    entry = added(lead, until="2026-12-01")
    gone = added(lead, until="2020-01-01")
    assert renewing.run(NOW) == "新开 2 项，结束 0 项"
    assert renewing.run(NOW) == "新开 0 项，结束 0 项"
    item = WorkItem.objects.get(subject=entry)
    assert (item.unit, item.owner, item.period, item.title) == (
        "cs",
        "ops",
        "2026-12-01",
        "上岗证<script>：柜员证 <script>alert(1)</script>",
    )
    run = generate(there, NOW, "system")  # type: ignore[arg-type]  # of the same shape
    assert run is not None
    assert WorkItem.objects.get(pk=item.pk).state == "open"  # the agenda knows it and leaves it
    assert step(lead, entry, Verb.RENEWED, until="2029-12-01") == 302
    assert WorkItem.objects.get(pk=item.pk).state == "done"
    assert step(lead, gone, Verb.WITHDRAWN, note="离职") == 302
    assert WorkItem.objects.get(subject=gone).state == "cancelled"
    assert renewing.run(NOW) == "新开 0 项，结束 0 项"


def test_coverage_is_of_those_who_hold_the_post_as_of_a_day(lead: Client, sign_in: SignIn) -> None:
    for name in ("zhang", "sun"):
        sign_in("worker", "cs", name=name)
        Post.objects.create(user_id=_user(name), role="teller", unit="cs")
    added(lead, holder="zhang", until="2027-06-01")
    assert "1 / 2 · 50%" in lead.get("/ops/registers/").content.decode()
    assert "缺 sun" in lead.get("/ops/registers/").content.decode()
    assert "0 / 2 · 0%" in lead.get("/ops/registers/?day=2026-11-01").content.decode()  # nobody knew of it then


def _user(name: str) -> int:
    from django.contrib.auth.models import User

    return User.objects.get(username=name).pk


def test_a_file_is_taken_whole_or_not_at_all(lead: Client, sign_in: SignIn) -> None:
    good = "姓名,编号,单位,有效期至\n张三,1,城东,2027-01-01\n李四,2,,2027-01-01\n"
    for text, status in ((good.replace("2027-01-01\n李", "明天\n李"), 422), (good, 302), (good, 302)):
        file = SimpleUploadedFile("a.csv", text.encode("gb18030"), "text/csv")
        assert lead.post("/ops/registers/of/certificates/import/", {"file": file}).status_code == status
    assert sorted(one.title for one in entries(["certificates"])) == ["张三", "李四"]
    away = sign_in("lead", "west", name="qian")
    file = SimpleUploadedFile("a.csv", good.encode(), "text/csv")
    assert away.post("/ops/registers/of/certificates/import/", {"file": file}).status_code == 403


def examined(client: Client, right: bool) -> ExamPaper:
    begun = client.post("/ops/registers/of/training/exam/begin/")
    assert begun.status_code == 302, begun.content.decode()
    again = client.post("/ops/registers/of/training/exam/begin/")
    assert again["Location"] == begun["Location"]  # the same paper goes on
    page = client.get(begun["Location"]).content.decode()
    assert "<script>对吗" not in page
    assert page == client.get(begun["Location"]).content.decode() or "csrf" in page
    answers = {"q1": "A", "q2": "A"} if right else {"q1": "B"}
    assert client.post(begun["Location"], answers).status_code == 302
    client.post(begun["Location"], {"q1": "A", "q2": "A"})  # a second time changes nothing
    return ExamPaper.objects.order_by("-pk")[0]


def test_an_examination_is_marked_once_and_passing_is_validity(lead: Client, sign_in: SignIn) -> None:
    teller = sign_in("worker", "cs", name="zhang")
    Post.objects.create(user_id=_user("zhang"), role="teller", unit="cs")
    assert teller.post("/ops/registers/of/training/exam/begin/").status_code == 409  # no bank yet
    assert teller.get("/ops/registers/of/training/bank/").status_code == 403
    bank = {"file": SimpleUploadedFile("b.csv", BANK.encode(), "text/csv"), "passing": "100", "draw": "0", "attempts": "2"}
    assert lead.post("/ops/registers/of/training/bank/", bank).status_code == 302
    failed = examined(teller, right=False)
    assert (str(failed.score), failed.is_passed) == ("0.0", False)
    assert "未生效" in teller.get("/ops/registers/of/training/").content.decode()
    passed = examined(teller, right=True)
    assert (str(passed.score), passed.is_passed) == ("100.0", True)
    (one,) = entries(["training"])
    assert ([s.is_passed for s in one.scores], str(one.issued_on)) == ([False, True], "2026-11-22")
    assert "1 / 1 · 100%" in lead.get("/ops/registers/").content.decode()
    assert teller.post("/ops/registers/of/training/exam/begin/").status_code == 409  # two attempts are used up
    assert lead.get(f"/ops/registers/of/training/exam/{passed.pk}/").status_code == 404  # another person's paper
    stranger = sign_in("worker", "west", name="qian")
    assert stranger.get("/ops/registers/of/training/exam/").status_code == 403


def test_a_seal_wants_three_people_who_sign_in(lead: Client, sign_in: SignIn) -> None:
    clerk, boss = sign_in("worker", "cs", name="li"), sign_in("lead", "shop", name="zhao")
    entry = added(lead, "seals", custodian="wang")
    assert step(clerk, entry, Verb.ASKED, to="li", times="many", note="合同") == 422
    assert step(clerk, entry, Verb.ASKED, to="li", times="2", note="") == 422
    assert step(clerk, entry, Verb.ASKED, to="li", times="2", note="合同<b>两份") == 302
    (leave,) = entry_of(entry).leaves
    assert step(lead, entry, Verb.USED, leave=leave.number) == 422  # nobody has allowed it yet
    assert step(lead, entry, Verb.USED, leave=leave.number, to="li", approved_by="zhao", note="合同") == 422  # a typed name is nobody
    assert step(clerk, entry, Verb.ALLOWED, leave=leave.number) == 403
    assert step(lead, entry, Verb.ALLOWED, leave=leave.number) == 422  # who keeps it does not allow it
    page = boss.get(f"/ops/registers/entries/{entry}/").content.decode()
    assert "等人同意" in page and "合同&lt;b&gt;两份" in page and 'value="allowed"' in page
    assert 'value="allowed"' not in lead.get(f"/ops/registers/entries/{entry}/").content.decode()
    assert step(boss, entry, Verb.ALLOWED, leave=leave.number) == 302
    assert step(boss, entry, Verb.ALLOWED, leave=leave.number) == 422
    assert step(boss, entry, Verb.USED, leave=leave.number) == 422  # who allows does not put it to paper
    assert step(lead, entry, Verb.USED, leave=leave.number) == 302
    assert step(lead, entry, Verb.USED, leave=leave.number) == 422  # good for one time
    assert step(lead, entry, Verb.COUNTED) == 422
    found = entry_of(entry)
    assert found.uses == 2 and found.leaves[0].is_spent and found.leaves[0].allowed_by == "zhao"


def test_an_instrument_is_lent_when_a_second_person_has_signed_in_and_allowed_it(lead: Client, sign_in: SignIn) -> None:
    clerk, boss = sign_in("worker", "cs", name="li"), sign_in("lead", "shop", name="zhao")
    other = sign_in("lead", "west", name="sun")
    entry = added(lead, "gauges", title="压力表", custodian="wang")
    assert step(lead, entry, Verb.LENT, to="li", approved_by="zhao") == 422  # a typed name is nobody
    page = clerk.get(f"/ops/registers/entries/{entry}/").content.decode()
    assert 'name="approved_by"' not in page and 'value="asked"' in page and 'name="times"' not in page
    assert step(clerk, entry, Verb.ASKED, to="li", note="现场复测") == 302
    (leave,) = entry_of(entry).leaves
    assert step(clerk, entry, Verb.ALLOWED, leave=leave.number) == 403
    assert step(other, entry, Verb.ALLOWED, leave=leave.number) == 404  # another unit's lead does not see it
    assert step(lead, entry, Verb.ALLOWED, leave=leave.number) == 422  # who keeps it does not allow it
    assert "借用申请" in boss.get(f"/ops/registers/entries/{entry}/").content.decode()
    assert step(boss, entry, Verb.ALLOWED, leave=leave.number) == 302
    page = lead.get(f"/ops/registers/entries/{entry}/").content.decode()
    assert 'value="lent"' in page and 'value="used"' not in page
    assert step(lead, entry, Verb.LENT, leave=leave.number) == 302
    loan = entry_of(entry).loan
    assert loan is not None and (loan.to, loan.approved_by) == ("li", "zhao")
    told = TrailEntry.objects.filter(event="register_step").order_by("pk").values_list("who", "subject")
    said = [("li", "gauges 压力表 申请使用"), ("zhao", "gauges 压力表 同意使用"), ("wang", "gauges 压力表 借出")]
    assert [one for one in told if one in said] == said


def test_what_is_destroyed_leaves_the_disk_unless_somebody_else_has_it(
    lead: Client, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdfs = [PDF + bytes([n]) for n in range(2)]
    entries_ = []
    for content in (*pdfs, pdfs[1]):  # the last two share one content
        entry = added(lead, "certificates", issued_on="2020-01-01", retention="1y", holder="li", file=SimpleUploadedFile("证.pdf", content))
        entries_.append(entry)
    files = {entry: RegisterFile.objects.get(entry_id=entry) for entry in entries_}
    paths = [path_of(files[entry].sha256) for entry in entries_]
    for path in paths:
        os.utime(path, (NOW.timestamp() - 3600, NOW.timestamp() - 3600))
    for entry in entries_:
        assert step(lead, entry, Verb.WITHDRAWN, note="到期") == 302
    later = NOW.replace(year=2028)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    admin = sign_in("admin", name="admin1")
    assert step(admin, entries_[0], Verb.DESTROYED, note="期满") == 302
    assert step(admin, entries_[1], Verb.DESTROYED, note="期满") == 302
    assert not paths[0].exists() and paths[1].exists()  # the third entry still has it
    assert (
        RegisterFile.objects.filter(entry_id=entries_[0]).exists() and TrailEntry.objects.filter(event="register_file_removed").count() == 1
    )
    assert admin.get(f"/ops/registers/entries/{entries_[0]}/files/{files[entries_[0]].sha256}/").status_code == 404
    assert step(admin, entries_[2], Verb.DESTROYED, note="期满") == 302
    assert not paths[2].exists() and forget_destroyed(later) == 0


def test_nobody_is_two_people_by_two_names(lead: Client) -> None:
    from django.contrib.auth.models import User

    User.objects.filter(username="wang").update(first_name="王保管")
    entry = added(lead, "seals", custodian="王保管")
    assert step(lead, entry, Verb.COUNTED) == 422
    assert step(lead, entry, Verb.ASKED, to="王保管", times="1", note="合同") == 422


def test_a_demo_company_has_something_to_see(lead: Client, plan: Plan, sign_in: SignIn) -> None:
    sign_in("worker", "cs", name="zhang")
    Post.objects.create(user_id=_user("zhang"), role="teller", unit="cs")
    assert entries_of(plan, NOW) == 9
    assert entries_of(plan, NOW) == 0
    page = lead.get("/ops/registers/").content.decode()
    assert "1 / 1 · 100%" in page


def test_pages_ask_a_few_questions_however_many_entries(lead: Client, django_assert_max_num_queries: object) -> None:
    for n in range(3):
        added(lead, code=str(n), until="2026-12-01")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        lead.get("/ops/registers/")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        lead.get("/ops/registers/of/certificates/")


def test_nothing_is_there_without_registers_or_signing_in(
    there: FixtureInstallation, plan: Plan, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = plan.model_copy(update={"registers": ()})
    monkeypatch.setattr(there, "plan", lambda *_: bare)
    assert "计划里没有台账" in sign_in("viewer", name="kan").get("/ops/registers/").content.decode()
    assert Client().get("/ops/registers/").status_code == 302


def test_documents_of_a_file_come_issued_from_who_may_issue(lead: Client, sign_in: SignIn) -> None:
    worker = sign_in("worker", "shop", name="li")
    for client, text, status in (
        (worker, "名称,编号,生效日期\n管理手册,1,2026-01-10\n", 403),
        (lead, "名称,编号,生效日期\n管理手册,1,2026-01-10\n草稿,2,\n", 302),
    ):
        file = SimpleUploadedFile("a.csv", text.encode(), "text/csv")
        assert client.post("/ops/registers/of/manual/import/", {"file": file}).status_code == status
    issued, draft = sorted(entries(["manual"]), key=lambda one: one.code)
    assert issued.current is not None
    assert draft.current is None
    page = lead.get("/ops/registers/of/manual/?day=").content.decode()
    assert "2027-01-09" in page
    assert "未生效" in page

# SPDX-License-Identifier: Apache-2.0
"""The review desk in process: handing in, deciding, two at once, findings, versions, revisions, and what strangers may not do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from yunce.app.reviews.looking import Number
from yunce.web.accounts.models import TrailEntry
from yunce.web.review.reading import read_next

TEXT = """2026年示例书店经营计划

一、目标
2026年全年销售额目标1200万元，其中上半年500万元，下半年650万元。
会员数达到3万人，由店长负责。

二、人员
编制8人，其中店员5人，收银2人。
<script>alert(3)</script> & <b>4月31日</b>前完成装修。
"""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clean(home: Path) -> Iterator[None]:
    yield
    shutil.rmtree(home / "reviews", ignore_errors=True)


@pytest.fixture
def ann(sign_in: SignIn) -> Client:
    return sign_in("admin", name="ann")


@pytest.fixture
def review(ann: Client, there: FixtureInstallation) -> str:
    """A review that ann handed in and the worker has read."""
    return handed_in(ann, there, TEXT)


def handed_in(client: Client, there: FixtureInstallation, text: str) -> str:
    answer = client.post("/review/open/", {"text": text})
    assert answer.status_code == 302
    assert read_next(there)  # type: ignore[arg-type]  # it answers as an installation does
    return str(answer.headers["Location"].strip("/").rpartition("/")[2])


def number(there: FixtureInstallation, review: str, quote: str) -> Number:
    return next(one for one in there.reviews.look(review)[0].numbers if one.quote == quote)


def decided(client: Client, there: FixtureInstallation, review: str, quote: str, **said: str) -> int:
    one = number(there, review, quote)
    saw = said.pop("saw", str(one.seen))
    return client.post(f"/review/{review}/decide/", {"key": one.key, "saw": saw, "at": one.key, **said}).status_code


def page(client: Client, review: str, **asked: str) -> str:
    return client.get(f"/review/{review}/", asked).content.decode()


def test_from_words_to_the_bench(ann: Client, there: FixtureInstallation) -> None:
    answer = ann.post("/review/open/", {"text": TEXT})
    address = answer.headers["Location"]
    waiting = ann.get(address).content.decode()
    assert "正在读取和检查" in waiting and "hx-get" in waiting
    assert "HX-Refresh" not in ann.get(f"{address}progress/").headers
    assert read_next(there)  # type: ignore[arg-type]  # it answers as an installation does
    assert not read_next(there)  # type: ignore[arg-type]  # nothing waits any more
    assert ann.get(f"{address}progress/").headers["HX-Refresh"] == "true"
    shown = ann.get(address).content.decode()
    seen = there.reviews.look(address.strip("/").rpartition("/")[2])[0]
    assert f"{len(seen.numbers)} 个数字：<b>{len(seen.used)}</b> 个已采用" in shown and f"{len(seen.aside)} 个搁置" in shown
    assert "1150万 ≠ 1200万" in shown and TrailEntry.objects.filter(event="review_opened").count() == 1


def test_every_number_is_marked_in_the_source_and_the_words_are_whole(ann: Client, there: FixtureInstallation, review: str) -> None:
    shown = page(ann, review)
    paper = shown.partition('class="card paper"')[2].partition('class="card list-side"')[0]
    assert len(re.findall(r'<a class="m', paper)) == len(there.reviews.look(review)[0].numbers)
    words = re.sub(r"<div class=\"find.*?</div></div>|<div class=\"find.*?</form></details></div></div>", "", paper, flags=re.DOTALL)
    plain = re.sub(r"<[^>]+>|\s", "", words)
    assert "2026年全年销售额目标1200万元，其中上半年500万元" in plain


def test_the_same_file_again_leads_to_its_review(ann: Client, there: FixtureInstallation) -> None:
    first = ann.post("/review/open/", {"file": SimpleUploadedFile("计划.txt", TEXT.encode())}).headers["Location"]
    again = ann.post("/review/open/", {"file": SimpleUploadedFile("计划 副本.txt", TEXT.encode())}, follow=True)
    assert again.redirect_chain[-1][0] == first and len(there.reviews.heads()) == 1
    assert "同样内容的文件已经交过" in again.content.decode()
    other = ann.post("/review/open/", {"file": SimpleUploadedFile("计划.txt", TEXT.replace("8人", "9人").encode())})
    assert other.headers["Location"] != first and len(there.reviews.heads()) == 2


def test_a_text_without_numbers_is_not_called_sound(ann: Client, there: FixtureInstallation) -> None:
    own = handed_in(ann, there, "要努力工作，提高服务质量。")
    shown = page(ann, own)
    assert "没有读出计划里的数字" in shown and "没有可以成为计划的内容" in shown
    assert "可以执行" not in shown and "没有发现矛盾" not in shown and "成为计划第" not in shown


def test_markup_in_words_and_names_is_only_text(ann: Client, there: FixtureInstallation) -> None:
    file = SimpleUploadedFile("<img src=x onerror=alert(1)>.txt", TEXT.encode())
    address = ann.post("/review/open/", {"file": file}).headers["Location"]
    read_next(there)  # type: ignore[arg-type]  # it answers as an installation does
    for path in (address, "/review/", f"{address}?tab=aside", f"{address}?tab=found", f"{address}revise/"):
        shown = ann.get(path).content.decode()
        assert "<script>alert" not in shown and "<img src=x" not in shown and "<b>4月" not in shown, path
    assert "&lt;script&gt;alert" in ann.get(address).content.decode()


def test_a_decision_leads_to_the_next_number(ann: Client, there: FixtureInstallation, review: str) -> None:
    one = number(there, review, "1200万元")
    answer = ann.post(f"/review/{review}/decide/", {"key": one.key, "saw": "0", "at": one.key, "action": "accept"})
    following = re.search(r"at=([^&#]*)", answer.headers["Location"])
    assert answer.status_code == 302 and following is not None
    assert unquote(following[1]) != one.key and number(there, review, "1200万元").key == one.key
    assert there.reviews.look(review)[0].number(unquote(following[1])) is not None
    assert number(there, review, "1200万元").status == "accepted"
    assert TrailEntry.objects.filter(event="review_decided").count() == 1


def test_htmx_gets_the_bench_alone(ann: Client, there: FixtureInstallation, review: str) -> None:
    one = number(there, review, "3万人")
    answer = ann.post(
        f"/review/{review}/decide/", {"key": one.key, "saw": "0", "action": "correct", "value": "3.5万人"}, headers={"HX-Request": "true"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 200 and "<html" not in shown and "<del>3万人</del><ins>3.5万人</ins>" in shown
    assert answer.headers["HX-Push-Url"].startswith(f"/review/{review}/")


def test_what_cannot_be_meant_is_said_and_nothing_is_kept(ann: Client, there: FixtureInstallation, review: str) -> None:
    assert decided(ann, there, review, "8人", action="correct", value="很多人") == 422
    assert decided(ann, there, review, "8人", action="dance") == 422
    assert ann.post(f"/review/{review}/decide/", {"key": "x", "saw": "y", "action": "accept"}).status_code == 422
    assert number(there, review, "8人").status == "open"


def test_two_at_once_lose_nothing(ann: Client, sign_in: SignIn, there: FixtureInstallation, review: str) -> None:
    bob = sign_in("editor", name="bob")
    assert decided(ann, there, review, "8人", action="accept", saw="0") == 302
    one = number(there, review, "8人")
    late = bob.post(f"/review/{review}/decide/", {"key": one.key, "saw": "0", "at": one.key, "action": "correct", "value": "7人"})
    shown = late.content.decode()
    assert late.status_code == 422 and "ann" in shown and "没有生效" in shown and "数值 7人" in shown and "改用这一个决定" in shown
    assert "bob 刚才处理了" in ann.get(f"/review/{review}/news/", {"since": str(one.seen)}).content.decode()
    form = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown.partition("改用这一个决定")[0].rpartition("<form")[2])
    )
    assert bob.post(f"/review/{review}/decide/", {**form}).status_code == 302
    now = number(there, review, "8人")
    assert (now.words, now.status, now.beaten) == ("7人", "corrected", None)


def test_a_finding_is_mended_or_stands_with_a_reason(ann: Client, there: FixtureInstallation, review: str) -> None:
    found = {one.finding.stated: one for one in there.reviews.look(review)[0].found}
    fixable = next(one for one in found.values() if one.fix_words)
    assert ann.post(f"/review/{review}/finding/", {"finding": fixable.finding.key, "action": "fix"}).status_code == 302
    left = there.reviews.look(review)[0]
    assert fixable.finding.key not in {one.finding.key for one in left.found}
    other = left.found[0].finding.key
    assert ann.post(f"/review/{review}/finding/", {"finding": other, "action": "waive", "why": ""}).status_code == 422
    ann.post(f"/review/{review}/finding/", {"finding": other, "action": "waive", "why": "实习生不计", "until": "2099-12-31"})
    shown = page(ann, review, tab="found")
    assert "ann 已说明保留，到 2099-12-31 为止：实习生不计" in shown
    ann.post(f"/review/{review}/finding/", {"finding": other, "action": "unwaive"})
    assert "已说明保留" not in page(ann, review, tab="found")
    assert ann.post(f"/review/{review}/finding/", {"finding": other, "action": "sing"}).status_code == 404


def test_the_review_becomes_a_plan_version(ann: Client, there: FixtureInstallation, review: str) -> None:
    before = there.versions()
    current = next(one for one in before if one.current)
    asked = ann.post(f"/review/{review}/make/", {"plan_part": "0"})
    words = asked.content.decode()
    assert asked.status_code == 200 and there.versions() == before and "全公司换用另一份计划" in words
    assert current.title in words and f"第 {current.number} 版" in words and "1 个账号：ann" in words
    other = ann.post(f"/review/{review}/make/", {"plan_part": "0", "instead_of": "00" * 32})
    assert other.status_code == 200 and there.versions() == before  # what was agreed to is not what would be changed now
    answer = ann.post(f"/review/{review}/make/", {"plan_part": "0", "instead_of": current.fingerprint})
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/plan/version/")
    assert there.versions()[0].added_by == "ann" and there.versions()[0].plan_id == f"review_{review}"
    assert TrailEntry.objects.filter(event="plan_added").count() == 1
    assert "计划第" in page(ann, review)
    sure = next(one.fingerprint for one in there.versions() if one.current)
    assert ann.post(f"/review/{review}/make/", {"plan_part": "7", "instead_of": sure}).status_code == 422
    assert "撤回" not in page(ann, review)
    assert ann.post(f"/review/{review}/withdraw/").status_code == 422 and there.reviews.look(review)


def test_a_revision_shows_what_changed_and_keeps_decisions(ann: Client, there: FixtureInstallation, review: str) -> None:
    decided(ann, there, review, "500万元", action="accept")
    decided(ann, there, review, "2人", action="reject")
    same = ann.post(f"/review/{review}/revise/", {"text": TEXT})
    assert same.headers["Location"] == f"/review/{review}/"
    answer = ann.post(f"/review/{review}/revise/", {"text": TEXT.replace("1200万元", "1150万元").replace("收银2人", "收银3人")})
    assert answer.headers["Location"] == f"/review/{review}/changes/"
    assert "正在读取" in ann.get(answer.headers["Location"]).content.decode()
    read_next(there)  # type: ignore[arg-type]  # it answers as an installation does
    shown = ann.get(answer.headers["Location"]).content.decode()
    assert "12000000" in shown.replace(",", "") or "1200万元" in shown
    assert number(there, review, "500万元").status == "accepted" and not number(there, review, "3人").is_used
    assert "第 2 稿" in page(ann, review)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.docx", b"", "是空的"),
        ("空白.txt", b" \n ", "空文件"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "不能读取"),
        ("密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "有密码"),
        ("坏.docx", b"PK\x03\x04 broken", "已损坏"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "图.png”"),
    ],
)
def test_files_that_cannot_be_read_say_why(ann: Client, there: FixtureInstallation, name: str, content: bytes, said: str) -> None:
    answer = ann.post("/review/open/", {"file": SimpleUploadedFile(name, content)})
    if answer.status_code == 302:
        read_next(there)  # type: ignore[arg-type]  # it answers as an installation does
        answer = ann.get(answer.headers["Location"])
        assert "换一个文件" in answer.content.decode()
    assert said in answer.content.decode()


def test_nothing_and_too_much_are_refused(ann: Client, there: FixtureInstallation) -> None:
    assert ann.post("/review/open/", {}).status_code == 422
    assert ann.post("/review/open/", {"text": "  "}).status_code == 422
    big = ann.post("/review/open/", {"file": SimpleUploadedFile("大.txt", b"1" * (1024**2 + 9))})
    assert big.status_code == 422 and "上限" in big.content.decode() and not there.reviews.heads()


def test_the_sample_shows_contradictions_at_once_and_is_opened_once(ann: Client, there: FixtureInstallation) -> None:
    first = ann.post("/review/sample/").headers["Location"]
    read_next(there)  # type: ignore[arg-type]  # it answers as an installation does
    shown = ann.get(first).content.decode()
    assert shown.count('class="find ') >= 5 and "处错误" in shown
    assert ann.post("/review/sample/").headers["Location"] == first


def test_who_may_what(sign_in: SignIn, there: FixtureInstallation, review: str) -> None:
    viewer, editor, part = sign_in("viewer", name="vic"), sign_in("editor", name="eve"), sign_in("editor", "shop", name="pat")
    for client in (viewer, part):
        assert client.get(f"/review/{review}/").status_code == 404
        assert client.get(f"/review/{review}/source/1/").status_code == 404
        assert client.post(f"/review/{review}/decide/", {"action": "accept"}).status_code == 404
        assert client.post("/review/open/", {"text": TEXT}).status_code == 403
        assert client.post("/review/sample/").status_code == 403
        assert "审阅需要编辑或管理角色" in client.get("/review/").content.decode()
    assert decided(editor, there, review, "8人", action="accept") == 302
    assert editor.post(f"/review/{review}/make/", {"plan_part": "0"}).status_code == 403
    assert "成为计划需要管理员" in page(editor, review)


@pytest.mark.parametrize("path", ["/review/000000000000/", "/review/..%2F..%2Fetc/", "/review/zz/", "/review/cache/"])
def test_a_review_that_is_not_there(ann: Client, path: str) -> None:
    assert ann.get(path).status_code == 404


def test_odd_addresses_fall_back(ann: Client, review: str) -> None:
    for asked in ({"at": "nothing"}, {"part": "99"}, {"part": "-1"}, {"page": "99"}, {"tab": "x", "order": "y"}, {"part": "९"}):
        assert ann.get(f"/review/{review}/", asked).status_code == 200


def test_the_source_is_given_back_as_it_came(ann: Client, review: str) -> None:
    answer = ann.get(f"/review/{review}/source/1/")
    assert answer.content.decode() == TEXT and "attachment" in answer.headers["Content-Disposition"]
    assert ann.get(f"/review/{review}/source/2/").status_code == 404


def test_of_a_long_document_older_findings_say_so_until_newer_ones_come(
    ann: Client, there: FixtureInstallation, review: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yunce.app.reviews.desk.AT_ONCE", 0)
    assert "改动之前" not in page(ann, review)
    assert decided(ann, there, review, "1200万元", action="correct", value="1150万元") == 302
    behind = page(ann, review)
    assert "正在重新检查" in behind and "改动之前的结果" in behind and "<ins>1150万元</ins>" in behind
    address = re.findall(r'hx-get="(/review/\w+/checked/[^"]*)"', behind)[0].replace("&amp;", "&")
    part = ann.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-swap-oob="innerHTML"' in part and "<ins>1150万元</ins>" in part and "改动之前" not in part and "1150万 ≠ 1200万" not in part
    assert "改动之前" not in page(ann, review)


def test_without_script_a_link_waits_for_the_findings(
    ann: Client, there: FixtureInstallation, review: str, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yunce.app.reviews.desk.AT_ONCE", 0)
    decided(ann, there, review, "1200万元", action="correct", value="1150万元")
    shown = ann.get(f"/review/{review}/checked/", follow=True).content.decode()
    assert "改动之前" not in shown and "<ins>1150万元</ins>" in shown
    assert sign_in("viewer", name="eve").get(f"/review/{review}/checked/").status_code == 404


def test_its_uploader_or_an_administrator_takes_a_file_back(
    ann: Client, sign_in: SignIn, there: FixtureInstallation, review: str, home: Path
) -> None:
    bob = sign_in("editor", name="bob")
    assert "撤回" not in page(bob, review)
    assert bob.get(f"/review/{review}/withdraw/").status_code == 403 and bob.post(f"/review/{review}/withdraw/").status_code == 403
    assert sign_in("viewer", name="eve").post(f"/review/{review}/withdraw/").status_code == 404
    own = handed_in(bob, there, TEXT.replace("8人", "9人"))
    decided(bob, there, own, "3万人", action="accept")
    assert f"/review/{own}/withdraw/" in page(bob, own)
    assert "1 个已经做出的决定" in bob.get(f"/review/{own}/withdraw/").content.decode() and own in there.reviews.store.ids()
    answer = bob.post(f"/review/{own}/withdraw/", follow=True)
    assert "已撤回" in answer.content.decode() and there.reviews.store.ids() == (review,)
    assert bob.get(f"/review/{own}/").status_code == 404 and bob.post(f"/review/{own}/withdraw/").status_code == 404
    left = [path for path in (home / "reviews").rglob("*") if path.is_file() and TEXT.replace("8人", "9人").encode() in path.read_bytes()]
    assert left == [] and not list((home / "reviews").glob(".gone-*"))
    kept = TrailEntry.objects.get(event="review_withdrawn")
    assert kept.who == "bob" and own in kept.subject
    assert ann.post(f"/review/{review}/withdraw/").status_code == 302 and there.reviews.store.ids() == ()


def test_what_is_taken_back_while_it_waits_is_not_read(ann: Client, there: FixtureInstallation) -> None:
    own = ann.post("/review/open/", {"text": TEXT}).headers["Location"].strip("/").rpartition("/")[2]
    assert "交错了" in page(ann, own)
    ann.post(f"/review/{own}/withdraw/")
    assert not read_next(there)  # type: ignore[arg-type]  # it answers as an installation does


def test_a_finding_that_came_back_says_who_had_let_it_stand(ann: Client, there: FixtureInstallation, review: str) -> None:
    found = next(one for one in there.reviews.look(review)[0].found if one.finding.code.startswith("SUM"))
    form = {"finding": found.finding.key, "action": "waive", "why": "另有一项单列"}
    ann.post(f"/review/{review}/finding/", form)
    decided(ann, there, review, "1200万元", action="correct", value="1250万元")
    assert "ann 曾说明保留：另有一项单列。数字后来变了" in page(ann, review)

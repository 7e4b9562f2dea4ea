# SPDX-License-Identifier: Apache-2.0
"""A plan leaves as YAML, as Word, as its original; a number is changed without touching another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.reader.office import p, word
from tests.web.conftest import SignIn
from tests.web.fixture_installation import FixtureInstallation
from tests.web.fixture_plan import PLAN
from yunce.plan.difference import diff
from yunce.plan.parse import parse
from yunce.reader.files import read_bytes
from yunce.values.problem import Problem, Severity
from yunce.web.accounts.models import TrailEntry
from yunce.web.review.reading import read_next

pytestmark = pytest.mark.django_db
NOW = "ab" * 32


@pytest.fixture(autouse=True)
def clean(home: Path) -> Iterator[None]:
    yield
    shutil.rmtree(home / "reviews", ignore_errors=True)


def test_yaml_is_the_text_as_it_is_kept(sign_in: SignIn) -> None:
    answer = sign_in("admin").get(f"/plan/version/{NOW}/plan.yaml")
    assert answer.content.decode() == PLAN and "attachment" in answer.headers["Content-Disposition"]
    assert TrailEntry.objects.filter(event="plan_exported").count() == 1


def test_yaml_with_pay_is_for_those_who_see_pay(sign_in: SignIn) -> None:
    viewer = sign_in("viewer")
    assert viewer.get(f"/plan/version/{NOW}/plan.yaml").status_code == 403
    assert "plan.yaml" not in viewer.get("/plan/").content.decode()


def test_word_is_readable_and_holds_what_one_may_see(sign_in: SignIn) -> None:
    whole, own = (c.get(f"/plan/version/{NOW}/plan.docx").content for c in (sign_in("admin"), sign_in("viewer", "cs")))
    text = read_bytes("a.docx", whole).text
    assert text.startswith("旗舰店年度运营计划") and "支付金额" in text and "300万" in text and "双11大促" in text
    assert "8000" in text and "<script>alert(2)</script>" in text
    seen = read_bytes("a.docx", own).text
    assert "8000" not in seen and "天猫保证金" not in seen and "没有列出" in seen
    assert {block.kind for block in read_bytes("a.docx", whole).blocks} >= {"heading", "cell", "paragraph"}


def test_one_number_is_changed_and_nothing_else(sign_in: SignIn, there: FixtureInstallation) -> None:
    form = {"path": "targets[gmv_h2].value", "value": "320万", "version": NOW}
    answer = sign_in("admin").post("/plan/value/", form)
    assert answer.status_code == 302 and answer.headers["Location"].endswith("#targets-gmv_h2")
    before, after = parse(PLAN)[0], there.plan(there.versions()[0].fingerprint)
    assert before is not None
    assert [(c.id, c.field, c.old, c.new) for c in diff(before, after)] == [("gmv_h2", "value", "300万", "320万")]
    assert there.plan_source(there.versions()[0].fingerprint) == PLAN.replace("value: 300万", "value: 320万")


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"path": "targets[gmv_h2].value", "value": "320万", "version": "cd" * 32}, 422),
        ({"path": "targets[gmv_h2].value", "value": "", "version": NOW}, 422),
        ({"path": "targets[gmv_h2].value", "value": "三百来万", "version": NOW}, 422),
        ({"path": "targets[nothing].value", "value": "1", "version": NOW}, 422),
        ({"path": "plan.title", "value": "1", "version": NOW}, 404),
        ({"path": "targets[gmv_h2].owner", "value": "x", "version": NOW}, 404),
    ],
)
def test_what_cannot_be_changed_so(sign_in: SignIn, there: FixtureInstallation, form: dict[str, str], status: int) -> None:
    assert sign_in("admin").post("/plan/value/", form).status_code == status
    assert len(there.versions()) == 2


def test_only_who_adds_plans_changes_numbers(sign_in: SignIn) -> None:
    form = {"path": "targets[gmv_h2].value", "value": "320万", "version": NOW}
    editor = sign_in("editor")
    assert editor.post("/plan/value/", form).status_code == 403
    assert "/plan/value/" not in editor.get("/plan/").content.decode()
    assert "/plan/value/" not in sign_in("admin").get(f"/plan/version/{'cd' * 32}/").content.decode()


def test_a_refusal_names_what_stands_in_the_way_and_leads_back(
    sign_in: SignIn, there: FixtureInstallation, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminder = Problem.of("plan.unknown_value", "initiatives[step_1].due", Severity.WARNING, stated="4月31日")
    refusal = Problem.of("quantity.not_a_number", "targets[gmv_h2].value", stated="很多")
    monkeypatch.setattr(there, "add_plan", lambda path, by="": (None, (reminder, refusal)))
    answer = sign_in("admin").post("/plan/value/", {"path": "targets[gmv_h2].value", "value": "3万", "version": NOW})
    words = answer.content.decode()
    assert answer.status_code == 422 and "很多" in words and "4月31日" not in words
    assert 'href="/plan/#targets-gmv_h2"' in words and "gmv_h2</p>" not in words


def test_round_trip_of_a_word_file(sign_in: SignIn, there: FixtureInstallation) -> None:
    """Handed in, made a plan, changed in it, given back: only the changed number differs."""
    ann = sign_in("admin", name="ann")
    content = word(p("2026年度经营计划", style="H1"), p("2026年全年销售额目标300W，会员数达到3万人。"), p("4月31日前完成改版。"))
    review = ann.post("/review/open/", {"file": SimpleUploadedFile("原稿.docx", content)}).headers["Location"].strip("/").rpartition("/")[2]
    read_next(there)  # type: ignore[arg-type]  # it answers as an installation does
    day = next(one for one in there.reviews.look(review)[0].numbers if one.quote == "4月31日")
    ann.post(f"/review/{review}/decide/", {"key": day.key, "saw": "0", "action": "correct", "value": "4月30日"})
    sure = {"plan_part": "0", "instead_of": next(one.fingerprint for one in there.versions() if one.current)}
    version = ann.post(f"/review/{review}/make/", sure).headers["Location"].strip("/").rpartition("/")[2]
    target = next(t for t in there.plan(version).targets if t.source and t.source.quote == "300W")
    page = ann.get("/plan/").content.decode()
    assert f"targets[{target.id}].value" in page and "/original/" in page and f"/review/{review}/" in page
    ann.post("/plan/value/", {"path": f"targets[{target.id}].value", "value": "320万", "version": version})
    answer = ann.get(f"/plan/version/{there.versions()[0].fingerprint}/original/")
    assert answer.status_code == 200
    text = read_bytes("a.docx", answer.content).text
    assert text == read_bytes("a.docx", content).text.replace("300W", "320W").replace("4月31日", "4月30日")


def test_a_plan_that_came_otherwise_has_no_original(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    assert admin.get(f"/plan/version/{NOW}/original/").status_code == 422
    assert "/original/" not in admin.get("/plan/").content.decode()
    assert sign_in("viewer").get(f"/plan/version/{NOW}/original/").status_code == 403


def test_an_older_version_becomes_current_again(sign_in: SignIn, there: FixtureInstallation) -> None:
    old = "cd" * 32
    assert sign_in("editor").post(f"/plan/version/{old}/current/").status_code == 403
    assert "设为当前版本" in sign_in("admin").get(f"/plan/version/{old}/").content.decode()
    assert sign_in("admin", name="bea").post(f"/plan/version/{old}/current/").status_code == 302
    assert there.plan_source(there.versions()[0].fingerprint) == there.plan_source(old)

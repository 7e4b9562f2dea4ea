# SPDX-License-Identifier: Apache-2.0
"""From a written plan to a version: what is decided holds, survives a revision, and comes back when the numbers change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.reviews.conftest import PLAN, decide, number
from yunce.app.installation import Installation
from yunce.app.reviews.desk import Reviews
from yunce.app.reviews.events import Event
from yunce.app.reviews.queue import queue
from yunce.app.settings import Settings
from yunce.plan.difference import diff
from yunce.plan.parse import parse
from yunce.reader.reading import Statement
from yunce.values.problem import YunceError


def statement(one: object) -> Statement:
    assert isinstance(one, Statement)
    return one


def revised(reviews: Reviews, review: str, *changes: tuple[str, str]) -> None:
    text = PLAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    reviews.store.add_source(review, "计划 修订.md", text.encode(), by="ann")
    reviews.read(review)


def test_every_number_is_there_once_and_the_heaviest_comes_first(reviews: Reviews, review: str) -> None:
    seen, state = reviews.look(review)
    assert len(seen.used) + len(seen.aside) == len(seen.numbers) == int(state.reading.get("numbers") if state.reading else 0)
    assert len({one.key for one in seen.numbers}) == len(seen.numbers)
    first = [one.quote for one in queue(seen)]
    assert first[:2] == ["4月31日", "1200万元"] and first.index("1200万元") < first.index("3万人")
    assert {one.finding.code for one in seen.found} >= {"SUM002"}


def test_a_corrected_value_is_read_again_and_its_finding_goes(reviews: Reviews, review: str) -> None:
    before = reviews.look(review)[0]
    assert any(one.finding.stated == "12000000" for one in before.found)
    one = decide(reviews, review, "1200万元", action="correct", value="1150万元")
    after = reviews.look(review)[0]
    value = one.now.mention.value
    assert (one.status, one.words, value and value.low) == ("corrected", "1150万元", 11_500_000)
    assert not any(one.finding.stated == "12000000" for one in after.found) and after.health.score > before.health.score
    assert [(a.quote, a.words) for a in after.numbers if a.quote != a.words] == [("1200万元", "1150万元")]


def test_fields_that_say_what_was_read_are_no_correction(reviews: Reviews, review: str) -> None:
    read = statement(number(reviews, review, "3万人").now)
    one = decide(reviews, review, "3万人", action="correct", what=read.links.what, value="3万人", kind=read.kind, owner="店长")
    assert one.decision is not None
    assert not {"what", "value", "kind"} & set(one.decision.event.data) and one.status in {"accepted", "corrected"}


def test_name_period_owner_and_part_of_the_company(reviews: Reviews, review: str) -> None:
    one = decide(reviews, review, "3万人", action="correct", what="注册会员", period="2026-H2", owner="会员主管", unit="会员部")
    links = statement(one.now).links
    assert (links.what, links.period, links.owner, links.scope) == ("注册会员", "2026-H2", "会员主管", "会员部")


def test_not_a_fact_and_back(reviews: Reviews, review: str) -> None:
    assert not decide(reviews, review, "8人", action="reject").is_used
    assert decide(reviews, review, "8人", action="undo").is_used
    with pytest.raises(YunceError, match="nothing_to_undo"):
        decide(reviews, review, "8人", action="undo")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"action": "shout"}, "review_action"),
        ({"action": "correct", "kind": "dream"}, "review_kind"),
        ({"action": "correct", "value": "很多"}, "review_value"),
        ({"action": "correct", "value": "3万到5万或者7万"}, "review_value"),
    ],
)
def test_what_cannot_be_meant_is_refused(reviews: Reviews, review: str, said: dict[str, str], code: str) -> None:
    before = len(reviews.store.events(review))
    with pytest.raises(YunceError, match=code):
        decide(reviews, review, "8人", **said)
    assert len(reviews.store.events(review)) == before


def test_two_people_at_once(reviews: Reviews, review: str) -> None:
    one = number(reviews, review, "8人")
    reviews.decide(review, one.key, {"action": "accept"}, by="ann", saw=one.seen)
    stored = reviews.decide(review, one.key, {"action": "correct", "value": "7人"}, by="bob", saw=one.seen)
    now = number(reviews, review, "8人")
    assert stored.other is not None and now.status == "accepted" and now.words == "8人"
    assert now.beaten is not None and (now.beaten.by, now.beaten.get("value")) == ("bob", "7人")


def test_a_fix_is_written_over_its_number(reviews: Reviews, review: str) -> None:
    seen, _ = reviews.look(review)
    found = next(one for one in seen.found if one.fix_key and one.finding.stated == "8")
    reviews.fix(review, found.finding.key, by="ann")
    assert number(reviews, review, "8人").words == "7人"
    assert not any(one.finding.key == found.finding.key for one in reviews.look(review)[0].found)


def test_a_waiver_raises_the_score_and_ends_with_its_numbers(reviews: Reviews, review: str) -> None:
    seen, _ = reviews.look(review)
    found = next(one for one in seen.found if one.finding.stated == "8")
    with pytest.raises(YunceError, match="no_reason"):
        reviews.waive(review, found.finding.key, " ", "", by="ann")
    with pytest.raises(YunceError, match="day_invalid"):
        reviews.waive(review, found.finding.key, "已确认", "2026-02-30", by="ann")
    reviews.waive(review, found.finding.key, "另有一名实习生", "", by="ann")
    waived = reviews.look(review)[0]
    assert waived.health.score > seen.health.score and sum(one.waiver is not None for one in waived.found) == 1
    revised(reviews, review, ("客服部编制8人", "客服部编制9人"))
    again = reviews.look(review)[0]
    assert all(one.waiver is None for one in again.found) and any(one.finding.stated == "9" for one in again.found)


def test_a_waiver_ends_on_its_day(reviews: Reviews, review: str) -> None:
    seen, _ = reviews.look(review)
    key = seen.found[0].finding.key
    with pytest.raises(YunceError, match="day_past"):
        reviews.waive(review, key, "过渡", "2020-01-01", by="ann")
    reviews.store.add(review, Event("waived", "ann", key, {"why": "过渡", "until": "2020-01-01"}))  # said when the day was still to come
    assert all(one.waiver is None for one in reviews.look(review)[0].found)


def test_decisions_survive_a_revision_and_a_changed_number_asks_again(reviews: Reviews, review: str) -> None:
    decide(reviews, review, "1200万元", action="correct", what="营业额")
    decide(reviews, review, "500万元", action="accept")
    decide(reviews, review, "8人", action="reject")
    decide(reviews, review, "3万人", action="correct", value="3.5万人")
    revised(reviews, review, ("目标1200万元", "目标1150万元"), ("# 2026年示例门店", "说明：已修订。\n# 2026年示例门店"))
    seen, _ = reviews.look(review)
    by_quote = {one.quote: one for one in seen.numbers}
    assert statement(by_quote["1150万元"].now).links.what == "营业额" and by_quote["1150万元"].status == "changed"
    assert (by_quote["500万元"].status, by_quote["8人"].is_used, by_quote["3万人"].words) == ("accepted", False, "3.5万人")
    assert not seen.lost
    assert [(one.op, one.old, one.new) for one in reviews.changes(review)] == [("changed", "12000000CNY", "11500000CNY")]


def test_decisions_on_words_that_are_gone_are_told(reviews: Reviews, review: str) -> None:
    decide(reviews, review, "8人", action="accept")
    revised(reviews, review, ("客服部编制8人，其中主管1人，客服5人，质检1人。", "人员从简。"))
    assert [one.quote for one in reviews.look(review)[0].lost] == ["8人"]


def test_readings_are_kept_once_and_made_again_where_they_are_lost(reviews: Reviews, review: str) -> None:
    cache = reviews.store.folder / "cache"
    kept = sorted(path.name for path in cache.iterdir())
    before = reviews.look(review)[0]
    decide(reviews, review, "1200万元", action="correct", value="1150万元")
    decide(reviews, review, "8人", action="reject")
    now = sorted(path.name for path in cache.glob("*.pickle"))
    assert len(kept) == 2 and [name for name in now if name not in kept] == [name for name in now if name.startswith("n-")]
    assert len(now) == 3  # of the changed states the newest
    for path in cache.glob("*.pickle"):
        path.write_bytes(path.read_bytes()[:40])
    again = Reviews(reviews.settings).look(review)[0]
    assert [one.key for one in again.numbers] == [one.key for one in before.numbers]


def test_versions_of_one_plan_keep_their_ids(tmp_path: Path) -> None:
    there = Installation(Settings(tmp_path))
    reviews = there.reviews
    own = reviews.store.open("计划.md", PLAN.encode(), by="ann")
    reviews.read(own)
    decide(reviews, own, "500万元", action="accept")
    first, _ = reviews.make(own, 0, lambda path: there.add_plan(path, by="ann"), by="ann")
    revised(reviews, own, ("上半年500万元", "上半年520万元"))
    second, _ = reviews.make(own, 0, lambda path: there.add_plan(path, by="ann"), by="ann")
    assert first is not None and second is not None and (first.number, second.number) == (1, 2)
    changes = diff(there.plan(first.fingerprint), there.plan(second.fingerprint))
    assert {("value", "500万元", "520万元")} == {(c.field, c.old, c.new) for c in changes if c.kind == "target" and c.field == "value"}
    assert not [c for c in changes if not c.field]
    assert [event.get("version") for event in reviews.state(own).made] == ["1", "2"]
    assert there.versions()[0].plan_id == Reviews.plan_id(own, 0) and reviews.of_plan(there.versions()[0].plan_id) == own


def test_the_plan_names_metrics_of_packs_and_places_of_the_source(reviews: Reviews, review: str) -> None:
    decide(reviews, review, "1200万元", action="correct", value="1150万元")
    plan, problems = parse(reviews.plan(review, 0))
    assert plan is not None and not [p for p in problems if p.severity == "error"]
    whole = next(t for t in plan.targets if t.source and t.source.quote == "1200万元")
    assert (whole.metric, str(whole.value), whole.tags) == ("gmv", "1150万元", ())
    assert whole.source is not None and whole.source.start is not None and whole.source.end is not None
    assert PLAN[int(whole.source.start) : int(whole.source.end)] == "1200万元"
    assert any(t.tags == ("未审阅",) for t in plan.targets)


def test_a_name_that_several_packs_know_is_of_the_one_that_knows_most_of_the_plan(reviews: Reviews) -> None:
    text = "2026年经营计划\n\n支付转化率达到2%，客单价达到250元，复购率达到25%，投诉量不超过60件。\n"
    own = reviews.store.open("网店.md", text.encode(), by="ann")
    plan, _ = parse(reviews.plan(own, 0))
    assert plan is not None and plan.use == ("ecommerce",)
    assert {t.metric for t in plan.targets} == {"conversion", "aov", "repurchase_rate", "complaints"}


def test_growth_of_a_metric_does_not_take_its_name(reviews: Reviews) -> None:
    text = "2026年经营计划\n\n全年销售额达到1200万元，其中下半年销售额达到700万元。\n\n2025年销售额增长18%。\n"
    own = reviews.store.open("网店.md", text.encode(), by="ann")
    plan, _ = parse(reviews.plan(own, 0))
    assert plan is not None
    assert {t.metric for t in plan.targets if str(t.value).endswith("万元")} == {"gmv"}
    assert [m.name for m in plan.metrics] == ["销售额增长"]


def test_readings_of_a_disputed_value_are_said_as_people_say_them(reviews: Reviews) -> None:
    text = "2026年经营计划\n\n一、目标\n2026年销售额目标1200万元。\n\n二、预算\n2026年销售额目标1300万元。\n"
    own = reviews.store.open("网店.md", text.encode(), by="ann")
    assert [line.strip() for line in reviews.plan(own, 0).splitlines() if "00万" in line and line.strip().startswith("- ")] == [
        "- 1200万",
        "- 1300万",
    ]


@pytest.mark.parametrize(
    ("name", "content", "code"), [("空.txt", b" ", "reader.empty"), ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "reader.kind")]
)
def test_what_cannot_be_read_says_why_and_waits_for_another_file(reviews: Reviews, name: str, content: bytes, code: str) -> None:
    own = reviews.store.open(name, content, by="ann")
    assert reviews.waiting() == (own,)
    reviews.read(own)
    state = reviews.state(own)
    assert reviews.waiting() == () and state.reading is not None and (state.reading.kind, state.reading.get("code")) == ("unreadable", code)
    reviews.store.add_source(own, "计划.md", PLAN.encode(), by="ann")
    reviews.read(own)
    assert reviews.look(own)[0].numbers

# SPDX-License-Identifier: Apache-2.0
"""Long documents: a decision is answered at once, the rules run behind it, and each process takes what another has found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.reviews.conftest import decide, number
from yunce.app.reviews import desk, looking
from yunce.app.reviews.desk import Reviews
from yunce.app.reviews.looking import Look
from yunce.checker.checking import Report, check_reading
from yunce.reader.reading import Reading
from yunce.values.problem import YunceError


@pytest.fixture(autouse=True)
def long(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every document counts as a long one."""
    monkeypatch.setattr(desk, "AT_ONCE", 0)
    yield


def never(reading: Reading) -> Report:
    raise AssertionError("checked again")


def sums(seen: Look) -> list[str]:
    """Where the totals are wrong, as the source says it."""
    return [one.at[0].quote for one in seen.found if one.finding.code.startswith("SUM")]


def correct(reviews: Reviews, review: str, quote: str, value: str) -> None:
    one = next(one for one in reviews.glance(review)[0].numbers if one.quote == quote)
    reviews.decide(review, one.key, {"action": "correct", "value": value}, by="ann", saw=one.seen)


def test_an_answer_does_not_wait_for_the_rules(reviews: Reviews, review: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = reviews.glance(review)[0]
    assert sums(before) and not before.is_behind
    with monkeypatch.context() as patch:
        patch.setattr(looking, "check_reading", never)
        correct(reviews, review, "1200万元", "1150万元")
        seen, state = reviews.glance(review)
        assert seen.is_behind and sums(seen) == sums(before) and seen.health == before.health
        assert next(one.words for one in seen.numbers if one.quote == "1200万元") == "1150万元"
        assert reviews.glance(review)[0] is seen and state.decisions
    assert reviews.check_behind(review)
    after = reviews.glance(review)[0]
    assert not after.is_behind and "1200万元" not in "".join(sums(after)) and after.health.score > before.health.score
    assert [one.words for one in after.numbers] == [one.words for one in seen.numbers]


def test_places_of_older_findings_stay_where_they_are_in_the_source(reviews: Reviews, review: str) -> None:
    before = reviews.glance(review)[0]
    correct(reviews, review, "1200万元", "一千一百五十五万元整")
    seen = reviews.glance(review)[0]
    assert [one.at for one in seen.found] == [one.at for one in before.found] and seen.shift.edits


def test_another_process_takes_what_was_found(reviews: Reviews, review: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Reviews(reviews.settings)
    correct(reviews, review, "1200万元", "1150万元")
    assert other.glance(review)[0].is_behind
    assert reviews.check_behind(review)
    monkeypatch.setattr(looking, "check_reading", never)
    for one in (other, Reviews(reviews.settings)):
        seen = one.glance(review)[0]
        assert not seen.is_behind and sums(seen) == sums(reviews.glance(review)[0])


def test_only_one_checks_at_a_time(reviews: Reviews, review: str) -> None:
    other = Reviews(reviews.settings)
    correct(reviews, review, "1200万元", "1150万元")
    source = reviews.state(review).source
    with other._readings.lock(f"{source.name}|{source.sha256}"):
        assert not reviews.check_behind(review)
        assert reviews.glance(review)[0].is_behind
    assert reviews.check_behind(review) and not reviews.glance(review)[0].is_behind


def test_what_is_decided_meanwhile_is_neither_lost_nor_called_checked(
    reviews: Reviews, review: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Reviews(reviews.settings)

    def interrupted(reading: Reading) -> Report:
        with monkeypatch.context() as patch:
            patch.setattr(looking, "check_reading", never)
            correct(other, review, "8人", "7人")
        return check_reading(reading)

    correct(reviews, review, "1200万元", "1150万元")
    with monkeypatch.context() as patch:
        patch.setattr(looking, "check_reading", interrupted)
        assert not reviews.check_behind(review)
    seen, state = reviews.glance(review)
    assert seen.is_behind and len(state.decisions) == 2
    assert "1200万元" not in "".join(sums(seen))  # the newest that was found, though not of the newest state
    assert reviews.check_behind(review) and not reviews.glance(review)[0].is_behind


def test_a_repair_is_never_taken_from_older_findings(reviews: Reviews, review: str) -> None:
    found = next(one for one in reviews.look(review)[0].found if one.fix_words == "4月30日")
    correct(reviews, review, "4月31日", "4月29日")
    seen = reviews.glance(review)[0]
    assert found.finding.key in {one.finding.key for one in seen.found} and seen.is_behind
    with pytest.raises(YunceError):
        reviews.fix(review, found.finding.key, by="ann")
    assert number(reviews, review, "4月31日").words == "4月29日"


def test_a_waiver_that_came_back_says_whose_it_was(reviews: Reviews, review: str) -> None:
    found = next(one for one in reviews.look(review)[0].found if one.finding.code.startswith("SUM"))
    reviews.waive(review, found.finding.key, "另有一项单列", "", by="bob")
    assert next(one for one in reviews.look(review)[0].found if one.finding.key == found.finding.key).waiver
    decide(reviews, review, "1200万元", action="correct", value="1250万元")
    again = [one for one in reviews.look(review)[0].found if one.ended]
    assert len(again) == 1 and again[0].waiver is None and again[0].finding.key != found.finding.key
    assert again[0].ended is not None and (again[0].ended.event.by, again[0].ended.why) == ("bob", "另有一项单列")

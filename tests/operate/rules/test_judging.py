# SPDX-License-Identifier: Apache-2.0
"""Rules over histories: when they open and close, what unknown does, a night beside the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operate.rules.histories import NAN, fired, history, judged, ready, rule
from yunce.engine.firing import Before
from yunce.operate.rules import judging
from yunce.operate.rules.conditions import steps_of_rest
from yunce.operate.rules.judging import Stretch, judge
from yunce.operate.rules.noise import noise_of
from yunce.values.duration import Duration, read_duration

SEATS = [0.95, 0.94, 0.92, 0.90, 0.90, 0.93, 0.91, 0.89, 0.885]


def test_three_falls_of_five_points_together() -> None:
    assert fired(history({"answer_rate": [SEATS]}), rule("falls(answer_rate, 3, total=5pp)")) == [(0, 3, 4)]


def test_exactly_five_points_count_and_a_hair_less_does_not() -> None:
    rows = [[0.95, 0.94, 0.92, 0.90], [0.95, 0.94, 0.92, 0.9001]]
    assert fired(history({"answer_rate": rows}), rule("falls(answer_rate, 3, total=5pp)")) == [(0, 3, 4)]


def test_an_unknown_week_never_fires_and_never_closes() -> None:
    over = history({"answer_rate": [[0.95, NAN, 0.85, NAN, 0.85, 0.95]]})
    assert fired(over, rule("answer_rate < 90%")) == [(0, 2, 5)]
    assert fired(over, rule("falls(answer_rate, 1)")) == []


def test_close_when_and_rest() -> None:
    over = history({"answer_rate": [[0.95, 0.89, 0.91, 0.93, 0.89, 0.89, 0.89]]})
    assert fired(over, rule("answer_rate < 90%", close_when="answer_rate >= 93%")) == [(0, 1, 3), (0, 4, 7)]
    assert fired(over, rule("answer_rate < 90%", close_when="answer_rate >= 93%", cooldown="2w")) == [(0, 1, 3), (0, 5, 7)]


def test_subjects_compared_with_each_other() -> None:
    over = history({"gmv": [[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]]})
    assert fired(over, rule("rank(gmv) == 1")) == [(0, 1, 2), (2, 0, 1)]


def test_a_window_of_a_ratio_is_taken_of_its_sums() -> None:
    bases = {"answered": np.array([[90.0, 5.0]]), "offered": np.array([[100.0, 10.0]])}
    over = history({"answer_rate": [[0.9, 0.5]]}, bases=bases)
    assert fired(over, rule("answer_rate(2) < 87%")) == [(0, 1, 2)]
    assert fired(over, rule("answer_rate(2) < 86%")) == []


def test_a_distinct_count_over_a_window_is_unknown() -> None:
    assert judged(history({"buyers": [[5.0, 6.0]]}), rule("buyers(2) > 0"))[0].known == 0


def test_a_chart_signals_what_is_out_of_its_limits() -> None:
    calm = [10.0, 11, 10, 12, 11, 10, 11, 12, 11, 10]
    assert fired(history({"complaints": [[*calm, 30.0, 11]]}), rule("spc(complaints, 1, 8)")) == [(0, 10, 11)]
    sizes = [[100.0] * 10]
    hits = [[90.0, 91, 89, 90, 90, 91, 89, 90, 90, 70]]
    assert fired(history({"answered": hits, "offered": sizes}), rule("spc_p(answered, offered, 1, 8)")) == [(0, 9, 10)]


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    over = history({"gmv": rng.normal(100, 10, (50, 40)), "complaints": rng.poisson(3, (50, 40)).astype(float)})
    rules = [
        rule("gmv > 110 and complaints >= 4", id="a"),
        rule("mean(gmv, 4) < 95", close_when="gmv > 105", cooldown="3w", id="b"),
        rule("rank(gmv) <= 3", id="c"),
    ]
    whole = judged(over, *rules)
    monkeypatch.setattr(judging, "BLOCK", 300)
    for one, other in zip(whole, judged(over, *rules), strict=True):
        assert (one.known, one.held) == (other.known, other.held)
        for name in ("subject", "opened", "closed"):
            assert np.array_equal(getattr(one.firings, name), getattr(other.firings, name))


@given(st.lists(st.sampled_from([0.85, 0.9, 0.92, 0.95, NAN]), min_size=8, max_size=8), st.integers(0, 3))
def test_a_night_reads_its_last_steps_only(values: list[float], rest: int) -> None:
    one = rule("mean(answer_rate, 2) < 0.9", close_when="answer_rate >= 0.92", **({"cooldown": f"{rest}w"} if rest else {}))
    conditions, scope = ready(one)
    over = history({"answer_rate": [values]})
    past = judge(conditions, scope, over, Stretch(until=7))[0].firings
    is_open = bool(len(past)) and past.closed[-1] == 7
    rests = max(int(past.closed[-1]) + rest - 7, 0) if len(past) and not is_open else 0
    reach = conditions[0].reach
    assert reach == 2
    night = judge(conditions, scope, over.tail(reach), Stretch(first=1, before={0: Before(np.array([is_open]), np.array([rests]))}))[
        0
    ].firings
    whole = judge(conditions, scope, over)[0].firings
    assert (len(night) > 0 and night.closed[-1] == 1) == (len(whole) > 0 and whole.closed[-1] == 8)


def test_noise_is_exact_where_there_is_a_formula() -> None:
    conditions, scope = ready(rule("falls(answer_rate, 3)"))
    noise = noise_of(conditions[0], scope, history({"answer_rate": [SEATS]}))
    assert noise.is_exact
    assert noise.rate == pytest.approx(1 / 24)


def test_noise_on_shuffled_histories_agrees_with_the_formula() -> None:
    rng = np.random.default_rng(5)
    over = history({"answer_rate": rng.normal(0.9, 0.02, (3, 120))})
    conditions, scope = ready(rule("falls(answer_rate, 3) and answer_rate > 0"))
    noise = noise_of(conditions[0], scope, over)
    assert not noise.is_exact
    assert noise.rate == pytest.approx(1 / 24, abs=0.002)
    assert noise_of(conditions[0], scope, over) == noise


def test_noise_of_a_size_is_less() -> None:
    rng = np.random.default_rng(5)
    conditions, scope = ready(rule("falls(answer_rate, 3, total=5pp)"))
    noise = noise_of(conditions[0], scope, history({"answer_rate": rng.normal(0.9, 0.02, (1, 120))}))
    assert noise.rate is not None
    assert 0.0 < noise.rate < 1 / 24


def test_rests_are_rounded_up_to_steps() -> None:
    def rest(text: str, grain: str) -> int:
        found = read_duration(text)
        assert isinstance(found, Duration)
        return steps_of_rest(found, grain)  # type: ignore[arg-type]

    assert (rest("7d", "day"), rest("7d", "week"), rest("8d", "week"), rest("5wd", "day"), rest("1mo", "week"), rest("10d", "month")) == (
        7, 1, 2, 7, 5, 1,
    )  # fmt: skip

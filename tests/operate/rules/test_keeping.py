# SPDX-License-Identifier: Apache-2.0
"""Nights one by one, with what was kept between them, are the back-test over the whole history."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.operate.rules.histories import NAN, history, ready, rule
from yunce.operate.rules.conditions import Condition
from yunce.operate.rules.history import History
from yunce.operate.rules.keeping import Kept, Night, judged_on
from yunce.plan.expressions.kinds import Scope

RULES = (
    rule("answer_rate < 0.9", id="plain"),
    rule("mean(answer_rate, 2) < 0.9", close_when="answer_rate >= 0.92", cooldown="3w", id="held"),
    rule("falls(answer_rate, 2)", cooldown="1w", id="falls"),
    rule("rank(answer_rate) == 1", id="rank"),
)


def told(nights: tuple[Night, ...]) -> list[list[tuple[str, object, object]]]:
    """What is open, and when each subject last closed."""
    found: list[list[tuple[str, object, object]]] = []
    for night in nights:
        found.append([(f.subject, f.opened, None) for f in night.firings if f.closed is None])
        found[-1] += sorted((s, "", d) for s, d in night.last_closed.items())
    return found


def until(over: History, steps: int) -> History:
    return replace(over, steps=over.steps[:steps], numbers={name: part[:, :steps] for name, part in over.numbers.items()})


def whole(conditions: tuple[Condition, ...], scope: Scope, over: History) -> list[list[tuple[str, object, object]]]:
    return told(judged_on(conditions, scope, over)[0])


@given(st.lists(st.sampled_from([0.85, 0.89, 0.9, 0.92, 0.95, NAN]), min_size=36, max_size=36), st.data())
def test_nights_one_by_one_are_the_whole(values: list[float], data: st.DataObject) -> None:
    conditions, scope = ready(*RULES)
    over = history({"answer_rate": np.array(values).reshape(2, 18)})
    reach = max(each.reach or 1 for each in conditions)
    kept: Kept | None = None
    tonight = 0
    while tonight < 18:
        tonight = min(18, tonight + data.draw(st.integers(1, 6)))  # a machine that was off for some nights catches up
        upto = until(over, tonight)
        lag = data.draw(st.integers(0, 3))
        since = 0 if kept is None else sum(1 for step in upto.steps if step.last <= kept.through)
        seen = upto.tail(len(upto.steps) - max(since - reach, 0))
        settled = max(len(seen.steps) - lag, 0)
        nights, new = judged_on(conditions, scope, seen, kept, settled)
        again, twice = judged_on(conditions, scope, seen, kept, settled)
        assert (told(nights), new) == (told(again), twice)
        assert told(nights) == whole(conditions, scope, upto)
        if new is not None:
            direct = judged_on(conditions, scope, upto, None, len(upto.steps) - lag)[1]
            assert new == direct
            kept = new


def test_what_is_kept_of_a_rest() -> None:
    conditions, scope = ready(rule("answer_rate < 90%", close_when="answer_rate >= 93%", cooldown="2w"))
    over = history({"answer_rate": [[0.95, 0.89, 0.91, 0.93, 0.89, 0.89, 0.89]]})
    _, kept = judged_on(conditions, scope, over, None, 4)
    assert kept is not None
    stand = kept.stands["r"]["u0"]
    assert (kept.through, stand.opened, stand.closed, stand.rests) == (over.steps[3].last, None, over.steps[3].last, 1)
    (night,), _ = judged_on(conditions, scope, over.tail(3), kept)
    assert [(f.opened, f.closed) for f in night.firings] == [(over.steps[5].last, None)]


def test_nothing_is_kept_twice() -> None:
    conditions, scope = ready(rule("answer_rate < 90%"))
    over = history({"answer_rate": [[0.85, 0.95]]})
    _, kept = judged_on(conditions, scope, over)
    assert kept is not None
    nights, again = judged_on(conditions, scope, over, kept)
    assert again is None
    assert [(f.opened, f.closed) for f in nights[0].firings] == []
    assert nights[0].last_closed == {"u0": over.steps[1].last}

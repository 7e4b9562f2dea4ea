# SPDX-License-Identifier: Apache-2.0
"""Firings: opened by a condition, closed by another, resting between."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.firing import Before, Firings, firings


def rows(found: Firings) -> list[tuple[int, int, int]]:
    return list(zip(found.subject.tolist(), found.opened.tolist(), found.closed.tolist(), strict=True))


def of(opens: str, closes: str = "", rest: int = 0) -> list[tuple[int, int]]:
    """Firings of one subject; without `closes` it closes where the condition is known not to hold (`.`); `?` is unknown."""
    holds = np.array([[c == "x" for c in opens]])
    ends = np.array([[c == "x" for c in closes]]) if closes else np.array([[c == "." for c in opens]])
    return [(opened, closed) for _, opened, closed in rows(firings(holds, ends, rest=rest))]


def test_a_firing_is_open_while_its_condition_holds() -> None:
    assert of("..xxx..x") == [(2, 5), (7, 8)]


def test_an_unknown_step_neither_opens_nor_closes() -> None:
    assert of("?.x?x.??x?") == [(2, 5), (8, 10)]


def test_what_closes_otherwise_stays_open_until_then() -> None:
    assert of("x...x...x", "......x..") == [(0, 6), (8, 9)]


def test_what_should_close_does_not_open() -> None:
    assert of("xxx..", "xx..x") == [(2, 4)]


def test_it_rests_after_closing() -> None:
    assert of("x.x.x.x.", rest=3) == [(0, 1), (4, 5)]


def test_what_still_holds_after_the_rest_opens_then() -> None:
    assert of("x.xxxxx.", rest=3) == [(0, 1), (4, 7)]


def test_it_goes_on_from_where_it_stood() -> None:
    opens, closes = np.array([[False, True], [False, True], [True, True]]), np.array([[True, False], [False, False], [False, False]])
    before = Before(np.array([True, True, False]), np.array([0, 0, 2]))
    assert rows(firings(opens, closes, before=before)) == [(0, -1, 0), (0, 1, 2), (1, -1, 2)]


def slowly(opens: np.ndarray, closes: np.ndarray, rest: int) -> list[tuple[int, int, int]]:
    found = []
    for subject in range(opens.shape[0]):
        opened, free = None, 0
        for step in range(opens.shape[1]):
            if opened is not None and closes[subject, step]:
                found.append((subject, opened, step))
                opened, free = None, step + rest
            elif opened is None and opens[subject, step] and not closes[subject, step] and step >= free:
                opened = step
        if opened is not None:
            found.append((subject, opened, opens.shape[1]))
    return found


@given(st.integers(1, 4), st.integers(1, 14), st.integers(0, 5), st.data())
def test_it_is_what_a_clerk_with_a_list_would_note(subjects: int, steps: int, rest: int, data: st.DataObject) -> None:
    cells = st.lists(st.booleans(), min_size=subjects * steps, max_size=subjects * steps)
    opens, closes = (np.array(data.draw(cells)).reshape(subjects, steps) for _ in range(2))
    assert rows(firings(opens, closes, rest=rest)) == slowly(opens, closes, rest)


@given(st.integers(2, 14), st.integers(0, 4), st.data())
def test_a_night_after_a_history_is_the_whole(steps: int, rest: int, data: st.DataObject) -> None:
    cells = st.lists(st.booleans(), min_size=steps, max_size=steps)
    opens, closes = (np.array([data.draw(cells)]) for _ in range(2))
    cut = data.draw(st.integers(1, steps - 1))
    whole = rows(firings(opens, closes, rest=rest))
    past = rows(firings(opens[:, :cut], closes[:, :cut], rest=rest))
    is_open = bool(past) and past[-1][2] == cut
    rests = max(past[-1][2] + rest - cut, 0) if past and not is_open else 0
    night = rows(firings(opens[:, cut:], closes[:, cut:], rest=rest, before=Before(np.array([is_open]), np.array([rests]))))
    later = [(s, o + cut, c + cut) for s, o, c in night if o >= 0]
    closed = [c + cut for _, o, c in night if o < 0]
    earlier = [(s, o, closed[0]) if c == cut and closed else (s, o, c) for s, o, c in past]
    assert earlier + later == whole

# SPDX-License-Identifier: Apache-2.0
"""Queues: the numbers of the literature, laws of the formulas, a play that agrees."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.engine.staff.erlang import Callers, erlang_b, perform, wait_percentile
from yunce.engine.staff.errors import StaffError
from yunce.engine.staff.event_loop import Play, play
from yunce.engine.staff.loads import backlog, load_of
from yunce.engine.staff.required import Goals, best_service, required

LINE = Callers(handle=180, threshold=20)


def test_200_calls_an_hour_of_three_minutes() -> None:
    found = perform([10.0] * 5, [11, 12, 13, 14, 15], LINE)
    assert np.allclose(found.wait, [0.6821, 0.4494, 0.2853, 0.1741, 0.1020], atol=5e-5)
    assert np.allclose(found.within, [0.3896, 0.6402, 0.7956, 0.8884, 0.9415], atol=5e-5)
    assert np.allclose(found.mean_wait, [122.78, 40.44, 17.12, 7.84, 3.67], atol=5e-3)
    assert np.allclose(found.occupancy, [0.9091, 0.8333, 0.7692, 0.7143, 0.6667], atol=5e-5)
    assert required([10.0], LINE, Goals(within=0.8)).tolist() == [14]


def test_small_exact_cases() -> None:
    assert perform([1, 2], [2, 3], Callers(1)).wait == pytest.approx([1 / 3, 4 / 9], abs=1e-12)
    assert erlang_b(10, 10)[0] == pytest.approx(0.2145823431, abs=1e-10)
    assert perform([18, 18], [21, 23], Callers(1)).wait == pytest.approx([0.395872, 0.190692], abs=1e-6)


def test_callers_who_hang_up_as_palm_and_mandelbaum_have_it() -> None:
    found = perform([48.0], [50], Callers(handle=60, threshold=20, patience=120))
    assert found.abandoned[0] == pytest.approx(0.03091, abs=5e-6)
    assert found.mean_wait[0] == pytest.approx(3.709, abs=5e-4)
    assert found.queue[0] == pytest.approx(2.968, abs=5e-4)
    assert found.occupancy[0] == pytest.approx(0.9303, abs=5e-5)
    assert found.wait[0] == pytest.approx(0.4678, abs=5e-5)
    patient = perform([48.0], [50], Callers(handle=60, threshold=20))
    assert patient.mean_wait[0] == pytest.approx(20.83, abs=5e-3)
    assert patient.queue[0] == pytest.approx(16.67, abs=5e-3)
    assert patient.occupancy[0] == pytest.approx(0.96)
    assert wait_percentile([48.0], [50], Callers(60), 0.9)[0] == pytest.approx(58.1, abs=0.05)


def states(calls: float, servers: int, ends: float, leaves: float) -> tuple[float, float]:
    """P(wait) and P(hang up) from the probabilities of a long row of states."""
    rows = np.arange(1, 4000)
    steps = np.log(calls) - np.log(np.minimum(rows, servers) * ends + np.maximum(rows - servers, 0) * leaves)
    share = np.exp(np.concatenate([[0.0], np.cumsum(steps)]) - np.cumsum(steps).max())
    share /= share.sum()
    waiting = np.maximum(np.arange(4000) - servers, 0)
    return float(share[servers:].sum()), float(leaves * (waiting * share).sum() / calls)


@pytest.mark.parametrize("load,servers,patience", [(3, 5, 50), (8, 5, 50), (3, 5, 4000), (40, 30, 100), (12, 12, 5)])
def test_hanging_up_agrees_with_the_row_of_states(load: float, servers: int, patience: float) -> None:
    wait, gone = states(load / 10, servers, 1 / 10, 1 / patience)
    found = perform([load], [servers], Callers(10, 20, patience))
    assert found.wait[0] == pytest.approx(wait, rel=1e-6)
    assert found.abandoned[0] == pytest.approx(gone, rel=1e-5, abs=1e-9)


def test_patience_without_end_is_the_queue_without_hanging_up() -> None:
    patient = perform([10.0, 70.0], [14, 100], Callers(180, 20, 180 * 1e5))
    assert np.allclose(patient.within, perform([10.0, 70.0], [14, 100], LINE).within, atol=1e-4)


def test_more_work_than_servers_has_no_number_but_a_backlog() -> None:
    found = perform([12.0], [10], LINE)
    assert np.isnan([found.wait[0], found.within[0], found.mean_wait[0], found.occupancy[0]]).all()
    left = backlog([120, 120, 20], [10, 10, 10], 1800, 180)
    assert left.calls.tolist() == [20, 40, 0]
    assert left.wait[1] == pytest.approx(40 * 180 / 10)
    assert np.isnan(backlog([5], [0], 1800, 180).wait[0])


def test_nothing_comes() -> None:
    assert required([0.0, 10.0], LINE, Goals(within=0.8, least=2)).tolist() == [2, 14]
    assert perform([0.0], [2], LINE).within[0] == 1
    assert perform([0.0], [0], Callers(180, 20, 60)).abandoned[0] == 0


def test_calls_longer_than_an_interval_move_into_later_ones() -> None:
    assert load_of([30, 0, 0, 0], 300, 600, carried=False).tolist() == [60, 0, 0, 0]
    carried = load_of([30, *[0] * 60], 300, 600)
    assert carried[:2] == pytest.approx([12.7837, 18.5782], abs=1e-4)
    assert carried.sum() * 300 / 600 == pytest.approx(30, rel=1e-6)
    steady = load_of([30] * 40, 300, 600)
    assert steady[-1] == pytest.approx(60)
    assert (np.diff(steady) > 0).all()
    assert load_of([30, 20], 1800, 180).tolist() == [3, 2]


@given(st.floats(0.1, 60), st.integers(1, 80), st.one_of(st.none(), st.floats(20, 2000)))
def test_another_server_never_makes_it_worse(load: float, servers: int, patience: float | None) -> None:
    found = perform([load, load], [servers, servers + 1], Callers(120, 20, patience))
    if not np.isnan(found.within[0]):
        assert found.within[1] >= found.within[0] - 1e-9
        assert found.mean_wait[1] <= found.mean_wait[0] + 1e-9
        assert found.abandoned[1] <= found.abandoned[0] + 1e-9


@given(st.lists(st.floats(0, 80), min_size=1, max_size=8), st.floats(0.3, 0.98), st.one_of(st.none(), st.floats(30, 900)))
def test_the_required_servers_reach_the_goal_and_one_less_does_not(loads: list[float], share: float, patience: float | None) -> None:
    callers = Callers(180, 20, patience)
    servers = required(loads, callers, Goals(within=share))
    assert (perform(loads, servers, callers).within >= share - 1e-9).all()
    for load, count in zip(loads, servers.tolist(), strict=True):
        less = perform([load], [count - 1], callers).within[0] if count else 0.0
        assert count == 0 or not less >= share


def test_every_goal_counts() -> None:
    assert required([10.0], LINE, Goals(within=0.8, occupancy=0.7)).tolist() == [15]
    assert required([10.0], LINE, Goals(mean_wait=30)).tolist() == [13]
    callers = Callers(180, 20, 60)
    answered = required([10.0], callers, Goals(answered=0.95))
    assert perform([10.0], answered, callers).answered[0] >= 0.95
    assert perform([10.0], answered - 1, callers).answered[0] < 0.95


def test_what_so_many_can_give() -> None:
    loads = [5.0, 10.0, 8.0]
    wanted = required(loads, LINE, Goals(within=0.8))
    found = best_service(loads, LINE, float(wanted.sum()))
    assert found.within >= 0.8 - 1e-6
    assert found.spent <= wanted.sum()
    short = best_service(loads, LINE, 20)
    assert np.isnan(short.within)
    assert short.needed == 26


def test_a_play_agrees_with_the_formula() -> None:
    found = play(np.full(2600, 200.0), np.full(2600, 14), 3600, LINE, Play(seed=1, warm_up=10))
    assert found.calls > 500_000
    assert found.within == pytest.approx(0.8884, abs=0.01)
    assert found.wait == pytest.approx(0.1741, abs=0.01)
    assert found.occupancy == pytest.approx(0.7143, abs=0.005)


def test_a_play_of_callers_who_hang_up_agrees_with_the_formula() -> None:
    callers = Callers(60, 20, 120)
    found = play(np.full(60, 2880.0), np.full(60, 50), 3600, callers, Play(seed=2, warm_up=1))
    want = perform([48.0], [50], callers)
    assert found.abandoned == pytest.approx(want.abandoned[0], abs=0.005)
    assert found.within == pytest.approx(want.within[0], abs=0.01)
    assert found.mean_wait == pytest.approx(want.mean_wait[0], abs=0.4)


def test_the_same_seed_plays_the_same() -> None:
    first, again = (play([50, 80, 20], [6, 8, 3], 1800, LINE, Play(seed=7)) for _ in range(2))
    assert (first.within, first.mean_wait, first.calls) == (again.within, again.mean_wait, again.calls)
    assert play([0, 0], [1, 1], 1800, LINE, Play(seed=1)).calls == 0


@pytest.mark.parametrize(
    "wrong", [lambda: perform([-1], [2], LINE), lambda: perform([1], [1.5], LINE), lambda: Callers(0), lambda: Callers(1, 20, 0)]
)
def test_what_cannot_be_is_refused(wrong: object) -> None:
    with pytest.raises(StaffError):
        wrong()  # type: ignore[operator]
    with pytest.raises(StaffError, match="share_outside"):
        Goals(within=1.0)
    with pytest.raises(StaffError, match="calls_wrong"):
        load_of([float("nan")], 1800, 180)

# SPDX-License-Identifier: Apache-2.0
"""Answers kept for the next who asks."""

from __future__ import annotations

from threading import Barrier, Event, Thread

import pytest

from yunce.app.kept import Kept


def test_asked_twice_at_once_a_question_is_worked_out_once() -> None:
    kept: Kept[int] = Kept()
    begun, go, worked, given = Event(), Event(), [], []

    def work() -> int:
        worked.append(1)
        begun.set()
        go.wait(10)
        return 42

    first = Thread(target=lambda: given.append(kept.get("a", work)))
    second = Thread(target=lambda: given.append(kept.get("a", work)))
    first.start()
    begun.wait(10)
    second.start()
    go.set()
    first.join(10)
    second.join(10)
    assert (given, worked) == ([42, 42], [1])


def test_other_questions_do_not_wait() -> None:
    kept: Kept[int] = Kept()
    together = Barrier(2, timeout=10)

    def work() -> int:
        together.wait()
        return 1

    threads = [Thread(target=kept.get, args=(name, work)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not together.broken


def test_only_the_newest_stay_and_failures_are_not_kept() -> None:
    kept: Kept[int] = Kept(2)
    for n in range(3):
        kept.get(n, lambda n=n: n)  # type: ignore[misc]
    assert kept.get(0, lambda: -1) == -1
    with pytest.raises(ZeroDivisionError):
        kept.get("x", lambda: 1 // 0)
    assert kept.get("x", lambda: 7) == 7

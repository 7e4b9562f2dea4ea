# SPDX-License-Identifier: Apache-2.0
"""One writer at a time: a lock file that the system frees when its holder dies. Those who wait say so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.home import Home

FIRST_WAIT = 0.05
LONGEST_WAIT = 1.0
PATIENCE = 6 * 3600.0
"""Seconds after which a waiting load gives up: longer than any load."""


@contextmanager
def writing(home: Home, waiting: Callable[[], None], *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the writer's lock; `waiting` is called each time that somebody else still has it. Raises `YunceError` after `patience` [s]."""
    lock = FileLock(home.lock)
    waited, pause = 0.0, FIRST_WAIT
    while not _taken(lock, 0.0):
        waiting()
        if _taken(lock, pause):
            break
        waited, pause = waited + pause, min(2 * pause, LONGEST_WAIT)
        if waited > patience:
            raise YunceError(Problem.of("warehouse.locked", str(home.root), seconds=int(waited)))
    try:
        yield
    finally:
        lock.release()


@contextmanager
def writing_if_free(home: Home) -> Iterator[bool]:
    """Hold the writer's lock if nobody has it; yields whether it is held."""
    lock = FileLock(home.lock)
    held = _taken(lock, 0.0)
    try:
        yield held
    finally:
        if held:
            lock.release()


def _taken(lock: FileLock, seconds: float) -> bool:
    with translated("加锁"):
        try:
            lock.acquire(timeout=seconds)
        except Timeout:
            return False
    return True

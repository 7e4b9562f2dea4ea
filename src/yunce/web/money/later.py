# SPDX-License-Identifier: Apache-2.0
"""Answers that may take longer than a page waits: worked out beside the request, one after another, the newest few kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from threading import Lock
from typing import Generic, TypeVar

MOST = 24
PATIENCE = 1.5
"""How long a request waits [s]; then its page says that it is being worked out and asks again."""
Answer = TypeVar("Answer")


class Later(Generic[Answer]):
    """Answers by their question. The same question asked twice is worked out once; one that failed is asked anew."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="money")
        self._asked: OrderedDict[Hashable, Future[Answer]] = OrderedDict()
        self._guard = Lock()

    def get(self, question: Hashable, work: Callable[[], Answer], patience: float = PATIENCE) -> Answer | None:
        """The answer, or `None` where it is not there yet. Raises what `work` raises."""
        with self._guard:
            found = self._asked.get(question)
            if found is None:
                found = self._asked[question] = self._pool.submit(work)
                while len(self._asked) > self._most:
                    self._asked.popitem(last=False)[1].cancel()
        try:
            return found.result(patience)
        except NotYet:
            if not found.done():
                return None
            raise
        finally:
            if found.done() and (found.cancelled() or found.exception() is not None):
                self._forget(question)

    def _forget(self, question: Hashable) -> None:
        with self._guard:
            self._asked.pop(question, None)

# SPDX-License-Identifier: Apache-2.0
"""Answers that are kept while their question stays the same; asked twice at once, a question is worked out once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

MOST = 16
Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The newest few answers by their question; safe for several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}
        self._guard = Lock()

    def get(self, question: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer; `work` gives it where it is not kept. What `work` raises is raised, and nothing is kept."""
        with self._guard:
            if question in self._answers:
                return self._answers[question]
            working = self._working.setdefault(question, Lock())
        with working:
            with self._guard:
                if question in self._answers:
                    return self._answers[question]
            return self._keep(question, work())

    def _keep(self, question: Hashable, answer: Answer) -> Answer:
        with self._guard:
            self._answers[question] = answer
            self._working.pop(question, None)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

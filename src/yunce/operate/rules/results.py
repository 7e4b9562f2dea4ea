# SPDX-License-Identifier: Apache-2.0
"""What a back-test tells, as frozen values that terminal and pages render."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from yunce.operate.rules.history import History
from yunce.operate.rules.noise import Noise
from yunce.plan.parts.rules import Rule
from yunce.values.grain import Grain
from yunce.values.problem import Problem

State = Literal["firing", "quiet", "unknown"]


@dataclass(frozen=True, slots=True)
class Fired:
    """One firing: of whom, the step at which it opened and the one at which it closed; empty and `None` while it is open.

    A step is told by its key (`2026-W48`) and by its last day, on which it can be told.
    """

    subject: str
    name: str
    opened: str
    opened_on: date
    closed: str = ""
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """True while it has not closed."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class ReadingTest:
    """A back-test of one reading of a condition."""

    reading: str
    when: str
    fired: tuple[Fired, ...]
    held: int
    known: int
    noise: Noise

    @property
    def rate(self) -> float | None:
        """The part of the known cells where the condition holds [1]."""
        return self.held / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class RuleTest:
    """When a rule would have fired over the asked steps; `tests` holds its own reading first, then the others side by side."""

    rule: Rule
    pack: str
    """The pack that offers it; empty for the plan's own."""
    grain: Grain
    first: date | None
    last: date | None
    subjects: tuple[tuple[str, str], ...]
    """Ids and names of whom it looks at."""
    steps: int
    own: ReadingTest
    readings: tuple[ReadingTest, ...] = ()
    standing: tuple[tuple[str, State], ...] = ()
    """How each subject stands at the last step."""
    history: History | None = field(default=None, compare=False, repr=False)
    """What it looked at, for its picture."""
    problems: tuple[Problem, ...] = ()
    """What facts or plan do not tell and it asks."""

    @property
    def is_tested(self) -> bool:
        """True where it could be judged at least once."""
        return self.own.known > 0

    @property
    def fired(self) -> tuple[Fired, ...]:
        """The firings of the rule as it is written."""
        return self.own.fired

    @property
    def now(self) -> tuple[Fired, ...]:
        """The firings that are open at the last step."""
        return tuple(fired for fired in self.own.fired if fired.is_open)


@dataclass(frozen=True, slots=True)
class RuleTests:
    """Every asked rule of a plan, tested."""

    plan: str
    title: str
    fingerprint: str
    as_of: date
    tests: tuple[RuleTest, ...]
    problems: tuple[Problem, ...] = ()

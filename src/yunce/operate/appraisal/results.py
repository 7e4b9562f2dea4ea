# SPDX-License-Identifier: Apache-2.0
"""What an appraisal gives: a line for each item of each person, a score, a grade, a coefficient, pay; pools, quotas, consequences.

Money in yuan as exact `Decimal`, scores in points of 100, ratios as ratios; `None` is unknown or held, never zero.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from yunce.values.problem import Problem

if TYPE_CHECKING:
    import polars as pl

State = Literal["scored", "held", "vetoed"]
"""`held`: an item was not reported, so there is no score yet."""
ItemState = Literal["scored", "not_reported", "vetoed", "clear", "reweighted"]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of one person: what was reached and asked, the ratio, the points it brings, where the number comes from, who confirms."""

    item: str
    name: str
    kind: str
    state: ItemState
    actual: Decimal | None
    target: str
    weight: Decimal | None
    ratio: Decimal | None
    points: Decimal | None
    source: str
    confirmer: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A consequence of results over several periods: something to open, never a dismissal."""

    card: str
    title: str
    open: str
    owner: str
    due: str
    why: str


@dataclass(frozen=True, slots=True)
class PersonResult:
    """One person's result. `pay` is what is paid; before a pool that is too small has been signed for it is `None`."""

    person: str
    name: str
    role: str
    unit: str
    state: State
    score: Decimal | None
    reported: Decimal
    provisional: Decimal | None
    grade: str
    coefficient: Decimal | None
    base: Decimal | None
    days: Decimal | None
    earned: Decimal | None
    """Base x coefficient, before the pool is looked at."""
    pay: Decimal | None
    rank: int | None
    z: Decimal | None
    lines: Sequence[ItemLine]
    commission: Decimal | None = None
    deduction: Decimal | None = Decimal(0)
    fixed: Decimal | None = None
    total: Decimal | None = None
    follow: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class LineHead:
    """What is the same for everybody on a line of the card; the weight as text, `None` for what stands beside the weights."""

    item: str
    name: str
    kind: str
    weight: str | None


class Listed(Sequence[PersonResult]):
    """Results of people that are also there as columns of text: to list a hundred thousand nobody is put together one by one."""

    __slots__ = ()

    @property
    @abstractmethod
    def follow(self) -> Mapping[int, tuple[Outcome, ...]]:
        """What opens for whom, by place."""

    @property
    @abstractmethod
    def heads(self) -> Sequence[LineHead]:
        """The lines of the card."""

    @abstractmethod
    def column(self, name: str) -> pl.Series:
        """A field of everybody as text: numbers exact, money with two places, null where it is unknown."""

    @abstractmethod
    def line(self, line: int) -> Mapping[str, pl.Series]:
        """What differs between people on a line of the card, by field: state, actual, target, ratio, points, source, confirmer."""


@dataclass(frozen=True, slots=True)
class PoolResult:
    """A unit's pool: what its people earned, what there is, whether it was cut, by what, signed by whom."""

    unit: str
    wanted: Decimal
    limit: Decimal
    paid: Decimal | None
    scale: Decimal
    state: Literal["within", "scaled", "stopped", "waiting"]
    """`waiting`: somebody on another card of the pool has no result yet, so its sum is not known."""
    signed_by: str = ""
    cards: tuple[str, ...] = ()
    """The cards that share it; empty where it is one card's own."""


@dataclass(frozen=True, slots=True)
class Member:
    """What somebody on another card brings to a shared pool [CNY]; `paid` once that card is frozen."""

    card: str
    unit: str
    role: str
    base: Decimal | None
    coefficient: Decimal | None
    paid: Decimal | None = None


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """A rule on how many may have a grade, within a pool's unit."""

    unit: str
    formula: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class CliffLine:
    """A place of a commission scheme where reaching it brings a jump [CNY]."""

    scheme: str
    at: Decimal
    below: Decimal
    above: Decimal


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """What one metric's score brings to one post."""

    matrix: str
    metric: str
    role: str
    share: Decimal
    score: Decimal | None
    part: Decimal | None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One scorecard for one period, worked out; `is_final` where nobody is held, no pool is stopped and no quota is broken."""

    plan: str
    fingerprint: str
    card: str
    title: str
    period: str
    as_of: date
    known_at: datetime | None
    people: Sequence[PersonResult]
    pools: tuple[PoolResult, ...]
    quotas: tuple[QuotaResult, ...]
    cliffs: tuple[CliffLine, ...]
    matrices: tuple[MatrixLine, ...]
    signed_by: str
    problems: tuple[Problem, ...]
    beside: tuple[Member, ...] = ()
    """Those on other cards who are paid out of the same pools, as they were."""

    @property
    def is_final(self) -> bool:
        """True where what is paid can be paid."""
        stopped = any(pool.state in {"stopped", "waiting"} for pool in self.pools)
        broken = any(quota.holds is False for quota in self.quotas) and not self.signed_by
        return not stopped and not broken and not _any_held(self.people)


def _any_held(people: Sequence[PersonResult]) -> bool:
    """True where somebody has no score yet."""
    if isinstance(people, Listed):
        return bool((people.column("state") == "held").any())
    return any(person.state == "held" for person in people)

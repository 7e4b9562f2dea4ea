# SPDX-License-Identifier: Apache-2.0
"""Pools of performance pay: a card's own, or one that several cards share; nobody's pay is cut before somebody signs.

Source: docs/method/appraisal.md, 5; a pool limits the sum of pay, a mean of coefficients is not the rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from yunce.engine import appraise
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.results import Appraisal, Member, PoolResult
from yunce.operate.appraisal.scoring import Scored
from yunce.plan.document import Plan
from yunce.plan.parts.people import Pool, Scorecard
from yunce.values.money import fen, yuan
from yunce.values.problem import Problem, Severity
from yunce.values.quantity import Quantity, read_quantity

Ints = NDArray[np.int64]
NOBODY = Pool()


@dataclass(frozen=True, slots=True)
class Shared:
    """The pool of a card, the card that states it, and all cards that pay out of it in the order of the plan."""

    pool: Pool | None = None
    owner: str = ""
    cards: tuple[str, ...] = ()

    @property
    def is_joint(self) -> bool:
        """True where other cards pay out of it as well."""
        return len(self.cards) > 1


def pool_of(plan: Plan, card: Scorecard) -> Shared:
    """The pool out of which a card pays: its own, else the one of the card that shares its own with it."""
    owner = next((one for one in (card, *plan.scorecards) if one.pool and (one is card or card.id in one.pool.shared)), None)
    if owner is None or owner.pool is None:
        return Shared()
    inside = {owner.id, *owner.pool.shared}
    return Shared(owner.pool, owner.id, tuple(one.id for one in plan.scorecards if one.id in inside))


def members_of(result: Appraisal, *, frozen: bool) -> tuple[Member, ...]:
    """What the people of another card bring to a pool that is shared with it; with what they were paid once that is frozen."""
    return tuple(Member(result.card, p.unit, p.role, p.base, p.coefficient, p.pay if frozen else None) for p in result.people)


@dataclass(frozen=True, slots=True)
class Pooled:
    """What is paid out of the pools of a card [fen], -1 where it is unknown or stopped; the pools; what is to be told."""

    paid: Ints
    pools: tuple[PoolResult, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Group:
    """Those who are paid out of one pool, in its order: own people by place, the others as members."""

    own: list[int] = field(default_factory=list)
    others: list[Member] = field(default_factory=list)


def groups_of(people: Sequence[Person], pool: Pool | None) -> Mapping[str, list[int]]:
    """Whose pay comes out of one pool: by unit, by post, or everybody's."""
    within = (pool or NOBODY).within
    if within not in {"unit", "role"}:
        return {"": list(range(len(people)))} if people else {}
    found: defaultdict[str, list[int]] = defaultdict(list)
    for i, where in enumerate(map(attrgetter(within), people)):
        found[where].append(i)
    return found


def paid_out(scored: Scored, shared: Shared, money: tuple[Ints, Ints], beside: Iterable[Member], signed_by: str) -> Pooled:
    """What is paid out of each pool; nothing where one is exceeded and nobody signed. money: bases, earned [fen], -1 unknown."""
    pool, (_bases, earned) = shared.pool, money
    if pool is None or pool.on_excess == "none":
        return Pooled(earned.copy())
    paid, found, problems = earned.copy(), [], []
    for where, group in _grouped(scored, pool, beside).items():
        known = [i for i in group.own if earned[i] >= 0]
        one = _held(scored, shared, (where, known, group.others), money[0], signed_by)
        paid[known] = -1 if one.paid is None else one.paid
        found.append(one.result)
        problems += [] if one.problem is None else [one.problem]
    return Pooled(paid, tuple(found), tuple(problems))


def _grouped(scored: Scored, pool: Pool, beside: Iterable[Member]) -> Mapping[str, _Group]:
    found = {where: _Group(own) for where, own in groups_of(scored.people, pool).items()}
    for member in beside:
        where = _where(pool, member.unit, member.role)
        if where in found:
            found[where].others.append(member)
    return found


def _where(pool: Pool, unit: str, role: str) -> str:
    return {"unit": unit, "role": role}.get(pool.within, "")


@dataclass(frozen=True, slots=True)
class _Held:
    """One pool: what its own people get [fen], `None` where nothing is told; the pool; what is to be told of it."""

    paid: Sequence[int] | None
    result: PoolResult
    problem: Problem | None


def _held(scored: Scored, shared: Shared, of: tuple[str, list[int], list[Member]], bases: Ints, signed_by: str) -> _Held:
    """One pool worked out over all who are paid out of it, in the order of the plan's cards."""
    where, known, others = of
    pool = shared.pool or NOBODY
    waits = [member for member in others if member.coefficient is None]
    told = [member for member in others if member.coefficient is not None and member.base is not None]
    at = shared.cards.index(scored.card.id)
    before = [m for m in told if shared.cards.index(m.card) < at]
    after = [m for m in told if shared.cards.index(m.card) > at]
    own = _parts(bases[known].tolist(), scored.coefficient[known].tolist())
    parts = [*map(_part, before), *own, *map(_part, after)]
    limit = _limit(pool, [base for base, _coefficient, _paid in parts])
    whole, mine = _shared_out(parts, limit)
    got = mine[len(before) : len(before) + len(known)]
    stopped = whole.is_over and not (signed_by and pool.on_excess == "scale")
    state = "waiting" if waits else "stopped" if stopped else "scaled" if whole.is_over else "within"
    silent = stopped or bool(waits and whole.is_over)
    total = None if silent else yuan(sum(mine))
    by = signed_by if state == "scaled" else ""
    cards = shared.cards if shared.is_joint else ()
    scale = Decimal(repr(round(whole.scale, 9)))
    result = PoolResult(where, yuan(whole.wanted), yuan(whole.limit), total, scale, state, by, cards)  # type: ignore[arg-type]
    return _Held(None if silent else got, result, _told(shared, where, result, len(waits)))


Part = tuple[int, float, int | None]
"""Base [fen], coefficient, what was paid where that is frozen [fen]."""


def _parts(bases: Sequence[int], coefficients: Sequence[float]) -> list[Part]:
    return [(base, coefficient, None) for base, coefficient in zip(bases, coefficients, strict=True)]


def _part(member: Member) -> Part:
    base, coefficient = member.base or Decimal(0), member.coefficient or Decimal(0)
    return fen(base), float(coefficient), None if member.paid is None else fen(member.paid)


def _shared_out(parts: Sequence[Part], limit: int) -> tuple[appraise.Pool, Sequence[int]]:
    """A pool over all parts, and what each gets; what is frozen stays, and where it is otherwise by now the others get the rest."""
    whole = appraise.hold([base for base, _, _ in parts], [c for _, c, _ in parts], limit)
    if all(paid in {None, new} for (_, _, paid), new in zip(parts, whole.paid, strict=True)):
        return whole, whole.paid
    kept = sum(paid for _, _, paid in parts if paid is not None)
    free = [part for part in parts if part[2] is None]
    rest = appraise.hold([base for base, _, _ in free], [c for _, c, _ in free], max(0, limit - kept))
    new = iter(rest.paid)
    paid = [next(new) if part[2] is None else part[2] for part in parts]
    return appraise.Pool(kept + rest.wanted, kept + rest.limit, tuple(paid), rest.scale), paid


def _limit(pool: Pool, bases: Sequence[int]) -> int:
    """What a pool holds [fen]: the sum of the bases, a part of it (`90%`), or an amount."""
    amount = read_quantity(pool.limit) if pool.limit not in {"", "base"} else None
    if not isinstance(amount, Quantity):
        return sum(bases)
    return int(sum(bases) * amount.amount) if pool.limit.strip().endswith("%") else fen(amount.amount)


def _told(shared: Shared, where: str, pool: PoolResult, waits: int) -> Problem | None:
    """A pool that is exceeded: an error while nobody has signed, a note once it is scaled; one that waits for another card."""
    path = f"scorecards[{shared.owner}].pool"
    if pool.state == "waiting":
        return Problem.of("appraisal.pool_waits", path, Severity.WARNING, unit=where or "-", cards="、".join(shared.cards), count=waits)
    if pool.state == "within":
        return None
    params = (("unit", where or "-"), ("wanted", str(pool.wanted)), ("limit", str(pool.limit)), ("over", str(pool.wanted - pool.limit)))
    if pool.state == "scaled":
        return Problem("appraisal.pool_scaled", path, (*params, ("scale", str(pool.scale)), ("by", pool.signed_by)), Severity.NOTE)
    return Problem("appraisal.pool_unsigned" if shared.pool and shared.pool.on_excess == "scale" else "appraisal.pool_over", path, params)

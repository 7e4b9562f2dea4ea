# SPDX-License-Identifier: Apache-2.0
"""Whether all who need it hold it: 100 % of front tellers with a valid certificate, as of a day. Source: docs/method/registers.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yunce.operate.registers.standing import Stood
from yunce.plan.document import Plan, Register
from yunce.values.quantity import Quantity, Range


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who needs an entry: the user name, and the name as people say it."""

    name: str
    said: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The names under which entries know them."""
        return frozenset({self.name, self.said}) - {""}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of those who need it hold it; `needed` is `None` where nobody knows how many they are."""

    held: int
    needed: int | None
    missing: tuple[Person, ...] = ()
    """By name, where the people are known."""
    wanted: Decimal | None = None
    """The least share that the register asks for [1]."""

    @property
    def share(self) -> Decimal | None:
        """Held of needed [1]; `None` where nobody needs it or nobody knows how many do."""
        return Decimal(self.held) / self.needed if self.needed else None

    @property
    def is_enough(self) -> bool | None:
        """True where the share is what the register asks for; `None` where it asks nothing or the share is not known."""
        return None if self.wanted is None or self.share is None else self.share >= self.wanted


def coverage(register: Register, plan: Plan, stood: Iterable[Stood], people: Sequence[Person]) -> Coverage | None:
    """The coverage of a register; `None` for one that asks for none.

    Those who need it are the people; where nobody is known by name, as many as the role's head-count in the plan, and each holder of a
    valid entry counts once. A person holds it who has at least one valid entry under either name.
    """
    wanted = _least(register)
    if wanted is None:
        return None
    holders = {one.entry.holder for one in stood if one.is_valid and one.entry.holder}
    if people:
        missing = tuple(person for person in people if not person.names & holders)
        return Coverage(len(people) - len(missing), len(people), missing, wanted)
    heads = next((role.headcount for role in plan.roles if role.id == register.of), None)
    needed = int(heads.amount) if heads is not None else None
    return Coverage(min(len(holders), needed) if needed is not None else len(holders), needed, (), wanted)


def _least(register: Register) -> Decimal | None:
    """The least share that a register asks for [1]."""
    cover = register.cover
    if isinstance(cover, Range):
        return cover.low
    return cover.amount if isinstance(cover, Quantity) else None


@dataclass(frozen=True, slots=True)
class Clash:
    """One person who keeps things that two people should keep: seals and blank vouchers of one unit."""

    who: str
    unit: str
    registers: tuple[str, ...]


def clashes(entries: Iterable[Stood]) -> tuple[Clash, ...]:
    """People who keep things of more than one register of seals in a unit; `entries` are those of such registers."""
    kept: dict[tuple[str, str], dict[str, None]] = {}
    for one in entries:
        if one.is_valid and one.entry.custodian:
            kept.setdefault((one.entry.custodian, one.entry.unit), {})[one.entry.register] = None
    return tuple(Clash(who, unit, tuple(registers)) for (who, unit), registers in sorted(kept.items()) if len(registers) > 1)

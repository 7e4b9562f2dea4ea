# SPDX-License-Identifier: Apache-2.0
"""Cross-audit: everybody audits one of another group and is audited by one of another group. Source: docs/method/cover.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lopsided:
    """No pairs exist: a group has more members than all the others together [members]; `excess` is by how many."""

    group: Hashable
    members: int
    others: int

    @property
    def excess(self) -> int:
        """How many members would have to be left out [members]; half of them, rounded up, where they go to other groups."""
        return self.members - self.others


def audit_pairs(groups: Sequence[Hashable], turn: int = 0) -> tuple[int, ...] | Lopsided:
    """Whom each member audits, by its place: a permutation in which nobody audits the own group; another one each turn.

    Members stand in a ring group by group; each audits the one that stands s places on. With the largest group g of n, every s from g to
    n - g leads out of every group, so pairs exist exactly where g <= n - g.
    """
    sizes = Counter(groups)
    if not sizes:
        return ()
    group, largest = max(sizes.items(), key=lambda item: item[1])
    others = len(groups) - largest
    if largest > others:
        return Lopsided(group, largest, others)
    order = {one: i for i, one in enumerate(dict.fromkeys(groups))}
    ring = sorted(range(len(groups)), key=lambda i: order[groups[i]])
    step = largest + turn % (others - largest + 1)
    whom = {member: ring[(place + step) % len(ring)] for place, member in enumerate(ring)}
    return tuple(whom[i] for i in range(len(groups)))

# SPDX-License-Identifier: Apache-2.0
"""Nothing stands above itself: units, roles, targets by their parents; initiatives by what they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yunce.plan.checks.known import Known
from yunce.values.problem import Problem

Graph = Mapping[str, Sequence[str]]


def check_cycles(known: Known) -> Iterator[Problem]:
    """One problem for each cycle, at its first element in the order of the document."""
    plan = known.plan
    yield from _cycles({unit.id: (unit.parent,) for unit in plan.units}, "units[{}].parent")
    yield from _cycles({role.id: (role.reports_to,) for role in plan.roles}, "roles[{}].reports_to")
    yield from _cycles({target.id: (target.parent,) for target in plan.targets}, "targets[{}].parent")
    yield from _cycles({each.id: each.needs for each in plan.initiatives}, "initiatives[{}].needs")


def _cycles(graph: Graph, path: str) -> Iterator[Problem]:
    for ring in cycles_of({node: above for node, above in graph.items() if node}):
        yield Problem.of("plan.cycle", path.format(ring[0]), ring=" → ".join((*ring, ring[0])))


def cycles_of(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """The rings of a directed graph, each once and starting at its first node in the graph's order; without recursion."""
    state: dict[str, int] = {}
    found: list[tuple[str, ...]] = []
    order = {node: index for index, node in enumerate(graph)}
    for start in graph:
        if state.get(start):
            continue
        trail: list[str] = [start]
        ahead = [iter(graph[start])]
        state[start] = 1
        while ahead:
            step = next(ahead[-1], None)
            if step is None:
                state[trail.pop()] = 2
                ahead.pop()
            elif step in graph and state.get(step) == 1:
                found.append(_from_first(trail[trail.index(step) :], order))
            elif step in graph and not state.get(step):
                state[step] = 1
                trail.append(step)
                ahead.append(iter(graph[step]))
    return tuple(dict.fromkeys(found))


def _from_first(ring: list[str], order: Mapping[str, int]) -> tuple[str, ...]:
    """The same ring, turned so that its earliest element leads."""
    lead = min(range(len(ring)), key=lambda index: order[ring[index]])
    return tuple(ring[lead:] + ring[:lead])

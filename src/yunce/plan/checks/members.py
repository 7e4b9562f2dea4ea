# SPDX-License-Identifier: Apache-2.0
"""Dimensions that a target can be split by, and whether their members exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from yunce.plan.checks.known import Known
from yunce.plan.fields import nearest, suggestion
from yunce.plan.parts.targets import Target
from yunce.values.period import GRAINS, Grain, Period, read_period
from yunce.values.problem import Problem, Severity

TIME: Mapping[str, Grain] = {grain: grain for grain in GRAINS if grain != "year"}
PLAIN = ("unit", "channel", "source", "sku", "person")


def dimensions(known: Known) -> tuple[str, ...]:
    """What may stand in `by`: grains of time, the conformed dimensions, attributes of units and items."""
    return tuple(dict.fromkeys((*TIME, *PLAIN, *sorted(_attributes(known)))))


def _attributes(known: Known) -> Mapping[str, Set[str]]:
    """Attributes of units and items with the values that occur."""
    found: dict[str, set[str]] = {}
    for unit in known.plan.units:
        for name, value in {"kind": unit.kind, **unit.attributes}.items():
            found.setdefault(name, set()).update({value} - {""})
    for item in known.plan.items:
        for name, value in {"role": item.role, "category": item.category, **item.attributes}.items():
            found.setdefault(name, set()).update({value} - {""})
    return found


def check_dimension(by: str, path: str, known: Known) -> Problem | None:
    """The problem of a dimension that nobody knows."""
    known_ones = dimensions(known)
    if not by or by in known_ones:
        return None
    return Problem.of("split.unknown_dimension", path, by=by, likely=suggestion(by, known_ones), known="、".join(known_ones))


def check_member(by: str, member: str, path: str, target: Target, known: Known) -> Iterator[Problem]:
    """Problems of one member of a dimension: impossible or outside dates, members that no list has."""
    if by in TIME:
        found = read_member(by, member, path)
        if isinstance(found, Problem):
            yield found
        elif target.period is not None and not _touches(found, target.period, TIME[by]):
            yield Problem.of("split.member_outside", path, member=member, period=target.period)
    elif by == "unit":
        yield from _unit(member, path, target, known)
    elif by in PLAIN:
        yield from _listed(by, member, path, known)
    elif by:
        values = _attributes(known).get(by, set())
        if member not in values:
            yield Problem.of("split.unknown_member", path, by=by, member=member, likely=suggestion(member, values))


def read_member(by: str, member: str, path: str = "") -> Period | Problem:
    """The days of a time member; a period of another grain is a problem, a span of whole parts is not."""
    found = _member(TIME[by], member)
    return replace(found, path=path) if isinstance(found, Problem) else found


@lru_cache(maxsize=4096)
def _member(grain: Grain, member: str) -> Period | Problem:
    """The days of a member of a grain, read once for all targets."""
    found = read_period(member)
    if isinstance(found, Problem):
        return found
    whole = found.first == Period.of(found.first, grain).first and found.until == Period.of(found.last, grain).until
    return found if whole else Problem.of("split.member_grain", member=member, by=grain)


def _touches(member: Period, whole: Period, grain: Grain) -> bool:
    """True where a member belongs to the target's period: wholly inside, or a part of time that its ends cut."""
    return whole.contains(member) or any(part.text == member.name for part in whole.parts(grain))


def _unit(member: str, path: str, target: Target, known: Known) -> Iterator[Problem]:
    """A unit exists and stands below the target's own."""
    units = known.units
    if member not in units:
        severity = Severity.ERROR if units else Severity.WARNING
        code = "split.unknown_member" if units else "plan.list_left_out"
        yield Problem.of(code, path, severity, by="unit", member=member, likely=known.likely(member, "units"), id=member, list="units")
    elif target.unit in units and target.unit not in _above(member, known):
        yield Problem.of("split.unit_elsewhere", path, Severity.WARNING, member=member, unit=target.unit)


def _above(unit: str, known: Known) -> Sequence[str]:
    """A unit and those over it; a ring ends where it closes."""
    chain: list[str] = []
    while unit in known.units and unit not in chain:
        chain.append(unit)
        unit = known.units[unit].parent
    return chain


def _listed(by: str, member: str, path: str, known: Known) -> Iterator[Problem]:
    """Channels and sources of the packs' lists or of the plan's own, items by sku or id, people by role."""
    if by in {"channel", "source"}:
        names = {name: each.id for each in known.members.get(by, ()) for name in (each.id, each.name, *each.synonyms)}
        own = {unit.match.platform for unit in known.plan.units if unit.match}
        if names and member not in names and member not in own:
            likely = nearest(member, names)
            yield Problem.of("split.own_member", path, Severity.NOTE, by=by, member=member, likely=names.get(likely, "-"))
        return
    names = {item.sku: item.sku for item in known.plan.items if item.sku} | {item.id: item.id for item in known.plan.items}
    if by == "person":
        names = {role.id: role.id for role in known.plan.roles} | {role.name: role.id for role in known.plan.roles if role.name}
    if names and member not in names:
        severity = Severity.WARNING if by == "person" else Severity.ERROR
        near = nearest(member, names)
        likely = names[near] if near else suggestion(member, names.values())
        yield Problem.of("split.unknown_member", path, severity, by=by, member=member, likely=likely)

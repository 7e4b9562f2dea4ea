# SPDX-License-Identifier: Apache-2.0
"""Does everything that is named exist? Packs, units, roles, metrics, checklists, phases ... and feasts of the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from yunce.plan.checks.known import Known
from yunce.plan.fields import suggestion
from yunce.plan.walk import Pointer, pointers, walk
from yunce.values.anchor import Anchor, event_of
from yunce.values.calendar import UnpublishedYear
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity


def check_packs(known: Known) -> Iterator[Problem]:
    """Every pack in `use` is one that is installed."""
    for index, name in enumerate(known.plan.use):
        if name not in known.packs:
            yield Problem.of(
                "plan.unknown_pack", f"use[{index}]", id=name, likely=suggestion(name, known.packs), known="、".join(known.packs)
            )


def check_references(known: Known) -> Iterator[Problem]:
    """Every id that a field points to exists in its list.

    A list that the plan leaves out altogether is not stated: a reference into it is a warning, save for metrics. Where a
    pack itself is unknown, metrics are not looked for.
    """
    lost = any(name not in known.packs for name in known.plan.use)
    for path, part in walk(known.plan):
        for pointer in pointers(path, part):
            unsure = lost and "metrics" in pointer.lists
            if pointer.id and not unsure and not known.has(pointer.id, *pointer.lists):
                yield _unknown(pointer, known)


def _unknown(pointer: Pointer, known: Known) -> Problem:
    """The problem of a pointer into nothing, with the likely id or, for a metric, the pack that has it."""
    kind = pointer.lists[0]
    likely = known.likely(pointer.id, *pointer.lists)
    if kind == "metrics":
        pack = next((name for name, pack in known.packs.items() if any(m.id == pointer.id for m in pack.metrics)), "")
        if pack:
            return Problem.of("plan.metric_of_pack", pointer.path, id=pointer.id, pack=pack)
    elif not known.ids(*pointer.lists):
        return Problem.of("plan.list_left_out", pointer.path, Severity.WARNING, id=pointer.id, list=kind)
    return Problem.of(f"plan.unknown_{kind.removesuffix('s')}", pointer.path, id=pointer.id, likely=likely)


def check_anchors(known: Known) -> Iterator[Problem]:
    """Every feast or sales event that a campaign hangs on is in the calendar and falls into the plan's period."""
    for path, part in walk(known.plan):
        at = getattr(part, "at", None)
        if not isinstance(at, Anchor):
            continue
        if at.event not in known.calendar.rules:
            likely = suggestion(event_of(at.event), known.calendar.rules)
            yield Problem.of("anchor.unknown_event", f"{path}.at", event=at.event, likely=likely)
        elif known.plan.plan.period is not None:
            yield from _outside(known, at, known.plan.plan.period, path)


def _outside(known: Known, at: Anchor, period: Period, path: str) -> Iterator[Problem]:
    """Where no day of the anchor lies in the plan; a warning where days of work that nobody has published are to be counted."""
    unknown: list[Problem] = []
    for year in at.years(period, known.calendar):
        try:
            if period.contains(at.day(year, known.calendar, item=path)):
                return
        except UnpublishedYear as e:
            unknown += e.problems
    yield from (replace(problem, path=f"{path}.at", severity=Severity.WARNING) for problem in unknown)
    if not unknown:
        yield Problem.of("plan.event_outside", f"{path}.at", event=at.text, period=period)

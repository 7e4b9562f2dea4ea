# SPDX-License-Identifier: Apache-2.0
"""What a plan tells that will come to nothing: work of nobody, work whose days lie outside the plan's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yunce.operate.agenda.contract import Frame
from yunce.operate.agenda.opening import roles_of
from yunce.operate.workitems.item import Opening
from yunce.values.problem import Problem, Severity

IDLE = frozenset({"agenda.owner_missing", "agenda.never", "agenda.attribute_unknown", "agenda.cover_across"})
"""Problems that leave the agenda itself whole."""


def nobodys(frame: Frame, openings: Sequence[Opening]) -> Iterator[Problem]:
    """Elements whose work has no owner, or one whose post nobody fills; each once."""
    roles = roles_of(frame)
    titles = _titles(frame)
    for element, owner in dict.fromkeys((o.element, o.owner) for o in openings):
        role = roles.get(owner)
        if not owner:
            why = "没有写 owner"
        elif role is not None and role.headcount is not None and not role.headcount.amount:
            why = f"岗位“{role.label}”编制为 0"
        else:
            continue
        listed, _, own = element.partition(".")
        yield Problem.of("agenda.owner_missing", f"{listed}[{own}].owner", Severity.WARNING, title=titles.get(element, own), why=why)


def _titles(frame: Frame) -> dict[str, str]:
    parts = ("duties", "initiatives", "campaigns", "phases", "reviews", "reports", "registers")
    return {f"{name}.{one.id}": one.label for name in parts for one in getattr(frame.plan, name)}


def never(frame: Frame) -> Iterator[Problem]:
    """Duties and reports whose own period does not meet the plan's."""
    for name, listed in (("duties", frame.plan.duties), ("reports", frame.plan.reports)):
        for one in listed:
            if one.period is not None and one.period.intersect(frame.whole) is None:
                told = {"title": one.label, "period": one.period, "whole": frame.whole}
                yield Problem.of("agenda.never", f"{name}[{one.id}].period", Severity.WARNING, **told)

# SPDX-License-Identifier: Apache-2.0
"""Cross-audits: in every period each subject is audited by one of another group, and audits one. Source: docs/method/cover.md, 4."""

from __future__ import annotations

from collections.abc import Iterator

from yunce.engine.cover.pairs import Lopsided, audit_pairs
from yunce.operate.agenda.contract import Found, Frame
from yunce.operate.agenda.opening import kept, key_of
from yunce.operate.agenda.routines import within
from yunce.operate.agenda.windows import Window, clipped, touches
from yunce.operate.inspection.form import frozen
from yunce.operate.workitems.item import Opening
from yunce.operate.workitems.states import Kind
from yunce.plan.document import Unit
from yunce.plan.parts.work import Duty
from yunce.values.problem import Problem

PARENT = "parent"


def crossed(frame: Frame, duty: Duty, across: str, subjects: tuple[Unit, ...], windows: tuple[Window, ...]) -> Found:
    """The audits of each window. Where a group is larger than all others together there are no pairs: a problem that says by how much."""
    groups = [unit.parent if across == PARENT else unit.attributes.get(across, "") for unit in subjects]
    turns = [audit_pairs(groups, turn) for turn in range(len(windows))]
    for found in turns:
        if isinstance(found, Lopsided):
            names = {unit.id: unit.label for unit in frame.plan.units}
            group = names.get(str(found.group), str(found.group)) or "（未填）"
            told = {"title": duty.label, "group": group, "members": found.members, "others": found.others, "excess": found.excess}
            path = f"duties[{duty.id}].cover.across"
            return Found((), (Problem("agenda.across_lopsided", path, tuple((name, str(value)) for name, value in told.items())),))
    pairs = ((window, turn) for window, turn in zip(windows, turns, strict=True) if not isinstance(turn, Lopsided))
    return Found(tuple(o for window, turn in pairs for o in _audits(frame, duty, subjects, window, turn)))


def _audits(frame: Frame, duty: Duty, subjects: tuple[Unit, ...], at: Window, whom: tuple[int, ...]) -> Iterator[Opening]:
    """One opening for each audited subject, with its auditor."""
    element = f"duties.{duty.id}"
    span = within(frame, duty.period)
    if span is None or at.days.intersect(span) is None:
        return
    at = clipped(at, span)
    if not touches(frame.asked, at.start, at.due):
        return
    form = frozen(frame.plan, duty.checklist)
    for auditor, audited in enumerate(whom):
        unit, by = subjects[audited], subjects[auditor]
        yield Opening(
            key_of(element, at.key, unit.id), Kind.INSPECTION, f"{duty.label}：{unit.label}（{by.label} 查）", unit.id, duty.owner,
            at.start, at.due, element=element, period=at.key, subject=unit.id, plan=frame.given.fingerprint,
            data=kept(duty, checklist=duty.checklist, form=form, auditor=by.id),
        )  # fmt: skip

# SPDX-License-Identifier: Apache-2.0
"""Switching rules: which inspection the next lot gets, as a fold over the lots before it (9.3 of the standard; docs/method/sample.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

from yunce.engine.sample.letters import Level
from yunce.engine.sample.plans import AQLS, Plan, Severity, aql_index, plan_of_letter, sampling_plan

WINDOW = 5
"""Lots that the rules of normal and tightened inspection look at [lots]."""
TOO_MANY = 2
"""Lots not accepted among them that lead to tightened inspection [lots]."""
SCORE = 30
"""The switching score that reduced inspection asks for [points]."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot on original inspection: its size, the nonconforming items found. A lot that comes back after rejection is not counted."""

    size: int
    found: int
    steady: bool = True
    """Production runs steadily: without it there is no reduced inspection."""
    approved: bool = False
    """The authority wants reduced inspection."""
    remedied: bool = False
    """The supplier has acted on a discontinuation before this lot: inspection goes on, tightened."""
    is_resubmitted: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """What was agreed: the AQL, the inspection level."""

    aql: Decimal
    level: Level = "II"


@dataclass(frozen=True, slots=True)
class State:
    """Where a series of lots stands: what the next lot gets."""

    severity: Severity = "normal"
    is_discontinued: bool = False
    score: int = 0
    """The switching score [points]; counts under normal inspection only."""
    recent: tuple[bool, ...] = ()
    """Whether the last lots of this severity were accepted, at most `WINDOW`."""
    rejected: int = 0
    """Lots not accepted in this run of tightened inspection [lots]."""
    accepted: bool | None = None
    """Whether the last lot was accepted; `None` before the first, and where inspection stands still."""
    plan: Plan | None = None
    """The plan that the last lot was held to."""


def after_lots(lots: Iterable[Lot], scheme: Scheme, start: State | None = None) -> State:
    """Where a series stands after lots in their order. Raises `SampleError`."""
    return reduce(lambda state, lot: after(state, lot, scheme), lots, start or State())


def after(state: State, lot: Lot, scheme: Scheme) -> State:
    """Where it stands after one more lot. Raises `SampleError`."""
    if state.is_discontinued:
        if not lot.remedied:
            return replace(state, accepted=None, plan=None)
        state = State("tightened")
    plan = sampling_plan(lot.size, scheme.aql, scheme.level, state.severity)
    accepted = lot.found <= plan.accept
    told = replace(state, accepted=accepted, plan=plan)
    if lot.is_resubmitted:
        return told
    told = replace(told, recent=(*state.recent, accepted)[-WINDOW:])
    return {"normal": _normal, "tightened": _tightened, "reduced": _reduced}[state.severity](told, lot, scheme)


def _normal(state: State, lot: Lot, scheme: Scheme) -> State:
    """Two of five lots lost lead to tightened inspection, a score of 30 to reduced."""
    if state.recent.count(False) >= TOO_MANY:
        return _begun("tightened", state)
    state = replace(state, score=_score(state, lot, scheme))
    return _begun("reduced", state) if state.score >= SCORE and lot.steady and lot.approved else state


def _score(state: State, lot: Lot, scheme: Scheme) -> int:
    """The switching score after a lot: +2 for Ac 0 or 1 accepted, +3 where even the next tighter AQL would have accepted; else 0."""
    if not state.accepted or state.plan is None:
        return 0
    if state.plan.accept <= 1:
        return state.score + 2
    tighter = aql_index(scheme.aql) - 1
    if tighter < 0:
        return 0
    return state.score + 3 if lot.found <= plan_of_letter(state.plan.used, AQLS[tighter]).accept else 0


def _tightened(state: State, _: Lot, __: Scheme) -> State:
    """Five lots accepted in a row lead back to normal; five lost in all stop inspection."""
    state = replace(state, rejected=state.rejected + (not state.accepted))
    if state.rejected >= WINDOW:
        return replace(state, is_discontinued=True)
    return _begun("normal", state) if state.recent[-WINDOW:] == (True,) * WINDOW else state


def _reduced(state: State, lot: Lot, _: Scheme) -> State:
    """A lot lost, production that is not steady, or an authority that wants it no more leads back to normal."""
    return state if state.accepted and lot.steady and lot.approved else _begun("normal", state)


def _begun(severity: Severity, state: State) -> State:
    """A severity from its beginning; what the last lot was held to stays."""
    return State(severity, accepted=state.accepted, plan=state.plan)

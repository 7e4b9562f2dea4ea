# SPDX-License-Identifier: Apache-2.0
"""The kinds of work, the states an item goes through, and what a step from one to another asks for. Source: docs/method/work.md."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What an item is; kinds differ by what they carry, never by another machine of states."""

    TASK = "task"
    DUTY = "duty"
    INSPECTION = "inspection"
    RECTIFICATION = "rectification"
    CASE = "case"
    SUPERVISED = "supervised"
    REVIEW = "review"


class State(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    DOING = "doing"
    WAITING = "waiting"
    UPWARD = "upward"
    DONE = "done"
    VERIFIED = "verified"
    REOPENED = "reopened"
    CANCELLED = "cancelled"


class Severity(StrEnum):
    """How grave it is; `major` and `critical` cannot be verified without evidence."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


VERIFIED_KINDS = frozenset({Kind.RECTIFICATION, Kind.CASE, Kind.SUPERVISED})
"""Kinds that another person always verifies; of the others only what is grave or asks for it."""
PROVEN_KINDS = frozenset({Kind.RECTIFICATION, Kind.CASE})
"""Kinds of which what is grave cannot be verified without evidence."""
ACTIVE = frozenset({State.OPEN, State.DOING, State.WAITING, State.UPWARD, State.REOPENED})
"""Somebody still owes something."""
ENDED = frozenset({State.VERIFIED, State.CANCELLED})
"""Nobody owes anything; only `reopened` leads out of `verified`."""
_WORKING = frozenset({State.DOING, State.WAITING, State.UPWARD, State.DONE, State.CANCELLED})

MOVES: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.OPEN: _WORKING,
        State.DOING: _WORKING - {State.DOING},
        State.WAITING: _WORKING - {State.WAITING},
        State.UPWARD: _WORKING - {State.UPWARD},
        State.REOPENED: _WORKING,
        State.DONE: frozenset({State.VERIFIED, State.REOPENED}),
        State.VERIFIED: frozenset({State.REOPENED}),
        State.CANCELLED: frozenset({State.REOPENED}),
    }
)
"""State -> the states that a step may lead to."""


def may_move(state: State, to: State) -> bool:
    """True where one step leads there."""
    return to in MOVES[state]

# SPDX-License-Identifier: Apache-2.0
"""Proposals beside what was read: a number that was left aside may become a statement, empty names are filled, nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from yunce.reader.linking import Links, with_year
from yunce.reader.proposing.accepting import Proposal
from yunce.reader.reading import Aside, Reading, Statement
from yunce.reader.verdicts import Kind

_CONFIDENCE = 0.3
_CERTAIN = frozenset({"numbering", "number of the plan", "not a plan fact (person)"})


def adopt(reading: Reading, proposals: Iterable[Proposal]) -> Reading:
    """The reading with what a model proposes, marked as such; where it disagrees with a rule, that is a reason to review."""
    by_start = {one.mention.start: one for one in proposals}
    statements = [_beside(reading, one, by_start.pop(one.mention.start, None)) for one in reading.statements]
    aside: list[Aside] = []
    for one in reading.aside:
        proposal = by_start.get(one.mention.start)
        if proposal is None or one.why in _CERTAIN or proposal.kind == "context":
            aside.append(one)
        else:
            statements.append(_proposed(reading, one, proposal))
    statements.sort(key=lambda one: one.mention.start)
    numbered = tuple(replace(one, id=f"m{at}") for at, one in enumerate(statements, 1))
    return replace(reading, statements=numbered, aside=tuple(aside))


def _plan_at(reading: Reading, start: int) -> int:
    return max((at for at, part in enumerate(reading.plans) if part.start <= start), default=0)


def _period(reading: Reading, proposal: Proposal) -> str:
    year = reading.plans[_plan_at(reading, proposal.mention.start)].year if reading.plans else ""
    return with_year(proposal.period, year)


def _proposed(reading: Reading, one: Aside, proposal: Proposal) -> Statement:
    links = Links(proposal.what, _period(reading, proposal), proposal.owner, "", "model")
    plan = _plan_at(reading, one.mention.start)
    return Statement(
        "", cast("Kind", proposal.kind), one.mention, links, proposal.qualifier, _CONFIDENCE, "model", plan, f"aside: {one.why}"
    )


def _beside(reading: Reading, one: Statement, proposal: Proposal | None) -> Statement:
    """A statement whose empty names are filled; another kind is a reason to review it."""
    if proposal is None or one.read_by == "person":
        return one
    links = replace(
        one.links,
        what=one.links.what or proposal.what,
        period=one.links.period or _period(reading, proposal),
        owner=one.links.owner or proposal.owner,
    )
    return replace(one, links=links, review="" if proposal.kind == one.kind else f"model: {proposal.kind}")

# SPDX-License-Identifier: Apache-2.0
"""Steps: what may be done with an item, by whom, and what it asks for. Pure: the shell says who acts and what the time is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from yunce.operate.workitems.item import NONE, Event, Item, Verb
from yunce.operate.workitems.revising import KEPT, OTHERWISE, PLANNED, followed, kept_as_it_is, question
from yunce.operate.workitems.states import ACTIVE, MOVES, PROVEN_KINDS, Severity, State
from yunce.values.problem import Problem
from yunce.values.writing import is_blank, trimmed


class Do(StrEnum):
    """What somebody wants to do with an item."""

    TAKE = "take"
    START = "start"
    WAIT = "wait"
    UPWARD = "upward"
    DONE = "done"
    VERIFY = "verify"
    RETURN = "return"
    REOPEN = "reopen"
    CANCEL = "cancel"
    ASSIGN = "assign"
    CHANGE_DUE = "change_due"
    NOTE = "note"
    ADD_EVIDENCE = "add_evidence"
    FOLLOW = "follow"
    KEEP = "keep"


class Right(StrEnum):
    """What somebody may do in the item's unit."""

    WORK = "work"
    VERIFY = "verify"
    ASSIGN = "assign"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the name, what they may do in the item's unit, the plan's roles that they hold there or above."""

    name: str
    rights: frozenset[Right] = frozenset()
    posts: frozenset[str] = frozenset()


SYSTEM = Actor("system", frozenset(Right))
"""Rules, agendas and clocks. No person can have this name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that is asked for, with what it carries."""

    do: Do
    note: str = ""
    until: datetime | None = None
    """For `wait`: when to look again."""
    due: datetime | None = None
    assignee: str = ""
    owner: str = ""
    evidence: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=lambda: NONE)
    unfinished: tuple[str, ...] = ()
    """For `done`: titles of what must be done before and is not, as the ledger knows it."""
    token: str = ""


FIVE = ("responsible", "measures", "funds", "deadline", "emergency")
"""责任 措施 资金 时限 预案: what a major hazard must name before anybody works on it. Source: 安全生产事故隐患排查治理暂行规定 15."""


def step(item: Item, asked: Asked, actor: Actor, now: datetime) -> tuple[Event, ...] | Problem:
    """The events of a step, numbered after the item's last one, or why it cannot be taken."""
    rule = RULES[asked.do]
    wrong = _not_now(item, rule) or rule.who(item, actor)
    if wrong is not None:
        return wrong
    for check in rule.checks:
        wrong = check(item, asked, now)
        if wrong is not None:
            return wrong
    return tuple(
        Event(item.id, item.version + n, now, actor.name, *told)
        for n, told in enumerate(_told(item, rule, asked, actor), start=1)
    )  # fmt: skip


def possible(item: Item, actor: Actor) -> tuple[Do, ...]:
    """The steps that this person may take now, in the order that a page offers them."""
    return tuple(do for do, rule in RULES.items() if _not_now(item, rule) is None and rule.who(item, actor) is None)


def missing_elements(item: Item, data: Mapping[str, object] = NONE) -> tuple[str, ...]:
    """Of the five elements those that a major hazard does not name yet; who has it stands for the person, its due day for the deadline."""
    if item.data.get("hazard") != "major":
        return ()
    stated = {**item.data, **data}
    given = {"responsible": item.assignee, "deadline": item.due, **{k: v for k, v in stated.items() if not is_blank(str(v))}}
    return tuple(name for name in FIVE if not given.get(name))


# --- who ------------------------------------------------------------------------------------------------------------


def _works(item: Item, actor: Actor) -> Problem | None:
    """Who has it, or holds the role that owes it; whoever hands out work there."""
    if Right.ASSIGN in actor.rights:
        return None
    own = actor.name == item.assignee or item.owner in actor.posts or not (item.owner or item.assignee)
    return None if own and Right.WORK in actor.rights else Problem.of("work.not_yours", item.id, owner=item.assignee or item.owner)


def _verifies(item: Item, actor: Actor) -> Problem | None:
    """Somebody who may verify there, of the role that the item names if it names one, and never who did it."""
    wanted = str(item.data.get("verifier", ""))
    if Right.VERIFY not in actor.rights or (wanted and wanted not in actor.posts and Right.ASSIGN not in actor.rights):
        return Problem.of("work.not_verifier", item.id)
    if actor.name in {item.done_by, item.assignee}:
        return Problem.of("work.verifier_is_doer", item.id, who=actor.name)
    return None


def _assigns(item: Item, actor: Actor) -> Problem | None:
    return None if Right.ASSIGN in actor.rights else Problem.of("work.not_assigner", item.id)


def _either(item: Item, actor: Actor) -> Problem | None:
    """Whoever works on it, verifies it or hands it out."""
    return _works(item, actor) if Right.VERIFY not in actor.rights else None


# --- what it asks for -----------------------------------------------------------------------------------------------


def _reason(item: Item, asked: Asked, _: datetime) -> Problem | None:
    return Problem.of("work.reason_missing", item.id) if is_blank(asked.note) else None


def _look_again(item: Item, asked: Asked, now: datetime) -> Problem | None:
    if asked.until is None:
        return Problem.of("work.until_missing", item.id)
    return Problem.of("work.until_past", item.id) if asked.until <= now else None


def _five(item: Item, asked: Asked, _: datetime) -> Problem | None:
    missing = missing_elements(item, asked.data)
    return Problem.of("work.elements_missing", item.id, missing=" ".join(missing)) if missing else None


def _needs(item: Item, asked: Asked, _: datetime) -> Problem | None:
    names = "、".join(asked.unfinished[:5])
    return Problem.of("work.needs_open", item.id, count=len(asked.unfinished), names=names) if asked.unfinished else None


def _proof(item: Item, asked: Asked, _: datetime) -> Problem | None:
    grave = item.opening.kind in PROVEN_KINDS and item.opening.severity is not Severity.MINOR
    bare = not item.proof and not asked.evidence
    return Problem.of("work.evidence_missing", item.id) if grave and bare else None


def _somebody(item: Item, asked: Asked, _: datetime) -> Problem | None:
    return None if asked.assignee or asked.owner else Problem.of("work.assignee_missing", item.id)


def _new_due(item: Item, asked: Asked, _: datetime) -> Problem | None:
    return None if asked.due else Problem.of("work.due_missing", item.id)


def _files(item: Item, asked: Asked, _: datetime) -> Problem | None:
    return None if asked.evidence else Problem.of("work.evidence_none", item.id)


# --- the rules ------------------------------------------------------------------------------------------------------

Check = Callable[[Item, Asked, datetime], Problem | None]
NOT_ENDED = ACTIVE | {State.DONE}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may take a step, from which states, to which, and what it asks for."""

    who: Callable[[Item, Actor], Problem | None]
    since: frozenset[State] = ACTIVE
    to: State | None = None
    checks: tuple[Check, ...] = ()
    when: Callable[[Item], object] | None = None
    """What must be so for the step to be offered at all, beside the state."""


RULES: Mapping[Do, Rule] = MappingProxyType(
    {
        Do.TAKE: Rule(_works),
        Do.START: Rule(_works, to=State.DOING, checks=(_five,)),
        Do.DONE: Rule(_works, to=State.DONE, checks=(_needs, _five)),
        Do.WAIT: Rule(_works, to=State.WAITING, checks=(_reason, _look_again)),
        Do.UPWARD: Rule(_works, to=State.UPWARD, checks=(_reason,)),
        Do.VERIFY: Rule(_verifies, frozenset({State.DONE}), State.VERIFIED, (_proof, _five)),
        Do.RETURN: Rule(_verifies, frozenset({State.DONE}), State.REOPENED, (_reason,)),
        Do.REOPEN: Rule(_assigns, frozenset({State.DONE, State.VERIFIED, State.CANCELLED}), State.REOPENED, (_reason,)),
        Do.ASSIGN: Rule(_assigns, checks=(_somebody,)),
        Do.CHANGE_DUE: Rule(_assigns, checks=(_new_due, _reason)),
        Do.CANCEL: Rule(_assigns, to=State.CANCELLED, checks=(_reason,)),
        Do.ADD_EVIDENCE: Rule(_either, NOT_ENDED, checks=(_files,)),
        Do.NOTE: Rule(_either, frozenset(State), checks=(_reason,)),
        Do.FOLLOW: Rule(_assigns, when=question),
        Do.KEEP: Rule(_assigns, when=question),
    }
)


def _not_now(item: Item, rule: Rule) -> Problem | None:
    fits = item.state in rule.since and (rule.to is None or rule.to in MOVES[item.state])
    if fits and rule.when is not None and not rule.when(item):
        return Problem.of("work.no_question", item.id)
    return None if fits else Problem.of("work.state_wrong", item.id, state=item.state.value)


Told = tuple[Verb, State | None, str, tuple[str, ...], Mapping[str, object], str]


def _told(item: Item, rule: Rule, asked: Asked, actor: Actor) -> Sequence[Told]:
    """What the events tell; a step that begins work without anybody having it takes it first."""
    if asked.do is Do.FOLLOW:
        return tuple((verb, None, trimmed(asked.note), (), data, "" if n else asked.token) for n, (verb, data) in enumerate(followed(item)))
    main = (_VERBS.get(asked.do, Verb.MOVED), rule.to, trimmed(asked.note), asked.evidence, _carried(item, asked, actor), asked.token)
    if asked.do is Do.START and not item.assignee and actor is not SYSTEM:
        return ((Verb.ASSIGNED, None, "", (), {"assignee": actor.name}, ""), main)
    return (main,)


_VERBS: Mapping[Do, Verb] = MappingProxyType(
    {
        Do.TAKE: Verb.ASSIGNED,
        Do.ASSIGN: Verb.ASSIGNED,
        Do.CHANGE_DUE: Verb.DUE_CHANGED,
        Do.NOTE: Verb.NOTED,
        Do.ADD_EVIDENCE: Verb.EVIDENCE,
        Do.KEEP: Verb.NOTED,
    }
)


def _carried(item: Item, asked: Asked, actor: Actor) -> Mapping[str, object]:
    """The data of the event: what was handed in, and what the step itself sets."""
    own: dict[str, object] = {"assignee": actor.name} if asked.do is Do.TAKE else {}
    if asked.do is Do.ASSIGN:
        own = {key: value for key, value in (("assignee", asked.assignee), ("owner", asked.owner)) if value}
    if asked.do is Do.KEEP:
        own = dict(kept_as_it_is(item))
    if asked.do is Do.WAIT and asked.until:
        own = {"until": asked.until.isoformat()}
    if asked.do is Do.CHANGE_DUE and asked.due:
        own = {"due": asked.due.isoformat()}
    return MappingProxyType({**{k: v for k, v in asked.data.items() if k not in _OWN}, **own})


_OWN = frozenset({"assignee", "owner", "due", "until", "hazard", "verify", "verifier", PLANNED, OTHERWISE, KEPT})
"""What a step sets itself, or nobody may change by handing it in."""

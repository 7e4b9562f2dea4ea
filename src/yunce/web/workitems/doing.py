# SPDX-License-Identifier: Apache-2.0
"""Doing something with an item: who acts, what the ledger knows, the step, the events. Pages, API and phone come through here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from yunce.operate.workitems.folding import after
from yunce.operate.workitems.item import Event, Item
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.states import Kind, State
from yunce.operate.workitems.steps import Actor, Asked, Do, Right, step
from yunce.values.problem import Problem
from yunce.web.accounts.access import Access, Action
from yunce.web.accounts.held import posts_held
from yunce.web.workitems.store import Store

Posts = tuple[tuple[str, str], ...]
"""Posts that somebody holds: (role, unit), an empty unit for the whole company."""
RIGHTS = ((Action.WORK, Right.WORK), (Action.VERIFY, Right.VERIFY), (Action.ASSIGN, Right.ASSIGN))


Waking = Callable[[Item, Sequence[Event], datetime], Sequence[Event]]
"""What comes first when an item stops waiting now: the item and all its events in, further events out."""
WAKING: dict[Kind, Waking] = {}
"""By the kind of item; apps add theirs when they are ready."""


def _woken(store: Store, item: Item, now: datetime) -> tuple[Event, ...]:
    waking = WAKING.get(item.opening.kind)
    return tuple(waking(item, store.events(item.id), now)) if waking is not None and item.state is State.WAITING else ()


def posts_of(user: AbstractBaseUser | AnonymousUser) -> Posts:
    """The posts that somebody holds."""
    return posts_held(user.pk) if user.pk else ()


def actor_in(name: str, access: Access, posts: Posts, unit: str) -> Actor:
    """Somebody as they act in a unit: what they may do there, and the posts of theirs that reach it. Who holds a post may do its work."""
    held = frozenset(role for role, place in posts if access.reaches(place, unit))
    rights = frozenset(right for action, right in RIGHTS if access.may(action, unit))
    return Actor(name, rights | {Right.WORK} if held else rights, held)


def do(item: Item, asked: Asked, actor: Actor, now: datetime, *, seen: int | None = None) -> Item | Problem:
    """The item after a step, or why it was not taken. `seen` is the version that the person looked at: another one is `work.changed`.
    A step whose token is known was sent twice: it is not taken again, and all is well."""
    store = Store()
    if asked.token and store.knows(item.id, asked.token):
        return store.item(item.id)
    if seen is not None and seen != item.version:
        return Problem.of("work.changed", item.id)
    if asked.do is Do.DONE:
        asked = replace(asked, unfinished=store.unfinished(item))
    events = step(item, asked, actor, now)
    if isinstance(events, Problem):
        return events
    if any(event.to for event in events) and (first := _woken(store, item, now)):
        again = step(reduce(after, first, item), asked, actor, now)
        events = events if isinstance(again, Problem) else (*first, *again)
    try:
        return store.add(events)
    except Stale:
        return Problem.of("work.changed", item.id)

# SPDX-License-Identifier: Apache-2.0
"""Taking a filled form in: once however often it is sent, with all that it finds; a second one is kept beside the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth import get_user_model

from yunce.operate.inspection.answers import Answers, check_answers, packed_answers
from yunce.operate.inspection.findings import Inspected, Terms, findings, rectifications, subject_unit
from yunce.operate.inspection.form import FORM, Form, form_of, kept
from yunce.operate.inspection.mirroring import OF_PERSON, OF_UNIT
from yunce.operate.inspection.scoring import score
from yunce.operate.workitems.item import Event, Item, Verb
from yunce.operate.workitems.port import Stale
from yunce.operate.workitems.states import ENDED, Kind, State
from yunce.operate.workitems.steps import Actor, Asked, Do, possible, step
from yunce.plan.document import Plan
from yunce.values.problem import Problem
from yunce.web.desk import Desk
from yunce.web.workitems.labels import STATES
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.store import Store

TRIES = 4
BESIDES = "besides"
"""Where an inspection's data keep what came too late: answers, by whom, when, the sender's token."""
MOST_BESIDES = 10
ANOTHER_STATE = "work.state_wrong"


@dataclass(frozen=True, slots=True)
class Sent:
    """A filled form as it came: `round` counts how often the inspection had been reopened when it was begun."""

    answers: Answers
    token: str = ""
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of it: the inspection, what was opened now; `late` says why it only stands beside what was there."""

    item: Item
    opened: tuple[Item, ...] = ()
    late: Problem | None = None


@dataclass(frozen=True, slots=True)
class Filler:
    """Who fills in, by which plan and calendar."""

    actor: Actor
    plan: Plan | None
    terms: Terms

    @classmethod
    def at(cls, desk: Desk, actor: Actor) -> Filler:
        """Somebody at a desk."""
        return cls(actor, desk.plan, Terms(desk.installation.calendar))


def form_at(desk: Desk, item: Item) -> Form | None:
    """The form of an inspection: the frozen one, else the checklist of the plan that it came from, else of the one on the desk."""
    if item.opening.kind is not Kind.INSPECTION and not item.data.get("checklist"):
        return None
    own = next((v.fingerprint for v in desk.versions if v.fingerprint == item.opening.plan), "")
    plan = desk.installation.plan(own) if own and FORM not in item.data and item.data.get("checklist") else desk.plan
    return form_of(item, plan)


def may_fill(item: Item, actor: Actor) -> bool:
    """True for who may hand in a filled form: whoever may do the work; once it is done, whoever may write a note to it."""
    return bool({Do.DONE, Do.NOTE} & set(possible(item, actor)))


def submit(item: Item, form: Form, sent: Sent, filler: Filler, now: datetime) -> Filled | tuple[Problem, ...]:
    """Take a filled form in. Sent again with the same token it changes nothing and is answered alike."""
    wrong = check_answers(form, sent.answers)
    if wrong:
        return wrong
    for _ in range(TRIES):
        try:
            return _submit(item, form, sent, filler, now)
        except Stale:
            item = Store().item(item.id)
    return (Problem.of("work.changed", item.id),)


def _submit(item: Item, form: Form, sent: Sent, filler: Filler, now: datetime) -> Filled | tuple[Problem, ...]:
    store = Store()
    if sent.token and store.knows(item.id, sent.token):
        return _again(store.item(item.id), sent.token)
    is_old = sent.round is not None and sent.round != item.reopened
    asked = Asked(Do.DONE, unfinished=store.unfinished(item))
    found = Problem.of(ANOTHER_STATE, item.id) if is_old else step(item, asked, filler.actor, now)
    if isinstance(found, Problem):
        is_late = found.code == ANOTHER_STATE and Do.NOTE in possible(item, filler.actor)
        return _beside(item, sent, filler.actor.name, now) if is_late else (found,)
    failed = findings(form, sent.answers)
    share = score(form, sent.answers).share
    data: dict[str, object] = {
        "answers": packed_answers(sent.answers),
        "score": None if share is None else str(share),
        "findings": len(failed),
    }
    data |= {OF_UNIT: subject_unit(item, filler.plan), OF_PERSON: person_of(item.opening.subject)}
    data |= {} if FORM in item.data else {FORM: kept(form)}
    told = Event(item.id, item.version + 1, now, filler.actor.name, Verb.ANSWERED, None, "", _photos(sent.answers), data, sent.token)
    after = [replace(event, seq=event.seq + 1) for event in found]
    this = Inspected(item, form, filler.plan, _still(item, form))
    done, opened = store.add_and_open([told, *after], rectifications(this, failed, filler.terms, now))
    return Filled(done, opened)


def person_of(subject: str) -> str:
    """The person that was looked at, by the name that they sign in with; empty where the subject is none."""
    return subject if subject and get_user_model().objects.filter(username=subject).exists() else ""


def _still(item: Item, form: Form) -> tuple[str, ...]:
    """The lines of which a rectification that this inspection opened before is not closed."""
    rows = WorkItem.objects.filter(parent=item.id, kind=Kind.RECTIFICATION).exclude(state__in=ENDED)
    named = (str(row.opening.get("data", {}).get("finding", "")) for row in rows)
    return tuple(name.removeprefix(f"{form.id}.") for name in named if name)


def _photos(answers: Answers) -> tuple[str, ...]:
    return tuple(dict.fromkeys(photo for one in answers.by_line.values() for photo in one.photos))


def _beside(item: Item, sent: Sent, name: str, now: datetime) -> Filled:
    """Keep what came too late, beside what is there."""
    old = list(item.data.get(BESIDES) or [])  # type: ignore[call-overload]  # written below
    own = {"by": name, "at": now.isoformat(), "token": sent.token, "answers": packed_answers(sent.answers)}
    data = {BESIDES: [*old, own][-MOST_BESIDES:]}
    event = Event(item.id, item.version + 1, now, name, Verb.ANSWERED, None, "", _photos(sent.answers), data, sent.token)
    return Filled(Store().add([event]), late=_late(item))


def _again(item: Item, token: str) -> Filled:
    """The same answer as before."""
    besides: Iterable[dict[str, object]] = item.data.get(BESIDES) or ()  # type: ignore[assignment]  # written above
    return Filled(item, late=_late(item) if any(one.get("token") == token for one in besides) else None)


def _late(item: Item) -> Problem:
    if item.done_by and item.state is not State.CANCELLED:
        return Problem.of("inspection.filled", item.id, who=item.done_by)
    return Problem.of("inspection.closed", item.id, state=STATES[item.state])

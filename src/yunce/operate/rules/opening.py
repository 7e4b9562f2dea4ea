# SPDX-License-Identifier: Apache-2.0
"""From firings to work: what each open firing asks of whom by when, and which open items the facts have settled. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from yunce.operate.rules.results import Fired, RuleTest
from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.states import ACTIVE, Kind, Severity
from yunce.plan.document import Plan
from yunce.plan.parts.rules import Action
from yunce.values.calendar import Calendar, UnpublishedYear
from yunce.values.duration import Duration
from yunce.values.grain import Grain
from yunce.values.period import Period
from yunce.values.problem import Problem

KINDS: Mapping[str, Kind] = MappingProxyType(
    {"task": Kind.TASK, "review": Kind.REVIEW, "alert": Kind.TASK, "case": Kind.CASE, "finding": Kind.RECTIFICATION}
)
"""What a rule's `open` becomes; an alert is a task to look at it, and says so in its data."""
DAY_END = time(23, 59)
ENDS: Mapping[str, Grain] = MappingProxyType(
    {"day_end": "day", "week_end": "week", "month_end": "month", "quarter_end": "quarter", "year_end": "year"}
)
_BRACED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Settled:
    """An open item whose rule no longer fires, by the step's last day: somebody may close it."""

    item: str
    rule: str
    subject: str
    since: date
    closes: bool = False
    """The rule says itself when it closes (`close_when`): what was opened is done."""


@dataclass(frozen=True, slots=True)
class Night:
    """What one evaluation brings to a ledger. Opening again what is open already opens nothing: keys are the firings'."""

    openings: tuple[Opening, ...] = ()
    settled: tuple[Settled, ...] = ()
    problems: tuple[Problem, ...] = ()


def night(
    tests: Iterable[RuleTest], plan: Plan, calendar: Calendar, at: datetime, *, items: Sequence[Item] = (), version: str = ""
) -> Night:
    """The openings of all firings that are open at the last step, and the items that facts have settled.

    Nothing is opened for a subject whose item of the same rule is still active: late facts may move the step at which it opened.
    """
    active = {(item.opening.element, item.opening.subject): item for item in items if item.state in ACTIVE}
    openings: list[Opening] = []
    settled: list[Settled] = []
    problems: list[Problem] = []
    for test in tests:
        action, element = test.rule.then, element_of(test.rule.id)
        for fired in test.now:
            if action is not None and (element, fired.subject) not in active:
                opening, wrong = opening_of(test, fired, plan, (calendar, at))
                openings.append(replace(opening, plan=version))
                problems += wrong
        settled += _settled(test, active)
    return Night(tuple(openings), tuple(settled), tuple(problems))


def element_of(rule: str) -> str:
    """The element that an item of a rule comes from."""
    return f"rules.{rule}"


def key_of(rule: str, fired: Fired) -> str:
    """The key of a firing's item: the rule, the step at which it opened, the subject."""
    return f"rule:{rule}|{fired.opened}|{fired.subject}"


def _settled(test: RuleTest, active: Mapping[tuple[str, str], Item]) -> list[Settled]:
    """The active items of a rule whose subjects are known not to fire any more."""
    element = element_of(test.rule.id)
    closed = {fired.subject: fired.closed_on for fired in test.fired if fired.closed_on}
    quiet = {subject for subject, state in test.standing if state == "quiet"}
    mine = [(subject, item) for (name, subject), item in active.items() if name == element and subject in quiet]
    return [
        Settled(item.id, test.rule.id, subject, closed.get(subject) or test.last or date.min, bool(test.rule.close_when))
        for subject, item in mine
    ]


def opening_of(test: RuleTest, fired: Fired, plan: Plan, when: tuple[Calendar, datetime]) -> tuple[Opening, tuple[Problem, ...]]:
    """What a firing opens: title, owner, unit, due; and what of it cannot be worked out."""
    rule, (calendar, at) = test.rule, when
    action = rule.then or Action()
    owner = action.owner or rule.owner
    unit = fired.subject if rule.each == "unit" else rule.unit or next((r.unit for r in plan.roles if r.id == owner), "")
    due, problems = due_of(action.due, at, calendar, f"rules[{rule.id}].then.due")
    data: dict[str, object] = {
        "note": action.note,
        "checklist": action.checklist,
        "support": list(rule.support),
        "when": test.own.when,
        "fired_on": fired.opened_on.isoformat(),
    }
    data |= {"alert": True} if action.open == "alert" else {}
    opening = Opening(
        key_of(rule.id, fired),
        KINDS[action.open],
        title_of(test, fired),
        unit=unit,
        owner=owner,
        start=at,
        due=due,
        severity=Severity(rule.severity or "minor"),
        element=element_of(rule.id),
        period=fired.opened,
        subject=fired.subject,
        data=MappingProxyType({name: value for name, value in data.items() if value not in ("", [], None)}),
    )
    return opening, problems


def title_of(test: RuleTest, fired: Fired) -> str:
    """The title with its braces filled: `{sku}`, `{unit}`, `{subject}` by the subject's name, `{period}` by the step; others stay."""
    rule = test.rule
    template = (rule.then.title if rule.then else "") or rule.label
    words = {"subject": fired.name, "period": fired.opened, "title": rule.label, **({rule.each: fired.name} if rule.each else {})}
    text = _BRACED.sub(lambda found: words.get(found[1], found[0]), template)
    return text if not rule.each or fired.name in text else f"{text}（{fired.name}）"


def due_of(due: object, at: datetime, calendar: Calendar, path: str) -> tuple[datetime | None, tuple[Problem, ...]]:
    """By when, counted from the moment of opening: a duration, a clock time (the next one), the end of a part of time, a day.

    Days end at 23:59. `None` where nothing is stated, or where a year's working days are not published (with the problem).
    """
    today = at.date()
    if isinstance(due, Duration):
        if due.seconds is not None and due.unit in ("s", "min", "h"):
            return at + timedelta(seconds=due.seconds), ()
        try:
            return datetime.combine(due.after(today, calendar, item=path), DAY_END, at.tzinfo), ()
        except UnpublishedYear:
            return None, (Problem.of("rules.due_unknown", path, text=due.text),)
    if isinstance(due, Period):
        return datetime.combine(due.last, DAY_END, at.tzinfo), ()
    if isinstance(due, str) and due in ENDS:
        return datetime.combine(Period.of(today, ENDS[due]).last, DAY_END, at.tzinfo), ()
    return (_next(due, at), ()) if isinstance(due, str) and due else (None, ())


def _next(clock: str, at: datetime) -> datetime:
    """The next time that a clock shows so; `24:00` is the end of the day."""
    hours, minutes = (int(part) for part in clock.split(":"))
    found = datetime.combine(at.date(), time(), at.tzinfo) + timedelta(hours=hours, minutes=minutes)
    return found if found >= at else found + timedelta(days=1)

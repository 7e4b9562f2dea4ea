# SPDX-License-Identifier: Apache-2.0
"""What is to be done to a ledger so that it holds the agenda: open, change, withdraw; what somebody has begun is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yunce.operate.agenda.contract import WITHDRAWN, Agenda, has_begun
from yunce.operate.agenda.idle import IDLE
from yunce.operate.agenda.windows import day_of, touches
from yunce.operate.inspection.form import FORM
from yunce.operate.workitems.item import Item, Opening
from yunce.operate.workitems.openings import check_opening
from yunce.operate.workitems.revising import ASKED, KEPT, OTHERWISE, PLANNED, REVISED, differing, question, text_of
from yunce.operate.workitems.states import State

LISTS = ("duties", "initiatives", "campaigns", "phases", "reviews", "reports", "registers")
"""The parts of a plan that an agenda is made from; work from anywhere else is none of its business."""
NUMBER = "number"
"""What the ledger itself adds to an opening."""


@dataclass(frozen=True, slots=True)
class Change:
    """An item that the plan now tells otherwise: field -> what it is to be, or of what was begun, what is to be noted as a question."""

    item: Item
    opening: Opening
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be opened, changed, withdrawn, and opened again after it had been withdrawn."""

    to_open: tuple[Opening, ...] = ()
    to_change: tuple[Change, ...] = ()
    to_withdraw: tuple[Item, ...] = ()
    to_reopen: tuple[Change, ...] = ()
    to_ask: tuple[Change, ...] = ()
    """What somebody has begun stays as it is; how the plan tells it now is asked."""

    @property
    def is_empty(self) -> bool:
        """True where the ledger holds the agenda already."""
        return not (self.to_open or self.to_change or self.to_withdraw or self.to_reopen or self.to_ask)


def changes(agenda: Agenda, there: Iterable[Item], today: date) -> Changes:
    """What makes the ledger hold the agenda. Run again after it was done, it is empty.

    `there` are the plan's items of those days. What ended before today is opened no more, and nothing that was due before is taken back.
    """
    known = {item.opening.key: item for item in there}
    wanted = {opening.key: opening for opening in agenda.openings}
    blocked = {_element(problem.path) for problem in agenda.problems if problem.code not in IDLE}
    fresh = [o for key, o in wanted.items() if key not in known and (o.due is None or day_of(o.due) >= today)]
    both = [(known[key], opening) for key, opening in wanted.items() if key in known]
    untouched = [(item, o) for item, o in both if item.state is not State.CANCELLED and not has_begun(item)]
    changed = [Change(item, o, fields) for item, o in untouched if (fields := _told(item, o))]
    again = [Change(item, o, _told(item, o)) for item, o in both if item.state is State.CANCELLED and item.data.get(WITHDRAWN) is True]
    gone = [i for key, i in known.items() if key not in wanted and _may_go(i, agenda, today) and i.opening.element not in blocked]
    begun = [(item, o) for item, o in both if item.is_active and has_begun(item)]
    asked = [Change(item, o, fields) for item, o in begun if (fields := _asked(item, o))]
    return Changes(tuple(fresh), tuple(changed), tuple(gone), tuple(again), tuple(asked))


def _element(path: str) -> str:
    """The element that a problem is about: of `duties[look].cover` it is `duties.look`."""
    listed, bracket, rest = path.partition("[")
    return f"{listed}.{rest.partition(']')[0]}" if bracket else path


def _may_go(item: Item, agenda: Agenda, today: date) -> bool:
    """True for what a plan brought, nobody has begun, and is not yet past."""
    opening = item.opening
    is_ours = opening.element.partition(".")[0] in LISTS and item.state is not State.CANCELLED and not has_begun(item)
    is_ahead = item.due is None or day_of(item.due) >= today
    return is_ours and is_ahead and touches(agenda.period, opening.start, item.due)


def _told(item: Item, opening: Opening) -> dict[str, object]:
    """The fields that the plan now tells otherwise than it told last. What people changed by hand stays."""
    was, now = _told_last(item), _planned(opening)
    fields = _anew(item, opening, REVISED)
    if was["owner"] != now["owner"] and item.owner == was["owner"]:
        fields["owner"] = opening.owner
    if was["due"] != now["due"] and text_of(item.due) == was["due"]:
        fields["due"] = opening.due
    told = {name: value for name, value in opening.data.items() if item.data.get(name) != value and not _is_frozen(name, item, value)}
    names = was["names"]
    gone = [name for name in (names if isinstance(names, list) else ()) if name not in {*opening.data, NUMBER}]
    lost = [name for name in gone if item.data.get(name) not in (None, "")]
    return fields | told | dict.fromkeys(lost, "") | ({PLANNED: now} if now != was else {})


def _asked(item: Item, opening: Opening) -> dict[str, object]:
    """The data of the event that asks, or takes back, what the plan tells of begun work otherwise; empty where that is asked already."""
    was, now = _told_last(item), _planned(opening)
    fields = _anew(item, opening, ASKED)
    if was["owner"] != now["owner"] and item.owner == was["owner"]:
        fields["owner"] = opening.owner
    if was["due"] != now["due"] and text_of(item.due) == was["due"]:
        fields["due"] = text_of(opening.due)
    if fields == dict(question(item)) or (fields and fields == item.data.get(KEPT)):
        return {}
    return {OTHERWISE: {"fields": fields, PLANNED: now} if fields else {}}


def _anew(item: Item, opening: Opening, names: tuple[str, ...]) -> dict[str, object]:
    """What the plan tells otherwise of the opening; its start stays where people have set another due time."""
    if check_opening(opening):
        return {}
    by_hand = text_of(item.due) != _told_last(item)["due"]
    return differing(item.opening, opening, tuple(name for name in names if name != "start" or not by_hand))


def _planned(opening: Opening) -> dict[str, object]:
    return {"owner": opening.owner, "due": text_of(opening.due), "names": sorted({*opening.data} - {NUMBER})}


def _told_last(item: Item) -> Mapping[str, object]:
    """What the plan told of an item last, as JSON can: owner, due time, names of data."""
    told = item.data.get(PLANNED)
    first = _planned(item.opening)
    return first | dict(told) if isinstance(told, Mapping) else first


def _is_frozen(name: str, item: Item, value: object) -> bool:
    """True for another version of the checklist that an inspection was opened with: it keeps the one that it has."""
    was = item.data.get(name)
    return name == FORM and isinstance(was, Mapping) and isinstance(value, Mapping) and was.get("id") == value.get("id")

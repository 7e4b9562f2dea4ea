# SPDX-License-Identifier: Apache-2.0
"""A pack's work becomes a plan's own: elements copied into the plan's lists, the pack's roles and units played by the plan's.

Nothing is adopted that the plan does not ask for with `adopt`; an element that the plan has itself, by its id, wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from yunce.plan.document import Plan
from yunce.plan.fields import Part, suggestion
from yunce.plan.packs import Pack
from yunce.plan.parts.adoption import Adoption
from yunce.plan.parts.common import Named
from yunce.plan.walk import Pointer, marked, pointers, walk
from yunce.values.problem import Problem, Severity

OFFERED = ("duties", "rules", "services", "cases", "reviews", "registers", "scorecards")
"""The lists of a pack whose elements a plan may adopt."""
ADOPTED = "pack:"
"""Begins the tag of an adopted element; the pack's name follows."""
PLAYED = ("roles", "units")
"""What is replaced in them: whom they name, and where."""
P = TypeVar("P", bound=Part)
Casting = Mapping[str, Mapping[str, str]]
"""`roles` and `units`: the pack's id -> the plan's; empty where nobody plays it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One pack that a plan adopts from, and the elements that it takes, by their lists."""

    pack: Pack
    adoption: Adoption
    taken: Mapping[str, tuple[Named, ...]]

    @property
    def path(self) -> str:
        """Where the plan says so."""
        return f"adopt.{self.pack.pack}"

    def elements(self) -> Iterator[Named]:
        """Every taken element."""
        for elements in self.taken.values():
            yield from elements


def adopt(plan: Plan, packs: Mapping[str, Pack]) -> tuple[Plan, tuple[Problem, ...]]:
    """The plan with what it adopts from its packs at the end of its lists, and every problem of that.

    Problems: `adopt.not_used`, `adopt.no_such_element`, `adopt.no_such_part`, `adopt.part_unplayed`, `plan.unknown_role`,
    `plan.unknown_unit`; a note `adopt.own_wins` for each element that the plan has itself.
    """
    problems: list[Problem] = []
    own = {name: {element.id for element in getattr(plan, name)} for name in (*OFFERED, "checklists")}
    for name, adoption in plan.adopt.items():
        if name not in plan.use or name not in packs:
            problems.append(Problem.of("adopt.not_used", f"adopt.{name}", pack=name))
            continue
        offer = Offer(packs[name], adoption, _taken(packs[name], adoption))
        problems += _problems(offer, plan, own)
        plan = plan.model_copy(update=_added(plan, offer))
    return plan, tuple(problems)


def _taken(pack: Pack, adoption: Adoption) -> Mapping[str, tuple[Named, ...]]:
    """What a plan takes of an offer: all of it or what `take` names, without what `leave` names."""
    take, leave = frozenset(adoption.take), frozenset(adoption.leave)
    found = {}
    for name in OFFERED:
        wanted = (e for e in getattr(pack, name) if not take or name in take or e.id in take)
        found[name] = tuple(e for e in wanted if name not in leave and e.id not in leave)
    return found


def _problems(offer: Offer, plan: Plan, own: Mapping[str, set[str]]) -> Iterator[Problem]:
    """What is wrong with an adoption, and what of it the plan has itself."""
    offered = {*OFFERED, *(e.id for name in OFFERED for e in getattr(offer.pack, name))}
    for field in ("take", "leave"):
        for index, word in enumerate(getattr(offer.adoption, field)):
            if word not in offered:
                yield Problem.of("adopt.no_such_element", f"{offer.path}.{field}[{index}]", id=word, pack=offer.pack.pack,
                                 likely=suggestion(word, sorted(offered)))  # fmt: skip
    for name in PLAYED:
        yield from _cast_problems(offer, plan, name)
    for name, elements in offer.taken.items():
        for element in elements:
            if element.id in own[name]:
                yield Problem.of("adopt.own_wins", f"{name}[{element.id}]", Severity.NOTE, id=element.id, pack=offer.pack.pack)


def _cast_problems(offer: Offer, plan: Plan, name: str) -> Iterator[Problem]:
    """Roles or units that the pack does not have, that the plan does not have, that nobody plays."""
    known, stated = _ids(getattr(plan, name)), getattr(offer.adoption, name)
    labels = {part.id: part.label for part in getattr(offer.pack, name)}
    users: dict[str, list[str]] = {}
    for element, pointer in _named(offer):
        if _list_of(pointer, offer.pack) == name:
            users.setdefault(pointer.id, []).append(element.label)
    for theirs, ours in stated.items():
        place = f"{offer.path}.{name}.{theirs}"
        if theirs not in {*labels, *users}:
            yield Problem.of("adopt.no_such_part", place, id=theirs, pack=offer.pack.pack, likely=suggestion(theirs, labels))
        if ours not in known:
            yield Problem.of(f"plan.unknown_{name.removesuffix('s')}", place, id=ours, likely=suggestion(ours, known))
    for own in sorted(set(users) - set(stated) - set(known)):
        named = "、".join(dict.fromkeys(users[own]))
        yield Problem.of("adopt.part_unplayed", f"{offer.path}.{name}", id=own, name=labels.get(own, own), list=name, users=named)


def _named(offer: Offer) -> Iterator[tuple[Named, Pointer]]:
    """Each place in the taken elements that names something, with its element."""
    for element in offer.elements():
        for at, part in walk(element):
            yield from ((element, pointer) for pointer in pointers(at, part) if pointer.id)


def _list_of(pointer: Pointer, pack: Pack) -> str:
    """The list that a place points into; where it may be a role or a unit, the one in which the pack has the id."""
    is_unit = "units" in pointer.lists and pointer.id in _ids(pack.units)
    return "units" if is_unit else pointer.lists[0]


def _added(plan: Plan, offer: Offer) -> dict[str, object]:
    """The plan's lists with what is taken, and the pack's checklists that it uses."""
    casting = {name: _casting(offer, plan, name) for name in PLAYED}
    added = {}
    for name, elements in offer.taken.items():
        own = _ids(getattr(plan, name))
        new = tuple(_played(e, casting, f"{ADOPTED}{offer.pack.pack}") for e in elements if e.id not in own)
        added[name] = (*getattr(plan, name), *new)
    used = {pointer.id for _, pointer in _named(offer) if "checklists" in pointer.lists}
    sheets = (sheet for sheet in offer.pack.checklists if sheet.id in used and sheet.id not in _ids(plan.checklists))
    return {**added, "checklists": (*plan.checklists, *sheets)}


def _casting(offer: Offer, plan: Plan, name: str) -> Mapping[str, str]:
    """Who plays what: as the plan says, else its own of the same id."""
    known = _ids(getattr(plan, name))
    stated = {theirs: ours for theirs, ours in getattr(offer.adoption, name).items() if ours in known}
    return {own: own for own in known} | stated


def _played(element: Named, casting: Casting, mark: str) -> Named:
    """An element with the plan's roles and units in the place of the pack's, and a tag that says where it is from."""
    return _cast(element, casting).model_copy(update={"tags": (*element.tags, mark)})


def _cast(part: P, casting: Casting) -> P:
    """A part, and the parts in it, with roles and units replaced; what nobody plays is left empty."""
    changed: dict[str, object] = {}
    for name, value in ((name, getattr(part, name)) for name in type(part).model_fields):
        lists = [each for each in PLAYED if each in marked(type(part)).get(name, ("", ()))[1]]
        if lists:
            changed[name] = _replaced(value, [casting[each] for each in lists])
        elif isinstance(value, Part):
            changed[name] = _cast(value, casting)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            changed[name] = tuple(_cast(each, casting) for each in value)
    return part.model_copy(update=changed)


def _replaced(value: object, casts: Iterable[Mapping[str, str]]) -> object:
    """The ids of a field, each replaced; those that nobody plays fall out."""

    def ours(own: str) -> str:
        return next((cast[own] for cast in casts if own in cast), "")

    if isinstance(value, str):
        return ours(value)
    if isinstance(value, Mapping):
        return {ours(key): each for key, each in value.items() if ours(key)}
    return tuple(found for each in value if (found := ours(each))) if isinstance(value, tuple) else value


def _ids(elements: Iterable[object]) -> tuple[str, ...]:
    return tuple(element.id for element in elements if isinstance(element, Named))

# SPDX-License-Identifier: Apache-2.0
"""A plan as a readable document: sections, entries with anchors, facts in words. Driven by the types, so that no part is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yunce.plan.document import Plan
from yunce.plan.fields import Disputed, Open, Part
from yunce.plan.parts.common import Element, Named, Origin
from yunce.plan.parts.organisation import Headcount
from yunce.plan.parts.targets import Baseline, Metric, Target
from yunce.plan.walk import formulas, item_names, pointers, walk
from yunce.web.accounts.access import Access, Action
from yunce.web.plans import saying
from yunce.web.plans.anchors import anchor_of
from yunce.web.plans.readable import field_words, title_words, value_words
from yunce.web.plans.sections import SECTIONS
from yunce.web.rules.wording import condition_words

SAID_ELSEWHERE = frozenset({"id", "title", "name", "note", "source", "text", "says"})
IN_TITLE = frozenset({"metric", "ratio_of"})
"""Fields that make the title of a target and of a baseline that has no words of its own."""
MAIN_FIELDS = {"targets": "value", "budget": "amount", "baselines": "value", "campaigns": "spend", "duties": "every", "reviews": "every"}
PAY_FIELDS = frozenset({"pay"})
NAMED_IN_FORMULAS = ("metrics", "units", "roles", "budget", "duties", "phases", "campaigns", "initiatives", "targets", "accounts")
"""What a formula or a text of its own form may name; where two have one id, the first counts."""
_FIELD = re.compile(r"^.*\.|\[\d+\]$")
"""All of a path but the field's own name."""
_INSIDE = re.compile(r"\.(split|locks)\[")


@dataclass(frozen=True, slots=True)
class Fact:
    """One field in words: its name, its value, where it leads, whether it is still open."""

    label: str
    text: str
    href: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A field that holds parts of its own: its name, and a line of facts for each."""

    label: str
    lines: tuple[tuple[Fact, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One element of the plan."""

    id: str
    anchor: str
    title: str
    main: str
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...]
    note: str
    quote: str
    doc: str
    searched: str

    @property
    def summary(self) -> str:
        """The first facts on one line."""
        return " · ".join(f"{fact.label} {fact.text}" for fact in self.facts[:4])


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan with its entries; `hidden` counts those of units that this person may not see."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Document:
    """A whole plan, readable."""

    sections: tuple[Section, ...]
    open_count: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """What reading an element needs to know: the names of all elements, who reads, which values are open."""

    names: Mapping[tuple[str, str], str]
    here: frozenset[tuple[str, str]]
    sees_pay: bool
    open_values: Mapping[str, Open]

    def name(self, part: str, own: str) -> str:
        """What an element is called; its id where nobody names it."""
        return self.names.get((part, own), own)


def read_document(plan: Plan, access: Access, metrics: Mapping[str, Metric]) -> Document:
    """The plan's parts that it has and that this person may see, in the reader's order; `metrics` names those of the packs too."""
    packed = {("metrics", own): metric.label for own, metric in metrics.items()}
    own = {(part, e.id): e.label for part in SECTIONS for e in getattr(plan, part) if isinstance(e, Named)}
    reading = _Reading(packed | own, frozenset(own), access.may(Action.SEE_PAY), plan.open_values)
    found = (_section(name, str(title), getattr(plan, name), reading, access) for name, title in SECTIONS.items())
    return Document(tuple(s for s in found if s.entries or s.hidden), len(plan.open_values))


def _section(name: str, title: str, elements: tuple[Element, ...], reading: _Reading, access: Access) -> Section:
    named = list(zip(item_names(elements), elements, strict=True))
    seen = [(key, e) for key, e in named if _is_seen(e, access)]
    entries = tuple(_entry(f"{name}[{key}]", name, e, reading) for key, e in seen)
    return Section(name, title, entries, len(named) - len(seen))


def _is_seen(element: Element, access: Access) -> bool:
    unit = getattr(element, "unit", "")
    return not unit or access.may(Action.LOOK, unit)


def _entry(path: str, section: str, element: Element, reading: _Reading) -> Entry:
    refs = {p.path: p for inner, part in walk(element, path) for p in pointers(inner, part)}
    links = {at: (lists, i) for at, p in refs.items() for lists, i in [(p.lists, p.id)]}
    written = frozenset(one.path for inner, part in walk(element, path) for one in formulas(inner, part))
    shown = _Shown(reading, links, written)
    main = getattr(element, MAIN_FIELDS.get(section, ""), None)
    facts = (*_open_facts(path, reading.open_values), *shown.facts(path, element, skip=_said(section, element)))
    title = _title(element, reading, path)
    origin = element.source or Origin()
    groups = tuple(shown.groups(path, element))
    words = (title, _own_id(element), element.note, origin.quote, *(f.text for f in facts))
    searched = " ".join((*words, *(f.text for g in groups for line in g.lines for f in line))).casefold()
    return Entry(
        _own_id(element), anchor_of(path), title, value_words(main) if main is not None else "", facts, groups, element.note, origin.quote,
        origin.doc, searched,
    )  # fmt: skip


def _said(section: str, element: Element) -> frozenset[str]:
    """Fields that the entry's head tells."""
    in_title = IN_TITLE if isinstance(element, Target | Baseline) and not (element.name or element.title) else frozenset()
    return in_title | {MAIN_FIELDS.get(section, "")}


def _title(element: Element, reading: _Reading, path: str) -> str:
    """What a reader calls the element: its own words, else the metric or the unit that it is about, else its id."""
    said = element.name or element.title or getattr(element, "text", "") or getattr(element, "says", "")
    metric, unit = getattr(element, "metric", ""), getattr(element, "unit", "")
    if not said and isinstance(element, Target | Baseline):
        other = getattr(element, "ratio_of", "")
        name = reading.name("metrics", metric)
        said = _("{name}占{other}").format(name=name, other=reading.name("metrics", other)) if other else name
    if not said and isinstance(element, Headcount):
        said = _("{unit}编制").format(unit=reading.name("units", unit))
    return said or (reading.name("units", unit) if not _own_id(element) and unit else "") or _own_id(element) or path


def _own_id(element: Element) -> str:
    return str(getattr(element, "id", ""))


def _open_facts(path: str, values: Mapping[str, Open]) -> Iterator[Fact]:
    for at, value in values.items():
        if at.startswith(f"{path}."):
            field = at.removeprefix(f"{path}.").rpartition(".")[2] or at
            yield Fact(field_words("", field), _open_words(value), is_open=True)


def _open_words(value: Open) -> str:
    if isinstance(value, Disputed):
        readings = _(" 还是 ").join(value.readings)
        return _("待定：{readings}（原文“{stated}”）").format(readings=readings, stated=value.stated)
    return _("未写明（原文“{stated}”）").format(stated=value.stated) if value.stated else _("未写明")


@dataclass(frozen=True, slots=True)
class _Shown:
    """The fields of one element in words; `links` tells which texts name other elements, `written` which are formulas."""

    reading: _Reading
    links: Mapping[str, tuple[tuple[str, ...], str]]
    written: frozenset[str]

    def facts(self, path: str, part: Part, *, skip: frozenset[str] = frozenset()) -> Iterator[Fact]:
        """The fields that hold one value or a list of plain ones."""
        for name, alias, value in self._fields(part):
            if name in skip or name in SAID_ELSEWHERE or self._is_group(value):
                continue
            label, here = field_words(type(part).__name__, alias), f"{path}.{alias}"
            if isinstance(value, Part):
                yield Fact(label, self._line_text(here, value))
            elif isinstance(value, Mapping):
                yield Fact(label, "、".join(f"{self._key(here, key)} {self._member(here, v)}" for key, v in value.items()))
            elif isinstance(value, tuple):
                yield Fact(label, "、".join(self._named(f"{here}[{i}]", v)[0] for i, v in enumerate(value)))
            else:
                yield Fact(label, *self._named(here, value))

    def groups(self, path: str, part: Part) -> Iterator[Group]:
        """The fields that hold parts, a line each."""
        for _name, alias, value in self._fields(part):
            if isinstance(value, tuple) and self._is_group(value):
                keys = item_names(value)
                lines = tuple(self._line(f"{path}.{alias}[{key}]", one) for key, one in zip(keys, value, strict=True))
                yield Group(field_words(type(part).__name__, alias), lines)

    def _fields(self, part: Part) -> Iterator[tuple[str, str, object]]:
        """Stated fields only: name, name as written, value."""
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            hidden = name in PAY_FIELDS and isinstance(value, Part) and not self.reading.sees_pay
            if not hidden and value not in (None, "", ()) and value != {} and value != field.default:
                yield name, field.alias or name, value

    @staticmethod
    def _is_group(value: object) -> bool:
        return isinstance(value, tuple) and bool(value) and isinstance(value[0], Part)

    def _line(self, path: str, part: Part) -> tuple[Fact, ...]:
        title = next((str(t) for t in (getattr(part, n, "") for n in ("title", "name", "text")) if t), "")
        inner = (Fact(g.label, "；".join(_joined(line) for line in g.lines)) for g in self.groups(path, part))
        note = getattr(part, "note", "")
        said = (Fact("", title_words(title)),) if title else ()
        return (*said, *self.facts(path, part), *inner, *((Fact(_("说明"), note),) if note else ()))

    def _line_text(self, path: str, part: Part) -> str:
        return _joined(self._line(path, part))

    def _named(self, path: str, value: object) -> tuple[str, str]:
        """The words of a value and the link to what it names."""
        lists, own = self.links.get(path, ((), ""))
        for part in lists:
            if (part, own) in self.reading.names:
                return self.reading.names[(part, own)], f"#{part}-{own}" if (part, own) in self.reading.here else ""
        if isinstance(value, str) and path in self.written:
            return condition_words(value, self._called()), ""
        say = saying.WORDS.get(_FIELD.sub("", path))
        if isinstance(value, str) and say is not None:
            return say(value, self._called()), ""
        return self._member(path, value), ""

    def _member(self, path: str, value: object) -> str:
        """A member of a split or a lock as the unit of that name is called; else the value's own words."""
        named = self.reading.names.get(("units", value)) if isinstance(value, str) and _INSIDE.search(path) else None
        return named or value_words(value)

    def _called(self) -> Mapping[str, str]:
        """What a formula's names are called."""
        return {own: name for part in reversed(NAMED_IN_FORMULAS) for (of, own), name in self.reading.names.items() if of == part}

    def _key(self, path: str, key: str) -> str:
        words, _href = self._named(f"{path}.{key}", key)
        return words if words != key else field_words("", key)


def _joined(line: tuple[Fact, ...]) -> str:
    yes = value_words(True)
    return "，".join(fact.label if fact.text == yes else f"{fact.label} {fact.text}".strip() for fact in line)

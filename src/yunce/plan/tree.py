# SPDX-License-Identifier: Apache-2.0
"""From YAML or JSON text to a tree of mappings, lists and texts, with the place of every value. Never raises on what people wrote.

Scalars stay the text that was written. Size, depth and the growth of aliases are bounded, so that no document can exhaust the machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, Event, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent
from ruamel.yaml.events import DocumentStartEvent as DocumentStart

from yunce.plan.events import events
from yunce.values.problem import Problem, Source

LONGEST = 8_000_000
"""Characters [1] that one document may have."""
DEEPEST = 40
LARGEST = 1_000_000
"""Values [1] that one document may hold, aliases counted as often as they are used."""

Raw = object
"""A node: `dict[str, Raw]`, `list[Raw]`, `str`, or `None` where nothing was written."""
Loc = tuple[str | int, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tree:
    """The document's value, and from the place in it to the characters [start, end) of the text."""

    value: Raw
    places: Mapping[Loc, Span] = field(default_factory=dict)


def read_tree(text: str, name: str = "") -> tuple[Tree | None, tuple[Problem, ...]]:
    """The tree of a document, and what is wrong with its form; `None` where nothing can be read."""
    if len(text) > LONGEST:
        return None, (Problem.of("plan.too_long", limit=LONGEST),)
    plain = text.removeprefix("\ufeff")
    if not plain.strip():
        return None, (Problem.of("plan.empty"),)
    if plain.lstrip().startswith("{"):
        tree, problems = _read_json(plain)
        if tree is not None:
            return tree, problems
    return _read_yaml(plain, name)


def _read_json(text: str) -> tuple[Tree | None, tuple[Problem, ...]]:
    """A JSON document; `None` where it is none (YAML is tried next, whose message has a place)."""
    twice: list[str] = []

    def mapping(pairs: list[tuple[str, Raw]]) -> dict[str, Raw]:
        keys = [key for key, _ in pairs]
        twice.extend(sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else ())
        return {key: _json_text(value) for key, value in pairs}

    try:
        value = json.loads(text, object_pairs_hook=mapping, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None, ()
    if _depth(value) > DEEPEST:
        return None, ()
    return Tree(value), tuple(Problem.of("plan.duplicate_key", key, key=key) for key in twice)


def _json_text(value: Raw) -> Raw:
    """JSON's true and false as the words that YAML holds."""
    if isinstance(value, list):
        return [_json_text(item) for item in value]
    return str(value).lower() if isinstance(value, bool) else value


def _depth(value: Raw) -> int:
    """How deep a value nests, counted only as far as is allowed."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        level = [child for node in level for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())]
        depth += 1
    return depth


class _Refused(Exception):
    """The document's form is out of bounds; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(slots=True)
class _Frame:
    """A mapping or list under construction."""

    node: dict[str, Raw] | list[Raw]
    loc: Loc
    start: int
    anchor: str | None
    key: str | None = None
    size: int = 1


class _Builder:
    """Builds the tree from YAML events with an explicit stack: no recursion, every bound checked as it goes."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.stack: list[_Frame] = []
        self.root: Raw = None
        self.documents = 0
        self.places: dict[Loc, Span] = {}
        self.anchors: dict[str, tuple[Raw, int]] = {}
        self.total = 0
        self.problems: list[Problem] = []

    def feed(self, event: Event) -> None:
        """Take the next event. Raises `_Refused` out of bounds."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, DocumentStart):
            self.documents += 1
            if self.documents > 1:
                raise _Refused(Problem("plan.several_documents", at=self.source(start, end)))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self.open(event, start, end)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            frame = self.stack.pop()
            self.places[frame.loc] = (frame.start, end)
            if frame.anchor:
                self.anchors[frame.anchor] = (frame.node, frame.size)
            if self.stack:
                self.stack[-1].size += frame.size
        elif isinstance(event, ScalarEvent):
            self.scalar(event, start, end)
        elif isinstance(event, AliasEvent):
            self.alias(event, start, end)

    def open(self, event: MappingStartEvent | SequenceStartEvent, start: int, end: int) -> None:
        """Begin a mapping or a list."""
        if len(self.stack) >= DEEPEST:
            raise _Refused(Problem("plan.too_deep", params=(("limit", str(DEEPEST)),), at=self.source(start, end)))
        if self.stack and isinstance(self.stack[-1].node, dict) and self.stack[-1].key is None:
            raise _Refused(Problem("plan.key_not_text", at=self.source(start, end)))
        node: dict[str, Raw] | list[Raw] = {} if isinstance(event, MappingStartEvent) else []
        loc = self.put(node, start, end)
        self.stack.append(_Frame(node, loc, start, event.anchor))

    def scalar(self, event: ScalarEvent, start: int, end: int) -> None:
        """A key, or a text value; an unquoted nothing, `~` or `null` is a value that was not written."""
        if self.stack and isinstance(self.stack[-1].node, dict) and self.stack[-1].key is None:
            self.take_key(str(event.value), start, end)
            if event.anchor:
                self.anchors[event.anchor] = (str(event.value), 1)
            return
        value = None if event.style is None and event.value in {"", "~", "null"} else str(event.value)
        self.put(value, start, end)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)

    def take_key(self, key: str, start: int, end: int) -> None:
        """The key of the next value; a second time is a problem."""
        frame = self.stack[-1]
        if isinstance(frame.node, dict) and key in frame.node:
            self.problems.append(
                Problem("plan.duplicate_key", path_of((*frame.loc, key), self.root), (("key", key),), at=self.source(start, end))
            )
        frame.key = key

    def alias(self, event: AliasEvent, start: int, end: int) -> None:
        """The value of an anchor, counted again each time it is used."""
        if event.anchor not in self.anchors:
            raise _Refused(Problem("plan.unknown_anchor", params=(("anchor", str(event.anchor)),), at=self.source(start, end)))
        node, size = self.anchors[event.anchor]
        if self.stack and isinstance(self.stack[-1].node, dict) and self.stack[-1].key is None:
            raise _Refused(Problem("plan.key_not_text", at=self.source(start, end)))
        self.put(node, start, end, size=size)
        if self.stack:
            self.stack[-1].size += size

    def put(self, value: Raw, start: int, end: int, size: int = 1) -> Loc:
        """Put a value where it belongs; returns its place. Raises `_Refused` where there are too many."""
        self.total += size
        if self.total > LARGEST:
            raise _Refused(Problem.of("plan.too_large", limit=LARGEST))
        if not self.stack:
            self.root = value
            self.places[()] = (start, end)
            return ()
        frame = self.stack[-1]
        if isinstance(frame.node, list):
            loc: Loc = (*frame.loc, len(frame.node))
            frame.node.append(value)
        else:
            key = str(frame.key)
            loc = (*frame.loc, key)
            frame.node[key] = value
            frame.key = None
        self.places[loc] = (start, end)
        return loc

    def source(self, start: int, end: int) -> Source:
        """The place as a person can find it."""
        return Source(self.name, self.text[start : min(end, start + 80)], start, end)


def _read_yaml(text: str, name: str) -> tuple[Tree | None, tuple[Problem, ...]]:
    """A YAML document, event by event."""
    builder = _Builder(text, name)
    try:
        for event in events(text):
            builder.feed(event)
    except _Refused as refused:
        return None, (*builder.problems, refused.problem)
    except MarkedYAMLError as wrong:
        return None, (*builder.problems, _wrong_form(wrong, text, name))
    except (YAMLError, ValueError) as wrong:
        return None, (*builder.problems, Problem.of("plan.unreadable", reason=str(wrong).splitlines()[0][:120]))
    if builder.root is None:
        return None, (Problem.of("plan.empty"),)
    return Tree(builder.root, builder.places), tuple(builder.problems)


def _wrong_form(wrong: MarkedYAMLError, text: str, name: str) -> Problem:
    """The parser's refusal with its line; a tab gets its own code since people cannot see it."""
    unended = wrong.context == "while scanning a simple key"  # a key without its colon: the place where it begins, not where that came out
    mark = (wrong.context_mark if unended else None) or wrong.problem_mark or wrong.context_mark
    at = mark.index if mark else 0
    line = text.count("\n", 0, at) + 1
    words = text.splitlines()[line - 1] if line <= len(text.splitlines()) else ""
    code = "plan.tab" if "\t" in words[: len(words) - len(words.lstrip())] or "'\\t'" in str(wrong.problem) else "plan.syntax"
    column = mark.column + 1 if mark else 1
    params = (("line", str(line)), ("column", str(column)), ("reason", str(wrong.problem or wrong.context or "")))
    return Problem(code, "", params, at=Source(name, words.strip()[:80], at, at + 1))


def path_of(loc: Loc, root: Raw) -> str:
    """A place as people read it, `targets[gmv_h2].split[0].values.2026-09`: items of a list by their id where it is theirs alone."""
    path, node = "", root
    for step in loc:
        if isinstance(step, int):
            path += f"[{_item_name(node, step)}]"
            node = node[step] if isinstance(node, list) and step < len(node) else None
        else:
            path += f".{step}" if path else step
            node = node.get(step) if isinstance(node, dict) else None
    return path


def _item_name(items: Raw, index: int) -> str:
    """The id of an item if no other item has it, else its index."""
    ids = [item.get("id") if isinstance(item, dict) else None for item in items] if isinstance(items, list) else []
    own = ids[index] if index < len(ids) else None
    return own if isinstance(own, str) and own and ids.count(own) == 1 else str(index)

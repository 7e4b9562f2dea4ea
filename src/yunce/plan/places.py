# SPDX-License-Identifier: Apache-2.0
"""From the path that a problem names to the place in the document's tree and text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from yunce.plan.tree import Loc, Raw, read_tree
from yunce.values.problem import Problem, Source, YunceError

_STEP = re.compile(r"\.?(?P<field>[^.\[\]]+)|\[(?P<item>[^\]]*)\]")


class NoSuchPlace(YunceError, LookupError):
    """A path that leads to nothing in the document."""


def loc_of(path: str, root: Raw) -> Loc | None:
    """The place in the tree that a path means; `None` where there is none."""
    return _loc(steps_of(path), root)


def _loc(steps: tuple[str, ...], root: Raw) -> Loc | None:
    """The place that the steps of a path lead to; `None` where they lead nowhere."""
    loc: list[str | int] = []
    node = root
    for step in steps:
        if isinstance(node, dict) and step in node:
            loc.append(step)
        elif isinstance(node, list):
            ids = [item.get("id") if isinstance(item, dict) else None for item in node]
            index = ids.index(step) if step in ids else int(step) if step.isdigit() and int(step) < len(node) else None
            if index is None:
                return None
            loc.append(index)
        else:
            return None
        node = value_at(node, tuple(loc[-1:]))
    return tuple(loc)


def value_at(root: Raw, loc: Loc) -> Raw:
    """The value at a place of a tree; `None` where there is none."""
    node = root
    for step in loc:
        if isinstance(node, dict) and step in node:
            node = node[str(step)]
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return None
    return node


def steps_of(path: str) -> tuple[str, ...]:
    """`targets[gmv].split[0].by` as targets, gmv, split, 0, by. Raises `NoSuchPlace` for an empty path."""
    steps = _steps(path)
    if not steps:
        raise NoSuchPlace(Problem.of("plan.no_such_place", path))
    return steps


def _steps(path: str) -> tuple[str, ...]:
    return tuple(match["field"] or match["item"] or "" for match in _STEP.finditer(path))


def located(problems: Iterable[Problem], text: str, name: str = "") -> tuple[Problem, ...]:
    """The same problems, each with the characters of the text that its path names (or of what is nearest around it)."""
    text = text.removeprefix("\ufeff")
    tree, _ = read_tree(text, name)
    if tree is None:
        return tuple(problems)

    def place(problem: Problem) -> Problem:
        steps = _steps(problem.path) if problem.at is None else ()
        for length in range(len(steps), 0, -1):
            loc = _loc(steps[:length], tree.value)
            span = tree.places.get(loc) if loc else None
            if span is not None:
                return replace(problem, at=Source(name, text[span[0] : min(span[1], span[0] + 80)], *span))
        return problem

    return tuple(place(problem) for problem in problems)

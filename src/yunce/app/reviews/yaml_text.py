# SPDX-License-Identifier: Apache-2.0
"""A tree of texts as YAML: plain words where nothing can be mistaken, quoted words elsewhere. Long plans are written in no time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

_PLAIN = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff](?:[A-Za-z0-9_\u4e00-\u9fff.+%/~、，。；：（）《》“”·-]| (?![#]))*(?<! )")
_NOTHING = frozenset({"null", "Null", "NULL", "~"})


def text_of(tree: Mapping[str, object]) -> str:
    """The tree as YAML, of which the plan language reads the same texts again.

    >>> print(text_of({"plan": {"id": "a", "title": "目标: 一"}, "tags": ["x", "- y"]}), end="")
    plan:
      id: a
      title: "目标: 一"
    tags:
      - x
      - "- y"
    """
    return "".join(f"{line}\n" for line in _mapping(tree, ""))


def _mapping(tree: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        name = f"{indent}{_scalar(str(key))}:"
        if isinstance(value, Mapping | list) and value:
            yield name
            yield from _inner(value, indent + "  ")
        else:
            yield f"{name} {_leaf(value)}"


def _inner(value: object, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value, indent)
    elif isinstance(value, list):
        for one in value:
            yield from _item(one, indent)


def _item(one: object, indent: str) -> Iterator[str]:
    if isinstance(one, Mapping | list) and one:
        lines = list(_inner(one, indent + "  "))
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]
    else:
        yield f"{indent}- {_leaf(one)}"


def _leaf(value: object) -> str:
    if isinstance(value, Mapping):
        return "{}"
    return "[]" if isinstance(value, list) else _scalar(str(value))


def _scalar(words: str) -> str:
    if words not in _NOTHING and _PLAIN.fullmatch(words):
        return words
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

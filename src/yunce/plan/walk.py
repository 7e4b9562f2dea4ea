# SPDX-License-Identifier: Apache-2.0
"""Every part of a plan with its path, and what its fields point to: read from the types, so that no list is kept by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from pydantic import BaseModel

from yunce.plan.fields import Expression, Part, RefTo


@dataclass(frozen=True, slots=True)
class Pointer:
    """A field's text that names an element of one of the lists, at a path."""

    path: str
    lists: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True)
class Written:
    """A formula at a path, with the part that it belongs to and the field's name."""

    path: str
    text: str
    part: Part
    field: str


def walk(part: Part, path: str = "") -> Iterator[tuple[str, Part]]:
    """A part and every part inside it, each with its path as `targets[gmv].split[0]`."""
    yield path, part
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        here = join(path, field.alias or name)
        if isinstance(value, Part):
            yield from walk(value, here)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part):
            for step, item in zip(item_names(value), value, strict=True):
                yield from walk(item, f"{here}[{step}]")
        elif isinstance(value, Mapping):
            for key, items in value.items():
                if isinstance(items, tuple) and items and isinstance(items[0], Part):
                    for step, item in zip(item_names(items), items, strict=True):
                        yield from walk(item, f"{here}.{key}[{step}]")


def item_names(items: tuple[object, ...]) -> tuple[str, ...]:
    """What stands in the brackets of a path: an item's id where it is its alone, else its index."""
    ids = [getattr(item, "id", "") for item in items]
    times = Counter(ids)
    return tuple(own if own and times[own] == 1 else str(index) for index, own in enumerate(ids))


def join(path: str, field: str) -> str:
    """The path of a field of the part at a path."""
    return f"{path}.{field}" if path else field


def pointers(path: str, part: Part) -> Iterator[Pointer]:
    """What the own fields of a part point to."""
    for name, (alias, lists) in marked(type(part)).items():
        value, here = getattr(part, name), join(path, alias)
        if isinstance(value, str):
            yield Pointer(here, lists, value)
        elif isinstance(value, tuple):
            yield from (Pointer(f"{here}[{index}]", lists, each) for index, each in enumerate(value))
        elif isinstance(value, Mapping):
            yield from (Pointer(f"{here}.{key}", lists, key) for key in value)


def formulas(path: str, part: Part) -> Iterator[Written]:
    """The formulas that the own fields of a part hold; empty ones left out."""
    for name, field in type(part).model_fields.items():
        if not _has(Expression, field.metadata, field.annotation):
            continue
        value, here = getattr(part, name), join(path, field.alias or name)
        texts = ((here, value),) if isinstance(value, str) else tuple((f"{here}[{i}]", each) for i, each in enumerate(value))
        yield from (Written(place, text, part, name) for place, text in texts if text)


@lru_cache(maxsize=256)
def marked(model: type[BaseModel]) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """The fields of a model that point to lists: name -> (alias, lists)."""
    found = {}
    for name, field in model.model_fields.items():
        mark = _find(RefTo, (*field.metadata, *_inner(field.annotation)))
        if isinstance(mark, RefTo):
            found[name] = (field.alias or name, mark.lists)
    return found


def _inner(annotation: object) -> tuple[object, ...]:
    """The marks inside a type such as `tuple[UnitRef, ...]` or `Mapping[MetricRef, Value]` (the keys' only)."""
    inner = get_args(annotation)[:1]
    return tuple(mark for each in inner for mark in getattr(each, "__metadata__", ()))


def _find(kind: type, marks: tuple[object, ...]) -> object:
    return next((mark for mark in marks if isinstance(mark, kind)), None)


def _has(kind: type, metadata: list[object], annotation: object) -> bool:
    return _find(kind, (*metadata, *_inner(annotation))) is not None

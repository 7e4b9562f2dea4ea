# SPDX-License-Identifier: Apache-2.0
"""Large frozen values as bytes and back, sooner than the library does it by itself.

Thousands of values of one class are packed field by field: a column of words or numbers is read and written at once.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import IO, Any

FEWEST = 16
"""From so many values on a column is shorter."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Values of one class by their fields; where some stand at several places, or there is none, `order` tells which is where."""

    kind: type
    columns: tuple[object, ...]
    order: list[int] | None


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Exact numbers, or nothing in their place."""

    texts: str


@dataclass(frozen=True, slots=True)
class _Named:
    """Values by keys."""

    keys: list[object]
    values: object


class Packer(pickle.Pickler):
    """Packs a dataclass as its class and its fields in order: made anew so, a large reading is there several times sooner."""

    def __init__(self, out: IO[bytes]) -> None:
        super().__init__(out, protocol=pickle.HIGHEST_PROTOCOL)

    def reducer_override(self, value: Any) -> Any:
        """What makes the value anew; for what is no dataclass what the library does."""
        kind = type(value)
        if kind is _Rows:
            return rows_of, (value.kind, value.columns, value.order)
        if kind is _Numbers:
            return numbers_of, (value.texts,)
        if kind is _Named:
            return named_of, (value.keys, value.values)
        fields_of = _fields_of(kind)  # type: ignore[arg-type]  # every class can be hashed
        return (kind, tuple(map(_in_columns, fields_of(value)))) if fields_of else NotImplemented


def rows_of(kind: Callable[..., Any], columns: Sequence[Iterable[object]], order: Sequence[int] | None) -> tuple[Any, ...]:
    """The values that some columns are the fields of, each as often as the order says."""
    made = tuple(map(kind, *columns))
    return made if order is None else tuple(map((*made, None).__getitem__, order))


def numbers_of(texts: str) -> tuple[Decimal | None, ...]:
    """The numbers of some lines."""
    return tuple([Decimal(text) if text else None for text in texts.split("\n")])


def named_of(keys: Iterable[Any], values: Iterable[Any]) -> dict[Any, Any]:
    """The values by their keys."""
    return dict(zip(keys, values, strict=True))


_MAKERS = frozenset({(__name__, one.__name__) for one in (rows_of, numbers_of, named_of)})


def _in_columns(value: object) -> object:
    """A field of many values of one class as columns; any other as it is."""
    if type(value) is tuple and len(value) >= FEWEST:
        return _column(value)
    if type(value) is dict and len(value) >= FEWEST:
        return _Named(list(value), _column(tuple(value.values())))
    return value


def _column(values: Sequence[object]) -> object:
    kinds = set(map(type, values)) - {type(None)}
    kind = kinds.pop() if len(kinds) == 1 else type(None)
    if kind is Decimal:
        return _Numbers("\n".join(["" if one is None else str(one) for one in values]))
    names = _field_names(kind)
    if not names:
        return values
    distinct = dict(zip(map(id, values), values, strict=True))
    distinct.pop(id(None), None)
    own = list(distinct.values())
    columns = tuple(_column(list(map(attrgetter(name), own))) for name in names)
    places = {at: place for place, at in enumerate(distinct)}
    return _Rows(kind, columns, None if len(own) == len(values) else [places.get(id(one), -1) for one in values])


class _Unpacker(pickle.Unpickler):
    """Makes values of some rooms and exact numbers, and columns of them, nothing else."""

    def __init__(self, data: bytes, rooms: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(data))
        self._rooms = rooms

    def find_class(self, module: str, name: str, /) -> Any:
        is_maker = (module, name) in _MAKERS
        is_known = is_maker or module.startswith(self._rooms) or (module, name) == ("decimal", "Decimal")
        found = super().find_class(module, name) if is_known else None
        if not is_maker and not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def packed(value: object) -> bytes:
    """A value as bytes."""
    out = io.BytesIO()
    Packer(out).dump(value)
    return out.getvalue()


def unpacked(data: bytes, rooms: Iterable[str]) -> Any:
    """The value of such bytes, made of classes of these rooms. Raises `ValueError` for bytes that are none."""
    try:
        return _Unpacker(data, tuple(rooms)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, KeyError, TypeError, MemoryError) as e:
        raise ValueError(str(e)) from e


@cache
def _fields_of(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What gives the fields of a value of a class."""
    names = _field_names(kind)
    return attrgetter(*names) if len(names) > 1 else (lambda value: (getattr(value, names[0]),)) if names else None


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    """The fields that make a value of a class whole; none for what is no dataclass or does more than keep its fields."""
    if not is_dataclass(kind) or hasattr(kind, "__post_init__"):
        return ()
    found = fields(kind)
    return tuple(one.name for one in found) if all(one.init and not one.kw_only for one in found) else ()

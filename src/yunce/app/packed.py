# SPDX-License-Identifier: Apache-2.0
"""Large frozen values as bytes and back, sooner than the library does it by itself."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import IO, Any


class Packer(pickle.Pickler):
    """Packs a dataclass as its class and its fields in order: made anew so, a large reading is there several times sooner."""

    def __init__(self, out: IO[bytes]) -> None:
        super().__init__(out, protocol=pickle.HIGHEST_PROTOCOL)

    def reducer_override(self, value: Any) -> Any:
        """The class and its fields; for everything else what the library does."""
        kind = type(value)
        fields_of = _fields_of(kind)  # type: ignore[arg-type]  # every class can be hashed
        return (kind, fields_of(value)) if fields_of else NotImplemented


class _Unpacker(pickle.Unpickler):
    """Makes values of some rooms and exact numbers, nothing else."""

    def __init__(self, data: bytes, rooms: tuple[str, ...]) -> None:
        super().__init__(io.BytesIO(data))
        self._rooms = rooms

    def find_class(self, module: str, name: str, /) -> Any:
        found = super().find_class(module, name) if module.startswith(self._rooms) or (module, name) == ("decimal", "Decimal") else None
        if not isinstance(found, type):
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


def _field_names(kind: type) -> tuple[str, ...]:
    """The fields that make a value of a class whole; none for what is no dataclass or does more than keep its fields."""
    if not is_dataclass(kind) or hasattr(kind, "__post_init__"):
        return ()
    found = fields(kind)
    return tuple(one.name for one in found) if all(one.init and not one.kw_only for one in found) else ()

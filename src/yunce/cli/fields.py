# SPDX-License-Identifier: Apache-2.0
"""Results as the mappings and lists that JSON is printed from: every field by its name, values as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any


def fields_of(value: object) -> dict[str, object]:
    """The fields of a result, those inside it too."""
    return {name: _plain(getattr(value, name)) for name in _names(type(value))}


def _names(kind: type[Any]) -> tuple[str, ...]:
    if kind not in _KNOWN:
        _KNOWN[kind] = tuple(field.name for field in fields(kind))
    return _KNOWN[kind]


_KNOWN: dict[type[Any], tuple[str, ...]] = {}
"""Kind of result -> the names of its fields, looked up once."""


def _plain(value: object) -> object:
    if isinstance(value, str) or value is None:
        return value
    if is_dataclass(value) and not isinstance(value, Sequence):
        return fields_of(value)
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, Sequence) else value

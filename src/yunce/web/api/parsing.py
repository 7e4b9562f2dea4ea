# SPDX-License-Identifier: Apache-2.0
"""Reading what comes in: nothing goes on that a ledger could not keep."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from yunce.values.writing import is_blank

NUL = "\x00"


class PlainParser(Parser):
    """Bodies and addresses in which each text is text and each number a number; all else is refused before anything is done.

    A text that nobody can see comes in as an empty one.
    """

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The JSON of a body. Raises `ValueError`."""
        found: dict[str, Any] = json.loads(request.body)
        if not _can_be_kept(found):
            raise ValueError(request.path)
        kept: dict[str, Any] = _seen(found)
        return kept

    def parse_querydict(self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        """The fields of an address or a form. Raises `BadRequest`."""
        found = super().parse_querydict(data, list_fields, request)
        if not _can_be_kept(found):
            raise BadRequest
        return {name: _seen(value) for name, value in found.items()}


def _can_be_kept(value: object) -> bool:
    """False for a text with NUL or half a pair of signs, and for what is no finite number, wherever it stands."""
    if isinstance(value, str):
        return NUL not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, Mapping):
        return all(_can_be_kept(part) for pair in value.items() for part in pair)
    return all(map(_can_be_kept, value)) if isinstance(value, list) else True


def _seen(value: Any) -> Any:
    """The same, with nothing in the place of texts that nobody can see."""
    if isinstance(value, str):
        return "" if is_blank(value) else value
    if isinstance(value, dict):
        return {name: _seen(part) for name, part in value.items()}
    return list(map(_seen, value)) if isinstance(value, list) else value

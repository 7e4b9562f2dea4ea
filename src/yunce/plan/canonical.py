# SPDX-License-Identifier: Apache-2.0
"""What a part means, as plain JSON values in one fixed form: the ground of fingerprints and of differences."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal

from pydantic import BaseModel

from yunce.plan.fields import Disputed, Unknown
from yunce.values.anchor import Anchor
from yunce.values.cadence import Cadence
from yunce.values.duration import Duration
from yunce.values.period import Period
from yunce.values.quantity import Quantity, Range, number_text

FINGERPRINT_FORMAT = 1
"""Raised when the same plan would get another fingerprint."""

Json = object


def canonical(value: object) -> Json:
    """Mappings, lists and texts: what was not stated left out, numbers in fixed text, dates by their days, words as written."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        named = ((field.alias or name, canonical(getattr(value, name))) for name, field in fields.items())
        return {name: inner for name, inner in named if inner not in (None, "", [], {}, "false")}
    if isinstance(value, Mapping):
        return {str(key): canonical(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [canonical(inner) for inner in value]
    return value if value is None or isinstance(value, str) else _scalar(value)


def _scalar(value: object) -> Json:
    """One text for one meaning: `300万` and `3000000` are the same, `2026-11` and `2026-11-01..2026-11-30` too."""
    if isinstance(value, Quantity):
        return number_text(value.amount) + (f" {value.unit}" if value.unit else "")
    if isinstance(value, Range):
        low, high = ("" if end is None else number_text(end) for end in (value.low, value.high))
        strict = f" {'(' if value.low_strict else ''}{')' if value.high_strict else ''}".rstrip()
        return f"{low}..{high}{strict}" + (f" {value.unit}" if value.unit else "")
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Period):
        return value.name
    if isinstance(value, Duration):
        return f"{value.amount}{value.unit}"
    if isinstance(value, Anchor):
        moved = f"{value.sign * value.by.amount}{value.by.unit}" if value.by else ""
        return {"calendar": value.calendar, "event": value.event, "moved": moved}
    if isinstance(value, Cadence):
        return {"every": value.every, "on": [str(day) for day in value.on], "workdays": str(value.workdays).lower(), "rule": value.rule}
    if isinstance(value, Unknown):
        return {"unknown": "true", "stated": value.stated}
    if isinstance(value, Disputed):
        return {"disputed": list(value.readings), "stated": value.stated}
    return str(value).lower() if isinstance(value, bool) else str(value)


def sha256_of(value: object) -> str:
    """The SHA-256 of a canonical value: keys sorted, no blanks, UTF-8."""
    text = json.dumps({"format": FINGERPRINT_FORMAT, "value": value}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

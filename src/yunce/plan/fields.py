# SPDX-License-Identifier: Apache-2.0
"""The types of the plan's fields: texts that are read by the values room when a field of that type meets them.

A value that is unknown or disputed leaves its field empty (`None`, or `""` for a text); `Plan.open_values` tells where and what was said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from yunce.values.anchor import Anchor, read_anchor
from yunce.values.cadence import Cadence, read_cadence
from yunce.values.duration import Duration, read_duration
from yunce.values.period import Period, read_period
from yunce.values.problem import Problem
from yunce.values.quantity import Quantity, Range, read_quantity, read_range, read_value
from yunce.values.writing import trimmed

ID = re.compile(r"^[a-z][a-z0-9_]*$")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that the document does not tell; `stated` is what it says instead."""

    stated: str = ""


@dataclass(frozen=True, slots=True)
class Disputed:
    """A value that can be read in several ways."""

    readings: tuple[str, ...]
    stated: str = ""


Open = Unknown | Disputed
OPEN = (Unknown, Disputed)


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a field as the id of an element of one of these lists."""

    lists: tuple[str, ...]

    def __init__(self, *lists: str) -> None:
        object.__setattr__(self, "lists", lists)


@dataclass(frozen=True, slots=True)
class Expression:
    """Marks a field as a formula of the plan language."""


class Part(BaseModel):
    """A frozen piece of a plan; a field that it does not have is a problem."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_out(cls, raw: object) -> object:
        """A field with nothing behind it was not stated; nor was one with an open value, save that it is not missing either."""
        if not isinstance(raw, dict) or not any(value is None or isinstance(value, OPEN) for value in raw.values()):
            return raw
        fields = {field.alias or name: field for name, field in cls.model_fields.items()}
        return {key: value for key, value in raw.items() if key not in fields or not _is_blank(value, needed=fields[key].is_required())}


def _is_blank(value: object, *, needed: bool) -> bool:
    """True where a field is to be as if it had not been written."""
    return value is None or (isinstance(value, OPEN) and not needed)


def refuse(problem: Problem) -> PydanticCustomError:
    """A problem of the values room as the error that pydantic collects with its place."""
    return PydanticCustomError(problem.code, "{code}", {"code": problem.code, **dict(problem.params)})


def plain_text(raw: object) -> str:
    """A text; `""` for an open value. Raises the error `plan.not_text` for lists and mappings."""
    if isinstance(raw, OPEN):
        return ""
    if not isinstance(raw, str):
        raise refuse(Problem.of("plan.not_text", found=kind_of(raw)))
    return trimmed(raw)


def kind_of(raw: object) -> str:
    """What a node is, in words for a message."""
    return "清单" if isinstance(raw, list | tuple) else "一组字段" if isinstance(raw, dict) else "文字" if isinstance(raw, str) else "空"


def typed_by(read: Callable[[str], T | Problem], kinds: tuple[type, ...]) -> PlainValidator:
    """A validator that reads a text by the given reader; open values become `None`."""

    def validate(raw: object) -> T | None:
        if raw is None or isinstance(raw, OPEN):
            return None
        if isinstance(raw, kinds):
            return raw  # type: ignore[return-value]
        found = read(plain_text(raw))
        if isinstance(found, Problem):
            raise refuse(found)
        return found

    return PlainValidator(validate)


def shown(value: object) -> object:
    """A value as the text that a plan holds: as written where the words are kept, a plain number for a number."""
    if isinstance(value, Quantity | Range | Period | Duration | Cadence | Anchor):
        return value.text
    return None if value is None else str(value)


def _text_schema(description: str, examples: Iterable[str] = ()) -> WithJsonSchema:
    return WithJsonSchema({"type": ["string", "number"], "description": description, "examples": list(examples)})


def _read_id(raw: object) -> str:
    text = plain_text(raw)
    if isinstance(raw, OPEN) or ID.match(text):
        return text
    raise refuse(Problem.of("plan.id_form", id=text[:60], likely=likely_id(text) or "id_1"))


def likely_id(text: str) -> str:
    """The nearest text that may be an id; empty where nothing of it can stay."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return plain if plain[:1].isalpha() else f"x_{plain}" if plain else ""


def _read_count(text: str) -> Decimal | Problem:
    found = read_quantity(text)
    if isinstance(found, Problem):
        return found
    if found.amount != found.amount.to_integral_value() or found.amount < 0:
        return Problem.of("plan.not_count", stated=text[:40])
    return found.amount


def _read_period(text: str) -> Period | Problem:
    return read_period(text)


_SHOWN = PlainSerializer(shown, return_type=object)

Text = Annotated[str, BeforeValidator(plain_text), WithJsonSchema({"type": ["string", "number", "boolean"]})]
Id = Annotated[str, BeforeValidator(_read_id), WithJsonSchema({"type": "string", "pattern": ID.pattern})]
_ID_SCHEMA = WithJsonSchema({"type": "string", "description": "id of another element"})

UnitRef = Annotated[str, BeforeValidator(plain_text), RefTo("units"), _ID_SCHEMA]
RoleRef = Annotated[str, BeforeValidator(plain_text), RefTo("roles"), _ID_SCHEMA]
MetricRef = Annotated[str, BeforeValidator(plain_text), RefTo("metrics"), _ID_SCHEMA]
ChecklistRef = Annotated[str, BeforeValidator(plain_text), RefTo("checklists"), _ID_SCHEMA]
InitiativeRef = Annotated[str, BeforeValidator(plain_text), RefTo("initiatives"), _ID_SCHEMA]
PhaseRef = Annotated[str, BeforeValidator(plain_text), RefTo("phases"), _ID_SCHEMA]
ThemeRef = Annotated[str, BeforeValidator(plain_text), RefTo("themes"), _ID_SCHEMA]
ScorecardRef = Annotated[str, BeforeValidator(plain_text), RefTo("scorecards"), _ID_SCHEMA]
TargetRef = Annotated[str, BeforeValidator(plain_text), RefTo("targets"), _ID_SCHEMA]
DriverRef = Annotated[str, BeforeValidator(plain_text), RefTo("drivers"), _ID_SCHEMA]
HolderRef = Annotated[str, BeforeValidator(plain_text), RefTo("roles", "units"), _ID_SCHEMA]
Formula = Annotated[str, BeforeValidator(plain_text), Expression(), WithJsonSchema({"type": "string", "description": "expression"})]
Amount = Annotated[
    Quantity | None, typed_by(read_quantity, (Quantity,)), _SHOWN, _text_schema("quantity", ("300万", "1500*6*12", "25%", "20单/天"))
]
Bounds = Annotated[Range | None, typed_by(read_range, (Range,)), _SHOWN, _text_schema("range", ("10%..15%", ">= 98.5%", "1:3..1:5"))]
Value = Annotated[
    Quantity | Range | None, typed_by(read_value, (Quantity, Range)), _SHOWN, _text_schema("quantity or range", ("300万", "10%..15%"))
]
Count = Annotated[Decimal | None, typed_by(_read_count, (Decimal,)), _SHOWN, _text_schema("whole number", ("1",))]
When = Annotated[
    Period | None,
    typed_by(_read_period, (Period,)),
    _SHOWN,
    _text_schema("period or day", ("2026", "2026-H2", "2026-11", "2026-W48", "2026-09..2026-12", "2026-11-11")),
]


@dataclass(frozen=True, slots=True)
class Choice:
    """Marks a text as one out of a few; anything else is the error `plan.choice` with the nearest option."""

    options: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read the text before anything else looks at it."""
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, inner: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, object]:
        """The options, for editors."""
        return {**handler(inner), "enum": list(self.options)}

    def read(self, raw: object) -> str:
        """The text, if it is one of the options."""
        text = plain_text(raw)
        if text and text not in self.options:
            raise refuse(
                Problem.of("plan.choice", stated=text[:40], options="、".join(self.options), likely=suggestion(text, self.options))
            )
        return text


def choice(*options: str) -> Choice:
    """The mark of a text that is one of these."""
    return Choice(options)


def nearest(word: str, options: Iterable[str]) -> str:
    """The option that a misspelt word most likely means; empty where none is near."""
    found = get_close_matches(word, tuple(options), n=1, cutoff=0.6)
    return found[0] if found else ""


def _read_moment(text: str) -> Anchor | Period | Problem:
    """A moving date (`cn:double_11-10d`), or a period where no calendar is named."""
    return read_anchor(text) if ":" in text else read_period(text)


def _read_due(text: str) -> Duration | Period | str | Problem:
    """By when: `3wd`, `2026-08-15`, `10:00`, `month_end`."""
    if text in DUE_WORDS or CLOCK.match(text):
        return text
    for found in (read_duration(text), read_period(text)):
        if not isinstance(found, Problem):
            return found
    return Problem.of("plan.due", stated=text[:40], words="、".join(DUE_WORDS))


DUE_WORDS = ("day_end", "week_end", "month_end", "quarter_end", "year_end")
CLOCK = re.compile(r"^([01]?\d|2[0-4]):[0-5]\d$")

Lapse = Annotated[Duration | None, typed_by(read_duration, (Duration,)), _SHOWN, _text_schema("duration", ("10d", "3w", "2mo", "10wd"))]
Rhythm = Annotated[
    Cadence | None,
    typed_by(read_cadence, (Cadence,)),
    _SHOWN,
    _text_schema("cadence", ("daily", "weekly:mon", "monthly:last_wd", "quarter")),
]
Moment = Annotated[
    Anchor | Period | None, typed_by(_read_moment, (Anchor, Period)), _SHOWN, _text_schema("anchor or day", ("cn:double_11", "2026-11-11"))
]
Due = Annotated[
    Duration | Period | str | None, typed_by(_read_due, (Duration, Period)), _SHOWN, _text_schema("due", ("3wd", "2026-08-15", "10:00"))
]


def suggestion(word: str, options: Iterable[str]) -> str:
    """What to write instead of a wrong word: the nearest option, else the options there are."""
    known = tuple(option for option in options if option)
    shown_ones = "、".join(known[:12]) + ("…" if len(known) > 12 else "")
    return nearest(word, known) or shown_ones or "-"

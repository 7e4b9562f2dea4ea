# SPDX-License-Identifier: Apache-2.0
"""Results of an appraisal as text that is kept: read back they are the same values, written again the same bytes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter

from yunce.operate.appraisal.results import Appraisal


def pack_appraisal(found: Appraisal) -> str:
    """The text of results, lines included."""
    people = tuple(replace(person, lines=tuple(person.lines)) for person in found.people)
    return _adapter().dump_json(replace(found, people=people), indent=1).decode()


def unpack_appraisal(text: str) -> Appraisal:
    """The results of a text."""
    return _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[Appraisal]:
    return TypeAdapter(Appraisal)

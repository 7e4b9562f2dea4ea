# SPDX-License-Identifier: Apache-2.0
"""Results of an appraisal as text that is kept: read back they are the same values, written again the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from yunce.operate.appraisal.results import Appraisal

KEPT_WORDS = "appraisal.kept_words"
"""A problem whose words were kept in place of its parameters."""


def pack_appraisal(found: Appraisal) -> str:
    """The text of results, lines included."""
    people = tuple(replace(person, lines=tuple(person.lines)) for person in found.people)
    return _adapter().dump_json(replace(found, people=people), indent=1).decode()


def unpack_appraisal(text: str) -> Appraisal:
    """The results of a text, also of one as it was printed: so the terminal kept them at first."""
    body = json.loads(text)
    return _adapter().validate_python(_as_kept(body)) if "final" in body else _adapter().validate_json(text)


def _as_kept(body: Mapping[str, Any]) -> dict[str, Any]:
    """Printed results in the form in which they are kept."""
    people = [{**{n: v for n, v in one.items() if n != "items"}, "lines": one["items"]} for one in body["people"]]
    problems = [
        {"code": KEPT_WORDS, "path": row["path"], "severity": row["severity"], "params": [(n, row[n]) for n in ("code", "message", "fix")]}
        for row in body["problems"]
    ]
    return {**{name: value for name, value in body.items() if name != "final"}, "people": people, "problems": problems}


@cache
def _adapter() -> TypeAdapter[Appraisal]:
    return TypeAdapter(Appraisal)

# SPDX-License-Identifier: Apache-2.0
"""Whether something can be opened as it is asked for."""

from __future__ import annotations

import hashlib
from base64 import b32encode

from yunce.operate.workitems.item import Opening
from yunce.values.problem import Problem
from yunce.values.writing import is_blank

LONGEST = {"key": 300, "title": 300, "unit": 200, "owner": 200, "element": 200, "period": 60, "subject": 200, "plan": 64}
"""How much a ledger keeps of each text [characters]."""

ID_LENGTH = 26


def id_of(key: str) -> str:
    """The id of what is opened by a key: always the same, and saying nothing about it."""
    return b32encode(hashlib.sha256(key.encode()).digest()).decode().lower()[:ID_LENGTH]


def check_opening(opening: Opening) -> tuple[Problem, ...]:
    """All that is wrong with an opening."""
    found = [Problem.of("work.title_missing", opening.key)] if is_blank(opening.title) else []
    found += [
        Problem.of("work.text_too_long", name, limit=limit) for name, limit in LONGEST.items() if len(str(getattr(opening, name))) > limit
    ]
    if opening.start and opening.due and opening.due < opening.start:
        found.append(Problem.of("work.due_before_start", opening.key))
    return tuple(found)

# SPDX-License-Identifier: Apache-2.0
"""What is asked of an installation, as a value that costs nothing to load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page or a command asks for: a day, a time of knowledge, a unit, a period, filters; empty means the whole."""

    as_of: date | None = None
    known_at: datetime | None = None
    unit: str = ""
    period: str = ""
    where: tuple[tuple[str, str], ...] = ()

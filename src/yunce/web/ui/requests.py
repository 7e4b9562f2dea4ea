# SPDX-License-Identifier: Apache-2.0
"""Reading what a request asks for: wrong values are refused or fall back, never passed on."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest

LAST_PAGE = 100_000
YEARS = range(1900, 2200)
"""Years that people mean; beyond them a day has no neighbours to reckon with."""


def page_number(request: HttpRequest) -> int:
    """The page asked for, counted from 1."""
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdecimal() and len(text) < len(str(LAST_PAGE)) + 1 else 1


def day(text: str) -> date | None:
    """A day as written in an address, or None where it is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def moment(text: str) -> datetime | None:
    """A moment (naive, Shanghai) as written in an address, or None where it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo or found.year not in YEARS else found


def is_part(request: HttpRequest) -> bool:
    """True where htmx asks for a part of the page, not for the page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"

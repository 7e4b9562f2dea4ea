# SPDX-License-Identifier: Apache-2.0
"""Where one is in a review, and addresses that lead elsewhere in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse

from yunce.web.ui.parts import address
from yunce.web.ui.requests import page_number

TABS = ("queue", "aside", "found")
ORDERS = ("weight", "text")


@dataclass(frozen=True, slots=True)
class Way:
    """A place in a review: the chosen number, the list beside the source, its order and page, the part of the source (0 by choice)."""

    review: str
    at: str = ""
    tab: str = "queue"
    order: str = "weight"
    page: int = 0
    part: int = 0

    @classmethod
    def read(cls, request: HttpRequest, review: str) -> Way:
        """From an address or a form; what it does not know falls back."""
        asked = request.POST if request.method == "POST" else request.GET
        tab, order, part = asked.get("tab", ""), asked.get("order", ""), asked.get("part", "")
        return cls(
            review,
            asked.get("at", "")[:80],
            tab if tab in TABS else "queue",
            order if order in ORDERS else "weight",
            page_number(request) if "page" in request.GET else 0,
            int(part) if part.isascii() and part.isdecimal() and len(part) < 6 else 0,
        )

    @property
    def href(self) -> str:
        """The address of this place."""
        return self._address("review")

    @property
    def checked(self) -> str:
        """The address that runs the rules anew and shows this place with what they find."""
        return self._address("review-checked")

    def _address(self, name: str) -> str:
        tab, order = self.tab if self.tab != "queue" else "", self.order if self.order != "weight" else ""
        path = reverse(name, args=[self.review])
        return address(path, at=self.at, tab=tab, order=order, page=self.page or None, part=self.part or None)

    def to(self, key: str) -> str:
        """The same list with another number chosen."""
        return replace(self, at=key, page=0, part=0).href

    def with_(self, **changes: str | int) -> str:
        """The address with something else in it."""
        return replace(self, **changes).href  # type: ignore[arg-type]  # names are its own fields

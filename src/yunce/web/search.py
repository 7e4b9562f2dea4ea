# SPDX-License-Identifier: Apache-2.0
"""Finding elements of the plan by their words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.web.desk import Desk
from yunce.web.plans.document import read_document
from yunce.web.ui.parts import State, Step
from yunce.web.ui.tables import Text

MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked for and what was found, or why nothing was."""

    words: str
    hits: tuple[Text, ...]
    state: State | None

    @classmethod
    def of(cls, words: str, hits: tuple[Text, ...]) -> SearchPage:
        """From the hits."""
        none = State(_("没有找到"), _("换一个词试试，例如目标、活动或职责的名称。"), steps=(Step(_("看整份计划"), reverse("plan")),))
        return cls(words, hits, None if hits else none)


def find(desk: Desk, words: str) -> tuple[Text, ...]:
    """Links to the elements that this person may see and whose title, id or facts contain the words."""
    if desk.plan is None:
        return ()
    home, wanted = reverse("plan"), words.casefold()
    hits = (
        Text(entry.title, f"{home}#{entry.anchor}", sub=entry.summary, tag=section.title)
        for section in read_document(desk.plan, desk.access, desk.metrics()).sections
        for entry in section.entries
        if wanted in entry.searched
    )
    return tuple(hit for hit, _number in zip(hits, range(MOST_HITS), strict=False))

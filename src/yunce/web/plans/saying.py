# SPDX-License-Identifier: Apache-2.0
"""Fields of a plan that have a small language of their own, in words: measures, service goals, points per yuan, drivers, platforms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from yunce.web.data.coverage import TABLES
from yunce.web.plans.readable import lapse_words, title_words
from yunce.web.rules.names import name_words
from yunce.web.rules.wording import condition_words
from yunce.web.ui.columns import PLATFORMS

Called = Mapping[str, str]
"""Id -> its name."""

_GOAL = re.compile(r"\s*(\d[\d.]*%)\s+in\s+(\w+)\s*")
_RATE = re.compile(r"\s*(\d[\d.]*)\s+per\s+(\w+)\s*")


def goal_words(text: str, called: Called) -> str:
    """A service goal: `80% in 20s` is 20秒内接起 80%; any other as a condition."""
    found = _GOAL.fullmatch(text)
    return _("{span}内接起 {share}").format(span=lapse_words(found[2]), share=found[1]) if found else condition_words(text, called)


def rate_words(text: str, _called: Called) -> str:
    """So much for each: `2 per 元` is 每元 2 分; any other text as it stands."""
    found = _RATE.fullmatch(text)
    return _("每{unit} {points} 分").format(unit=found[2], points=found[1]) if found else text


def driver_words(text: str, called: Called) -> str:
    """What costs are given out by: a metric, a table's rows, headcount."""
    return called.get(text) or name_words(text)


def named_words(text: str, called: Called) -> str:
    """What is named without being a link, as a flow's metric or a pool's account."""
    return called.get(text, text)


WORDS: Mapping[str, Callable[[str, Called], str]] = {
    "measure": condition_words,
    "contacts": condition_words,
    "goal": goal_words,
    "points": rate_words,
    "driver": driver_words,
    "of": named_words,
    "account": named_words,
    "title": lambda text, _called: title_words(text),
    "platform": lambda text, _called: str(PLATFORMS.get(text, text)),
    "table": lambda text, _called: str(TABLES.get(text, text)),
}
"""How a field's text is said, by the field's name."""

# SPDX-License-Identifier: Apache-2.0
"""Values of a plan in words: what was stated stays as stated, codes become Chinese."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from yunce.plan.adoption import ADOPTED
from yunce.values.anchor import Anchor
from yunce.values.cadence import Cadence
from yunce.values.duration import Duration
from yunce.values.period import Period
from yunce.values.quantity import Quantity, Range
from yunce.web.plans.sections import CHOICES, EVERY, FEASTS, FIELDS, LAPSES, OF_PART, WEEKDAYS

_LAPSE = re.compile(r"^([+-]?)(\d+(?:\.\d+)?)(s|min|h|d|wd|w|mo|y)$")
_BLANK = re.compile(r"\s*\{(\w+)\}")
_ANCHOR = re.compile(r"^(?P<calendar>\w+):(?P<feast>\w+)(?P<shift>[+-]\w+)?$")


def field_words(part: str, field: str) -> str:
    """The word of a field, as it is called in this kind of part."""
    return str(OF_PART.get((part, field)) or FIELDS.get(field) or field)


def value_words(value: object) -> str:
    """A value as a reader meets it."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Quantity):
        return signed(f"{value.text}（{value.arithmetic}）" if value.arithmetic and value.arithmetic != value.text else value.text)
    if isinstance(value, Cadence):
        return cadence_words(value.text)
    if isinstance(value, Duration):
        return lapse_words(str(value))
    if isinstance(value, Anchor):
        return anchor_words(str(value))
    if isinstance(value, Period | Range):
        return signed(value.text.replace("..", "~"))
    if isinstance(value, str) and value.startswith(ADOPTED):
        return _("采纳自行业包 {pack}").format(pack=value.removeprefix(ADOPTED))
    return str(CHOICES.get(value, value)) if isinstance(value, str) else str(value)


def signed(text: str) -> str:
    """A written value with the signs that people write.

    >>> signed("<= 7%")
    '≤ 7%'
    """
    return text.replace("<=", "≤").replace(">=", "≥")


def title_words(title: str) -> str:
    """A title with blanks that are filled later: `补货 {sku}` is 补货（商品）."""
    return _BLANK.sub(lambda blank: f"（{CHOICES.get(blank[1], blank[1])}）", title)


def cadence_words(text: str) -> str:
    """每周一, 每月5日, 每月最后一个工作日; a rule that has no plain words stays as written.

    >>> str(cadence_words("daily")) != "daily"
    True
    """
    name, _colon, rest = text.partition(":")
    every = EVERY.get(name)
    if every is None:
        return text
    days = [part.strip() for part in rest.split(",") if part.strip()]
    if days and all(day in WEEKDAYS for day in days):
        return str(every) + "、".join(str(WEEKDAYS[day]) for day in days)
    return str(every) + "、".join(_month_day(day) for day in days)


def _month_day(day: str) -> str:
    if day.isdecimal():
        return _("{day}日").format(day=day)
    return _("最后一个工作日") if day == "last_wd" else _("最后一天") if day == "last" else day


def lapse_words(text: str) -> str:
    """10天, 3个工作日; what is no duration stays as written."""
    found = _LAPSE.match(text)
    return f"{found[2]}{LAPSES[found[3]]}" if found else text


def anchor_words(text: str) -> str:
    """双11, 春节前10天; an unknown feast by its own name."""
    found = _ANCHOR.match(text)
    if found is None:
        return text
    feast = str(FEASTS.get(found["feast"], found["feast"]))
    shift = found["shift"]
    if not shift:
        return feast
    pattern = _("{feast}前{days}") if shift.startswith("-") else _("{feast}后{days}")
    return pattern.format(feast=feast, days=lapse_words(shift))

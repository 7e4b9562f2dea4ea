# SPDX-License-Identifier: Apache-2.0
"""The tags that draw a list of items, and the tabs of the work desk."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from yunce.web.workitems.listed import draw_lines
from yunce.web.workitems.saying import Line
from yunce.web.workitems.tabs import draw_tabs

register = template.Library()


@register.simple_tag
def work_lines(lines: Iterable[Line]) -> SafeString:
    """Draw a list of items."""
    return draw_lines(lines)


@register.simple_tag
def work_tabs(here: str) -> SafeString:
    """Draw the tabs."""
    return draw_tabs(str(here))

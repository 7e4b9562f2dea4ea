# SPDX-License-Identifier: Apache-2.0
"""The tag that draws a list of items."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from yunce.web.workitems.listed import draw_lines
from yunce.web.workitems.saying import Line

register = template.Library()


@register.simple_tag
def work_lines(lines: Iterable[Line]) -> SafeString:
    """Draw a list of items."""
    return draw_lines(lines)

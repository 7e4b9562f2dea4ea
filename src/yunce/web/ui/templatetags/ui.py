# SPDX-License-Identifier: Apache-2.0
"""Tags that draw numbers, tables and bars inside templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from yunce.web.ui.numbers import Number
from yunce.web.ui.periods import in_words
from yunce.web.ui.tables import Bar, Table, render_bar, render_number, render_table

register = template.Library()


@register.filter
def period(value: str) -> str:
    """A period in words."""
    return in_words(value)


@register.simple_tag
def number(value: Number) -> SafeString:
    """Draw a number."""
    return render_number(value)


@register.simple_tag
def table(value: Table) -> SafeString:
    """Draw a table."""
    return render_table(value)


@register.simple_tag
def bar(value: Bar) -> SafeString:
    """Draw a pace bar."""
    return render_bar(value)

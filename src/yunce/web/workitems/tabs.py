# SPDX-License-Identifier: Apache-2.0
"""The pages of the work desk, side by side above each of them."""

from __future__ import annotations

from functools import cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

HERE = ' class="on" aria-current="page"'


@cache
def draw_tabs(here: str) -> SafeString:
    """The tabs, one of them the page that we are on. Drawn once: only `here` makes them differ."""
    known = (
        ("day", "work", _("今日")),
        ("board", "work-board", _("看板")),
        ("list", "work-list", _("清单")),
        ("calendar", "work-calendar", _("日历")),
        ("gantt", "work-gantt", _("甘特图")),
        ("inspections", "inspections", _("检查")),
        ("cases", "cases", _("工单")),
        ("figures", "work-figures", _("统计")),
        ("registers", "registers", _("台账")),
        ("inbox", "work-inbox", _("待验证")),
    )
    tabs = "".join(f'<a href="{escape(reverse(view))}"{HERE if key == here else ""}>{escape(name)}</a>' for key, view, name in known)
    return mark_safe(f'<nav class="tabs" aria-label="{escape(_("执行"))}">{tabs}</nav>')  # noqa: S308

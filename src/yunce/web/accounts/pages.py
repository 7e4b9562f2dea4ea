# SPDX-License-Identifier: Apache-2.0
"""The values of the pages about people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yunce.web.accounts.forms import SignInForm
from yunce.web.accounts.models import TrailEntry
from yunce.web.ui.parts import Pager, pager
from yunce.web.ui.tables import Col, Row, Table, Text


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The sign-in page: its form, what was wrong, where to go on."""

    form: SignInForm
    said: str
    next: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    """The trail, a page of it."""

    table: Table
    pager: Pager

    @classmethod
    def of(cls, entries: Sequence[TrailEntry], page: int, called: Mapping[str, str], *, more: bool) -> TrailPage:
        """From entries, newest first; people, units, roles and posts as they are `called`."""
        cols = (Col(_("时间")), Col(_("用户")), Col(_("做了什么")), Col(_("对象"), whole=True), Col(_("来自"), wide_only=True))
        return cls(
            Table(_("操作记录"), cols, tuple(_row(entry, called) for entry in entries), cards=True),
            pager(reverse("trail"), {}, page, more=more),
        )


def _row(entry: TrailEntry, called: Mapping[str, str]) -> Row:
    what = entry.get_event_display()  # type: ignore[attr-defined]  # Django makes it from choices
    subject = " · ".join(called.get(word, word) for word in entry.subject.split())
    return Row(
        (f"{localtime(entry.at):%Y-%m-%d %H:%M:%S}", called.get(entry.who, entry.who) or _("系统"), what, Text(subject), entry.address)
    )

# SPDX-License-Identifier: Apache-2.0
"""The values of the pages about people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yunce.web.accounts.forms import SignInForm
from yunce.web.accounts.models import TrailEntry
from yunce.web.ui.parts import Pager, pager
from yunce.web.ui.tables import Col, Row, Table


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
    def of(cls, entries: Sequence[TrailEntry], page: int, *, more: bool) -> TrailPage:
        """From entries, newest first."""
        cols = (Col(_("时间")), Col(_("用户")), Col(_("做了什么")), Col(_("对象")), Col(_("来自"), wide_only=True))
        return cls(Table(_("操作记录"), cols, tuple(_row(entry) for entry in entries)), pager(reverse("trail"), {}, page, more=more))


def _row(entry: TrailEntry) -> Row:
    return Row((f"{localtime(entry.at):%Y-%m-%d %H:%M:%S}", entry.who, entry.get_event_display(), entry.subject, entry.address))  # type: ignore[attr-defined]  # Django makes it from choices

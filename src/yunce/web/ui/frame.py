# SPDX-License-Identifier: Apache-2.0
"""What stands around every page: the desks, the person, the theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.web.accounts.access import Access, Action

THEMES = ("light", "dark")
THEME_COOKIE = "yunce_theme"


@dataclass(frozen=True, slots=True)
class DeskLink:
    """One desk in the header: its name, address, key after `g`, whether we are in it."""

    name: str
    href: str
    key: str
    here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page; `theme` is empty where the system decides; people and records are offered to those who may see them."""

    desks: tuple[DeskLink, ...]
    who: str
    theme: str
    path: str
    query: str
    manages: bool = True
    audits: bool = True


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context that the base template needs."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    user = getattr(request, "user", None)
    access: Access | None = getattr(request, "access", None)
    who = (user.get_short_name() or user.get_username()) if user is not None and user.is_authenticated else ""
    frame = Frame(
        _desks(request.path) if who else (),
        who,
        theme if theme in THEMES else "",
        request.get_full_path(),
        request.GET.get("q", ""),
        access is None or access.anywhere(Action.MANAGE_PEOPLE),
        access is None or access.may(Action.AUDIT),
    )
    return {"frame": frame}


def _desks(path: str) -> tuple[DeskLink, ...]:
    return tuple(DeskLink(name, home, key, _is_here(path, home)) for name, home, key in _homes())


@cache
def _homes() -> tuple[tuple[str, str, str], ...]:
    known = (
        (_("驾驶舱"), "cockpit", "c"),
        (_("执行"), "work", "w"),
        (_("规则"), "rules", "u"),
        (_("人员"), "staff", "o"),
        (_("核算"), "money", "m"),
        (_("审阅"), "review-list", "r"),
        (_("计划"), "plan", "p"),
        (_("数据"), "data", "d"),
    )
    return tuple((name, reverse(view), key) for name, view, key in known)


def _is_here(path: str, home: str) -> bool:
    return path == home if home == "/" else path.startswith(home)

# SPDX-License-Identifier: Apache-2.0
"""The value of the page of tokens."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yunce.web.accounts.access import Action
from yunce.web.api.models import ApiToken
from yunce.web.api.tokens import LENDABLE, Wish
from yunce.web.desk import Desk
from yunce.web.ui.parts import Choice, Said

WORDS: dict[Action, Promise] = {
    Action.LOOK: gettext_lazy("查看数据、目标和工作项"),
    Action.WORK: gettext_lazy("办理工作项、报告问题"),
    Action.VERIFY: gettext_lazy("验收"),
    Action.ASSIGN: gettext_lazy("派工、改期"),
    Action.UPLOAD: gettext_lazy("导入数据"),
    Action.ADD_PLAN: gettext_lazy("新增计划版本"),
    Action.SEE_PAY: gettext_lazy("看到薪酬"),
    Action.SEE_MONEY: gettext_lazy("查看损益和账目"),
}
DAYS = 90


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token as it is listed."""

    id: str
    name: str
    may: str
    unit: str
    used: str
    ends: str
    ended: bool


@dataclass(frozen=True, slots=True)
class TokensPage:
    """The tokens, the form of a new one, and the text of one that was just made."""

    rows: tuple[TokenRow, ...]
    actions: tuple[Choice, ...]
    units: tuple[Choice, ...]
    name: str
    days: int
    said: tuple[Said, ...]
    text: str
    key: str


def tokens_page(
    desk: Desk, own: Sequence[ApiToken], *, said: tuple[Said, ...] = (), wish: Wish | None = None, text: str = ""
) -> TokensPage:
    """From somebody's tokens."""
    names = desk.unit_names()
    chosen = wish.actions if wish else (Action.LOOK,)
    offered = tuple(Choice(a.value, str(WORDS[a]), a in chosen) for a in LENDABLE if desk.access.anywhere(a))
    unit = wish.unit if wish else ""
    units = (Choice("", _("我能看到的全部"), not unit), *(Choice(u, names[u], u == unit) for u in desk.access.within(Action.LOOK, names)))
    rows = tuple(_row(token, names.get(token.unit, token.unit)) for token in own)
    return TokensPage(rows, offered, units, wish.name if wish else "", wish.days if wish else DAYS, said, text, secrets.token_urlsafe(32))


def _row(token: ApiToken, unit: str) -> TokenRow:
    may = "、".join(str(WORDS[Action(name)]) for name in token.actions if name in set(WORDS))
    used = f"{localtime(token.used_at):%Y-%m-%d %H:%M}" if token.used_at else _("还没用过")
    if token.revoked_at:
        ends = _("已停用 {at}").format(at=f"{localtime(token.revoked_at):%Y-%m-%d}")
    else:
        ends = f"{localtime(token.expires_at):%Y-%m-%d}"
    return TokenRow(token.pk, token.name, may, unit or _("全部"), used, ends, bool(token.revoked_at) or token.expires_at <= now())

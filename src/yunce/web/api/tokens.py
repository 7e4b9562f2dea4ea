# SPDX-License-Identifier: Apache-2.0
"""Making tokens and knowing them again."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from yunce.values.problem import Problem, YunceError
from yunce.web.accounts.access import Access, Action, Limit
from yunce.web.api.models import ApiToken

MARK = "yct_"
SECRET_BYTES = 32
ID_BYTES = 6
TOLD_EVERY = timedelta(minutes=1)
A_THUMB = timedelta(minutes=2)
"""So long after its making a form that is sent again is an impatient thumb's, and shown the same."""
KEY = re.compile(r"[A-Za-z0-9_-]{20,60}")
MOST_DAYS = 366
MOST_TOKENS = 50
LONGEST_NAME = 80
LENDABLE = (
    *(Action.LOOK, Action.WORK, Action.VERIFY, Action.ASSIGN, Action.UPLOAD, Action.ADD_PLAN),
    *(Action.SEE_PAY, Action.SEE_MONEY),
)
"""What a token can lend; managing people, mapping columns and undoing stay with people."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The token that somebody wants."""

    name: str
    unit: str
    actions: tuple[Action, ...]
    days: int
    key: str = ""
    """What the form was made with: the same form sent twice makes one token."""


def make_token(owner: User, access: Access, wish: Wish) -> tuple[ApiToken, str]:
    """A new token and its text, which is shown once. Raises `YunceError` for one that would reach further than its owner."""
    key = wish.key if KEY.fullmatch(wish.key) else secrets.token_urlsafe(SECRET_BYTES)
    name, secret = (_made_of(owner, key, part) for part in ("id", "secret"))
    twice = ApiToken.objects.filter(pk=name[: 2 * ID_BYTES], owner=owner, revoked_at=None, created_at__gt=timezone.now() - A_THUMB).first()
    if twice is not None:
        return twice, f"{MARK}{twice.pk}_{secret}"
    problems = _wrong(owner, access, wish)
    if problems:
        raise YunceError(*problems)
    told = {
        "sha256": _hash(secret),
        "name": wish.name.strip(),
        "owner": owner,
        "unit": wish.unit,
        "actions": [action.value for action in wish.actions],
        "expires_at": timezone.now() + timedelta(days=wish.days),
    }
    row, is_new = ApiToken.objects.get_or_create(pk=name[: 2 * ID_BYTES], defaults=told)
    if not is_new and (row.revoked_at or row.created_at <= timezone.now() - A_THUMB):
        raise YunceError(Problem.of("web.token_twice", "token"))
    return row, f"{MARK}{row.pk}_{secret}"


def _made_of(owner: User, key: str, part: str) -> str:
    """Letters that follow from a form's key and the installation's secret: nobody else can make them, the same form makes the same."""
    return hmac.new(f"token|{settings.SECRET_KEY}".encode(), f"{owner.pk}|{key}|{part}".encode(), hashlib.sha256).hexdigest()


def _wrong(owner: User, access: Access, wish: Wish) -> tuple[Problem, ...]:
    found = []
    if not wish.name.strip() or len(wish.name) > LONGEST_NAME:
        found.append(Problem.of("web.token_name", "name", limit=LONGEST_NAME))
    if not wish.actions or not all(action in LENDABLE and access.anywhere(action) for action in wish.actions):
        found.append(Problem.of("web.token_actions", "actions"))
    if not access.may(Action.LOOK, wish.unit) and not (wish.unit == "" and access.anywhere(Action.LOOK)):
        found.append(Problem.of("web.token_unit", "unit", unit=wish.unit))
    if not 1 <= wish.days <= MOST_DAYS:
        found.append(Problem.of("web.token_days", "days", limit=MOST_DAYS))
    if ApiToken.objects.filter(owner=owner, revoked_at=None).count() >= MOST_TOKENS:
        found.append(Problem.of("web.token_many", "token", limit=MOST_TOKENS))
    return tuple(found)


def find_token(text: str) -> ApiToken | None:
    """The token of a text, while it may be used and its owner may come in; `None` for everything else alike."""
    name, _, secret = text.removeprefix(MARK).partition("_")
    row = ApiToken.objects.select_related("owner").filter(pk=name).first() if text.startswith(MARK) and secret else None
    kept = row.sha256 if row else _hash("")
    if not hmac.compare_digest(kept, _hash(secret)) or row is None:
        return None
    now = timezone.now()
    if row.revoked_at or row.expires_at <= now or not row.owner.is_active:
        return None
    if row.used_at is None or now - row.used_at > TOLD_EVERY:
        ApiToken.objects.filter(pk=row.pk).update(used_at=now)
    return row


def revoke(owner: User, token: str) -> bool:
    """End somebody's own token; False where there is none to end."""
    return bool(ApiToken.objects.filter(pk=token, owner=owner, revoked_at=None).update(revoked_at=timezone.now()))


def limit_of(token: ApiToken) -> Limit:
    """How far a token reaches at most."""
    return Limit(frozenset(Action(action) for action in token.actions if action in set(Action)), token.unit)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

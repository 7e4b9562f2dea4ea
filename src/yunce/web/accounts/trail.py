# SPDX-License-Identifier: Apache-2.0
"""The trail of what people did: one function to write a line, and the listeners of sign-in and sign-out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import signals
from django.http import HttpRequest
from django.utils import timezone

from yunce.web.accounts.models import TrailEntry

FAILURES_LIMIT = 30
FAILURES_WINDOW = timedelta(minutes=15)
SUBJECT_LENGTH = 500
NAME_LENGTH = 150


def record(request: HttpRequest, event: str, subject: str = "", *, who: str = "") -> None:
    """Write one line: the signed-in person unless another name is given, and the address that the request came from."""
    name = who or (request.user.get_username() if request.user.is_authenticated else "")
    TrailEntry.objects.create(event=event, who=name[:NAME_LENGTH], address=address_of(request), subject=subject[:SUBJECT_LENGTH])


def address_of(request: HttpRequest) -> str:
    """The address that the request came from; headers that a visitor can write are not trusted."""
    return str(request.META.get("REMOTE_ADDR", ""))


def failed_too_often(request: HttpRequest) -> bool:
    """True where one address has failed to sign in, under whatever names, more often than anybody mistypes."""
    since = timezone.now() - FAILURES_WINDOW
    failures = TrailEntry.objects.filter(event="sign_in_failed", address=address_of(request), at__gte=since)
    return failures.count() >= FAILURES_LIMIT


def listen() -> None:
    """Connect the listeners, once each."""
    signals.user_logged_in.connect(_signed_in, dispatch_uid="trail.sign_in")
    signals.user_logged_out.connect(_signed_out, dispatch_uid="trail.sign_out")
    signals.user_login_failed.connect(_failed, dispatch_uid="trail.sign_in_failed")


def _signed_in(request: HttpRequest, user: Any, **_: object) -> None:
    how = "link" if request.resolver_match and request.resolver_match.url_name == "sign-in-link" else "password"
    record(request, "sign_in", how, who=user.get_username())


def _signed_out(request: HttpRequest, user: Any, **_: object) -> None:
    if user is not None:
        record(request, "sign_out", who=user.get_username())


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: object) -> None:
    if request is not None:
        record(request, "sign_in_failed", who=str(credentials.get("username") or "link"))

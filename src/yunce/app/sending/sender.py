# SPDX-License-Identifier: Apache-2.0
"""Sending: one try over one channel. Whoever keeps the outbox tries again later; nothing here waits or repeats."""

from __future__ import annotations

import json
import smtplib
import ssl
from email.message import EmailMessage
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from yunce.app.sending.channels import MAIL, Channel
from yunce.app.sending.forms import FORMS, REFUSED, Message
from yunce.app.sending.notice import Notice

SECONDS = 10.0
MOST_ANSWER = 64 * 1024
TLS_PORT = 465


class NotSent(Exception):
    """The channel did not take it; the text says why, without the address (which holds the key)."""


class _Stay(HTTPRedirectHandler):
    """A robot that sends us elsewhere is not the robot that was set."""

    def redirect_request(self, *_: object) -> None:
        return None


def send(notice: Notice, channel: Channel, seconds: int) -> None:
    """Send once; `seconds` is the time since 1970 that a signature carries. Raises `NotSent`."""
    if channel.kind == MAIL:
        _mail(notice, channel)
    else:
        _post(FORMS[channel.kind](notice, channel.url, channel.secret, seconds), channel.kind)


def _post(message: Message, kind: str) -> None:
    data = json.dumps(message.body, ensure_ascii=False).encode()
    request = Request(message.url, data=data, headers={"Content-Type": "application/json; charset=utf-8"})  # noqa: S310 - https only
    try:
        with build_opener(_Stay()).open(request, timeout=SECONDS) as said:
            raw = said.read(MOST_ANSWER)
    except HTTPError as e:
        raise NotSent(f"HTTP {e.code}") from e
    except (OSError, HTTPException, ValueError) as e:
        raise NotSent(type(e).__name__) from e
    _look_at_answer(raw, kind)


def _look_at_answer(raw: bytes, kind: str) -> None:
    """A robot that refuses says so in its answer. Raises `NotSent`."""
    if kind not in REFUSED:
        return
    name, well = REFUSED[kind]
    try:
        answer = json.loads(raw)
    except ValueError as e:
        raise NotSent("answer") from e
    if not isinstance(answer, dict) or answer.get(name, well) != well:
        raise NotSent(f"{name} {answer.get(name) if isinstance(answer, dict) else ''}".strip())


def letter(notice: Notice, channel: Channel) -> EmailMessage:
    """A notice as a mail of plain text; line breaks in a title cannot add a header."""
    found = EmailMessage()
    found["Subject"] = " ".join(notice.title.split())
    found["From"], found["To"] = channel.sender, ", ".join(channel.to)
    found.set_content("\n".join((*notice.shown, "", notice.link)).strip() + "\n")
    return found


def _mail(notice: Notice, channel: Channel) -> None:
    context = ssl.create_default_context()
    try:
        if channel.port == TLS_PORT:
            server: smtplib.SMTP = smtplib.SMTP_SSL(channel.host, channel.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(channel.host, channel.port, timeout=SECONDS)
        with server:
            if channel.port != TLS_PORT:
                server.starttls(context=context)
            if channel.user:
                server.login(channel.user, channel.password)
            server.send_message(letter(notice, channel))
    except (OSError, smtplib.SMTPException) as e:
        raise NotSent(type(e).__name__) from e

# SPDX-License-Identifier: Apache-2.0
"""A notice in the form that each group robot takes, signed where the robot asks for it.

Source: the robots' own documentation (企业微信 群机器人, 钉钉 自定义机器人 加签, 飞书 自定义机器人 签名校验).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import quote_plus

from yunce.app.sending.notice import Notice

WECOM_BYTES = 4096
TITLE_LENGTH = 64
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+|!~@])")


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: an address and a JSON body."""

    url: str
    body: Mapping[str, object] = field(default_factory=dict)


def wecom(notice: Notice, url: str, *_: object) -> Message:
    """Markdown of at most 4,096 bytes; the robot's key stands in the address."""
    return Message(url, {"msgtype": "markdown", "markdown": {"content": _cut(_markdown(notice), WECOM_BYTES)}})


def dingtalk(notice: Notice, url: str, secret: str, seconds: int) -> Message:
    """Markdown; with a secret the address carries the milliseconds and their signature."""
    if secret:
        stamp = str(seconds * 1000)
        sign = quote_plus(_sign(secret.encode(), f"{stamp}\n{secret}".encode()))
        url = f"{url}{'&' if '?' in url else '?'}timestamp={stamp}&sign={sign}"
    return Message(url, {"msgtype": "markdown", "markdown": {"title": notice.title[:TITLE_LENGTH], "text": _markdown(notice)}})


def feishu(notice: Notice, url: str, secret: str, seconds: int) -> Message:
    """A post (rich text); with a secret the body carries the seconds and their signature."""
    rows: list[list[Mapping[str, str]]] = [[{"tag": "text", "text": line}] for line in notice.shown]
    rows += [[{"tag": "a", "text": "打开运策", "href": notice.link}]] if notice.link else []
    body: dict[str, object] = {"msg_type": "post", "content": {"post": {"zh_cn": {"title": notice.title, "content": rows}}}}
    if secret:
        body |= {"timestamp": str(seconds), "sign": _sign(f"{seconds}\n{secret}".encode(), b"")}
    return Message(url, body)


def webhook(notice: Notice, url: str, secret: str, seconds: int) -> Message:
    """Plain JSON for anybody's own receiver; with a secret `sign` is the HMAC-SHA256 of `time` and the text."""
    body: dict[str, object] = {
        "title": notice.title,
        "lines": list(notice.shown),
        "link": notice.link,
        "urgent": notice.urgent,
        "time": seconds,
    }
    if secret:
        body["sign"] = _sign(secret.encode(), f"{seconds}\n{notice.text}".encode())
    return Message(url, body)


Form = Callable[[Notice, str, str, int], Message]
FORMS: Mapping[str, Form] = MappingProxyType({"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu, "webhook": webhook})
"""A channel's kind -> its form: (notice, address, secret, seconds since 1970) -> message."""

REFUSED: Mapping[str, tuple[str, object]] = MappingProxyType({"wecom": ("errcode", 0), "dingtalk": ("errcode", 0), "feishu": ("code", 0)})
"""A robot answers 200 also where it refuses: the field of its answer that tells, and the value that means well."""


def _sign(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode("ascii")


def _markdown(notice: Notice) -> str:
    """Markdown in which what people wrote has no force of its own."""
    lines = [f"**{plain(notice.title)}**", *(f"> {plain(line)}" for line in notice.shown)]
    return "\n\n".join([*lines, f"[打开运策]({notice.link})"] if notice.link else lines)


def plain(text: str) -> str:
    """A text in which no character is taken for form; `@` cannot call anybody."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _cut(text: str, most: int) -> str:
    """A text of at most so many bytes in UTF-8, cut between characters."""
    raw = text.encode()
    return text if len(raw) <= most else raw[: most - 3].decode(errors="ignore") + "…"

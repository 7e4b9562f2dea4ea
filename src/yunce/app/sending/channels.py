# SPDX-License-Identifier: Apache-2.0
"""The channels of an installation: `channels.yaml` in its home, which holds secrets and is its owner's alone to read.

- {id: ops_group, kind: wecom, url: "https://…/send?key=…", units: [shop]}
- {id: mail, kind: mail, host: smtp.example.com, port: 465, user: ops, password: "…", sender: ops@example.com, to: [gm@example.com]}
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from yunce.app.sending.forms import FORMS
from yunce.values.problem import Problem

FILE = "channels.yaml"
LARGEST = 64 * 1024
MAIL = "mail"
KINDS = (*FORMS, MAIL)
HOSTS = {"wecom": ("qyapi.weixin.qq.com",), "dingtalk": ("oapi.dingtalk.com",), "feishu": ("open.feishu.cn", "open.larksuite.com")}
"""Where a kind of robot lives; nothing is sent in its name to anywhere else."""
_FIELDS = {"id", "kind", "url", "secret", "units", "host", "port", "user", "password", "sender", "to"}


@dataclass(frozen=True, slots=True)
class Channel:
    """One place that can be told; no units means news of the whole company."""

    id: str
    kind: str
    url: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    units: tuple[str, ...] = ()
    host: str = ""
    port: int = 465
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    to: tuple[str, ...] = ()


def read_channels(home: Path) -> tuple[tuple[Channel, ...], tuple[Problem, ...]]:
    """The channels that are set, and what is wrong in their file; no file is no channel and no problem."""
    path = home / FILE
    if not path.exists():
        return (), ()
    if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return (), (Problem.of("app.channels_open", FILE),)
    try:
        rows = YAML(typ="safe").load(StringIO(path.read_text(encoding="utf-8")[:LARGEST]))
    except (OSError, UnicodeDecodeError, YAMLError) as e:
        return (), (Problem.of("app.file_unreadable", FILE, reason=str(e).splitlines()[0]),)
    if not isinstance(rows, list):
        return (), (Problem.of("app.channels_form", FILE),)
    found = [_channel(row, f"{FILE}[{n}]") for n, row in enumerate(rows)]
    ids = [c.id for c in found if isinstance(c, Channel)]
    doubled = tuple(Problem.of("app.channel_doubled", FILE, id=i) for i in sorted(set(ids)) if ids.count(i) > 1)
    return tuple(c for c in found if isinstance(c, Channel)), (*(c for c in found if isinstance(c, Problem)), *doubled)


def _channel(row: object, at: str) -> Channel | Problem:
    """One channel, or what is wrong with it."""
    if not isinstance(row, dict) or not row.get("id"):
        return Problem.of("app.channels_form", at)
    wrong = sorted(str(key) for key in row if key not in _FIELDS)
    kind = str(row.get("kind", ""))
    if wrong or kind not in KINDS:
        return Problem.of("app.channel_field", at, id=row["id"], field=wrong[0] if wrong else "kind", known="、".join(KINDS))
    texts = {name: str(row[name]) for name in ("url", "secret", "host", "user", "password", "sender") if name in row}
    found = Channel(str(row["id"]), kind, units=_texts(row.get("units")), to=_texts(row.get("to")), port=_port(row.get("port")), **texts)
    return found if _is_whole(found) else Problem.of("app.channel_address", at, id=found.id, kind=kind)


def _is_whole(channel: Channel) -> bool:
    """True where it says where to send, and that is where its kind lives."""
    if channel.kind == MAIL:
        return bool(channel.host and channel.sender and channel.to and channel.port)
    parts = urlsplit(channel.url)
    return parts.scheme == "https" and bool(parts.hostname) and parts.hostname in HOSTS.get(channel.kind, (parts.hostname,))


def _texts(raw: object) -> tuple[str, ...]:
    return tuple(str(part) for part in raw) if isinstance(raw, list) else (str(raw),) if raw else ()


def _port(raw: object) -> int:
    return int(str(raw)) if str(raw).isdecimal() and 0 < int(str(raw)) < 65536 else 465 if raw is None else 0

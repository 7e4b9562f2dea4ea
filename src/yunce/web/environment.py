# SPDX-License-Identifier: Apache-2.0
"""What the pages read from the environment: hosts, transport, the ledger's database, the key that signs sessions."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from yunce.app.settings import Settings
from yunce.values.problem import Problem, YunceError
from yunce.values.work_clock import read_hours

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
MEBIBYTE = 1024 * 1024
KEY_BYTES = 48
SQLITE_START = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-16000;"
WORKING_HOURS = "09:00-12:00 13:30-18:00"
OPEN_INSTALLATION = "yunce.app.opening:open_installation"


@dataclass(frozen=True, slots=True)
class WebEnvironment:
    """`hosts` the pages answer to; `https` makes cookies secure; `upload_bytes` bounds one upload; `opener` opens the installation.

    `address` is what people outside the pages are sent to (`https://ops.example.com`); without it messages carry no link.
    Clocks of work run in `hours`; `keep_contacts` keeps who reported a case, for a while, beside the masked form.
    """

    home: Path
    database_url: str
    hosts: tuple[str, ...]
    https: bool
    upload_bytes: int
    opener: str
    address: str = ""
    hours: str = WORKING_HOURS
    keep_contacts: bool = False

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> WebEnvironment:
        """From `YUNCE_HOSTS`, `_HTTPS`, `_UPLOAD_MB`, `_ADDRESS`, `_HOURS`, `_KEEP_CONTACTS`, `_INSTALLATION`.

        Raises `YunceError`.
        """
        env = os.environ if environment is None else environment
        settings = Settings.read(env)
        upload = env.get("YUNCE_UPLOAD_MB", "512")
        if not upload.isdecimal() or int(upload) < 1:
            raise YunceError(Problem.of("app.setting_invalid", "YUNCE_UPLOAD_MB", value=upload, wanted=">= 1"))
        named = tuple(host.strip() for host in env.get("YUNCE_HOSTS", "").split(",") if host.strip())
        return cls(
            home=settings.home,
            database_url=settings.database_url,
            hosts=(*LOCAL_HOSTS, *named),
            https=env.get("YUNCE_HTTPS", "") in {"1", "true", "yes"},
            upload_bytes=int(upload) * MEBIBYTE,
            opener=env.get("YUNCE_INSTALLATION", OPEN_INSTALLATION),
            address=_address(env.get("YUNCE_ADDRESS", "")),
            hours=_hours(env.get("YUNCE_HOURS") or WORKING_HOURS),
            keep_contacts=env.get("YUNCE_KEEP_CONTACTS", "") in {"1", "true", "yes"},
        )


def _address(text: str) -> str:
    """The address without a slash at its end. Raises `YunceError` for what is none."""
    if text and urlsplit(text).scheme not in {"http", "https"}:
        raise YunceError(Problem.of("app.setting_invalid", "YUNCE_ADDRESS", value=text, wanted="https://…"))
    return text.rstrip("/")


def _hours(text: str) -> str:
    """The working hours as they are written. Raises `YunceError` for what cannot be read."""
    found = read_hours(text, "YUNCE_HOURS")
    if isinstance(found, Problem):
        raise YunceError(found)
    return text


def database(home: Path, url: str) -> dict[str, object]:
    """Django's description of the ledger's database: SQLite under the home, or the PostgreSQL of a URL. Raises `YunceError`."""
    if not url:
        options = {"init_command": SQLITE_START, "transaction_mode": "IMMEDIATE", "timeout": 20}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(home / "ledger.sqlite3"), "OPTIONS": options, "CONN_MAX_AGE": None}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise YunceError(Problem.of("app.setting_invalid", "YUNCE_DATABASE_URL", value=parts.scheme, wanted="postgresql://user@host/name"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
    }


def signing_key(home: Path) -> str:
    """The installation's own secret, made at the first start, readable by its owner only."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _written_key(path)
    key = secrets.token_urlsafe(KEY_BYTES)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(key)
    return key


def incoming_folder(home: Path) -> Path:
    """Where uploads are written while they arrive, on the same disk as everything else; made where it is missing."""
    folder = home / "uploads" / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def static_folder(home: Path) -> Path:
    """Where style and script files are kept compressed, named by their content; made where it is missing."""
    folder = home / "static"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _written_key(path: Path) -> str:
    key = path.read_text("ascii").strip()
    if len(key) < KEY_BYTES:
        raise YunceError(Problem.of("app.file_unreadable", str(path), reason="empty"))
    return key

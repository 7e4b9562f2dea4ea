# SPDX-License-Identifier: Apache-2.0
"""The company's people at work over HTTP: they read pages, send the forms that stand there, and ask again when nobody answers."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

from tests.browser.day.serving import Server
from tests.web.probes.forms import Form, forms_of

TRIES = 400
QUICKER = 409
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32
Answer = tuple[int, str, str]
"""Status, text, where it leads."""


class _Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(slots=True)
class Person:
    """Somebody with a session, perhaps with a token."""

    server: Server
    name: str
    unit: str
    role: str
    session: str
    token: str = ""
    told: list[tuple[str, str]] = field(default_factory=list)
    """What the server has confirmed: an item and the token of a step."""

    def _send(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """One answer; asked again while the server is away."""
        opener = urllib.request.build_opener(_Still())
        for _ in range(TRIES):
            request = urllib.request.Request(self.server.base + path, body, dict(headers))
            try:
                with opener.open(request, timeout=60) as answer:
                    return answer.status, answer.read().decode("utf-8", "replace"), answer.headers.get("Location", "")
            except urllib.error.HTTPError as answer:
                return answer.code, answer.read().decode("utf-8", "replace"), answer.headers.get("Location", "")
            except (OSError, HTTPException):
                time.sleep(0.25)
        raise AssertionError(f"nobody answers {self.name}")

    def get(self, path: str) -> Answer:
        return self._send(path, None, {"Cookie": f"sessionid={self.session}"})

    def forms(self, path: str) -> list[Form]:
        """The forms of a page."""
        status, text, _to = self.get(path)
        assert status == 200, (self.name, path, status)
        return forms_of(path, text)

    def submit(self, form: Form, files: Sequence[tuple[str, str, bytes]] = (), **more: str) -> Answer:
        """Send a form as it stands on the page, with what is filled in."""
        fields = {**form.sent, **more}
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "Referer": self.server.base}
        fields["csrfmiddlewaretoken"] = CSRF
        mark = uuid.uuid4().hex
        headers["Content-Type"] = f"multipart/form-data; boundary={mark}"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields.items()]
        for name, called, content in files:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n\r\n'
            parts.append(head.encode() + content + b"\r\n")
        return self._send(form.action, b"".join(parts) + f"--{mark}--\r\n".encode(), headers)

    def twice(self, form: Form, files: Sequence[tuple[str, str, bytes]] = (), **more: str) -> tuple[Answer, Answer]:
        """Send one form twice, as an impatient thumb does."""
        return self.submit(form, files, **more), self.submit(form, files, **more)

    def step(self, item: str, do: str, files: Sequence[tuple[str, str, bytes]] = (), **more: str) -> None:
        """Take a step by the item's page, sent twice; it is noted as confirmed once."""
        form = next(one for one in self.forms(f"/ops/items/{item}/") if one.sent.get("do") == do)
        first, second = self.twice(form, files, **more)
        assert first[0] == 302 and second[0] == 302, (self.name, do, first[0], second[0])
        self.told.append((item, form.sent["token"]))

    def call(self, method: str, path: str, sent: Mapping[str, Any] | None = None) -> tuple[int, Any]:
        """Ask the interface; status and answer."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        query = f"?{urllib.parse.urlencode(sent)}" if sent and method == "GET" else ""
        status, text, _to = self._send(f"/api/v1{path}{query}", json.dumps(sent).encode() if method == "POST" else None, headers)
        return status, json.loads(text)

    def note(self, item: str, words: str) -> int:
        """A note by the interface with a token of its own: sent until it is confirmed, it is there once."""
        token = uuid.uuid4().hex
        status = QUICKER
        while status == QUICKER:  # two write to one item: the second is told, and asks again
            status, _item = self.call("POST", f"/items/{item}/steps", {"do": "note", "note": words, "token": token})
        if status == 200:
            self.told.append((item, token))
        return status


CSRF = "c" * 32
"""A browser without a cookie of ours gets one; these people bring their own."""

# SPDX-License-Identifier: Apache-2.0
"""Notices in the form of each channel, and a channel that refuses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from yunce.app.sending.channels import Channel, read_channels
from yunce.app.sending.forms import WECOM_BYTES, dingtalk, feishu, plain, wecom
from yunce.app.sending.notice import MOST_LINES, Notice
from yunce.app.sending.sender import NotSent, letter, send

NOTICE = Notice("3 项已逾期", ("店铺巡检 天猫店 11-20 到期", "<script>alert(1)</script> @all [x](http://e)"), "https://ops.example/ops/")


def test_each_robot_gets_its_form() -> None:
    assert wecom(NOTICE, "u").body["msgtype"] == "markdown"
    signed = parse_qs(urlsplit(dingtalk(NOTICE, "https://h/send?access_token=t", "SEC", 1_700_000_000).url).query)
    expected = base64.b64encode(hmac.new(b"SEC", b"1700000000000\nSEC", hashlib.sha256).digest()).decode()
    assert (signed["timestamp"], signed["sign"]) == (["1700000000000"], [expected])
    body = feishu(NOTICE, "u", "SEC", 1_700_000_000).body
    assert body["sign"] == base64.b64encode(hmac.new(b"1700000000\nSEC", b"", hashlib.sha256).digest()).decode()


def test_what_people_wrote_has_no_force() -> None:
    assert plain("<a> @all *x*\n# y") == r"\<a\> \@all \*x\* \# y"
    content = wecom(NOTICE, "u").body["markdown"]["content"]  # type: ignore[index]
    assert "<script>" not in content
    assert "](http://e)" not in content


def test_long_news_are_cut() -> None:
    many = Notice("很多", tuple("一条很长的消息" * 20 for _ in range(99)))
    assert many.shown[-1] == f"…… 另有 {99 - MOST_LINES} 条"
    content = wecom(many, "u").body["markdown"]["content"]  # type: ignore[index]
    assert len(content.encode()) <= WECOM_BYTES


def test_a_title_cannot_add_a_header() -> None:
    mail = letter(Notice("逾期\nBcc: x@y"), Channel("m", "mail", host="h", sender="a@b.c", to=("d@e.f",)))
    assert "Bcc" not in mail
    assert mail["Subject"] == "逾期 Bcc: x@y"


def written(home: Path, text: str, mode: int = 0o600) -> Path:
    path = home / "channels.yaml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return home


def test_channels_are_read_and_every_mistake_told(tmp_path: Path) -> None:
    """A robot of one maker is not looked for at somebody else's address."""
    text = """
- {id: a, kind: wecom, url: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", units: [shop]}
- {id: b, kind: wecom, url: "https://evil.example/send"}
- {id: c, kind: pigeon}
- {id: d, kind: webhook, url: "http://plain.example/"}
- {id: e, kind: mail, host: smtp.example.com, sender: a@b.c, to: [d@e.f]}
- {id: a, kind: webhook, url: "https://h.example/x"}
- 1
"""
    found, problems = read_channels(written(tmp_path, text))
    assert [c.id for c in found] == ["a", "e", "a"]
    codes = ["app.channel_address", "app.channel_field", "app.channel_address", "app.channels_form", "app.channel_doubled"]
    assert [p.code for p in problems] == codes
    assert "key=k" not in repr(found)


@pytest.mark.parametrize(("text", "mode", "code"), [("- x", 0o644, "open"), ("a: 1", 0o600, "form"), ("[", 0o600, "unreadable")])
def test_a_file_that_cannot_be_meant_gives_no_channel(tmp_path: Path, text: str, mode: int, code: str) -> None:
    found, problems = read_channels(written(tmp_path, text, mode))
    assert (found, len(problems)) == ((), 1)
    assert code in problems[0].code


def test_no_file_is_no_channel(tmp_path: Path) -> None:
    assert read_channels(tmp_path) == ((), ())


@pytest.fixture
def robot() -> Iterator[tuple[str, list[dict[str, object]], list[bytes]]]:
    """A receiver that answers what it is told to."""
    heard: list[dict[str, object]] = []
    answers: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            answer = answers.pop(0)
            self.send_response(302 if answer == b"away" else 200)
            if answer == b"away":
                self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", heard, answers
    server.shutdown()
    server.server_close()


def test_a_robot_hears_and_may_refuse(robot: tuple[str, list[dict[str, object]], list[bytes]]) -> None:
    url, heard, answers = robot
    answers += [b'{"errcode": 0}', b'{"errcode": 93000, "errmsg": "invalid webhook url"}', b"no json", b"away"]
    channel = Channel("a", "wecom", url)
    send(NOTICE, channel, 0)
    assert heard[0]["msgtype"] == "markdown"
    for why in ("errcode 93000", "answer", "HTTP 302"):
        with pytest.raises(NotSent, match=why):
            send(NOTICE, channel, 0)


def test_nobody_there_is_told_without_the_address() -> None:
    with pytest.raises(NotSent) as told:
        send(NOTICE, Channel("a", "webhook", "http://127.0.0.1:9/?key=secret"), 0)
    assert "secret" not in str(told.value)

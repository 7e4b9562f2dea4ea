# SPDX-License-Identifier: Apache-2.0
"""A language model proposes among the numbers that stand in the text: good answers and bad ones, from a server in this process."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from yunce.app.model_endpoint import Endpoint, ask
from yunce.cli.commands import app
from yunce.reader.files import read_bytes
from yunce.reader.proposing.accepting import Proposal, accept
from yunce.reader.proposing.adopting import adopt
from yunce.reader.proposing.asking import request_of, sections_of
from yunce.reader.reading import Reading, read_document
from yunce.values.problem import YunceError

TEXT = "2026年计划\n一、目标\n销售额达到300万元,由店长负责\n去年为200万元\n"
GOOD = {
    "mention": "m2",
    "kind": "budget",
    "quote": "销售额达到300万元",
    "what": "销售额",
    "period": "m1",
    "owner": "店长",
    "qualifier": None,
}
Reply = Callable[[int, dict[str, object]], tuple[int, str]]


def reading_of(text: str = TEXT) -> Reading:
    return read_document(read_bytes("a.txt", text.encode()))


def said(*elements: dict[str, object]) -> str:
    return json.dumps({"choices": [{"message": {"content": json.dumps({"elements": list(elements)})}}]})


@contextmanager
def serving(reply: Reply) -> Iterator[tuple[Endpoint, list[dict[str, object]]]]:
    """An endpoint that answers call n with what `reply` gives; the requests that came."""
    asked: list[dict[str, object]] = []
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({**body, "authorization": self.headers.get("Authorization", ""), "path": self.path})
            status, text = reply(len(asked), body)
            if status == 0:  # says nothing until the test is over
                done.wait(10)
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "m", "secret", seconds=0.4), asked
    finally:
        done.set()
        server.shutdown()
        server.server_close()


def test_a_faithful_answer_is_a_proposal() -> None:
    with serving(lambda n, body: (200, said(GOOD))) as (endpoint, asked):
        found = ask(reading_of(), endpoint)
    assert [(one.kind, one.what, one.owner) for one in found.proposals] == [("budget", "销售额", "店长")]
    assert (found.failed, found.refused) == (0, ())
    assert (asked[0]["authorization"], asked[0]["path"], asked[0]["temperature"]) == ("Bearer secret", "/v1/chat/completions", 0)


def test_nothing_read_is_overwritten_and_disagreement_is_shown() -> None:
    reading = reading_of()
    (section,) = sections_of(reading)
    proposal = accept(section, reading.document.text, GOOD)
    assert isinstance(proposal, Proposal)
    adopted = adopt(reading, [proposal])
    (before,), (after,) = reading.statements, adopted.statements
    assert (after.kind, after.links, after.review) == (before.kind, before.links, "model: budget")


def test_what_was_left_aside_may_become_a_statement_of_little_confidence() -> None:
    reading = reading_of()
    (section,) = sections_of(reading)
    element = {**GOOD, "mention": "m4", "quote": "去年为200万元", "kind": "target", "owner": None, "period": None}
    proposal = accept(section, reading.document.text, element)
    assert isinstance(proposal, Proposal)
    found = next(one for one in adopt(reading, [proposal]).statements if one.read_by == "model")
    assert (found.kind, found.confidence, found.review, found.mention.value) == (
        "target",
        0.3,
        "aside: past result",
        proposal.mention.value,
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"mention": "m99"}, "unknown mark"),
        ({"quote": "销售额达到400万元"}, "quote"),
        ({"quote": "去年为200万元"}, "quote"),
        ({"quote": ""}, "quote"),
        ({"quote": "销" * 61}, "quote"),
        ({"value": 4000000}, "fields"),
        ({"kind": "revenue"}, "unknown kind"),
        ({"mention": 2}, "types"),
    ],
)
def test_an_answer_that_the_text_does_not_hold_is_refused(change: dict[str, object], why: str) -> None:
    reading = reading_of()
    (section,) = sections_of(reading)
    assert accept(section, reading.document.text, {**GOOD, **change}) == why
    assert accept(section, reading.document.text, "m2") == "fields"


def test_made_up_names_are_dropped() -> None:
    reading = reading_of()
    (section,) = sections_of(reading)
    found = accept(section, reading.document.text, {**GOOD, "what": "净利润", "owner": "王总", "period": "m77", "qualifier": "sure"})
    assert isinstance(found, Proposal)
    assert (found.what, found.owner, found.period, found.qualifier, found.dropped) == ("", "", "", "", ("owner", "what"))


@pytest.mark.parametrize("bad", ["no json", "[]", '{"elements": 1}', '{"elements": [], "more": 1}'])
def test_a_broken_answer_is_asked_for_once_more(bad: str) -> None:
    broken = json.dumps({"choices": [{"message": {"content": bad}}]})
    with serving(lambda n, body: (200, broken if n == 1 else said(GOOD))) as (endpoint, asked):
        found = ask(reading_of(), endpoint)
    assert (len(asked), len(found.proposals), found.failed) == (2, 1, 0)
    assert "response_format" in asked[0]
    assert "response_format" not in asked[1]


@pytest.mark.parametrize(
    "reply", [(500, "busy"), (200, "<html>"), (200, '{"choices": []}'), (0, "")], ids=["error", "page", "empty", "silence"]
)
def test_an_endpoint_that_fails_twice_leaves_the_reading_alone(reply: tuple[int, str]) -> None:
    with serving(lambda n, body: reply) as (endpoint, asked):
        found = ask(reading_of(), endpoint)
    assert (len(asked), found.failed, found.proposals) == (2, 1, ())


def test_the_same_words_are_asked_once(tmp_path: Path) -> None:
    with serving(lambda n, body: (200, said(GOOD))) as (endpoint, asked):
        first, second = ask(reading_of(), endpoint, tmp_path), ask(reading_of(), endpoint, tmp_path)
    assert (len(asked), first) == (1, second)


def test_a_request_holds_every_number_with_its_mark() -> None:
    reading = reading_of()
    (section,) = sections_of(reading)
    assert request_of(section, "m")["model"] == "m"
    assert section.marked == "[m1:2026年]计划\n一、目标\n销售额达到[m2:300万元],由店长负责\n[m3:去年]为[m4:200万元]"


def test_long_texts_are_cut_at_headings_and_by_length() -> None:
    text = "2026年计划\n" + "".join(f"{mark}、目标\n" + "销售额达到300万元\n" * 150 for mark in "一二三")
    sections = sections_of(reading_of(text))
    assert len(sections) >= 3
    assert all(one.end - one.start <= 2500 for one in sections)
    assert sum(len(one.mentions) for one in sections) >= 450


def test_the_endpoint_is_off_until_it_is_set() -> None:
    for environment in ({}, {"YUNCE_MODEL_URL": "http://x"}, {"YUNCE_MODEL": "m"}, {"YUNCE_MODEL_URL": "file:///x", "YUNCE_MODEL": "m"}):
        with pytest.raises(YunceError):
            Endpoint.read(environment)
    assert Endpoint.read({"YUNCE_MODEL_URL": "http://x/v1/", "YUNCE_MODEL": "m"}).url == "http://x/v1"
    assert "secret" not in repr(Endpoint("http://x", "m", "secret"))


def test_the_command_shows_what_would_be_sent_and_asks_only_when_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    with serving(lambda n, body: (200, said(GOOD))) as (endpoint, asked):
        monkeypatch.setenv("YUNCE_MODEL_URL", endpoint.url)
        monkeypatch.setenv("YUNCE_MODEL", "m")
        monkeypatch.setenv("YUNCE_HOME", str(tmp_path / "home"))
        shown = json.loads(CliRunner().invoke(app, ["read", str(file), "--show-prompt"]).stdout)
        CliRunner().invoke(app, ["read", str(file)])
        assert not asked
        result = CliRunner().invoke(app, ["read", str(file), "--model", "--format", "json"])
    assert "[m2:300万元]" in shown["requests"][0]["messages"][1]["content"]
    assert json.loads(result.stdout)["statements"][0]["review"] == "model: budget"

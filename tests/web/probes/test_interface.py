# SPDX-License-Identifier: Apache-2.0
"""Walking every operation of the interface: without a token, with one of another unit, with bodies that nobody means well by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.web.probes.test_nasty import TEXTS
from tests.web.probes.world import SECRET, World
from yunce.web.api.service import service
from yunce.web.api.tokens import LENDABLE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BASE = "/api/v1"
BODIES: dict[str, dict[str, Any]] = {
    "/items": {"kind": "task", "title": "甲", "unit": "shop", "owner": "gm", "subject": "x", "key": "k1",
               "due": "2026-12-01T10:00:00", "start": "2026-11-01T10:00:00+08:00", "data": {"text": "x", "x_n": 1}},
    "/items/{item_id}/steps": {"do": "note", "note": "甲", "assignee": "root", "owner": "gm", "data": {"cause": "x"}, "token": "t1",
                               "until": "2026-12-01T10:00:00", "due": "2026-12-01T10:00:00", "version": 1},
    "/items/{item_id}/answers": {"answers": {"price": {"value": "pass", "note": "x"}}, "note": "x", "token": "t2",
                                 "place": {"latitude": 1.0, "longitude": 2.0, "accuracy": 3.0}},
    "/cases": {"kind": "complaint", "title": "甲", "category": "发货", "text": "x", "channel": "phone", "unit": "shop", "name": "甲",
               "contact": "1", "amount": "1.50", "subject": "x", "reference": "r1", "at": "2026-11-16T10:00:00"},
}  # fmt: skip
FILES = {"/items/{item_id}/evidence": "files", "/facts/loads": "file", "/plans": "file"}
BROKEN = (b"", b"{", b"[]", b"null", b"7", b"\xff\xfe\x00", b'"x"', b"[" * 100_000, b'{"title": "\\ud800"}', b'{"title": NaN}',
          b'{"title": 1e999}', b'{"a": ' * 5_000, b"9" * 6_000)  # fmt: skip


def operations() -> Iterator[tuple[str, str]]:
    """Path and method of each operation, as the description has them."""
    for path, ways in service.get_openapi_schema()["paths"].items():
        yield from ((path.removeprefix(BASE), method) for method in ways)


def made(person: Client, unit: str) -> Client:
    """A program with a token that may all that a token may, in a unit."""
    answer = person.post("/tokens/", {"name": "试探", "unit": unit, "actions": [action.value for action in LENDABLE], "days": 30})
    token = re.findall(r'value="(yct_[^"]+)"', answer.content.decode())
    assert token, answer.content.decode()
    return Client(headers={"Authorization": f"Bearer {token[0]}"}, raise_request_exception=False)


def at(path: str, world: World, item: str = "task") -> str:
    """The address of an operation about something of the shop."""
    chosen = "inspection" if path.endswith("answers") else item
    told = {"item_id": world.ids[chosen], "metric": "sales", "fingerprint": world.ids["fingerprint"], "job_id": world.ids["job_id"]}
    told |= {"card": world.ids.get("card", "card"), "period": "2026-10"}
    return BASE + path.format(**told)


def ask(client: Client, method: str, path: str, sent: Any = None, kind: str = "application/json") -> tuple[int, str]:
    """Status and text; nothing of what was done stays."""
    with transaction.atomic():
        way = getattr(client, method)
        answer = way(path, sent) if kind == "form" or method == "get" else way(path, sent or b"", content_type=kind)
        found = answer.status_code, answer.content.decode("utf-8", "replace")
        transaction.set_rollback(True)
    return found


def sent_to(path: str, method: str, **changes: Any) -> tuple[Any, str]:
    """A right body of an operation, with some of its fields otherwise; an operation that only tells is asked by its address."""
    if method == "get":
        return changes, "form"
    if path in FILES and method == "post":
        return {FILES[path]: SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n"), "unit": "shop", **changes}, "form"
    return json.dumps({**BODIES.get(path, {}), **changes}).encode(), "application/json"


def test_every_operation_is_walked() -> None:
    assert {path for path, method in operations() if method == "post"} == {*BODIES, *FILES}
    assert len(list(operations())) >= 13


def test_nobody_is_let_in(world: World) -> None:
    for client in (
        Client(),
        Client(headers={"Authorization": "Bearer yct_" + "0" * 12 + "_" + "a" * 43}),
        Client(headers={"Authorization": "x"}),
    ):
        for path, method in operations():
            status, text = ask(client, method, at(path, world), *sent_to(path, method))
            assert status == 401 and SECRET not in text, (method, path)
    assert world.admin.get(at("/items", world)).status_code == 401, "a session is no token"


def test_a_token_of_another_unit_reaches_nothing_of_the_shop(world: World, stranger: Client) -> None:
    client, before = made(stranger, "west"), world.state()
    for path, method in operations():
        body, kind = sent_to(path, method)
        status, text = ask(client, method, at(path, world), body if method == "post" else None, kind)
        assert SECRET not in text and status < 500, (method, path)
        assert method == "get" or status in {403, 404, 422}, (method, path, status)
        for query in ({"unit": "shop"}, {"unit": ""}, {"unit": "company"}, {"unit": "nowhere"}):
            if method == "get":
                status, text = ask(client, method, at(path, world), query)
                assert SECRET not in text and status < 500, (path, query)
    assert world.state()[:2] == before[:2]


def test_a_token_reaches_no_further_than_it_was_lent(world: World) -> None:
    """Its owner may all; the token may the other unit only."""
    client = made(world.admin, "west")
    for path, method in operations():
        status, text = ask(client, method, at(path, world), *sent_to(path, method))
        assert SECRET not in text and status < 500, (method, path)
        assert method == "get" or status in {403, 404, 422}, (method, path, status)


def test_wrong_methods_and_kinds_are_refused(world: World) -> None:
    client = made(world.admin, "")
    for path, method in operations():
        for other in ("put", "delete", "patch"):
            assert ask(client, other, at(path, world))[0] == 405, (other, path)
        if path in BODIES and method == "post":
            for kind in ("text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "a", ""):
                status, _text = ask(client, "post", at(path, world), b"<x/>", kind or "application/octet-stream")
                assert status in {400, 422}, (path, kind, status)


def test_broken_bodies_are_told_as_problems(world: World) -> None:
    client = made(world.admin, "")
    for path in BODIES:
        for body in (*BROKEN, b'{"title": "' + b"x" * 10_000_000 + b'"}'):
            status, text = ask(client, "post", at(path, world), body)
            assert status in {400, 413, 422} and json.loads(text)["problems"], (path, body[:20], status)


def test_every_field_stands_every_text(world: World) -> None:
    client, wrong = made(world.admin, ""), []
    for path, body in BODIES.items():
        for field, value in body.items():
            odd: list[Any] = [None, True, -1, 1.5, 10**30, [], {}, *TEXTS.values()]
            odd += [dict.fromkeys(value, text) for text in odd] if isinstance(value, dict) else []
            for one in odd:
                status, text = ask(client, "post", at(path, world), *sent_to(path, "post", **{field: one}))
                if status >= 500 or (status >= 400 and not json.loads(text)["problems"]):
                    wrong.append((path, field, str(one)[:30], status))
    for path, method in operations():
        for field in ("unit", "owner", "text", "assignee", "element", "as_of", "known_at", "period", "by", "kind", "offset", "due_before"):
            for one in TEXTS.values() if method == "get" else ():
                status, _text = ask(client, "get", at(path, world), {field: one[:3000]})
                wrong += [(path, field, one[:30], status)] if status >= 500 else []
    assert "\n".join(map(str, wrong)) == ""

# SPDX-License-Identifier: Apache-2.0
"""Walking every address of the pages: as nobody, as somebody of another unit, by the wrong method, without the form's secret."""

from __future__ import annotations

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponseBase
from django.test import Client

from tests.web.probes.addresses import OPEN, addresses
from tests.web.probes.world import SECRET, World

pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "delete", "patch", "options", "head")


QUERIES = {"plan-diff": "?a={fingerprint}&b={fingerprint}", "round-sheet": "?id={who}"}
"""What an address needs to show something."""


def closed(answer: HttpResponseBase) -> None:
    """Let go of a file that was sent; the connection stays, as the test's transaction lives on it."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def ask(client: Client, path: str, method: str = "get", data: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Status, text and where it leads."""
    answer = getattr(client, method)(path, data)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    closed(answer)
    return answer.status_code, content.decode("utf-8", "replace"), answer.headers.get("Location", "")


def test_every_thing_is_there_for_who_may_see_all(world: World) -> None:
    """Else the walks below would pass because nothing is there."""
    seen, shown = {}, set()
    for name, paths in addresses(world.ids).items():
        answers = [ask(world.admin, path + QUERIES.get(name, "").format(**world.ids)) for path in paths]
        seen[name] = {status for status, _text, _to in answers}
        shown |= {name} if any(SECRET in text for _status, text, _to in answers) else set()
    assert seen.pop("sign-in-link") == {403} and seen.pop("plan-original") == {422}
    assert {name: found for name, found in seen.items() if not found <= {200, 202, 302, 405}} == {}
    assert {"work-item", "case", "register", "register-entry", "work", "cases", "plan", "job-map", "data", "review"} <= shown, shown


def test_nobody_reaches_anything(world: World) -> None:
    before = world.state()
    nobody = Client()
    for name, paths in addresses(world.ids).items():
        for path in paths:
            for method in METHODS:
                status, text, to = ask(nobody, path, method)
                assert status < 500 and SECRET not in text, (method, path)
                assert name in OPEN or (status == 302 and to.startswith("/sign-in/")), (method, path, status)
    assert world.state() == before


@pytest.mark.parametrize("who", ["stranger", "looker"])
def test_somebody_of_another_unit_reads_nothing_of_the_shop(world: World, who: str, request: pytest.FixtureRequest) -> None:
    client, before = request.getfixturevalue(who), world.state()
    for paths in addresses(world.ids).values():
        for path in paths:
            for method in ("get", "head", "put", "delete", "patch", "options"):
                status, text, _to = ask(client, path, method)
                assert status < 500 and SECRET not in text, (method, path, status)
            for query in ("?unit=shop", "?unit=company", "?q=" + SECRET[:2], "?id=root", "?centre=shop", "?all=1&state=all&unit="):
                status, text, _to = ask(client, path + query)
                assert status < 500 and SECRET not in text, (path + query, status)
    assert world.state() == before


def test_pages_of_things_of_the_shop_are_not_there_for_others(world: World, stranger: Client, looker: Client) -> None:
    named = ("work-item", "work-notice", "work-evidence", "inspection-fill", "inspection-result", "case", "case-visit", "register-entry",
             "register-file", "batch", "rejects-csv", "job-map", "batch-undo", "register-exam-paper", "round", "round-sheet",
             "pay-sheet", "pay-file")  # fmt: skip
    for name in named:
        for path in addresses(world.ids)[name]:
            for client in (stranger, looker):
                assert ask(client, path)[0] in {403, 404}, path


def test_writing_takes_a_form_and_not_an_address(world: World) -> None:
    """GET changes nothing, whoever asks; what only takes forms says so."""
    before = world.state()
    for paths in addresses(world.ids).values():
        for path in paths:
            assert ask(world.admin, path)[0] < 500 and ask(world.admin, path, "head")[0] < 500, path
    assert world.state() == before


def test_a_form_without_its_secret_is_refused_everywhere(world: World) -> None:
    before = world.state()
    client = Client(enforce_csrf_checks=True)
    client.cookies = world.admin.cookies
    for paths in addresses(world.ids).values():
        for path in paths:
            assert ask(client, path, "post", {"do": "done", "verb": "read"})[0] in {403, 405}, path
    assert world.state() == before

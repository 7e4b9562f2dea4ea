# SPDX-License-Identifier: Apache-2.0
"""What nobody writes into a form by mistake: every form of every page takes it or refuses it in words, and no page breaks of it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from tests.web.probes.addresses import addresses
from tests.web.probes.forms import Form, forms_of
from tests.web.probes.test_walk import QUERIES, ask
from tests.web.probes.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SCRIPT = "\"'><script>alert(5)</script><img src=x onerror=alert(5)>"
TEXTS = {
    "markup": SCRIPT,
    "nul": "甲\x00乙",
    "long": "长" * 5000,
    "longer": "x" * 200_000,
    "turned": "\u202eexe.gpj\u202c\u200b\u200d\ufeff",
    "invisible": "\u200b\u200d",
    "signs": "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") + "\x07\x1b[31m\r\n\v\f",
    "formula": "=cmd|' /C calc'!A0",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "last moment": "9999-12-31T23:59:59.999999",
    "elsewhere": "2026-11-16T10:00:00+08:00",
    "no number": "NaN",
    "endless": "-Infinity",
    "huge": "1e999999",
    "digits": "9" * 400,
    "other digits": "１２٣",
    "path": "../../../../etc/passwd",
    "percent": "%s%n%00{0.__class__}",
}
ODD = ("甲\x00乙", "x" * 3000, "9" * 30)
"""For fields that nobody writes in: chosen and hidden ones."""
LEAVING = {"/sign-out/"}
HEAVY = ("/money/", "/rules/")
EACH, EACH_HEAVY = 4, 12
"""Each form is given every fourth text, another fourth than its neighbours; pages that reckon for long a twelfth."""


def every_form(world: World) -> list[Form]:
    found: dict[object, Form] = {}
    for name, paths in addresses(world.ids).items():
        for path in paths:
            status, text, _to = ask(world.admin, path + QUERIES.get(name, "").format(**world.ids))
            if status == 200 and text.lstrip().startswith("<!doctype"):
                found |= {form.key: form for form in forms_of(path, text) if form.action.split("?")[0] not in LEAVING}
    return list(found.values())


def tried(client: Client, form: Form, sent: dict[str, str]) -> tuple[int, str]:
    """What a form is answered, and the page that it leads to; nothing of it stays."""
    with transaction.atomic():
        status, text, to = ask(client, form.action, "post" if form.method == "post" else "get", sent)
        if status == 302:
            status, text, _to = ask(client, to)
        transaction.set_rollback(True)
    return status, text


def test_every_form_stands_every_text(world: World) -> None:
    world.admin.raise_request_exception = False
    wrong, count = [], 0
    for number, form in enumerate(every_form(world)):
        tries = [(name, {**form.sent, **dict.fromkeys(form.free, text)}) for name, text in TEXTS.items() if form.free]
        tries += [(field, {**form.sent, field: odd}) for field in set(form.sent) - form.free for odd in ODD]
        step = EACH_HEAVY if form.action.startswith(HEAVY) else EACH
        for name, sent in tries[number % step :: step]:
            status, text = tried(world.admin, form, sent)
            count += 1
            if status >= 500 or "<script>alert(" in text or "<img src=x" in text:
                wrong.append((form.action, form.key[3], name, status))
    assert count > 250
    assert "\n".join(map(str, wrong)) == ""

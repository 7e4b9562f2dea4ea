# SPDX-License-Identifier: Apache-2.0
"""An impatient thumb: each form of every page is sent twice as it stands there; the second time nothing is added."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from tests.web.probes.forms import Form
from tests.web.probes.test_nasty import every_form
from tests.web.probes.test_walk import ask
from tests.web.probes.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BESIDES = {"trailentry", "session", "accesslog", "accessattempt", "accessfailurelog", "agendarun"}
"""Written at each asking: who did what, who signed in."""
GIVEN = {"title": "甲", "note": "因为", "why": "因为", "purpose": "回电确认", "until": "2030-01-01", "due": "2030-01-01", "username": "xin",
         "name": "新", "days": "30", "text": "甲", "contact": "13800000000", "words": "好", "code": "X-1", "holder": "root",
         "issued_on": "2026-01-01", "score:care": "80", "actual": "5", "source": "账", "amount": "1", "custodian": "root"}  # fmt: skip


def filled(form: Form) -> dict[str, str]:
    """A form with something sensible in what is empty."""
    return {name: text or GIVEN.get(name, "") for name, text in form.sent.items()} | (
        {"actions": "look"} if form.action == "/tokens/" else {}
    )


def counts() -> dict[str, int]:
    return {m.__name__: m._default_manager.count() for m in apps.get_models() if m.__name__.lower() not in BESIDES}


def added(client: Client, form: Form) -> tuple[dict[str, int], dict[str, int]]:
    """What is there more after a form was sent, and after it was sent again."""
    with transaction.atomic():
        before = counts()
        ask(client, form.action, "post", filled(form))
        once = counts()
        ask(client, form.action, "post", filled(form))
        twice = counts()
        transaction.set_rollback(True)
    return ({n: c - before[n] for n, c in once.items() if c != before[n]}, {n: c - once[n] for n, c in twice.items() if c != once[n]})


def test_a_form_that_is_sent_twice_adds_once(world: World) -> None:
    first, again = [], []
    for form in every_form(world):
        if form.method == "post":
            once, twice = added(world.admin, form)
            first += [form.action] if once else []
            again += [(form.action, form.key[3], twice)] if twice else []
    assert len(set(first)) >= 10, first
    assert "\n".join(map(str, again)) == ""

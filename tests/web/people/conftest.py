# SPDX-License-Identifier: Apache-2.0
"""A company with two shops, a scorecard, facts of a month, and somebody in each post."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.web.conftest import SignIn
from tests.web.people.company import PLAN
from yunce.app.installation import Installation
from yunce.app.rounds import RoundKey, RoundStore
from yunce.app.settings import Settings
from yunce.operate.appraisal.entries import Entry
from yunce.web import installed
from yunce.web.accounts.managing import give_post

PEOPLE: Mapping[str, tuple[str, str, str, str]] = {
    "boss": ("worker", "company", "boss", "company"),
    "ann": ("viewer", "a", "clerk_a", "a"),
    "bob": ("viewer", "b", "clerk_b", "b"),
    "fin": ("viewer", "company", "finance", "company"),
    "pay": ("payroll", "", "", ""),
    "pay_a": ("payroll", "a", "", ""),
    "lead_b": ("lead", "b", "", ""),
    "guest": ("viewer", "", "", ""),
    "editor": ("editor", "", "", ""),
}
NAMES = {"ann": "安<script>alert(1)</script>", "bob": "小鲍"}
MARCH = "/people/cards/monthly/2026-03/"
KEY = RoundKey("shops", "monthly", "2026-03")
People = Mapping[str, Client]


@pytest.fixture
def shops(sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation with the plan and a month of both shops: 甲 98, 乙 60."""
    found = Installation(Settings(tmp_path))
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, encoding="utf-8")
    stored, problems = found.add_plan(file)
    assert stored, problems
    load(found, tmp_path / "march.csv", "甲店,2026-03-02,98", "b,2026-03-02,60")
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    installed.installation.cache_clear()
    return found


def load(found: Installation, file: Path, *rows: str) -> None:
    file.write_text("\n".join(["指标,单位,日期,数值", *(f"sales,{row}" for row in rows)]) + "\n", encoding="utf-8")
    found.warehouse.load([file])


@pytest.fixture
def people(shops: Installation, sign_in: SignIn) -> People:
    """Somebody signed in for each of `PEOPLE`."""
    found = {}
    for name, (role, unit, post, place) in PEOPLE.items():
        found[name] = sign_in(role, unit, name)
        user = User.objects.get(username=name)
        User.objects.filter(pk=user.pk).update(first_name=NAMES.get(name, ""))
        if post:
            give_post(user, post, place)
    return found


def entries() -> tuple[Entry, ...]:
    """All that was written of March."""
    return RoundStore(installed.installation().home).entries(KEY)

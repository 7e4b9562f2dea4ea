# SPDX-License-Identifier: Apache-2.0
"""The company that is probed, and people who have nothing to do with its shop."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from tests.web.conftest import SignIn
from tests.web.probes.world import World, make
from yunce.app.installation import Installation
from yunce.app.settings import Settings
from yunce.web import installed


@pytest.fixture
def world(sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: object) -> World:
    """One of each thing, all of the shop, and its administrator signed in."""
    found = Installation(Settings(tmp_path))
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    installed.installation.cache_clear()
    return make(found, sign_in("admin", name="root"))


@pytest.fixture
def stranger(world: World, sign_in: SignIn) -> Client:
    """Somebody who leads another unit, with every right there."""
    return sign_in("admin", "west", name="qian")


@pytest.fixture
def looker(world: World, sign_in: SignIn) -> Client:
    """Somebody who only looks, in another unit."""
    return sign_in("viewer", "west", name="kan")

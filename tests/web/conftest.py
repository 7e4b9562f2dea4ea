# SPDX-License-Identifier: Apache-2.0
"""Pages in process: Django with a home of its own, the fixture installation, people of each role."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings

os.environ["YUNCE_HOME"] = tempfile.mkdtemp(prefix="yunce-web-")
os.environ["YUNCE_INSTALLATION"] = "tests.web.fixture_installation:open_fixture"
os.environ["YUNCE_UPLOAD_MB"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "yunce.web.settings"
if os.environ.get("YUNCE_TEST_DATABASE_URL"):  # the pages of this process on PostgreSQL; what runs beside it has a ledger of its own
    os.environ["YUNCE_DATABASE_URL"] = os.environ["YUNCE_TEST_DATABASE_URL"]
django.setup()
os.environ.pop("YUNCE_DATABASE_URL", None)
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow hash is not what these tests are about
for _name in ("YUNCE_INSTALLATION", "YUNCE_UPLOAD_MB", "DJANGO_SETTINGS_MODULE"):
    del os.environ[_name]  # other rooms' tests and other workers see a clean environment

from django.contrib.auth.models import User  # noqa: E402 - models can be imported only after set-up
from django.test import Client  # noqa: E402

from tests.web.fixture_installation import FixtureInstallation  # noqa: E402
from yunce.web import installed  # noqa: E402
from yunce.web.accounts.access import Role  # noqa: E402
from yunce.web.accounts.people import add_person  # noqa: E402

PASSWORD = "correct horse battery"
SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def home() -> Path:
    return Path(os.environ["YUNCE_HOME"])


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> FixtureInstallation:
    """The installation that the pages of this test see."""
    found = FixtureInstallation()
    installed.installation.cache_clear()
    monkeypatch.setattr(installed, "opener", lambda _path: lambda: found)
    return found


@pytest.fixture
def sign_in(db: None, there: FixtureInstallation) -> Iterator[SignIn]:
    """Sign somebody in with a role in a unit."""

    def signed_in(role: str = "viewer", unit: str = "", name: str = "") -> Client:
        person = add_person(name or f"{role}_{unit or 'all'}", PASSWORD, Role(role), unit)
        client = Client(raise_request_exception=True)
        client.force_login(User.objects.get(pk=person.pk), backend="django.contrib.auth.backends.ModelBackend")
        return client

    yield signed_in
    installed.installation.cache_clear()

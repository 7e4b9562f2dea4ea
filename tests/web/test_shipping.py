# SPDX-License-Identifier: Apache-2.0
"""What is shipped with the pages: others' files unchanged, tables in step with models, safe settings."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from yunce.values.problem import YunceError
from yunce.web import server
from yunce.web.environment import WebEnvironment, database, signing_key

VENDOR = Path(server.__file__).parent / "static" / "vendor"


def test_vendored_files_are_as_published() -> None:
    sums = dict(reversed(line.split()) for line in (VENDOR / "SHA256SUMS").read_text("ascii").splitlines())
    assert sums == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    described = (VENDOR / "README.md").read_text("utf-8")
    assert all(name in described for name in sums)


@pytest.mark.django_db
def test_tables_are_in_step_with_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_debug_is_off_and_hosts_are_named() -> None:
    assert settings.DEBUG is False and "*" not in settings.ALLOWED_HOSTS
    assert WebEnvironment.read({"YUNCE_HOME": "/x", "YUNCE_HOSTS": "a.example, b.example"}).hosts[-2:] == ("a.example", "b.example")


def test_a_limit_that_is_no_number_is_refused() -> None:
    with pytest.raises(YunceError):
        WebEnvironment.read({"YUNCE_HOME": "/x", "YUNCE_UPLOAD_MB": "much"})


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = signing_key(tmp_path)
    assert signing_key(tmp_path) == first and len(first) > 50
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_the_ledger_is_a_file_or_a_server(tmp_path: Path) -> None:
    assert database(tmp_path, "")["OPTIONS"] == {
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-16000;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
    found = database(tmp_path, "postgresql://ann:p%40ss@db.example:5433/yunce?sslmode=require")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == ("ann", "p@ss", "db.example", "5433", "yunce")
    with pytest.raises(YunceError):
        database(tmp_path, "mysql://db/yunce")

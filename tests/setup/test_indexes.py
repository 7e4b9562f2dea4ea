# SPDX-License-Identifier: Apache-2.0
"""uv asks the registries that pip is told to ask."""

from __future__ import annotations

from pathlib import Path

from indexes import uv_settings


def fake_pip(folder: Path, *lines: str) -> Path:
    """A stand-in for a Python whose pip has these settings."""
    path = folder / "python"
    path.write_text("#!/bin/sh\ncat <<'END'\n" + "\n".join(lines) + "\nEND\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_pips_settings_become_uvs(tmp_path: Path) -> None:
    pip = fake_pip(
        tmp_path,
        "global.index-url='https://mirror.example/simple'",
        "global.extra-index-url='https://a.example/simple\\nhttps://b.example/simple'",
        "global.find-links='/wheels'",
        "global.trusted-host='mirror.example'",
        ":env:.cert='/certs.pem'",
        "list.format='columns'",
    )
    assert uv_settings(pip, {}) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
        "UV_FIND_LINKS": "/wheels",
        "UV_INSECURE_HOST": "mirror.example",
        "SSL_CERT_FILE": "/certs.pem",
    }


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    pip = fake_pip(tmp_path, "global.index-url='https://file.example'", ":env:.index-url='https://env.example'")
    assert uv_settings(pip, {})["UV_DEFAULT_INDEX"] == "https://env.example"


def test_what_is_set_for_uv_is_left_alone(tmp_path: Path) -> None:
    pip = fake_pip(tmp_path, "global.index-url='https://mirror.example/simple'")
    assert uv_settings(pip, {"UV_DEFAULT_INDEX": "https://mine.example"}) == {}


def test_no_settings_are_no_settings(tmp_path: Path) -> None:
    assert uv_settings(fake_pip(tmp_path), {}) == {}

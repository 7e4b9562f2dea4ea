# SPDX-License-Identifier: Apache-2.0
"""What all tests share: how hard hypothesis tries, which browser is started, and a clean environment."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import browser as chromium

KEPT = {"YUNCE_SNAP", "YUNCE_CHROMIUM", "YUNCE_TEST_DATABASE_URL"}
for _name in [name for name in os.environ if name.startswith("YUNCE_") and name not in KEPT]:
    del os.environ[_name]  # no test sees the settings of the person who runs it
os.environ["YUNCE_KEEP_READINGS"] = "0"  # nor leaves its plans in that person's cache folder

settings.register_profile("check", max_examples=10, deadline=None, derandomize=True)
settings.register_profile("dev", max_examples=25, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

AS_ROOT = ("--no-sandbox",)
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How the browser is started: the Chromium that set-up saw to, never a silent download."""
    path = chromium.find()
    if not path or not chromium.has_chinese_font():
        pytest.fail(chromium.ADVICE)
    return {**browser_type_launch_args, "executable_path": path, "args": [*AS_ROOT, *QUIET]}

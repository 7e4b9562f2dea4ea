# SPDX-License-Identifier: Apache-2.0
"""Every setting that the source reads is explained, and every explained one is read."""

from __future__ import annotations

import re

from tests.docs.pages import page
from tests.style.sources import modules

FOR_TESTS = {"YUNCE_INSTALLATION"}
"""Read so that tests can put another installation behind the pages."""


def test_settings_are_explained() -> None:
    read = {name for m in modules("src") for name in re.findall(r'"(YUNCE_[A-Z_]+)"', m.text)} - FOR_TESTS
    explained = set(re.findall(r"`(YUNCE_[A-Z_]+)`", page("docs/operations.md")))
    assert read == explained

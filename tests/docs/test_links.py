# SPDX-License-Identifier: Apache-2.0
"""Links in the documents lead somewhere."""

from __future__ import annotations

from tests.docs.pages import PAGES, links
from tests.style.sources import ROOT


def test_links_lead_somewhere() -> None:
    dead = [f"{path.relative_to(ROOT)}: {link}" for path in PAGES for link in links(path) if not (path.parent / link).exists()]
    assert not dead

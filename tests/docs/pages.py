# SPDX-License-Identifier: Apache-2.0
"""The project's pages, and what can be taken out of them: fenced blocks, links, words in code style."""

from __future__ import annotations

import re
from pathlib import Path

from tests.style.sources import ROOT

PAGES = tuple(sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]))


def page(name: str) -> str:
    """The text of one page, named from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    """Fenced blocks whose opening line is exactly of this kind."""
    return re.findall(rf"^```{re.escape(kind)}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def links(path: Path) -> list[str]:
    """Where a page's links and pictures lead, other sites aside."""
    found = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    return [link for link in found if "://" not in link]

# SPDX-License-Identifier: Apache-2.0
"""Take the pictures of the documents from the demo company: `.venv/bin/python scripts/screenshots.py`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

from browser import find
from environment import ROOT, VENV

FOLDER = ROOT / "docs" / "screenshots"
PORT = "8765"
WIDTH, HEIGHT = 1280, 860
PATIENCE = 120_000
PICTURES = {"cockpit": "/"}


@contextmanager
def demo() -> Iterator[str]:
    """The demo company served by a process of its own; gives the link that signs in."""
    home = os.environ.get("YUNCE_HOME") or str(ROOT / "data")
    command = [str(VENV / "bin" / "yunce"), "demo", "--port", PORT]
    variables = {**os.environ, "YUNCE_HOME": home, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=variables) as server:
        try:
            said = iter(server.stdout or ())
            yield next(found.group() for line in said if (found := re.search(r"http://\S*token=\S+", line)))
        finally:
            server.terminate()


def main() -> int:
    """Write every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
        page.goto(link, wait_until="load", timeout=PATIENCE)
        for name, path in PICTURES.items():
            page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="load", timeout=PATIENCE)
            page.screenshot(path=FOLDER / f"{name}.png")
            print(f"  {name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

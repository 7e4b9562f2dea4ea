# SPDX-License-Identifier: Apache-2.0
"""The process that loads uploaded files: `python -m yunce.web.data.worker`, started and stopped by the server."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import django
from filelock import FileLock, Timeout

WAIT_FOR_LOCK = 30


def main() -> int:
    """Work until the input closes (the server has gone) or a signal comes; only one worker an installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunce.web.settings")
    django.setup()
    from django.conf import settings

    from yunce.web.data.jobs import work
    from yunce.web.installed import installation

    stop = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=_watch_input, args=(stop,), daemon=True).start()
    try:
        with FileLock(Path(settings.YUNCE.home) / "worker.lock", timeout=WAIT_FOR_LOCK):
            work(installation(), stop)
    except Timeout:
        return 1
    return 0


def _watch_input(stop: threading.Event) -> None:
    """The server holds the other end of our input: when it closes, however the server ended, we end too."""
    sys.stdin.buffer.read()
    stop.set()


if __name__ == "__main__":
    sys.exit(main())

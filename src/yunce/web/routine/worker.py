# SPDX-License-Identifier: Apache-2.0
"""The process that runs routines: `python -m yunce.web.routine.worker`, started and stopped by the server."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import django
from filelock import FileLock, Timeout

WAIT_FOR_LOCK = 30
IDLE = 2.0


def main() -> int:
    """Work until the input closes (the server has gone) or a signal comes; only one such process an installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yunce.web.settings")
    django.setup()
    from django.conf import settings

    stop = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=_watch_input, args=(stop,), daemon=True).start()
    try:
        with FileLock(Path(settings.YUNCE.home) / "routine.lock", timeout=WAIT_FOR_LOCK):
            work(stop)
    except Timeout:
        return 1
    return 0


def work(stop: threading.Event, *, idle: float = IDLE) -> None:
    """Put what is due into the queue and do what is in it, until told to stop."""
    from django.db import close_old_connections
    from django.utils import timezone

    from yunce.web.routine.schedule import put_due, recover

    recover()
    while not stop.is_set():
        close_old_connections()
        put_due(timezone.now())
        do_all()
        stop.wait(idle)


def do_all() -> None:
    """Everything that waits in the queue, one after the other."""
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.run()


def _watch_input(stop: threading.Event) -> None:
    """The server holds the other end of our input: when it closes, however the server ended, we end too."""
    sys.stdin.buffer.read()
    stop.set()


if __name__ == "__main__":
    sys.exit(main())

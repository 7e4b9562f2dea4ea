# SPDX-License-Identifier: Apache-2.0
"""A worker of the server ends with it, however that ended: nobody keeps answering, or holding helpers back, for one who is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

STOP_SECONDS = 20


def end_with_the_server() -> None:
    """Watch the process that started this one as its worker; without one there is nothing to watch."""
    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_end_after, args=(server,), daemon=True).start()


def _end_after(server: multiprocessing.process.BaseProcess) -> None:
    """Wait for its end, finish what is being answered, and go."""
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(STOP_SECONDS)
    os._exit(1)

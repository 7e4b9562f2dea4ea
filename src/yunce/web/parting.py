# SPDX-License-Identifier: Apache-2.0
"""A worker of the server ends with it, however that ended: nobody keeps answering, or holding helpers back, for one who is gone."""

from __future__ import annotations

import multiprocessing
import os
import threading
from multiprocessing.process import BaseProcess


def end_with_the_server() -> None:
    """Watch the process that started this one as its worker; without one there is nothing to watch."""
    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_end_after, args=(server,), daemon=True).start()


def _end_after(server: BaseProcess) -> None:
    """Go at once: a server that stops in peace ends its workers itself, and what was half written is given up by its transaction.

    Ending in good order would wait for whoever keeps a connection open, and so perhaps for ever.
    """
    server.join()
    os._exit(1)

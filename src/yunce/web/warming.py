# SPDX-License-Identifier: Apache-2.0
"""The first page is asked of a worker that has just begun: what every page needs is loaded while nobody waits for it."""

from __future__ import annotations

import logging
import threading

from yunce.app.asking import Ask
from yunce.values.problem import YunceError

log = logging.getLogger(__name__)


def warm() -> threading.Thread:
    """Look at the current plan once, aside; a request that comes meanwhile waits for the same answer instead of working it out again."""
    thread = threading.Thread(target=_look, name="warming", daemon=True)
    thread.start()
    return thread


def _look() -> None:
    from django.urls import get_resolver

    from yunce.web.installed import installation

    try:
        _ = get_resolver().url_patterns  # every desk with what it stands on
        found = installation()
        if found.versions():
            found.status(Ask())
    except (YunceError, OSError) as e:
        log.info("nothing warmed: %s", e)  # the page that asks tells it in full

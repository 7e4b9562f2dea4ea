# SPDX-License-Identifier: Apache-2.0
"""What the worker does for this desk: reads the sources that were handed in, one at a time."""

from __future__ import annotations

from yunce.app.installation import Installation
from yunce.values.problem import YunceError


def read_next(installation: Installation) -> bool:
    """Read one waiting source; false where none waits. What is withdrawn meanwhile is no longer read."""
    waiting = installation.reviews.waiting()
    if waiting:
        try:
            installation.reviews.read(waiting[0])
        except YunceError:
            if waiting[0] in installation.reviews.store.ids():
                raise
    return bool(waiting)

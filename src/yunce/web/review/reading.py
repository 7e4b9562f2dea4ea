# SPDX-License-Identifier: Apache-2.0
"""What the worker does for this desk: reads the sources that were handed in, one at a time."""

from __future__ import annotations

from yunce.app.installation import Installation


def read_next(installation: Installation) -> bool:
    """Read one waiting source; false where none waits."""
    waiting = installation.reviews.waiting()
    if waiting:
        installation.reviews.read(waiting[0])
    return bool(waiting)

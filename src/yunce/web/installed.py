# SPDX-License-Identifier: Apache-2.0
"""The process's installation, opened once when a page first needs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

from django.conf import settings

if TYPE_CHECKING:
    from yunce.app.installation import Installation


@lru_cache(maxsize=1)
def installation() -> Installation:
    """The installation under `YUNCE_HOME`, opened by the function that `YUNCE_INSTALLATION` names."""
    return opener(settings.YUNCE.opener)()


def opener(path: str) -> Callable[[], Installation]:
    """The function at `package.module:name`."""
    module, _, name = path.partition(":")
    return cast("Callable[[], Installation]", getattr(import_module(module), name))

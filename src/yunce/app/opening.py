# SPDX-License-Identifier: Apache-2.0
"""Opening an installation: settings from the environment, its rooms wired when first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yunce.app.settings import Settings
from yunce.values.problem import Problem, YunceError

if TYPE_CHECKING:
    from yunce.app.installation import Installation


def open_installation(settings: Settings | None = None) -> Installation:
    """The installation of `YUNCE_HOME`, its folder made where it is new. Raises `YunceError` where it cannot be."""
    from yunce.app.installation import Installation

    settings = settings or Settings.read()
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise YunceError(Problem.of("app.home_unwritable", str(settings.home), reason=e.strerror or str(e))) from e
    return Installation(settings)

# SPDX-License-Identifier: Apache-2.0
"""The app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Its name, and a label that no other app has."""

    name = "yunce.web.cases"
    label = "yunce_cases"

    def ready(self) -> None:
        """Let due times wait for the customer."""
        from yunce.operate.workitems.states import Kind
        from yunce.web.cases.clocks import waited
        from yunce.web.workitems.doing import WAKING

        WAKING[Kind.CASE] = waited

# SPDX-License-Identifier: Apache-2.0
"""The app of people."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the trail's listeners once Django is ready."""

    name = "yunce.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect sign-in and sign-out to the trail."""
        from yunce.web.accounts import trail

        trail.listen()

# SPDX-License-Identifier: Apache-2.0
"""The app of the HTTP interface."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens and what they open."""

    name = "yunce.web.api"
    label = "api"

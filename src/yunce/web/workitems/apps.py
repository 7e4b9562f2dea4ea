# SPDX-License-Identifier: Apache-2.0
"""The app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Its name, and a label that no other app has."""

    name = "yunce.web.workitems"
    label = "yunce_work"

# SPDX-License-Identifier: Apache-2.0
"""The app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class RoutineConfig(AppConfig):
    """Its name, and a label that no other app has."""

    name = "yunce.web.routine"
    label = "yunce_routine"

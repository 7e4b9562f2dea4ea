# SPDX-License-Identifier: Apache-2.0
"""Addresses of the routines' page."""

from __future__ import annotations

from django.urls import path

from yunce.web.routine import views

urlpatterns = [
    path("routines/", views.routines, name="routines"),
    path("routines/<str:name>/run/", views.run_now, name="routine-run"),
]

# SPDX-License-Identifier: Apache-2.0
"""Addresses of the agenda."""

from __future__ import annotations

from django.urls import path

from yunce.web.agenda import views

urlpatterns = [
    path("calendar/", views.calendar, name="work-calendar"),
    path("gantt/", views.gantt, name="work-gantt"),
    path("generate/", views.bring_up, name="work-generate"),
]

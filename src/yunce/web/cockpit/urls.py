# SPDX-License-Identifier: Apache-2.0
"""Addresses of the cockpit."""

from __future__ import annotations

from django.urls import path

from yunce.web.cockpit import views

urlpatterns = [
    path("", views.cockpit, name="cockpit"),
    path("rows/<str:metric>/", views.rows, name="rows"),
    path("rows/<str:metric>/export.csv", views.rows_csv, name="rows-csv"),
    path("demo/", views.demo_help, name="demo-help"),
]

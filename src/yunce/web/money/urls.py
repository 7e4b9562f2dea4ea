# SPDX-License-Identifier: Apache-2.0
"""Addresses of the money desk."""

from __future__ import annotations

from django.urls import path

from yunce.web.money import entry_views, plan_views, views

urlpatterns = [
    path("", views.statements, name="money"),
    path("pnl.xlsx", views.book, name="money-book"),
    path("entries/", entry_views.entries, name="money-entries"),
    path("entries/export.csv", entry_views.entries_csv, name="money-entries-csv"),
    path("feasibility/", plan_views.feasibility, name="money-feasibility"),
    path("staffing/", plan_views.staffing, name="money-staffing"),
]

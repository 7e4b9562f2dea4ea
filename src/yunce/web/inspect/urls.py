# SPDX-License-Identifier: Apache-2.0
"""Addresses of inspections."""

from __future__ import annotations

from django.urls import path

from yunce.web.inspect import hazards, inspections, sampling, views

urlpatterns = [
    path("", inspections.inspections, name="inspections"),
    path("hazards/", hazards.hazards, name="hazards"),
    path("sampling/", sampling.calculator, name="sampling"),
    path("status/", views.status, name="inspection-status"),
    path("worker.js", views.worker, name="inspection-worker"),
    path("<slug:item_id>/fill/", views.fill, name="inspection-fill"),
    path("<slug:item_id>/result/", views.result, name="inspection-result"),
]

# SPDX-License-Identifier: Apache-2.0
"""Addresses of the plan desk."""

from __future__ import annotations

from django.urls import path

from yunce.web.plans import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("versions/", views.versions, name="plan-versions"),
    path("diff/", views.diff, name="plan-diff"),
    path("upload/", views.upload, name="plan-upload"),
    path("version/<str:fingerprint>/", views.plan, name="plan-version"),
]

# SPDX-License-Identifier: Apache-2.0
"""Addresses of the plan desk."""

from __future__ import annotations

from django.urls import path

from yunce.web.plans import exporting, views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("versions/", views.versions, name="plan-versions"),
    path("diff/", views.diff, name="plan-diff"),
    path("upload/", views.upload, name="plan-upload"),
    path("version/<str:fingerprint>/current/", exporting.make_current, name="plan-current"),
    path("value/", exporting.change_value, name="plan-value"),
    path("version/<str:fingerprint>/", views.plan, name="plan-version"),
    path("version/<str:fingerprint>/plan.yaml", exporting.export_yaml, name="plan-yaml"),
    path("version/<str:fingerprint>/plan.docx", exporting.export_word, name="plan-word"),
    path("version/<str:fingerprint>/original/", exporting.export_original, name="plan-original"),
]

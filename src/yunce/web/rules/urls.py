# SPDX-License-Identifier: Apache-2.0
"""Addresses of the rules."""

from __future__ import annotations

from django.urls import path

from yunce.web.rules import views

urlpatterns = [
    path("", views.rules, name="rules"),
    path("<str:rule>/", views.rule, name="rule"),
    path("<str:rule>/try/", views.try_out, name="rule-try"),
    path("<str:rule>/store/", views.store, name="rule-store"),
    path("<str:rule>/switch/", views.switch, name="rule-switch"),
]

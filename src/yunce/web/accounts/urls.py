# SPDX-License-Identifier: Apache-2.0
"""Addresses of signing in and out."""

from __future__ import annotations

from django.urls import path

from yunce.web.accounts import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/link/", views.sign_in_link, name="sign-in-link"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("trail/", views.trail, name="trail"),
]

# SPDX-License-Identifier: Apache-2.0
"""Addresses of signing in and out."""

from __future__ import annotations

from django.urls import path

from yunce.web.accounts import people_views, views

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/link/", views.sign_in_link, name="sign-in-link"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("trail/", views.trail, name="trail"),
    path("settings/people/", people_views.people, name="people"),
    path("settings/people/<int:user_id>/", people_views.person, name="person"),
    path("settings/people/<int:user_id>/change/", people_views.change, name="person-change"),
]

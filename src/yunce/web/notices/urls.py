# SPDX-License-Identifier: Apache-2.0
"""Addresses of news."""

from __future__ import annotations

from django.urls import path

from yunce.web.notices import views

urlpatterns = [
    path("", views.news, name="news"),
    path("<int:news_id>/", views.follow, name="news-follow"),
    path("read/", views.read_all, name="news-read"),
]

# SPDX-License-Identifier: Apache-2.0
"""Addresses of the work desk."""

from __future__ import annotations

from django.urls import path

from yunce.web.workitems import figures, lists, opening, views

urlpatterns = [
    path("", views.my_day, name="work"),
    path("new/", opening.new, name="work-new"),
    path("board/", lists.board, name="work-board"),
    path("list/", lists.listing, name="work-list"),
    path("list/export.csv", lists.export, name="work-export"),
    path("figures/", figures.closing, name="work-figures"),
    path("inbox/", lists.inbox_page, name="work-inbox"),
    path("items/<slug:item_id>/", views.item, name="work-item"),
    path("items/<slug:item_id>/step/", views.take_step, name="work-step"),
    path("items/<slug:item_id>/notice/", views.notice, name="work-notice"),
    path("items/<slug:item_id>/evidence/<slug:sha256>/", views.evidence, name="work-evidence"),
]

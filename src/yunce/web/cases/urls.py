# SPDX-License-Identifier: Apache-2.0
"""Addresses of cases."""

from __future__ import annotations

from django.urls import path

from yunce.web.cases import bringing, learning, views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("new/", views.new, name="case-new"),
    path("import/", bringing.bring, name="case-import"),
    path("concerns/", views.concerns, name="case-concerns"),
    path("visits/<slug:item_id>/", views.visit, name="case-visit"),
    path("<slug:item_id>/", views.case, name="case"),
    path("<slug:item_id>/lesson/", learning.learn, name="case-learn"),
    path("<slug:item_id>/stage/", views.stage, name="case-stage"),
    path("<slug:item_id>/contact/", views.reveal, name="case-contact"),
]

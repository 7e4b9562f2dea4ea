# SPDX-License-Identifier: Apache-2.0
"""Addresses of registers."""

from __future__ import annotations

from django.urls import path

from yunce.web.registers import bringing, entry_views, exam_views, views

urlpatterns = [
    path("", views.registers, name="registers"),
    path("entries/<slug:entry_id>/", entry_views.entry, name="register-entry"),
    path("entries/<slug:entry_id>/step/", entry_views.step, name="register-step"),
    path("entries/<slug:entry_id>/files/<slug:sha256>/", entry_views.file, name="register-file"),
    path("of/<str:register_id>/", views.register, name="register"),
    path("of/<str:register_id>/export.csv", views.export, name="register-export"),
    path("of/<str:register_id>/add/", entry_views.new, name="register-add"),
    path("of/<str:register_id>/import/", bringing.bring, name="register-import"),
    path("of/<str:register_id>/bank/", bringing.bank, name="register-bank"),
    path("of/<str:register_id>/exam/", exam_views.exam, name="register-exam"),
    path("of/<str:register_id>/exam/begin/", exam_views.begin, name="register-exam-begin"),
    path("of/<str:register_id>/exam/<int:paper_id>/", exam_views.hand_in, name="register-exam-paper"),
]

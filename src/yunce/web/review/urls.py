# SPDX-License-Identifier: Apache-2.0
"""Addresses of the review desk."""

from __future__ import annotations

from django.urls import path

from yunce.web.review import views
from yunce.web.review.handing import open_sample, open_source, revise
from yunce.web.review.making import make
from yunce.web.review.withdrawing import withdraw

urlpatterns = [
    path("", views.reviews, name="review-list"),
    path("open/", open_source, name="review-open"),
    path("sample/", open_sample, name="review-sample"),
    path("<str:review_id>/", views.review, name="review"),
    path("<str:review_id>/progress/", views.progress, name="review-progress"),
    path("<str:review_id>/decide/", views.decide, name="review-decide"),
    path("<str:review_id>/finding/", views.finding, name="review-finding"),
    path("<str:review_id>/checked/", views.checked, name="review-checked"),
    path("<str:review_id>/news/", views.news, name="review-news"),
    path("<str:review_id>/revise/", revise, name="review-revise"),
    path("<str:review_id>/changes/", views.changes, name="review-changes"),
    path("<str:review_id>/make/", make, name="review-make"),
    path("<str:review_id>/withdraw/", withdraw, name="review-withdraw"),
    path("<str:review_id>/source/<int:number>/", views.source, name="review-source"),
]

# SPDX-License-Identifier: Apache-2.0
"""Addresses of the data desk."""

from __future__ import annotations

from django.urls import path

from yunce.web.data import views

urlpatterns = [
    path("", views.data, name="data"),
    path("jobs/", views.jobs, name="jobs"),
    path("upload/", views.upload, name="upload"),
    path("jobs/<uuid:job_id>/cancel/", views.cancel, name="job-cancel"),
    path("jobs/<uuid:job_id>/map/", views.map_columns, name="job-map"),
    path("batches/<str:batch_id>/", views.batch, name="batch"),
    path("batches/<str:batch_id>/rejects.csv", views.rejects_csv, name="rejects-csv"),
    path("batches/<str:batch_id>/undo/", views.undo, name="batch-undo"),
]

# SPDX-License-Identifier: Apache-2.0
"""Addresses of the people desk. Whose result is asked for stands in the query: a person's id may hold any sign."""

from __future__ import annotations

from django.urls import path

from yunce.web.people import pay_views, views

urlpatterns = [
    path("", views.staff, name="staff"),
    path("cards/<str:card>/", views.card, name="card"),
    path("cards/<str:card>/<str:period>/", views.round_, name="round"),
    path("cards/<str:card>/<str:period>/person/", views.sheet, name="round-sheet"),
    path("cards/<str:card>/<str:period>/do/", views.do, name="round-do"),
    path("cards/<str:card>/<str:period>/hand-in/", views.hand_in, name="round-hand-in"),
    path("cards/<str:card>/<str:period>/pay/", pay_views.pay, name="pay-sheet"),
    path("cards/<str:card>/<str:period>/pay.xlsx", pay_views.pay_file, name="pay-file"),
    path("cards/<str:card>/<str:period>/adjust/", pay_views.adjust, name="round-adjust"),
]

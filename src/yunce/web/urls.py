# SPDX-License-Identifier: Apache-2.0
"""Every address of the pages."""

from __future__ import annotations

from django.urls import include, path

from yunce.web import views

urlpatterns = [
    path("", include("yunce.web.cockpit.urls")),
    path("plan/", include("yunce.web.plans.urls")),
    path("review/", include("yunce.web.review.urls")),
    path("ops/registers/", include("yunce.web.registers.urls")),
    path("ops/", include("yunce.web.agenda.urls")),
    path("ops/", include("yunce.web.workitems.urls")),
    path("data/", include("yunce.web.data.urls")),
    path("rules/", include("yunce.web.rules.urls")),
    path("money/", include("yunce.web.money.urls")),
    path("people/", include("yunce.web.people.urls")),
    path("", include("yunce.web.accounts.urls")),
    path("", include("yunce.web.api.urls")),
    path("", include("yunce.web.routine.urls")),
    path("news/", include("yunce.web.notices.urls")),
    path("ops/cases/", include("yunce.web.cases.urls")),
    path("ops/inspections/", include("yunce.web.inspect.urls")),
    path("theme/", views.theme, name="theme"),
    path("help/", views.keys, name="help"),
    path("search/", views.search, name="search"),
    path("health/", views.health, name="health"),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error

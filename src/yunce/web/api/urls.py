# SPDX-License-Identifier: Apache-2.0
"""Addresses of the interface and of the page of its tokens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from yunce.web.api import views
from yunce.web.api.service import service

_ways = service.urls  # made anew at each asking
for pattern in _ways[0]:
    if pattern.callback is not None:
        login_not_required(pattern.callback)  # a token lets in, not a session

urlpatterns = [
    path("api/v1/", _ways),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<str:token_id>/revoke/", views.revoke_token, name="token-revoke"),
]

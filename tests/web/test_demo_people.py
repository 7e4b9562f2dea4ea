# SPDX-License-Identifier: Apache-2.0
"""The demo company has somebody in each post."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.web.fixture_installation import FixtureInstallation
from yunce.web.accounts.demo_people import people_of
from yunce.web.accounts.models import Grant, Post

pytestmark = pytest.mark.django_db


def test_somebody_holds_each_post_and_superiors_lead() -> None:
    plan = FixtureInstallation().plan()
    people_of(plan)
    people_of(plan)
    assert {(p.user.first_name, p.role, p.unit) for p in Post.objects.all()} == {
        ("店长", "gm", "shop"),
        ("客服主管", "cs_lead", "cs"),
        ("采购", "buyer", "shop"),
    }
    assert set(Grant.objects.values_list("user__username", "role")) == {("gm", "lead"), ("cs_lead", "viewer"), ("buyer", "viewer")}
    assert not any(user.has_usable_password() for user in User.objects.all())

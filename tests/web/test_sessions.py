# SPDX-License-Identifier: Apache-2.0
"""Sessions are read by a question of our own: what has ended or was signed out is gone, and a role taken away counts at once."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.web.conftest import SignIn
from yunce.web.accounts.models import Grant, Post
from yunce.web.accounts.sessions import SessionStore


def test_what_is_kept_is_read_until_it_ends(db: None) -> None:
    store = SessionStore()
    store["who"] = "ann"
    store.save()
    assert SessionStore(store.session_key)["who"] == "ann"
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    ended = SessionStore(store.session_key)
    assert ended.get("who") is None and ended.session_key is None
    assert SessionStore("x" * 32).load() == {}


def test_who_has_signed_out_is_out(sign_in: SignIn) -> None:
    client = sign_in("viewer")
    assert client.get("/ops/").status_code == 200
    Session.objects.all().delete()
    assert client.get("/ops/").status_code == 302


def test_a_role_and_a_post_taken_away_count_at_once(sign_in: SignIn) -> None:
    client = sign_in("viewer", "cs", name="ann")
    Post.objects.create(user_id=Grant.objects.get().user.pk, role="cs_lead", unit="cs")
    assert "你还没有岗位" not in client.get("/ops/").content.decode()
    Post.objects.all().delete()
    assert "你还没有岗位" in client.get("/ops/").content.decode()
    Grant.objects.all().delete()
    assert client.get("/ops/").status_code == 403

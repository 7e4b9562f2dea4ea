# SPDX-License-Identifier: Apache-2.0
"""Before the day: `python -m tests.browser.day.preparing HOME` stores the plan, makes fifty people with sessions and some with tokens.

Prints who they are as JSON: name -> unit, role, the session's key, the token's text.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHOPS = "abcde"
CLERKS, INSPECTORS, WITH_TOKEN = 8, 4, 10


def people() -> dict[str, tuple[str, str, str]]:
    """Name -> role in the pages, unit, post: an administrator, four inspectors, in each shop a lead and eight clerks."""
    found = {"boss": ("admin", "", "boss")}
    found |= {f"inspector{n}": ("worker", "company", "inspector") for n in range(INSPECTORS)}
    found |= {f"lead_{shop}": ("lead", shop, f"lead_{shop}") for shop in SHOPS}
    return found | {f"clerk_{shop}{n}": ("worker", shop, "") for shop in SHOPS for n in range(CLERKS)}


def main(home: Path) -> dict[str, dict[str, str]]:
    from yunce.web import server

    server.prepare(home)
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from yunce.web.accounts.access import Access, Action, Held, Role
    from yunce.web.accounts.managing import give_post
    from yunce.web.accounts.people import add_person
    from yunce.web.api.tokens import Wish, make_token
    from yunce.web.installed import installation

    stored, problems = installation().add_plan(HERE / "company.yaml")
    assert stored is not None, problems
    told: dict[str, dict[str, str]] = {}
    for number, (name, (role, unit, post)) in enumerate(people().items()):
        user = add_person(name, None, Role(role), unit)
        if post:
            give_post(user, post, unit)
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.set_expiry(300 * 86_400)
        session.create()
        told[name] = {"unit": unit, "role": role, "session": str(session.session_key), "token": ""}
        if number < WITH_TOKEN:
            parents = {**dict.fromkeys(SHOPS, "company"), "company": ""}
            actions = tuple(action for action in (Action.LOOK, Action.WORK, Action.VERIFY, Action.ASSIGN) if action_of(action, role))
            token = make_token(user, Access((Held(Role(role), unit),), parents), Wish("接口", unit, actions, 300))
            told[name]["token"] = token[1]
    return told


def action_of(action: str, role: str) -> bool:
    """True for what somebody with this role may lend."""
    from yunce.web.accounts.access import ALLOWED, Role

    return action in ALLOWED[Role(role)]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))

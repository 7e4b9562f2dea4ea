# SPDX-License-Identifier: Apache-2.0
"""What the terminal asks the ledger of people and work. The web keeps it and is called by name: no room imports it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib import import_module
from typing import Protocol, cast

from yunce.app.rounds import RoundKey
from yunce.app.settings import Settings
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.results import Appraisal
from yunce.plan.document import Plan
from yunce.plan.parts.people import Scorecard
from yunce.values.period import Period

SERVER, DOOR, FILE = "yunce.web.server", "yunce.web.people.door", "ledger.sqlite3"


class Ledger(Protocol):
    """The ledger, as a round of appraisal needs it."""

    def people(self, plan: Plan) -> tuple[Person, ...]:
        """Who holds the posts of a plan; nobody where no post is held."""
        ...

    def work(self, card: Scorecard, people: Sequence[Person], period: Period) -> Mapping[tuple[str, str], Decimal]:
        """What the work of these people came to."""
        ...

    def follow(self, key: RoundKey, title: str, result: Appraisal) -> int:
        """Open what follows from a frozen round, once; gives how many were opened."""
        ...


def ledger_of(settings: Settings) -> Ledger | None:
    """The ledger of a home, brought up to date; `None` where nobody has made one yet. Raises `YunceError`."""
    if not settings.database_url and not (settings.home / FILE).is_file():
        return None
    import_module(SERVER).prepare(settings.home)
    return cast("Ledger", import_module(DOOR).Door())

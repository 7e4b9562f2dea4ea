# SPDX-License-Identifier: Apache-2.0
"""The ledger's door for rounds that are closed in the terminal: who holds which post, what work came to, what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from yunce.app.rounds import RoundKey, RoundStore
from yunce.operate.appraisal.people import Person
from yunce.operate.appraisal.results import Appraisal
from yunce.plan.document import Plan
from yunce.plan.parts.people import Scorecard
from yunce.values.period import Period
from yunce.web.installed import installation
from yunce.web.people.following import follow
from yunce.web.people.opening import work_of
from yunce.web.people.seats import holders


class Door:
    """`yunce.app.ledger.Ledger` on the web's database."""

    def people(self, plan: Plan) -> tuple[Person, ...]:
        """Who holds the posts of a plan; nobody where no post is held."""
        return holders(plan)

    def work(self, card: Scorecard, people: Sequence[Person], period: Period) -> Mapping[tuple[str, str], Decimal]:
        """What the work of these people came to."""
        return work_of(card, people, period)

    def follow(self, key: RoundKey, title: str, result: Appraisal) -> int:
        """Open what follows from a frozen round, once."""
        return follow(key, title, result, RoundStore(installation().home))

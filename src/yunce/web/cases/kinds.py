# SPDX-License-Identifier: Apache-2.0
"""The current plan's kinds of cases with the clock that they run on, and the key that customers are known by."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

from django.conf import settings

from yunce.app.installation import Installation
from yunce.operate.cases.handling import Handled
from yunce.operate.cases.report import plain_contact
from yunce.web.workitems.clock import work_clock


def handled_kinds(installation: Installation) -> Mapping[str, Handled]:
    """The kinds of cases of the current plan, by id; none without a plan."""
    if not installation.versions():
        return {}
    clock = work_clock(installation)
    return {kind.id: Handled(kind, clock) for kind in installation.plan().cases}


def contact_key(contact: str) -> str:
    """A keyed hash of a contact: the same for the same contact, telling nothing to who has not the installation's key."""
    plain = plain_contact(contact)
    return hmac.new(f"case|{settings.SECRET_KEY}".encode(), plain.encode(), hashlib.sha256).hexdigest()[:24] if plain else ""

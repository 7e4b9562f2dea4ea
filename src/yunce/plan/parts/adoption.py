# SPDX-License-Identifier: Apache-2.0
"""What a plan takes from a pack as its own: which elements, and who in this organisation plays the pack's roles and units."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from yunce.plan.fields import Part, Text


class Adoption(Part):
    """One pack's work, taken over. `take` and `leave` name lists (`duties`) or elements; an empty `take` is all that the pack offers.

    `roles` and `units` say which of the plan's own stands for one of the pack's; what has the same id needs no saying.
    """

    take: tuple[Text, ...] = ()
    leave: tuple[Text, ...] = ()
    roles: Mapping[str, Text] = Field(default_factory=dict)
    units: Mapping[str, Text] = Field(default_factory=dict)

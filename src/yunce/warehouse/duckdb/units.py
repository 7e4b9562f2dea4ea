# SPDX-License-Identifier: Apache-2.0
"""Which unit a row belongs to: by its own unit, else by platform and shop, else `unassigned`."""

from __future__ import annotations

from yunce.warehouse.port import UnitMap

UNASSIGNED = "unassigned"


def unit_of(units: UnitMap, unit: str | None, platform: str | None, shop: str | None) -> str:
    """The id of the unit that a row with this unit, platform and shop belongs to; without a list of units the row's own word stands.

    >>> unit_of(UnitMap(shops={("tmall", ""): "online"}), None, "tmall", "旗舰店")
    'online'
    """
    if unit and not units.names:
        return unit
    if unit and unit in units.names:
        return units.names[unit]
    candidates = ((platform or "", shop or ""), ("", shop or ""), (platform or "", ""), ("", ""))
    return next((units.shops[c] for c in candidates if c in units.shops), UNASSIGNED)

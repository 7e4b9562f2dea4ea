# SPDX-License-Identifier: Apache-2.0
"""Quotas that cannot be held together, in words: which two, by how much, and the smallest changes that make room."""

from __future__ import annotations

from collections.abc import Mapping

from yunce.engine.cover.quotas import Clash, Quotas, Repair
from yunce.operate.agenda.shares import share_text
from yunce.plan.parts.work import Cover
from yunce.values.problem import Problem

NEEDS = {"population": "对象总数", "year": "全年覆盖", "periods": "每期覆盖", "modes": "各种方式合计"}
LEAVES = {"population": "对象一共只有", "year": "全年覆盖最多", "periods": "各期加起来最多", "modes": "各种方式加起来最多"}


def told(clash: Clash, quotas: Quotas, cover: Cover, path: str, names: Mapping[str, str]) -> Problem:
    """The problem with its proof and its repairs."""
    single = "；或 ".join(_repair(r, quotas, cover) for r in clash.repairs)
    whole = single or "，并 ".join(_repair(r, quotas, cover) for r in clash.together)
    sizes = {"population": quotas.population, "least": clash.least, "most": clash.most}
    said = {"needs": NEEDS[clash.needs], "leaves": LEAVES[clash.leaves], "repairs": whole or "重新商定覆盖要求"}
    return Problem("agenda.cover_infeasible", path, tuple((name, str(value)) for name, value in {**names, **sizes, **said}.items()))


def _repair(repair: Repair, quotas: Quotas, cover: Cover) -> str:
    """One change as it is to be written in the plan."""
    if repair.way == "allow_overlap":
        return f"写 overlap: allowed，让 {repair.to} 个对象用两种方式各查一次"
    places = {"period": "per_period", "year": "per_year", "modes": f"modes.{tuple(cover.modes)[repair.mode]}" if cover.modes else "modes"}
    place = places[repair.way.rpartition("_")[2]]
    return f"{place} 改为 {share_text(repair.to, quotas.population, cover.round)}（{repair.to} 个）"

# SPDX-License-Identifier: Apache-2.0
"""Simulations of an installation's plans; and of a few numbers alone, without a plan."""

from __future__ import annotations

from decimal import Decimal

from yunce.app.asking import Ask
from yunce.app.installation import Installation
from yunce.app.plan_files import read_plan, usable
from yunce.operate.feasibility.results import Feasibility, Worth
from yunce.operate.feasibility.simulating import USUAL, Draws, simulate_plan
from yunce.operate.feasibility.worth import worth_of

__all__ = ["USUAL", "Draws", "Feasibility", "Worth", "simulation_of", "worth_of"]


def simulation_of(
    installation: Installation, plan: str, name: str = "", *, draws: int = 100_000, seed: int = 1, wanted: Decimal = USUAL
) -> Feasibility:
    """One simulation of a plan (its first where none is named). Raises `YunceError`."""
    loaded = read_plan(plan, installation.settings)
    resolved = usable(loaded)
    return simulate_plan(installation.view_of(Ask(), plan), resolved, loaded.fingerprint, name, Draws(draws, seed, wanted))

# SPDX-License-Identifier: Apache-2.0
"""The plan document: one frozen value with every part; the elements are re-exported here under one roof."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import BeforeValidator, Field, PrivateAttr, WithJsonSchema

from yunce.plan.fields import OPEN, Open, Part, Text, plain_text, refuse
from yunce.plan.parts.adoption import Adoption
from yunce.plan.parts.feasibility import Driver, Simulation
from yunce.plan.parts.money import Account, Commission, Matrix, Wage
from yunce.plan.parts.organisation import Headcount, Heading, Role, Theme, Unit
from yunce.plan.parts.people import Allocation, Item, Scorecard, Tier, Transfer
from yunce.plan.parts.rules import CaseKind, Connection, Register, Report, Review, Rule, Service
from yunce.plan.parts.targets import Baseline, BudgetLine, Claim, Metric, Target
from yunce.plan.parts.work import Campaign, Checklist, Duty, Initiative, Phase
from yunce.values.problem import Problem

__all__ = [
    "FORMAT", "LISTS", "Account", "Adoption", "Allocation", "Baseline", "BudgetLine", "Campaign", "CaseKind", "Checklist", "Claim",
    "Commission", "Connection", "Driver", "Duty", "Headcount", "Heading", "Initiative", "Item", "Matrix", "Metric", "Phase", "Plan",
    "Register", "Report", "Review", "Role", "Rule", "Scorecard", "Service", "Simulation", "Target", "Theme", "Tier", "Transfer", "Unit",
    "Wage",
]  # fmt: skip

FORMAT = "1"
"""The number of the plan language that `yunce:` names."""


def _format(raw: object) -> str:
    text = plain_text(raw)
    if text != FORMAT and not isinstance(raw, OPEN):
        raise refuse(Problem.of("plan.format", stated=text, known=FORMAT))
    return text


class Plan(Part):
    """A whole plan, as written. Empty lists are parts that the document does not have."""

    yunce: Annotated[str, BeforeValidator(_format), WithJsonSchema({"enum": [1, "1"]})]
    plan: Heading
    use: tuple[Text, ...] = ()
    adopt: Mapping[str, Adoption] = Field(default_factory=dict)
    themes: tuple[Theme, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    units: tuple[Unit, ...] = ()
    roles: tuple[Role, ...] = ()
    headcount: tuple[Headcount, ...] = ()
    metrics: tuple[Metric, ...] = ()
    targets: tuple[Target, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    claims: tuple[Claim, ...] = ()
    drivers: tuple[Driver, ...] = ()
    simulations: tuple[Simulation, ...] = ()
    phases: tuple[Phase, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    duties: tuple[Duty, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    rules: tuple[Rule, ...] = ()
    services: tuple[Service, ...] = ()
    cases: tuple[CaseKind, ...] = ()
    reviews: tuple[Review, ...] = ()
    registers: tuple[Register, ...] = ()
    items: tuple[Item, ...] = ()
    tiers: tuple[Tier, ...] = ()
    scorecards: tuple[Scorecard, ...] = ()
    commissions: tuple[Commission, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    wages: tuple[Wage, ...] = ()
    accounts: tuple[Account, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    connections: tuple[Connection, ...] = ()
    reports: tuple[Report, ...] = ()

    _open_values: Mapping[str, Open] = PrivateAttr(default_factory=lambda: MappingProxyType({}))

    @property
    def open_values(self) -> Mapping[str, Open]:
        """Unknown and disputed values by their path, e.g. `targets[gmv].value`."""
        return self._open_values

    @property
    def approvable(self) -> bool:
        """True where no value is unknown or disputed."""
        return not self._open_values

    def with_open_values(self, values: Mapping[str, Open]) -> Plan:
        """The same plan, knowing which of its values are open."""
        copy = self.model_copy()
        copy._open_values = MappingProxyType(dict(values))  # noqa: SLF001 - a copy of its own kind
        return copy


LISTS: tuple[str, ...] = tuple(name for name in Plan.model_fields if name not in {"yunce", "plan", "use", "adopt"})
"""The names of the parts that are lists, in the order of the language."""

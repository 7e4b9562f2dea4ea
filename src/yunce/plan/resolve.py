# SPDX-License-Identifier: Apache-2.0
"""A plan with its packs applied and everything that it names found: what all computations start from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from yunce.plan.adoption import adopt
from yunce.plan.canonical import canonical, sha256_of
from yunce.plan.checks.cycles import check_cycles
from yunce.plan.checks.formulas import check_formulas
from yunce.plan.checks.known import Known, known_of
from yunce.plan.checks.locks import check_locks
from yunce.plan.checks.metrics import check_metrics
from yunce.plan.checks.people import check_people
from yunce.plan.checks.periods import check_periods
from yunce.plan.checks.references import check_anchors, check_packs, check_references
from yunce.plan.checks.rules import check_rules
from yunce.plan.checks.simulations import check_simulations
from yunce.plan.checks.splits import check_splits
from yunce.plan.checks.targets import check_targets
from yunce.plan.document import Plan
from yunce.plan.measures import Columns
from yunce.plan.packs import Member, Pack
from yunce.plan.parts.money import Account
from yunce.plan.parts.organisation import Unit
from yunce.plan.parts.targets import Metric, Target
from yunce.plan.parts.work import Checklist
from yunce.values.calendar import Calendar
from yunce.values.problem import Problem, YunceError

CHECKS: tuple[Callable[[Known], Iterator[Problem]], ...] = (
    check_packs,
    check_references,
    check_cycles,
    check_periods,
    check_anchors,
    check_metrics,
    check_targets,
    check_splits,
    check_locks,
    check_simulations,
    check_formulas,
    check_rules,
    check_people,
)
"""What a plan is held to, in the order in which problems are told."""


class UnknownElement(YunceError, LookupError):
    """A caller asks for an element that the plan and its packs do not have."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A plan with what it adopts; metrics and checklists by id (packs' and own, its own winning), the packs' lists, the inputs' hashes."""

    plan: Plan
    metrics: Mapping[str, Metric]
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    lists: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()
    """Accounts of the ledger: the packs', then the plan's own, which win by their id."""

    @property
    def approvable(self) -> bool:
        """True where no value is unknown or disputed."""
        return self.plan.approvable

    def metric(self, own: str) -> Metric:
        """A metric by its id. Raises `UnknownElement`."""
        if own not in self.metrics:
            raise UnknownElement(Problem.of("plan.unknown_metric", id=own, likely="-"))
        return self.metrics[own]

    def target(self, own: str) -> Target:
        """A target by its id. Raises `UnknownElement`."""
        found = next((target for target in self.plan.targets if target.id == own), None)
        if found is None:
            raise UnknownElement(Problem.of("plan.unknown_target", id=own, likely="-"))
        return found

    @property
    def units(self) -> Mapping[str, Unit]:
        """The plan's units by id, in its order."""
        return {unit.id: unit for unit in self.plan.units}


def resolve(
    plan: Plan, packs: Mapping[str, Pack], calendar: Calendar, *, columns: Columns | None = None
) -> tuple[Resolved, tuple[Problem, ...]]:
    """The plan with its packs, and every problem between its parts.

    `packs` are the installed ones by id; `columns` the columns of each table of facts (with the derived `sales`),
    against which measures are checked where it is given.
    """
    plan, adopting = adopt(plan, packs)
    known = known_of(plan, packs, calendar, columns)
    problems = tuple(dict.fromkeys((*adopting, *(problem for check in CHECKS for problem in check(known)))))
    inputs = {f"pack:{pack.pack}": pack.sha256 for pack in known.used} | {"calendar": _calendar_hash(calendar)}
    return Resolved(plan, known.metrics, known.checklists, known.members, inputs, _accounts(known)), problems


def _accounts(known: Known) -> tuple[Account, ...]:
    """The accounts of the packs in use and of the plan."""
    found = {account.id: account for source in (*(pack.accounts for pack in known.used), known.plan.accounts) for account in source}
    return tuple(found.values())


def fingerprint(resolved: Resolved) -> str:
    """The SHA-256 of what a resolved plan means: the same for any order of keys, any comments, any way to write a number."""
    open_values = {path: canonical(value) for path, value in resolved.plan.open_values.items()}
    return sha256_of({"plan": canonical(resolved.plan), "open": open_values, "inputs": dict(resolved.inputs)})


def _calendar_hash(calendar: Calendar) -> str:
    """The SHA-256 of a calendar's days and rules."""
    rules = {name: [str(part) for part in _rule_parts(rule)] for name, rule in calendar.rules.items()}
    days = {day.isoformat(): name for day, name in calendar.holidays.items()}
    published = [str(year) for year in sorted(calendar.published)]
    makeups = [day.isoformat() for day in sorted(calendar.makeups)]
    return sha256_of({"holidays": days, "makeups": makeups, "published": published, "rules": rules})


def _rule_parts(rule: object) -> tuple[object, ...]:
    """The fields of an event's rule in their order, mappings as sorted pairs."""
    parts = (getattr(rule, name) for name in type(rule).__dataclass_fields__)  # type: ignore[attr-defined]
    return tuple(sorted(part.items()) if isinstance(part, Mapping) else part for part in parts)

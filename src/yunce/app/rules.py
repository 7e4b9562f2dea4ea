# SPDX-License-Identifier: Apache-2.0
"""The rules of an installation's plan: which there are, and when they would have fired over its facts or over given files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from yunce.app.clock import today
from yunce.app.kept import Kept
from yunce.app.opening import open_facts
from yunce.app.packs import read_calendars, read_packs
from yunce.app.plan_files import Loaded, read_plan, usable
from yunce.operate.coverage import Coverage
from yunce.operate.facts import View
from yunce.operate.looking import owed_by
from yunce.operate.rules.conditions import conditions_of
from yunce.operate.rules.nights import Memory, Nightly, nightly
from yunce.operate.rules.results import RuleTests
from yunce.operate.rules.testing import Offered, Span, back_test
from yunce.operate.units import unit_tree
from yunce.plan.dump import Document
from yunce.plan.parts.rules import Rule
from yunce.plan.resolve import Resolved
from yunce.values.problem import Problem, YunceError
from yunce.warehouse.tables import TABLES

if TYPE_CHECKING:
    from yunce.app.installation import Installation
    from yunce.app.settings import Settings
    from yunce.warehouse.port import Warehouse


_TESTS: Kept[RuleTests] = Kept()


@dataclass(frozen=True, slots=True)
class RuleAsk:
    """What is asked of a back-test: rules by id (all of the plan's where none is named), days, the day and time of knowledge."""

    rules: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    as_of: date | None = None
    known_at: datetime | None = None
    offered: bool = False
    """Also the rules that the plan's packs offer and it has not adopted."""
    with_noise: bool = True
    changed: Mapping[str, Rule] | None = None
    """Rules to test instead of the plan's own of these ids: an edit that nobody has stored."""


def rules_of(resolved: Resolved) -> tuple[Offered, ...]:
    """The plan's rules, then those that its packs offer besides, each with the pack that it comes from."""
    plan, packs = resolved.plan, read_packs()
    own = {rule.id for rule in plan.rules}
    adopted = {rule.id: name for name in reversed(tuple(plan.adopt)) if name in packs for rule in packs[name].rules}
    found: list[Offered] = [(rule, adopted.get(rule.id, "")) for rule in plan.rules]
    for name in plan.use:
        found += [(rule, name) for rule in packs[name].rules if rule.id not in own] if name in packs else []
    return tuple({rule.id: (rule, pack) for rule, pack in reversed(found)}.values())[::-1]


def rule_tests(warehouse: Warehouse, settings: Settings, plan: str, ask: RuleAsk) -> RuleTests:
    """Back-tests of a plan's rules over the facts of a warehouse. Raises `YunceError`: unknown rule, days turned round; `PlanWrong`."""
    if ask.first and ask.last and ask.last < ask.first:
        raise YunceError(Problem.of("agenda.day_order", "--to", first=ask.first, last=ask.last))
    loaded = read_plan(plan, settings)
    resolved = usable(loaded)
    chosen = _chosen(resolved, ask)
    view = view_of(warehouse, settings, resolved, ask)
    tests, problems = back_test(view, resolved.plan, chosen, Span(ask.first, ask.last, ask.with_noise))
    head = resolved.plan.plan
    return RuleTests(head.id, head.title, loaded.fingerprint, view.as_of, tests, problems)


def kept_tests(warehouse: Warehouse, settings: Settings, fingerprint: str, ask: RuleAsk) -> RuleTests:
    """As `rule_tests` of a stored version; kept while plan, facts and day stay as they are. An edit is worked out each time."""
    if ask.changed is not None:
        return rule_tests(warehouse, settings, fingerprint, ask)
    key = (settings.home, fingerprint, warehouse.version(), today(), ask)
    return _TESTS.get(key, lambda: rule_tests(warehouse, settings, fingerprint, ask))


def rule_night(warehouse: Warehouse, settings: Settings, plan: str, rules: Sequence[str], memory: Memory) -> Nightly:
    """Some rules of a plan as they stand tonight, going on from what was kept. Raises `YunceError` for an unknown rule, `PlanWrong`."""
    resolved = usable(read_plan(plan, settings))
    ask = RuleAsk(tuple(rules))
    chosen = [rule for rule, _ in _chosen(resolved, ask)]
    return nightly(view_of(warehouse, settings, resolved, ask), resolved.plan, chosen, memory)


def meaning_of(plan: str, settings: Settings) -> str:
    """A mark of what rules of a plan rest on: its version and its metrics as its packs define them. Raises `PlanWrong`."""
    loaded = read_plan(plan, settings)
    metrics = sorted((name, metric.model_dump_json()) for name, metric in usable(loaded).metrics.items())
    return sha256(repr((loaded.fingerprint, metrics)).encode()).hexdigest()


def view_of(warehouse: Warehouse, settings: Settings, resolved: Resolved, ask: RuleAsk) -> View:
    """The view of a plan as of the asked day; of the last day that anybody reported, where none is asked for."""
    units = unit_tree(resolved.plan)
    coverage = Coverage.of(warehouse.coverage(tuple(TABLES), units.facts, ask.known_at), owed_by(resolved.plan))
    view = View(resolved.metrics, units, warehouse, coverage, read_calendars(settings.home), ask.as_of or today(), ask.known_at)
    return view if ask.as_of else replace(view, as_of=_latest(coverage, ask.last))


def _latest(coverage: Coverage, last: date | None) -> date:
    """The last reported day, not after today unless later days are asked for."""
    until = max(today(), last or today()).toordinal()
    days = [int(d[d <= until][-1]) for d in coverage.days.values() if (d <= until).any()]
    return date.fromordinal(max(days)) if days else today()


def _chosen(resolved: Resolved, ask: RuleAsk) -> tuple[Offered, ...]:
    known = rules_of(resolved)
    names = {rule.id for rule, _ in known}
    unknown = [name for name in ask.rules if name not in names]
    if unknown:
        shown = "、".join(sorted(names)) or "-"
        raise YunceError(*(Problem.of("rules.unknown", name, id=name, known=shown) for name in unknown))
    own = {rule.id for rule in resolved.plan.rules}
    wanted = set(ask.rules) or (names if ask.offered or not own else own)
    changed = ask.changed or {}
    return tuple((changed.get(rule.id, rule), pack) for rule, pack in known if rule.id in wanted)


@contextmanager
def facts_of(files: Sequence[Path], settings: Settings) -> Iterator[Warehouse]:
    """The facts of a few files alone, in a folder that goes away. Raises `YunceError` where one cannot be read or lost a row."""
    with tempfile.TemporaryDirectory(prefix="yunce-") as folder:
        warehouse = open_facts(replace(settings, home=Path(folder)))
        batches = [batch for file in files for batch in warehouse.load([file])]
        lost = [batch for batch in batches if batch.rejected]
        if lost:
            rows = [(batch.file, row) for batch in lost for row in warehouse.rejects(batch.id).head(5).to_dicts()]
            raise YunceError(
                *(Problem.of("rules.fact_rejected", f"{file}:{r['row']}", column=r["column"], reason=r["reason"]) for file, r in rows)
            )
        yield warehouse


def plan_rules(plan: str, settings: Settings) -> tuple[Loaded, tuple[Offered, ...]]:
    """A plan with all the rules that it has or is offered. Raises `PlanWrong`."""
    loaded = read_plan(plan, settings)
    return loaded, rules_of(usable(loaded))


def changed_rule(rule: Rule, when: str, close_when: str) -> Rule:
    """A rule with other conditions, to be tested before anybody stores it."""
    return rule.model_copy(update={"when": when.strip(), "close_when": close_when.strip()})


def store_conditions(installation: Installation, fingerprint: str, rule: Rule, by: str) -> tuple[str, tuple[Problem, ...]]:
    """A new current version of a plan in which one of its own rules has other conditions; its fingerprint, or what is wrong with it.

    Raises `YunceError` where the version's text has no such rule.
    """
    document = Document(installation.plan_source(fingerprint))
    path = f"rules[{rule.id}]"
    document = document.with_value(f"{path}.when", rule.when)
    if rule.close_when:
        document = document.with_value(f"{path}.close_when", rule.close_when)
    elif next((own.close_when for own in installation.plan(fingerprint).rules if own.id == rule.id), ""):
        document = document.without(f"{path}.close_when")
    with tempfile.TemporaryDirectory(prefix="yunce-") as folder:
        file = Path(folder) / "plan.yaml"
        file.write_text(document.text, encoding="utf-8")
        stored, problems = installation.add_plan(file, by=by)
    return (stored.fingerprint if stored else ""), problems


def rule_problems(rule: Rule, plan: str, settings: Settings) -> tuple[Problem, ...]:
    """What is wrong with the conditions of a rule, if it stood in a plan."""
    resolved = usable(read_plan(plan, settings))
    return conditions_of(resolved.plan, resolved.metrics, (rule,))[1]

# SPDX-License-Identifier: Apache-2.0
"""The examples of the page on the plan language are plans: right where it says so, wrong where it says so."""

from __future__ import annotations

from pathlib import Path

from tests.docs.pages import blocks, page
from yunce.app.packs import read_calendars, read_packs
from yunce.plan.parse import parse
from yunce.plan.resolve import resolve
from yunce.values.problem import has_errors

PAGE = page("docs/plan-language.md")


def test_the_blocks_together_are_a_valid_plan() -> None:
    plan, problems = parse("\n".join(blocks(PAGE, "yaml")))
    assert not has_errors(problems), problems
    assert plan is not None
    assert [target.id for target in plan.targets] == ["second_half", "turned", "marketing"]


def test_what_is_adopted_from_a_pack_has_its_owners(tmp_path: Path) -> None:
    (adopting,) = blocks(PAGE, "yaml adopt")
    plan, problems = parse("\n".join(blocks(PAGE, "yaml")).replace("use: [ecommerce]\n", adopting))
    assert plan is not None and not has_errors(problems), problems
    resolved, more = resolve(plan, read_packs(), read_calendars(tmp_path))
    assert not has_errors(more), more
    adopted = {duty.id: duty.owner for duty in resolved.plan.duties}
    assert adopted == {
        "apron_inspection": "head",
        "vehicle_check": "service_lead",
        "safety_inspection": "head",
        "instrument_round": "service_lead",
    }
    assert [register.id for register in resolved.plan.registers] == ["instruments"]


def test_all_that_is_wrong_is_reported_at_once() -> None:
    (wrong,) = blocks(PAGE, "yaml wrong")
    head = blocks(PAGE, "yaml")[0]
    _, problems = parse(head + wrong)
    paths = {problem.path for problem in problems}
    assert {"targets[autumn].period", "targets[autumn].value", "targets[autumn].ownr"} <= paths

# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from yunce.app.demo import plan_text, write_plan
from yunce.app.demo.relabel import LAST_DAY
from yunce.app.packs import read_calendars, read_packs
from yunce.app.plan_files import columns_of_facts
from yunce.plan.document import Plan
from yunce.plan.parse import parse
from yunce.plan.parts.targets import Target
from yunce.plan.resolve import resolve
from yunce.values.problem import has_errors
from yunce.values.quantity import Quantity


@pytest.fixture(scope="module")
def plan() -> Plan:
    found, problems = parse(plan_text(), name="plan.yaml")
    assert found is not None
    assert not has_errors(problems), problems
    return found


def amount(value: object) -> Decimal:
    assert isinstance(value, Quantity)
    return value.amount


def months(target: Target) -> dict[str, Decimal]:
    step = next(step for step in target.split if step.by == "month")
    return {month: amount(value) for month, value in step.values.items()}


def test_months_sum_to_the_year_and_shops_to_the_company(plan: Plan) -> None:
    """Company 5200万 = Tmall 3600万 + Douyin 1600万, in the year and in each month."""
    company, tmall, douyin = (next(t for t in plan.targets if t.id == name) for name in ("gmv_company", "gmv_tmall", "gmv_douyin"))
    for target in (company, tmall, douyin):
        assert sum(months(target).values()) == amount(target.value)
        assert len(months(target)) == 12
    assert {month: value + months(douyin)[month] for month, value in months(tmall).items()} == months(company)


def test_the_plan_resolves_without_a_remark(plan: Plan, tmp_path: Path) -> None:
    resolved, problems = resolve(plan, read_packs(), read_calendars(tmp_path), columns=columns_of_facts())
    assert problems == ()
    assert resolved.approvable


def test_the_plan_is_written_as_a_file(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plans")
    assert path.read_text(encoding="utf-8") == plan_text()


def test_the_demo_day_lies_in_the_plan(plan: Plan) -> None:
    period = plan.plan.period
    assert period is not None
    assert period.contains(LAST_DAY)


def test_each_target_quotes_the_plan_and_has_an_owner(plan: Plan) -> None:
    assert all(target.source is not None and target.source.quote and target.owner for target in plan.targets)


def test_the_plan_uses_most_parts_of_the_language(plan: Plan) -> None:
    empty = {name for name in Plan.model_fields if not getattr(plan, name)}
    assert empty <= {"accounts", "adopt", "commissions", "connections", "drivers", "matrices", "wages"}


def test_quotes_are_whole_sentences(plan: Plan) -> None:
    """An ASCII comma inside an unquoted flow mapping would cut a quote short."""
    assert all(target.source is not None and target.source.quote.endswith("。") for target in plan.targets)

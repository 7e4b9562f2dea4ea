# SPDX-License-Identifier: Apache-2.0
"""The demo companies of the trades: plans without a fault, facts that hold together, every target with a number of its own."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.operate.looking import view
from yunce.app.asking import Ask
from yunce.app.demo.relabel import LAST_DAY
from yunce.app.demo.series import Series, days_of, values_of
from yunce.app.demo.trades import Trade, read_trade, trades, write_trade
from yunce.app.demo.words import README_NAME
from yunce.app.demonstration import demo_packs, prepare_demo
from yunce.app.packs import pack_names, read_calendars, read_packs
from yunce.app.plan_files import columns_of_facts
from yunce.checker.plans.checking import check_plan
from yunce.operate.agenda.contract import Given
from yunce.operate.agenda.gathering import agenda
from yunce.operate.feasibility.simulating import Draws, simulate_plan
from yunce.operate.units import unit_tree
from yunce.plan.parse import parse
from yunce.plan.resolve import Resolved, resolve
from yunce.values.period import Period
from yunce.values.problem import Severity, YunceError
from yunce.warehouse.port import Progress

TRADES = trades()


def resolved(trade: Trade, home: Path) -> Resolved:
    plan, problems = parse(trade.plan, name=trade.pack)
    assert plan is not None and problems == (), problems
    found, more = resolve(plan, read_packs(), read_calendars(home), columns=columns_of_facts())
    assert not [p for p in more if p.severity is not Severity.NOTE], more
    return found


def test_every_pack_has_a_demo_company() -> None:
    working = {name for name, pack in read_packs().items() if pack.duties}
    assert set(demo_packs()) == {*working, "ecommerce"} <= set(pack_names())
    assert demo_packs()[0] == "ecommerce"


@pytest.mark.parametrize("name", TRADES)
def test_its_plan_stands_and_adopts_its_pack(name: str, tmp_path: Path) -> None:
    found = resolved(read_trade(name), tmp_path)
    assert found.approvable and list(found.plan.adopt) == [name]
    for part in ("duties", "registers", "cases", "reviews", "scorecards"):
        assert {e.id for e in getattr(found.plan, part)} >= {e.id for e in getattr(read_packs()[name], part)}, part
    assert all(target.owner and target.unit for target in found.plan.targets)
    assert found.plan.units and found.plan.campaigns and found.plan.initiatives and found.plan.rules


@pytest.mark.parametrize("name", TRADES)
def test_its_duties_find_whom_to_inspect(name: str, tmp_path: Path) -> None:
    plan = resolved(read_trade(name), tmp_path).plan
    kinds = {unit.kind for unit in plan.units}
    assert all(any(f"'{kind}'" in duty.cover.of for kind in kinds if kind) for duty in plan.duties if duty.cover)


@pytest.mark.parametrize("name", TRADES)
def test_its_pack_becomes_a_year_of_work(name: str, tmp_path: Path) -> None:
    """Every duty and review of the pack is on somebody's list within the year, every coverage can be met."""
    plan = resolved(read_trade(name), tmp_path).plan
    found = agenda(plan, read_calendars(tmp_path), Period(date(2026, 1, 1), date(2027, 1, 1)), Given())
    assert found.problems == ()
    worked = {opening.element for opening in found.openings}
    assert worked >= {f"{part}.{each.id}" for part in ("duties", "reviews") for each in getattr(read_packs()[name], part)}
    roles = {role.id for role in plan.roles}
    assert all(opening.owner in roles for opening in found.openings)


@pytest.mark.parametrize("name", TRADES)
def test_the_checker_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    assert check_plan(resolved(read_trade(name), tmp_path).plan).findings == ()


@pytest.mark.parametrize("name", TRADES)
def test_its_facts_speak_of_the_plans_metrics_and_units(name: str, tmp_path: Path) -> None:
    trade = read_trade(name)
    found = resolved(trade, tmp_path)
    names, ids = {unit.name for unit in found.plan.units}, set(found.units)
    assert {series.name for series in trade.measures} <= set(found.metrics)
    assert {unit for series in (*trade.measures, *trade.ledger) for unit in series.units} <= names
    assert {posting.unit for posting in trade.postings} <= names
    known = {word for account in found.accounts for word in (account.id, account.label)}
    assert {series.name for series in trade.ledger} | {posting.account for posting in trade.postings} <= known
    assert {line.unit for line in trade.calls} <= ids
    assert trade.company in trade.plan


@pytest.mark.parametrize("name", TRADES)
def test_its_accounts_have_budgets_and_some_money_is_promised(name: str, tmp_path: Path) -> None:
    trade = read_trade(name)
    found = resolved(trade, tmp_path)
    accounts = {account.id: account for account in found.accounts}
    held = [line for line in found.plan.budget if line.account]
    assert len({line.account for line in held}) >= 4
    assert all(accounts[line.account].kind != "revenue" for line in held)
    assert any(posting.state for posting in trade.postings)
    assert {p.day.year for p in trade.postings} == {LAST_DAY.year} and max(p.day for p in trade.postings) <= LAST_DAY


@pytest.mark.parametrize("name", TRADES)
def test_its_simulation_is_uncertain_and_says_something(name: str, tmp_path: Path) -> None:
    """No goal is sure and all of them have a probability; money is paid as the plan writes it, limits pay nothing."""
    found = resolved(read_trade(name), tmp_path)
    looking = replace(view(LAST_DAY.isoformat(), metrics=dict(found.metrics)), units=unit_tree(found.plan))
    made = simulate_plan(looking, found, "f", "", Draws(2000))
    goals = [goal for goal in made.goals if goal.kind == "goal"]
    assert len(goals) >= 2 and any(Decimal("0.05") < goal.probability < Decimal("0.98") for goal in goals)
    assert len(made.tornado) >= 2 and len(made.cash) == 12
    assert made.invested >= sum(line.amount.amount for line in found.plan.budget if not line.is_limit)  # type: ignore[union-attr, misc]


@pytest.mark.parametrize("name", TRADES)
def test_the_same_bytes_every_time_and_a_readme_beside(name: str, tmp_path: Path) -> None:
    told: list[Progress] = []
    first, second = (write_trade(read_trade(name), tmp_path / run, watch=told.append) for run in ("one", "two"))
    assert [_digest(path) for path in first] == [_digest(path) for path in second]
    assert [step.file for step in told[: len(first)]] == [path.name for path in first]
    assert "虚构" in (tmp_path / "one" / README_NAME).read_text("utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", TRADES)
def test_parts_never_exceed_their_whole(name: str) -> None:
    trade = read_trade(name)
    values = values_of(trade.measures, name)
    for series in trade.measures:
        if series.of and not series.digits and series.share < 1:
            for (own, unit), days in values.items():
                assert own != series.name or all(part <= values[series.of, unit][day] for day, part in days.items())


@pytest.mark.slow
@pytest.mark.parametrize("name", TRADES)
def test_it_loads_and_every_target_has_its_number(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path))
    said: list[str] = []
    there = prepare_demo(announce=said.append, pack=name)
    assert there.is_demo and there.demo.pack == name and "虚构" in there.demo.notice and there.demo.notice in said[0]
    assert not [batch for batch in there.warehouse.batches() if batch.rejected]
    status = there.status(Ask())
    assert not [(t.id, p.code) for t in status.targets for p in status.problems], status.problems
    assert not [t.id for t in status.targets if t.actual is None]
    assert not [t.id for t in status.targets if t.missing]
    assert (LAST_DAY - status.as_of).days <= 6
    again = prepare_demo(announce=said.append, pack=name)
    assert len(said) == 1 and len(again.warehouse.batches()) == len(there.warehouse.batches())


def test_one_home_holds_one_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUNCE_HOME", str(tmp_path))
    (tmp_path / "demo.json").write_text(json.dumps({"plan": "x", "files": []}), encoding="utf-8")
    for pack, code in (("airport", "demo.other"), ("harbour", "demo.unknown")):
        with pytest.raises(YunceError) as wrong:
            prepare_demo(announce=print, pack=pack)
        assert [p.code for p in wrong.value.problems] == [code]


def test_by_hand() -> None:
    """A level of 100 that doubles on Saturdays and falls to a half from a day on; a share without noise of money is exact."""
    turn = days_of("day")[10]
    level = Series("calls", {"A": 100.0}, weekend=2.0, noise=0.0, turns={turn: 0.5})
    values: Mapping[tuple[str, str], Mapping[object, Decimal]] = values_of(
        (level, Series("paid", {}, "calls", 0.25, noise=0.0, digits=2)), "x"
    )  # type: ignore[assignment]
    days = days_of("day")
    assert [str(values["calls", "A"][day]) for day in days[:5]] == ["100", "100", "200", "200", "100"], "2026-01-01 is a Thursday"
    assert str(values["calls", "A"][turn]) == "100" and turn.weekday() == 6
    assert str(values["paid", "A"][days[0]]) == "25.00"


def test_files_are_what_people_hand_in(tmp_path: Path) -> None:
    measures, ledger = write_trade(read_trade("property"), tmp_path)
    with measures.open(encoding="utf-8-sig") as text:
        assert next(csv.reader(text)) == ["日期", "单位", "指标", "数值"]
    with ledger.open(encoding="utf-8-sig") as text:
        rows = list(csv.DictReader(text))
    assert len({row["流水号"] for row in rows}) == len(rows)
    assert {"物业费", "人工"} <= {row["科目"] for row in rows}

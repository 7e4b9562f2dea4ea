# SPDX-License-Identifier: Apache-2.0
"""What every shipped pack is held to: exact metrics, whole checklists, work that any plan can adopt as it stands."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from yunce.app.packs import pack_names, read_calendars, read_pack, read_packs
from yunce.app.plan_files import columns_of_facts
from yunce.plan.adoption import OFFERED
from yunce.plan.canonical import canonical
from yunce.plan.packs import Pack
from yunce.plan.parse import parse
from yunce.plan.resolve import Resolved, resolve
from yunce.plan.walk import pointers, walk
from yunce.values.period import Period
from yunce.values.problem import Problem, Severity

TRADES = ("airport", "bank", "contact_centre", "pharmacy", "platform", "project_sales", "property")
ACCOUNTING = ("mall", "shop_money", "unit_accounting", "website")
"""Packs of pay and accounts: a scorecard or a chart of accounts, no work of a trade."""
KIND = re.compile(r"kind == '(\w+)'")


def resolved(document: dict[str, object], home: Path) -> tuple[Resolved, tuple[Problem, ...]]:
    plan, problems = parse(json.dumps({"yunce": 1, "plan": {"id": "p", "period": "2026"}, **document}, default=str))
    assert plan is not None and problems == (), problems
    return resolve(plan, read_packs(), read_calendars(home), columns=columns_of_facts())


def kinds(pack: Pack) -> set[str]:
    """The kinds of units that the pack's duties cover."""
    return {kind for duty in pack.duties if duty.cover for kind in KIND.findall(duty.cover.of)}


def adopting(pack: Pack) -> dict[str, object]:
    """A plan with a role and a unit for each of the pack's, and two units of each kind that is covered."""
    covered = [{"id": f"{kind}_{n}", "name": f"{kind} {n}", "kind": kind} for kind in sorted(kinds(pack)) for n in (1, 2)]
    return {
        "use": [pack.pack],
        "adopt": {pack.pack: {}},
        "units": [*({"id": u.id, "name": u.name} for u in pack.units), *covered],
        "roles": [{"id": r.id, "name": r.name} for r in pack.roles],
    }


def test_every_trade_has_its_pack() -> None:
    assert set(pack_names()) == {*TRADES, *ACCOUNTING, "ecommerce", "workitems"}


@pytest.mark.parametrize("name", TRADES)
def test_a_pack_has_every_part(name: str) -> None:
    pack = read_pack(name)
    assert pack.pack == name and pack.title and pack.version and pack.note
    for part in ("metrics", "checklists", "duties", "cases", "reviews", "registers", "scorecards", "roles", "units"):
        assert getattr(pack, part), part


@pytest.mark.parametrize("name", pack_names())
def test_its_metrics_written_as_a_plans_own_pass_every_check(name: str, tmp_path: Path) -> None:
    pack = read_pack(name)
    own = [metric.model_dump(mode="json", by_alias=True, exclude_defaults=True) for metric in pack.metrics]
    _, problems = resolved({"metrics": own}, tmp_path)
    assert problems == ()
    assert not [m.id for m in pack.metrics if not (m.name and m.measured_in and m.definition.endswith("。"))]


@pytest.mark.parametrize("name", pack_names())
def test_a_word_means_one_metric(name: str) -> None:
    """What is entered by hand is found by id, name or synonym: no two metrics of a pack share one."""
    words = Counter(word for m in read_pack(name).metrics for word in {m.id, m.name, *m.synonyms})
    assert not [word for word, count in words.items() if count > 1]


def test_one_id_means_the_same_in_all_packs() -> None:
    meanings: dict[str, set[str]] = {}
    for pack in read_packs().values():
        for metric in pack.metrics:
            meaning = {key: value for key, value in dict(canonical(metric)).items() if key not in {"synonyms", "definition"}}  # type: ignore[call-overload]
            meanings.setdefault(metric.id, set()).add(json.dumps(meaning, sort_keys=True, ensure_ascii=False))
    assert not {own: said for own, said in meanings.items() if len(said) > 1}


@pytest.mark.parametrize("name", TRADES)
def test_its_work_becomes_a_plans_own(name: str, tmp_path: Path) -> None:
    pack = read_pack(name)
    found, problems = resolved(adopting(pack), tmp_path)
    assert not [p for p in problems if p.severity is not Severity.NOTE]
    for part in OFFERED:
        assert [e.id for e in getattr(found.plan, part)] == [e.id for e in getattr(pack, part)]
        assert all(f"pack:{name}" in e.tags for e in getattr(found.plan, part))
    assert all(each.owner for each in (*found.plan.duties, *found.plan.reviews)), "work without an owner is nobody's"


@pytest.mark.parametrize("name", TRADES)
def test_it_declares_whom_it_names(name: str) -> None:
    pack = read_pack(name)
    named = {p.id for part in OFFERED for e in getattr(pack, part) for at, inner in walk(e) for p in pointers(at, inner)
             if p.id and {"roles", "units"} & set(p.lists)}  # fmt: skip
    assert named == {part.id for part in (*pack.roles, *pack.units)}


@pytest.mark.parametrize("name", TRADES)
def test_its_checklists_can_be_filled_and_judged(name: str) -> None:
    for sheet in read_pack(name).checklists:
        assert sheet.version and sheet.title and len(sheet.items) >= 3
        for item in sheet.items:
            place = f"{name}.{sheet.id}.{item.id}"
            assert item.text, place
            assert item.kind != "number" or item.measured_in, f"{place}: a number without its unit"
            assert item.kind != "score" or (item.weight is not None and item.limits is not None), f"{place}: a score without its full mark"
            assert item.kind != "choice" or len(item.options) > 1, place
            judged = item.kind == "pass_fail" or (item.kind == "number" and item.limits is not None)
            assert not judged or item.severity or item.kind == "number", f"{place}: how grave is a failure?"
            assert item.limits is None or item.kind in {"number", "score"}, place


@pytest.mark.parametrize("name", TRADES)
def test_scores_of_a_sheet_stay_inside_their_full_marks(name: str) -> None:
    for sheet in read_pack(name).checklists:
        for item in sheet.items:
            if item.kind == "score" and item.limits is not None and item.limits.low is not None and item.weight is not None:
                assert 0 < item.limits.low < item.weight.amount


@pytest.mark.parametrize("name", TRADES)
def test_nothing_that_follows_from_a_grade_ends_employment(name: str) -> None:
    texts = [follow.then.title for card in read_pack(name).scorecards for follow in card.follow]
    assert texts and not [text for text in texts if re.search("辞退|解除|开除|淘汰|罚款|扣款", text)]


def test_the_page_shows_each_pack_and_what_it_offers() -> None:
    page = (Path(__file__).parents[2] / "docs" / "packs.md").read_text("utf-8")
    for pack in read_packs().values():
        assert f"`{pack.pack}`" in page and pack.title in page
        missing = [role.id for role in (*pack.roles, *pack.units) if f"`{role.id}`" not in page]
        assert not missing, (pack.pack, missing)


def test_sales_windows_are_those_of_the_packs_that_are_used(tmp_path: Path) -> None:
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    shop, airport = (read_calendars(tmp_path, use).occasions(year) for use in (("ecommerce",), ("airport",)))
    assert {o.title for o in shop if o.phases} >= {"618", "双11"}
    assert not [o.title for o in airport if o.phases]
    assert {o.title for o in airport} == {o.title for o in shop}, "feasts are everybody's"

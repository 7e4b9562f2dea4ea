# SPDX-License-Identifier: Apache-2.0
"""Appraisal and pay in the plan language: shares close, tiers rise, posts exist; what is left at its default leaves the fingerprint."""

from __future__ import annotations

from yunce.plan.packs import Pack
from yunce.plan.parse import parse
from yunce.plan.resolve import fingerprint, resolve
from yunce.values.calendar import read_calendar

HEAD = "yunce: 1\nplan: {id: p, title: 计划, period: 2026}\n"
CALENDAR, _ = read_calendar()


def codes(text: str) -> list[str]:
    plan, problems = parse(HEAD + text)
    assert plan is not None, problems
    return [p.code for p in (*problems, *resolve(plan, {}, CALENDAR)[1])]


def test_a_distribution_closes() -> None:
    card = "scorecards: [{id: c, grades: [{name: A, from: 90, share: 20%}, {name: B, from: 0, share: REST}]}]"
    assert codes(card.replace("REST", "80%")) == []
    assert codes(card.replace("REST", "70%")) == ["appraisal.shares"]


def test_linked_scores_leave_something_for_oneself() -> None:
    text = "scorecards: [{id: u}, {id: c, link: [{card: u, by: score, weight: %s}]}]"
    assert codes(text % "30%") == []
    assert codes(text % "100%") == ["appraisal.link_weights"]
    assert codes("scorecards: [{id: c, link: [{card: nobody}]}]") == ["plan.unknown_scorecard"]


def test_a_matrix_closes_over_posts_that_exist() -> None:
    text = "roles: [{id: a, name: 客服}, {id: b, name: 库管}]\nmetrics: [{id: m, name: 物流分, measured_in: 分, kind: last}]\n"
    assert "appraisal.matrix" in codes(text + "matrices: [{id: d, shares: {m: {a: 30%, b: 60%}}}]")
    assert codes(text + "matrices: [{id: d, shares: {m: {a: 30%, c: 70%}}}]")[-1] == "plan.unknown_role"


def test_tiers_of_commission_rise() -> None:
    text = "commissions: [{id: s, tiers: [{from: 10万, rate: 1%}, {from: 5万, rate: 2%}]}]"
    assert codes(text) == ["appraisal.tiers"]


def test_accounts_of_a_pack_are_there_and_the_plans_own_win() -> None:
    plan, _ = parse(HEAD + "use: [shop]\naccounts: [{id: rent, name: 租金, kind: shared}]")
    pack = Pack.model_validate({"pack": "shop", "accounts": [{"id": "rent", "kind": "direct"}, {"id": "sales", "kind": "revenue"}]})
    assert plan is not None
    resolved, _ = resolve(plan, {"shop": pack}, CALENDAR)
    assert [(a.id, a.kind) for a in resolved.accounts] == [("rent", "shared"), ("sales", "revenue")]


def test_defaults_leave_the_fingerprint_alone() -> None:
    plain, _ = parse(HEAD + "scorecards: [{id: c, items: [{weight: 100}]}]")
    said, _ = parse(HEAD + "scorecards: [{id: c, missing: '', items: [{weight: 100, kind: ''}]}]")
    assert plain is not None and said is not None
    assert fingerprint(resolve(plain, {}, CALENDAR)[0]) == fingerprint(resolve(said, {}, CALENDAR)[0])


def test_a_pool_is_stated_once_for_cards_of_one_period() -> None:
    cards = """scorecards:
      - {id: front, items: [{id: work, weight: 100}], pool: {limit: base, with: [back]}}
      - {id: back, items: [{id: work, weight: 100}]}
    """
    assert codes(cards) == []
    assert codes(cards.replace("100}]}\n    ", "100}], pool: {limit: base}}\n    ")) == ["appraisal.pool_twice"]
    assert codes(cards.replace("with: [back]", "with: [front]")) == ["appraisal.pool_twice"]
    assert codes(cards.replace("id: back,", "id: back, period: quarter,")) == ["appraisal.pool_period"]
    assert codes(cards.replace("with: [back]", "with: [bank]")) != []

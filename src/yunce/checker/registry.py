# SPDX-License-Identifier: Apache-2.0
"""All rules in the order in which they are told."""

from __future__ import annotations

from yunce.checker import bands, crews, digits, goals, law, records, running, texts
from yunce.checker.dates import rows, single
from yunce.checker.paper import Paper
from yunce.checker.rules import Rule
from yunce.checker.sums import apart, balance, drivers, formula, headed, lists, mining, prose, rates, shares, tables, told

RULES: tuple[Rule[Paper], ...] = (
    prose.total_behind,
    prose.parts_behind,
    prose.parts_in_brackets,
    formula.formula_holds,
    tables.column_totals,
    tables.row_totals,
    mining.odd_line,
    lists.list_total,
    lists.list_parent,
    shares.shares_in_prose,
    shares.shares_in_tables,
    shares.shares_in_lists,
    rates.growth_holds,
    rates.rate_holds,
    rates.share_holds,
    drivers.driver_product,
    drivers.average_holds,
    drivers.change_holds,
    balance.balance_holds,
    headed.headed_lines,
    told.periods_add_up,
    told.times_each,
    told.share_comes_to,
    told.notes_agree,
    apart.next_sentence,
    apart.shares_in_turn,
    single.impossible_day,
    single.reversed_span,
    single.outside_year,
    single.wrong_weekday,
    rows.out_of_order,
    rows.stages_meet,
    bands.gap_between,
    bands.overlap_between,
    bands.shared_end,
    bands.out_of_order,
    digits.lost_separator,
    digits.hidden_number,
    digits.rate_over_hundred,
    digits.broken_grouping,
    records.over_limit,
    records.tier_ratio,
    records.roi_against_spend,
    crews.staffed_by_ratio,
    crews.shifts_fill_total,
    crews.pay_fills_total,
    crews.served_by_each,
    running.checks_can_be_done,
    running.runs_out,
    running.never_fires,
    running.two_triggers,
    goals.two_values,
    goals.stretch_below,
    goals.no_measure,
    goals.no_owner,
    goals.no_period,
    goals.coverage_reached,
    goals.payback_claim,
    goals.limits_cross,
    law.fake_orders,
    law.recruiting,
    law.last_rank,
    law.fines,
    law.overtime,
    law.raised_prices,
    law.public_funds,
    law.claims,
    law.utilities,
    law.working_hours,
    texts.truncated,
    texts.placeholder,
    texts.empty_section,
    texts.numbering,
    texts.copied_plan,
)


def rule_of(code: str) -> Rule[Paper] | None:
    """The rule of a code."""
    return next((one for one in RULES if one.code == code), None)

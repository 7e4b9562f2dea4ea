# SPDX-License-Identifier: Apache-2.0
"""Rules of airports, platforms, property and projects, each over a small history made by hand."""

from __future__ import annotations

from tests.operate.rules.histories import NAN
from tests.operate.rules.test_packs import fired


def test_airport() -> None:
    assert fired("airport", "release_streak", {"release_rate": [0.79, 0.80, 0.79, 0.79, 0.84, 0.85]}) == [(3, 5)]
    assert fired("airport", "release_streak", {"release_rate": [0.79, NAN, 0.79]}) == []
    assert fired("airport", "turnaround_signal", {"mean_turnaround": [*([52.0, 53, 51] * 11), 66, 52]}) == [(33, 34)]
    assert fired("airport", "pass_rate_falls", {"pass_rate": [0.97, 0.965, 0.96, 0.95, 0.96]}) == [(3, 4)]
    assert fired("airport", "pass_rate_falls", {"pass_rate": [0.97, 0.965, 0.96, 0.955]}) == []
    bags = [240_000.0] * 14
    assert fired("airport", "baggage_signal", {"bags_mishandled": [*([50.0, 45, 55] * 4), 90, 50], "bags": bags}) == [(12, 13)]
    hazards = {"hazards_found": [2, 4, 4, 8, NAN], "hazards_closed": [0, 3, 2.9, 6, 1]}
    assert fired("airport", "hazards_open", hazards) == [(2, 3)]
    assert fired("airport", "unsafe_event", {"unsafe_events": [0, 0, 1, 0]}) == [(2, 3)]


def test_platform() -> None:
    assert fired("platform", "week_down", {"down_minutes": [30, 31, 20, 6, 5]}) == [(1, 4)]
    assert fired("platform", "availability_low", {"service_minutes": [43_200.0] * 3, "down_minutes": [43.2, 43.3, 0]}) == [(1, 2)]
    assert fired("platform", "changes_fail", {"releases": [4, 20, 20, 20], "releases_failed": [4, 3, 4, 0]}) == [(2, 3)]
    assert fired("platform", "patches_late", {"vulnerabilities_due": [10, 10, 0, 5], "vulnerabilities_fixed": [9, 8, 0, 5]}) == [(1, 3)]
    assert fired("platform", "replies_fall", {"reply_rate": [0.97, 0.96, 0.95, 0.94, 0.95]}) == [(3, 4)]
    assert fired("platform", "matches_fall", {"match_rate": [0.85, 0.83, 0.80, 0.81]}) == [(2, 3)]


def test_property() -> None:
    assert fired("property", "repairs_slow", {"repair_on_time_rate": [0.89, 0.9, 0.89, 0.88, 0.94, 0.95]}) == [(3, 5)]
    assert fired("property", "arrears_rise", {"arrears": [100, 101, 102, 103, 90]}) == [(3, 4)]
    assert fired("property", "satisfaction_drop", {"satisfaction_rate": [0.92, 0.87, 0.86]}) == [(1, 2)]


def test_project_sales() -> None:
    slips = {"milestones_due": [2, 5, 5, 0], "milestones_met": [0, 4, 3, 0]}
    assert fired("project_sales", "milestones_slip", slips) == [(2, 3)]
    assert fired("project_sales", "receivables_rise", {"overdue_receivables": [5, 6, 7, 8, 8]}) == [(3, 4)]
    assert fired("project_sales", "cost_over", {"project_cost": [85, 86, 10], "revenue_recognised": [100, 100, 100]}) == [(1, 2)]

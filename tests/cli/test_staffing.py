# SPDX-License-Identifier: Apache-2.0
"""`yunce staff` and `yunce simulate`: the same words in, the same numbers out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, written

PLAN = """
yunce: 1
plan: {id: p, title: 小店, period: 2026}
use: [ecommerce]
units: [{id: desk, name: 客服}]
roles: [{id: agent, name: 客服, unit: desk, headcount: 6}]
targets: [{id: u, metric: users, unit: desk, period: 2026, value: 13万}]
services:
  - {id: hotline, title: 热线, unit: desk, handle: 180s, goal: ["80% in 20s"], open: "07:30-21:30", seats: {per: 20000, of: users}}
budget: [{id: fit_out, title: 装修, unit: desk, pay: 2026-01, amount: 10万}]
drivers: [{id: margin, title: 利润, low: 8000, likely: 1万, high: 11000}]
simulations:
  - {id: base, title: 测算, from: 2026-01, months: 24, discount: 8%, flows: [{id: profit, path: {2026-02: 1}, drivers: [margin], cash: in}],
     goals: [{id: year, title: 一年收回, test: "payback_months <= 12", wanted: 50%}]}
"""


def test_one_interval(yunce: Run) -> None:
    said = yunce("staff", "--calls", "100", "--per", "30min", "--aht", "180s", "--goal", "80% in 20s", "--shrinkage", "30%", "--json").json
    assert (said["load"], said["seats"], said["heads"], said["service"]["within"]) == ("10.000000", 14, 20, "0.888350")
    table = yunce("staff", "--calls", "100", "--per", "30min", "--aht", "180s", "--goal", "80% in 20s", "--shrinkage", "30%").out
    assert "14 个座席" in table and "88.84%" in table
    rows = yunce("staff", "--calls", "48", "--per", "1min", "--aht", "1min", "--patience", "2min", "--seats", "50", "--format", "csv").csv
    assert next(row for row in rows if row["seats"] == "50")["mean_wait"] == "3.709470"


def test_seats_by_users_and_people_by_hours(yunce: Run) -> None:
    said = yunce(
        "staff", "--users", "13万", "--per-seat", "20000", "--hours", "14", "--month-days", "30", "--on", "2026-01-01", "--json"
    ).json
    assert (said["seats"]["exact"], said["seats"]["whole"], said["heads"]["per_seat"], said["heads"]["whole"]) == (
        "6.5000",
        7,
        "2.5403",
        18,
    )
    before = yunce("staff", "--seats", "3", "--hours", "14", "--on", "2024-01-01", "--json").json
    assert (before["heads"]["per_seat"], before["heads"]["exact"], before["heads"]["whole"]) == ("2.5204", "7.5612", 8)
    assert "6.5，取 6 个" in yunce("staff", "--users", "13万", "--round", "down").out


def test_a_file_of_calls(yunce: Run, tmp_path: Path) -> None:
    rows = "".join(f"2026-03-0{day},{hour:02d}:00,{20 + hour}\n" for day in (2, 3) for hour in range(9, 18))
    written(tmp_path / "calls.csv", "日期,时刻,来电量\n" + rows)
    words = (
        "staff",
        "--arrivals",
        "calls.csv",
        "--aht",
        "300s",
        "--goal",
        "80/20",
        "--open",
        "09:00-18:00",
        "--least",
        "2",
        "--people",
        "8",
        "--roster",
    )
    said = yunce(*words, "--json").json["services"][0]
    assert said["basis"] == "actual" and len(said["slots"]) == 18
    assert said["roster"]["violations"] == 0
    assert said["shifts"]["missing"] == []
    assert yunce(*words, "--json").out == yunce(*words, "--json").out
    assert "模拟" in yunce(*words).out
    assert len(yunce(*words, "--format", "csv").csv) == 18


def test_a_service_of_a_plan(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "p.yaml", PLAN)
    said = yunce("staff", "p.yaml", "--day", "2026-03-02", "--json").json["services"][0]
    assert (said["seats"]["exact"], said["heads"]["exact"], said["basis"]) == ("6.5000", "17.7823", "none")
    assert [p["code"] for p in said["problems"]] == ["staffing.no_calls"]
    assert yunce("staff", "p.yaml", "--service", "nothing").code == 2


def test_a_simulation(yunce: Run, tmp_path: Path) -> None:
    written(tmp_path / "p.yaml", PLAN)
    words = ("simulate", "p.yaml", "--draws", "5000", "--seed", "7")
    said = yunce(*words, "--json").json
    assert said["payback"]["likely"] == "11"
    assert said["goals"][0]["id"] == "year" and float(said["goals"][0]["probability"]) > 0.5
    assert yunce(*words, "--json").out == yunce(*words, "--json").out
    assert yunce("simulate", "p.yaml", "--draws", "5000", "--seed", "8", "--json").out != yunce(*words, "--json").out
    assert "回收期" in yunce(*words).out
    assert len(yunce(*words, "--format", "csv").csv) == 24


def test_flows_alone(yunce: Run) -> None:
    said = yunce("simulate", "--flows", "-10000,3000,4200,6800", "--rate", "10%", "--json").json
    assert (said["npv"], said["payback"], said["balance"][-1]) == ("1188.443412", 4, "4000")
    assert yunce("simulate", "--flows", "-70000,12000,15000,18000,21000,26000", "--json").json["irr"] == "0.08663095"


@pytest.mark.parametrize(
    "words",
    [
        ("staff", "--calls", "100", "--aht", "soon"),
        ("staff", "--calls", "many", "--aht", "180s"),
        ("staff", "--calls", "100", "--aht", "180s", "--goal", "快一点"),
        ("staff", "--calls", "100", "--aht", "180s", "--goal", "100% in 0s"),
        ("staff", "--calls", "100", "--aht", "180s", "--shrinkage", "100%"),
        ("staff", "--users", "13万", "--round", "sideways"),
        ("staff", "--arrivals", "nowhere.csv", "--aht", "180s"),
        ("simulate", "--flows", "1,two"),
        ("simulate", "p.yaml"),
    ],
)
def test_what_cannot_be_is_told(yunce: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    written(tmp_path / "p.yaml", "yunce: 1\nplan: {id: p, title: 空, period: 2026}\n")
    said = yunce(*words)
    assert said.code == 2
    assert "→" in said.err

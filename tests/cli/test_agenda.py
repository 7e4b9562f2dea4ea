# SPDX-License-Identifier: Apache-2.0
"""`yunce agenda` and `yunce sample`: days for people, stable fields for programs, exit codes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Run, written
from yunce.operate.workitems.openings import id_of

PLAN = """
yunce: 1
plan: {id: bank, title: 分行计划, period: 2026-07..2027-06}
units:
  - {id: hq, name: 分行}
BRANCHES
roles:
  - {id: boss, name: 行长, unit: hq, headcount: 1}
  - {id: checker, name: 检查员, unit: hq, headcount: 2}
duties:
  - {id: look, title: 履职检查, every: quarter, owner: checker, cover: {of: "kind == 'branch'", per_period: QUOTA, per_year: 100%}}
  - {id: close, title: 月结, every: EVERY, owner: boss}
reviews:
  - {id: weekly, title: 周会, every: weekly:mon, owner: boss, agenda: [问题]}
"""
FIELDS = {"key", "kind", "title", "unit", "owner", "start", "due", "element", "period", "subject", "mode"}


def plan(folder: Path, quota: str = "25%", every: str = "monthly:5") -> Path:
    branches = "\n".join(f"  - {{id: b{i}, name: 支行{i}, parent: hq, kind: branch}}" for i in range(23))
    return written(folder / "p.yaml", PLAN.replace("BRANCHES", branches).replace("QUOTA", quota).replace("EVERY", every))


def test_a_quarter_in_json(yunce: Run, tmp_path: Path) -> None:
    said = yunce("agenda", plan(tmp_path), "--from", "2026-10-01", "--to", "2026-12-31", "--json")
    assert said.code == 0
    items = said.json["items"]
    assert Counter(i["element"] for i in items) == {"duties.look": 6, "duties.close": 3, "reviews.weekly": 13}
    assert all(set(i) >= FIELDS for i in items) and len({i["key"] for i in items}) == len(items)
    assert items == sorted(items, key=lambda i: (i["due"], i["start"], i["key"]))
    assert yunce("agenda", "p.yaml", "--from", "2026-10-01", "--to", "2026-12-31", "--format", "json").out == said.out
    rows = yunce("agenda", "p.yaml", "--from", "2026-10-01", "--to", "2026-12-31", "--format", "csv").csv
    assert [r["key"] for r in rows] == [i["key"] for i in items]


def test_narrowed(yunce: Run, tmp_path: Path) -> None:
    days = ("--from", "2026-10-01", "--to", "2026-12-31", "--json")
    by_owner = yunce("agenda", plan(tmp_path), *days, "--owner", "行长").json["items"]
    assert {i["owner"] for i in by_owner} == {"boss"}
    assert {i["element"] for i in yunce("agenda", "p.yaml", *days, "--element", "look").json["items"]} == {"duties.look"}
    units = {i["unit"] for i in yunce("agenda", "p.yaml", *days).json["items"] if i["element"] == "duties.look"}
    one = min(units)
    assert [i["unit"] for i in yunce("agenda", "p.yaml", *days, "--unit", one).json["items"]] == [one]
    for option in ("--element", "--owner", "--unit"):
        said = yunce("agenda", "p.yaml", *days, option, "nobody")
        assert said.code == 2 and said.json["problems"][0]["fix"]


def test_a_table_by_day(yunce: Run, tmp_path: Path) -> None:
    said = yunce("agenda", plan(tmp_path), "--from", "2026-11-02", "--to", "2026-11-08")
    lines = said.out.splitlines()
    assert said.code == 0 and lines[0].startswith("《分行计划》日程 2026-11-02 至 2026-11-08")
    assert lines[2].startswith("2026-11-02 周一") and "周会" in lines[2]
    assert lines[3].startswith("2026-11-05 周四") and "月结" in lines[3]
    assert lines[4].startswith("2026-12-31 周四 期外") and "履职检查" in lines[4]


def test_a_calendar_for_phones(yunce: Run, tmp_path: Path) -> None:
    said = yunce("agenda", plan(tmp_path), "--from", "2026-11-02", "--to", "2026-11-08", "--format", "ics")
    assert said.out.startswith("BEGIN:VCALENDAR") and said.out.count("BEGIN:VEVENT") == 8
    assert "SUMMARY:周会" in said.out and "DTSTART;VALUE=DATE:20261102" in said.out
    assert max(len(line.encode()) for line in said.out.splitlines()) <= 75


def test_a_calendar_is_stamped_by_what_happened_not_by_when_it_is_written(yunce: Run, tmp_path: Path) -> None:
    asked = ("agenda", plan(tmp_path), "--from", "2026-11-02", "--to", "2026-11-02")
    calendar = (*asked, "--format", "ics")
    (planned,) = [item for item in yunce(*asked, "--json").json["items"] if item["element"] == "reviews.weekly"]
    assert "DTSTAMP:20261101T160000Z" in yunce(*calendar).out  # it begins on 2 November at 00:00 in Shanghai
    rows = ["work_event_at,work_item,work_event_seq,unit,kind,verb,opened"]
    rows += [f"2026-10-{day} 09:30:00,{id_of(planned['key'])},{seq},hq,review,noted,0" for seq, day in ((1, 28), (2, 30))]
    assert yunce("load", written(tmp_path / "events.csv", "\n".join(rows) + "\n")).code == 0
    first, second = yunce(*calendar), yunce(*calendar)
    assert first.out == second.out and "DTSTAMP:20261030T013000Z" in first.out


def test_quotas_that_cannot_be_held_end_with_1_and_the_rest_is_there(yunce: Run, tmp_path: Path) -> None:
    said = yunce("agenda", plan(tmp_path, quota="20%"), "--from", "2026-10-01", "--to", "2026-10-31")
    assert said.code == 1 and "周会" in said.out and "履职检查" not in said.out
    assert "agenda.cover_infeasible" in said.err and "per_period 改为 26%（6 个）" in said.err


def test_validate_and_check_tell_it_too(yunce: Run, tmp_path: Path) -> None:
    plan(tmp_path, quota="20%")
    said = yunce("plan", "validate", "p.yaml", "--format", "json")
    assert said.code == 1 and [p["code"] for p in said.json["problems"]] == ["agenda.cover_infeasible"]
    assert yunce("check", "p.yaml").code == 1
    plan(tmp_path)
    assert yunce("plan", "validate", "p.yaml").code == 0 and yunce("check", "p.yaml").code == 0


def test_a_year_without_holidays_ends_with_3(yunce: Run, tmp_path: Path) -> None:
    said = yunce("agenda", plan(tmp_path, every="monthly:last_wd"), "--from", "2026-12-01", "--to", "2027-01-31", "--json")
    assert said.code == 3
    assert [p["path"] for p in said.json["problems"]] == ["duties.close"]
    assert [i["due"] for i in said.json["items"] if i["element"] == "duties.close"] == ["2026-12-31T23:59:00"]


@pytest.mark.parametrize(("first", "last"), [("2026-12-01", "2026-11-01"), ("2026-01-01", "2036-01-01"), ("2026-13-01", "2026-12-01")])
def test_days_that_are_none(yunce: Run, tmp_path: Path, first: str, last: str) -> None:
    said = yunce("agenda", plan(tmp_path), "--from", first, "--to", last)
    assert said.code == 2 and "→" in said.err


def test_a_sampling_plan(yunce: Run) -> None:
    said = yunce("sample", 1000, "--aql", "1.0", "--json").json
    assert (said["letter"], said["n"], said["ac"], said["re"], said["accepted_at_aql"]) == ("J", 80, 2, 3, "0.9534")
    assert (said["quality_95"], said["quality_10"]) == ("1.0298", "6.5160")
    assert "抽 13 件；不合格 0 件以内接收" in yunce("sample", 50, "--aql", "1.0").out
    assert yunce("sample", 1000, "--aql", "1", "--lot", "1000:3", "--lot", "1000:3", "--json").json["state"] == "tightened"
    assert yunce("sample", 100, "--aql", "25", "--level", "s-2", "--json").json["quality_95"] is None


@pytest.mark.parametrize(
    ("words", "level", "state"),
    [(("--level", "Ⅱ"), "II", "normal"), (("--level", "3"), "III", "normal"), (("--level", "S1", "--state", "加严"), "S-1", "tightened")],
)
def test_a_level_in_other_words(yunce: Run, words: tuple[str, ...], level: str, state: str) -> None:
    said = yunce("sample", 1000, "--aql", "1.0", *words, "--json").json
    assert (said["level"], said["state"], said["score"]) == (level, state, None)


def test_the_switching_score_is_told(yunce: Run) -> None:
    """Ac 2 at AQL 1.0: a lot that AQL 0.65 would have accepted too gives 3, one that it would not sets back to 0."""
    lots = [word for found in (1, 0, 1) for word in ("--lot", f"1000:{found}")]
    assert yunce("sample", 1000, "--aql", "1.0", *lots, "--json").json["score"] == 9
    assert yunce("sample", 1000, "--aql", "1.0", *lots, "--lot", "1000:2", "--json").json["score"] == 0
    ten = [word for _ in range(10) for word in ("--lot", "1000:1")]
    said = yunce("sample", 1000, "--aql", "1.0", *ten, "--json").json
    assert (said["state"], said["n"], said["ac"]) == ("reduced", 32, 1)


@pytest.mark.parametrize(
    "words", [(1, "--aql", "1.0"), (100, "--aql", "1.2"), (100, "--aql", "x"), (100, "--aql", "nan"),
              (100, "--aql", "1.0", "--state", "loose"),
              (100, "--aql", "1.0", "--level", "IV"), (100, "--aql", "1.0", "--lot", "3"), (100, "--aql", "1.0", "--lot", "10:20"),
              (1000, "--aql", "1.0", *["--lot", "1000:9"] * 7)]
)  # fmt: skip
def test_what_has_no_sampling_plan(yunce: Run, words: tuple[object, ...]) -> None:
    said = yunce("sample", *words)
    assert said.code == 2 and "→" in said.err

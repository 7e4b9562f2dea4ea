# SPDX-License-Identifier: Apache-2.0
"""One round, two doors: what is done in the terminal stands on the pages, and the other way round, to the byte of the pay sheet."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from typer.testing import CliRunner

from tests.web.people.conftest import KEY, MARCH, People, entries
from tests.web.people.test_round import closed, page, step
from yunce.app.frozen_results import pack_appraisal
from yunce.app.installation import Installation
from yunce.app.rounds import RoundStore
from yunce.cli.commands import app
from yunce.web.people.door import Door
from yunce.web.people.following import run
from yunce.web.workitems.models import WorkItem

pytestmark = pytest.mark.django_db
ROSTER = "工号,姓名,岗位,单位,绩效基数,固定工资\nann,安,甲店员,甲店,1000,3000\nbob,小鲍,乙店员,b,1000,3000\n"


@pytest.fixture
def home(shops: Installation, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of both doors; the ledger of the tests is not a file in it, so it is handed over."""
    monkeypatch.setenv("YUNCE_HOME", str(shops.home))
    monkeypatch.setattr("yunce.cli.rounds.ledger_of", lambda _settings: Door())
    return shops.home


def terminal(*words: str) -> dict[str, Any]:
    """The round of March in the terminal, by the current plan."""
    done = CliRunner().invoke(app, ["round", "--period", "2026-03", "--json", *words])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_month_is_closed_through_both_doors(people: People, home: Path) -> None:
    (home / "care.csv").write_text("人员,服务\nbob,75\n", "utf-8")
    assert terminal()["stages"] == {"ann": "open", "bob": "open"}, "who holds the posts, as the pages have it"
    assert terminal("--step", "self", "--by", "ann", "--person", "ann", "--score", "care=98")["stages"]["ann"] == "self"
    assert "已自评" in page(people["boss"], "person/", id="ann")
    assert step(people["boss"], "lead", "ann", **{"score:care": 95}) == 302
    assert terminal()["said"] == [{"person": "ann", "item": "care", "points": "95"}]
    terminal("--step", "lead", "--by", "boss", "--person", "bob", "--actuals", str(home / "care.csv"))
    assert "care.csv" in page(people["boss"], "person/", id="bob"), "what was handed in stands on the page"
    assert step(people["fin"], "confirm", "ann", item=["sales"]) == 302
    assert terminal("--step", "confirm", "--by", "boss", "--person", "ann", "--item", "服务")["stages"]["ann"] == "confirmed"
    terminal("--step", "confirm", "--by", "fin", "--person", "bob")
    assert terminal("--step", "appeal", "--by", "ann", "--person", "ann", "--note", "漏计")["appeals"] == {"ann": "漏计"}
    assert step(people["boss"], "settle", "ann", note="补记", **{"score:care": "100"}) == 302
    assert terminal()["pools"][0]["state"] == "stopped" and step(people["boss"], "sign") == 302
    assert terminal()["signed_by"] == "boss"
    sheet = home / "pay.xlsx"
    done = terminal("--step", "freeze", "--by", "pay", "--xlsx", str(sheet))
    assert people["pay"].get(MARCH + "pay.xlsx").content == sheet.read_bytes()
    assert [one["pay"] for one in done["frozen"]["people"]] == ["1000.00", "800.00"]
    assert WorkItem.objects.get(kind="review").title.startswith("面谈与培训"), "what follows is opened from the terminal as well"
    assert run(timezone.now()) == "" and WorkItem.objects.filter(kind="review").count() == 1
    terminal("--step", "adjust", "--by", "pay", "--person", "bob", "--amount", "12.5", "--note", "补差")
    assert "补差" in page(people["pay"], "pay/")
    booked = {"person": "bob", "seen": sum(e.person == "bob" for e in entries()), "amount": "-2", "note": "冲回"}
    assert people["pay"].post(MARCH + "adjust/", booked).status_code == 302
    assert [line["amount"] for line in terminal()["adjustments"]] == ["12.50", "-2.00"]
    terminal("--xlsx", str(sheet))
    assert people["pay"].get(MARCH + "pay.xlsx").content == sheet.read_bytes()


def test_what_is_frozen_without_the_ledger_is_followed_later(people: People, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "people.csv").write_text(ROSTER, "utf-8")
    monkeypatch.setattr("yunce.cli.rounds.ledger_of", lambda _settings: None)
    terminal("--step", "hand_in", "--by", "pay", "--people", str(home / "people.csv"))
    closed(people)
    assert step(people["boss"], "sign") == 302
    terminal("--step", "freeze", "--by", "pay")
    assert not WorkItem.objects.exists() and run(timezone.now()) == "开出 1 项后续工作" and run(timezone.now()) == ""


def test_a_look_with_files_writes_nothing_and_a_wrong_file_neither(people: People, home: Path) -> None:
    (home / "care.csv").write_text("人员,服务\nann,88\n", "utf-8")
    terminal("--actuals", str(home / "care.csv"))
    assert entries() == ()
    (home / "care.csv").write_text("人员,服务\nann,很好\n", "utf-8")
    words = ["round", "--period", "2026-03", "--step", "lead", "--by", "boss", "--person", "ann", "--actuals", str(home / "care.csv")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1 and "很好" in done.output and entries() == ()


@pytest.mark.parametrize(
    "words, said",
    [
        (("--score", "taste=90"), "taste"),
        (("--score", "care=-1"), "--score"),
        (("--score", "care=NaN"), "--score"),
        (("--step", "adjust", "--amount", "0"), "--amount"),
        (("--step", "adjust", "--amount", "0.001"), "--amount"),
        (("--step", "confirm", "--item", "care"), "round_not_ready"),
        (("--step", "confirm"), "round_step"),
    ],
)
def test_what_cannot_be_is_told(people: People, home: Path, words: tuple[str, ...], said: str) -> None:
    given = ["round", "--period", "2026-03", "--step", "lead", "--by", "boss", "--person", "ann", "--note", "因", *words]
    done = CliRunner().invoke(app, given)
    assert done.exit_code != 0 and said in f"{done.output}{done.exception}" and entries() == ()


@pytest.mark.django_db(transaction=True)
def test_rounds_of_the_database_move_whole(people: People, shops: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    closed(people)
    assert step(people["boss"], "sign") == 302 and step(people["pay"], "freeze") == 302
    store = RoundStore(shops.home)
    written, frozen = store.entries(KEY), store.frozen(KEY)
    assert frozen is not None
    for path in (shops.home / "appraisals").iterdir():
        path.unlink()
    monkeypatch.setattr(settings, "YUNCE", replace(settings.YUNCE, home=shops.home))
    executor = MigrationExecutor(connection)
    old = executor.migrate([("yunce_people", "0001_initial")]).apps
    events, results = old.get_model("yunce_people", "RoundEvent"), old.get_model("yunce_people", "FrozenRound")
    which = {"plan": KEY.plan, "card": KEY.card, "period": KEY.period}
    shanghai = import_module("yunce.values.work_clock").SHANGHAI
    for seq, entry in enumerate(written, 1):
        data = {name: value for name, value in entry.data.items() if name != "sha256"}
        more = {"person": entry.person, "note": entry.note, "amount": entry.amount, "data": data}
        events.objects.create(**which, seq=seq, at=entry.at.replace(tzinfo=shanghai), by=entry.by, step=entry.step, **more)
    results.objects.create(**which, fingerprint="f", at=timezone.now(), body=pack_appraisal(frozen.result), sha256=frozen.sha256)
    executor.loader.build_graph()
    executor.migrate([("yunce_people", "0002_one_store")])
    assert store.entries(KEY) == written and store.frozen(KEY) == frozen
    assert store.unfollowed(KEY.plan, KEY.card) == ()

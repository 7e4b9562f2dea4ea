# SPDX-License-Identifier: Apache-2.0
"""Routines: when they come, that they are never in the queue twice, what a kill leaves, what a failure says."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from tests.web.conftest import SignIn
from yunce.values.problem import Problem, YunceError
from yunce.web.routine import book
from yunce.web.routine.book import ZONE, Routine
from yunce.web.routine.models import RoutineState
from yunce.web.routine.schedule import ask, put_due, recover
from yunce.web.routine.worker import do_all

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)
done: list[str] = []


def well(now: datetime) -> str:
    done.append("well")
    return "做了 1 件"


def badly(now: datetime) -> str:
    raise ZeroDivisionError


def refused(now: datetime) -> str:
    raise YunceError(Problem.of("app.no_plan"))


@pytest.fixture(autouse=True)
def routines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A book of three."""
    done.clear()
    here = f"{__name__}:"
    found = {name: Routine(name, f"事 {name}", here + name, every=timedelta(hours=1)) for name in ("well", "badly", "refused")}
    for module in ("schedule", "tasks", "pages", "views"):
        monkeypatch.setattr(f"yunce.web.routine.{module}.ROUTINES", found)
    monkeypatch.setattr(Routine, "load", lambda self: globals()[self.name])


def test_a_time_of_day_comes_once_a_day() -> None:
    nightly = Routine("n", "n", "m:f", at=time(2, 0))
    assert nightly.next_after(NOON) == datetime(2026, 11, 23, 2, 0, tzinfo=ZONE)
    assert nightly.next_after(datetime(2026, 11, 22, 17, 59, tzinfo=UTC)) == datetime(2026, 11, 23, 2, 0, tzinfo=ZONE)
    assert nightly.next_after(datetime(2026, 11, 23, 2, 0, tzinfo=ZONE)) == datetime(2026, 11, 24, 2, 0, tzinfo=ZONE)


def test_every_work_of_the_book_is_there() -> None:
    for routine in book.ROUTINES.values():
        module, _, name = routine.work.partition(":")
        assert callable(getattr(__import__(module, fromlist=[name]), name))


def test_what_is_due_is_put_once() -> None:
    assert put_due(NOON) == 3
    assert put_due(NOON) == 0
    assert put_due(NOON + timedelta(hours=3)) == 0, "a run that waits is not put again"
    do_all()
    assert put_due(NOON + timedelta(hours=3)) == 3


def test_how_it_ended_is_written_down() -> None:
    put_due(NOON)
    do_all()
    said = dict(RoutineState.objects.values_list("name", "said"))
    assert said["well"] == "做了 1 件"
    assert said["badly"] == "没有完成：程序出错"
    assert said["refused"].startswith("没有完成：")
    assert RoutineState.objects.get(name="badly").failures == 1
    assert "ZeroDivisionError" in DBTaskResult.objects.get(args_kwargs__args=["badly"]).traceback


def test_asked_for_it_comes_at_once() -> None:
    put_due(NOON)
    do_all()
    RoutineState.objects.update(next_at=datetime(2999, 1, 1, tzinfo=UTC))
    ask("well")
    assert put_due(datetime(2998, 1, 1, tzinfo=UTC)) == 1
    with pytest.raises(KeyError):
        ask("nothing")


def test_a_kill_loses_no_run() -> None:
    """Killed within a run, and killed between taking it and beginning: both come again, once."""
    put_due(NOON)
    DBTaskResult.objects.filter(args_kwargs__args=["well"]).update(status="RUNNING")
    recover()
    assert put_due(datetime.now(UTC) + timedelta(seconds=1)) == 1
    do_all()
    assert done == ["well"]


def test_only_who_looks_after_the_whole_company_sees_them(sign_in: SignIn) -> None:
    put_due(NOON)
    do_all()
    admin = sign_in("admin")
    text = admin.get("/routines/").content.decode()
    assert "事 badly" in text
    assert "没有完成：程序出错" in text
    assert admin.post("/routines/well/run/").status_code == 302
    assert admin.post("/routines/nothing/run/").status_code == 404
    viewer = sign_in("editor")
    assert viewer.get("/routines/").status_code == 403
    assert viewer.post("/routines/well/run/").status_code == 403


def test_a_clock_that_is_put_back_lets_no_routine_wait_for_the_wrong_year() -> None:
    wrong = NOON + timedelta(days=365)
    assert put_due(wrong) == 3
    RoutineState.objects.update(waiting=False)
    assert put_due(NOON) == 0
    assert set(RoutineState.objects.values_list("next_at", flat=True)) == {NOON + timedelta(hours=1)}
    assert put_due(NOON + timedelta(hours=1)) == 3

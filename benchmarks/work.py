# SPDX-License-Identifier: Apache-2.0
"""My day and the lists with a million items: `python benchmarks/work.py [ITEMS] [ASKS]` prints what each takes, and query plans.

The ledger is made by plain inserts of the rows that opening would have written; the pages are asked as a browser asks them, by fifty
people of different posts, one after another in one process: median and 95th percentile [ms] of the whole answer.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PLAN = """\
yunce: 1
plan: {{id: bench, title: 压测, period: 2026}}
units:
  - {{id: company, name: 公司}}
{units}
roles:
{roles}
"""
UNITS, PEOPLE, CHUNK = 1000, 5000, 20_000
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def main(items: int = 1_000_000, asks: int = 300) -> dict[str, tuple[float, float]]:
    """Make the ledger, ask, and tell: page -> (median, 95th percentile) [ms]."""
    home = Path(os.environ.get("YUNCE_HOME") or tempfile.mkdtemp(prefix="yunce-bench-"))
    os.environ["YUNCE_HOSTS"] = "testserver"
    from yunce.web import server

    server.prepare(home)
    everybody = people(home)
    fill(items)
    told = {path: _ask(path, everybody, asks) for path in ("/ops/", "/ops/list/", "/ops/board/", "/ops/inbox/")}
    _explain(everybody[0])
    return told


def people(home: Path) -> list[Any]:
    from django.contrib.auth.models import User

    from yunce.app.opening import open_installation
    from yunce.web.accounts.models import Grant, Post

    units = "\n".join(f"  - {{id: u{n}, name: 门店{n}, parent: company}}" for n in range(UNITS))
    roles = "\n".join(f"  - {{id: r{n}, name: 岗位{n}}}" for n in range(5))
    path = home / "plan.yaml"
    path.write_text(PLAN.format(units=units, roles=roles), encoding="utf-8")
    _, problems = open_installation().add_plan(path, by="bench")
    assert not problems or all(p.severity != "error" for p in problems), problems
    if not User.objects.exists():
        User.objects.bulk_create([User(username=f"p{n}") for n in range(PEOPLE)])
        everybody = list(User.objects.order_by("id"))
        Grant.objects.bulk_create(
            [Grant(user=u, role="lead" if n % 10 == 0 else "viewer", unit=f"u{n % UNITS}") for n, u in enumerate(everybody)]
        )
        Post.objects.bulk_create([Post(user=u, role=f"r{n // UNITS % 5}", unit=f"u{n % UNITS}") for n, u in enumerate(everybody)])
    return list(User.objects.order_by("id"))


def fill(items: int) -> None:
    """A year's work, nine of ten items closed: some made as opening makes them, the rest copies of these for other people and days."""
    from django.db import connection

    from yunce.web.workitems.models import WorkItem

    if WorkItem.objects.count() >= items:
        return
    made = min(items, CHUNK)
    WorkItem.objects.bulk_create(list(_rows(made)))
    names = [field.column for field in WorkItem._meta.get_fields() if hasattr(field, "column")]  # noqa: SLF001 - Django's public name
    other = {
        "id": "substr(id, 1, 19) || printf('%07d', rowid * 64 + {n})",
        "key": "key || '-{n}'",
        "holder": "CASE WHEN holder IS NULL THEN NULL WHEN substr(holder, 1, 1) = '@' THEN '@p' || ((rowid * 7 + {n} * 131) % 5000) "
        "ELSE 'u' || ((rowid + {n} * 37) % 1000) || '|r' || ((rowid + {n}) % 5) END",
    }
    columns = ", ".join(f'"{name}"' for name in names)
    for n in range(1, items // made):
        values = ", ".join(other.get(name, f'"{name}"').format(n=n) for name in names)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO yunce_work_workitem ({columns}) SELECT {values} FROM yunce_work_workitem WHERE rowid <= {made}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(items: int) -> Iterator[Any]:
    from yunce.operate.workitems.folding import after, fold
    from yunce.operate.workitems.item import Event, Opening, Verb
    from yunce.operate.workitems.states import Kind, Severity, State
    from yunce.web.workitems.models import WorkItem
    from yunce.web.workitems.rows import id_of, row_of

    chance, kinds = random.Random(1), list(Kind)
    for n in range(items):
        at = NOW - timedelta(days=365 * (1 - n / items))
        who = chance.randrange(PEOPLE)
        opening = Opening(
            f"k{n}", kinds[n % 7], f"检查第 {n} 项", f"u{who % UNITS}", f"r{who // UNITS % 5}",
            due=at + timedelta(days=chance.randrange(1, 60)), severity=Severity.MAJOR if n % 50 == 0 else Severity.MINOR,
        )  # fmt: skip
        first = Event(id_of(opening.key), 1, at, "system", Verb.OPENED)
        item = fold(first.item, opening, [first])
        if n % 10:
            item = after(item, Event(item.id, 2, at + timedelta(days=3), f"p{who}", Verb.MOVED, State.DONE))
            if n % 400 != 1:
                item = after(item, Event(item.id, 3, at + timedelta(days=4), "p0", Verb.MOVED, State.VERIFIED))
        elif n % 20 == 0:
            item = after(item, Event(item.id, 2, at, f"p{who}", Verb.ASSIGNED, data={"assignee": f"p{who}"}))
        yield WorkItem(**row_of(item))


def _ask(path: str, people: list[Any], asks: int) -> tuple[float, float]:
    from django.test import Client

    chance, taken = random.Random(2), []
    clients = []
    for person in chance.sample(people, 50):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        clients.append(client)
    for n in range(asks):
        start = time.perf_counter()
        answer = clients[n % 50].get(path)
        taken.append(1000 * (time.perf_counter() - start))
        assert answer.status_code == 200, answer.status_code
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)]


def _explain(person: Any) -> None:
    from django.test import RequestFactory

    from yunce.web.workitems.day import inbox
    from yunce.web.workitems.desk import open_work
    from yunce.web.workitems.models import WorkItem

    request = RequestFactory().get("/ops/")
    request.user = person
    work = open_work(request)
    mine = WorkItem.objects.filter(holder__in=work.holders()).order_by("next_at")
    for name, rows in (("mine", mine[:200]), ("inbox", inbox(work)[:31])):
        print(f"{name}: {rows.explain()}", file=sys.stderr)


if __name__ == "__main__":
    for page, (median, p95) in main(*map(int, sys.argv[1:])).items():
        print(f"{page:16} median {median:6.1f} ms   p95 {p95:6.1f} ms")

# SPDX-License-Identifier: Apache-2.0
"""Many processes write to one ledger at once, some are killed: `python -m tests.web.workitems.writers HOME WRITERS`.

Each writer opens shared keys, each of which fifty race for, an item of its own, and adds an event to an item that others write to at the
same moment. What it was told to be written, it notes on its own page. Prints what was confirmed and what the ledger holds, as JSON.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2026, 11, 16, 4, 0, 0, 0, UTC)
SHARED, OPENED = tuple(f"shared-{n}" for n in range(32)), 8
"""Writers of one item wait for each other and then find it changed: with few items most of the time would go into trying again."""
ROUNDS = 2


def write(number: int, folder: Path) -> None:
    """One writer: shared keys, then own items and an event each on the shared counter, noting what was confirmed."""
    from yunce.operate.workitems.item import Event, Opening, Verb
    from yunce.operate.workitems.port import Stale
    from yunce.operate.workitems.states import Kind
    from yunce.web.workitems.rows import id_of
    from yunce.web.workitems.store import Store

    connect()
    store, noted = Store(), os.open(folder / f"{number}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    shared = tuple(SHARED[(number + n) % len(SHARED)] for n in range(OPENED))
    for round_ in range(ROUNDS):
        key = f"own-{number}-{round_}"
        made = store.open([Opening(k, Kind.RECTIFICATION, "t") for k in (*shared, key)], at=NOW, by="w")
        os.write(noted, f"open {' '.join(item.opening.key for item in made)}\n".encode())
        while True:
            item = store.item(id_of(shared[0]))
            try:
                store.add([Event(item.id, item.version + 1, NOW, "w", Verb.NOTED, note=key, token=f"t-{key}")])
            except Stale:
                continue
            os.write(noted, f"event {key}\n".encode())
            break


def connect() -> None:
    """Stand in line where the database server takes no more than a hundred at once."""
    from django.db import OperationalError, connection

    while True:
        try:
            connection.ensure_connection()
        except OperationalError:
            time.sleep(0.05)
        else:
            return


def main(home: Path, writers: int) -> dict[str, object]:
    """Let them write, kill every fourth at a random time, and compare."""
    from yunce.web import server

    server.prepare(home)
    from django.db import connections

    from yunce.web.workitems.models import NumberSeries, UnmirroredEvent, WorkEvent, WorkItem
    from yunce.web.workitems.rows import row_of
    from yunce.web.workitems.store import refolded

    connections.close_all()
    gc.freeze()  # what is there is shared by the writers as long as nobody touches it
    folder, chance = home / "logs", random.Random(7)
    folder.mkdir()
    running = []
    for number in range(writers):
        pid = os.fork()
        if pid == 0:
            write(number, folder)
            os._exit(0)
        running.append(pid)
    for pid in chance.sample(running, writers // 4):
        time.sleep(chance.random() * 0.15)
        os.kill(pid, signal.SIGKILL)
    ended = [os.waitpid(pid, 0)[1] for pid in running]
    told = [line.split() for path in folder.iterdir() for line in path.read_text().splitlines()]
    opened = [key for verb, *keys in told if verb == "open" for key in keys]
    keys = set(WorkItem.objects.values_list("key", flat=True))
    notes = list(WorkEvent.objects.filter(verb="noted").values_list("note", flat=True))
    rows = list(WorkItem.objects.all())
    numbers = sorted(int(row.number[-4:]) for row in rows)
    return {
        "killed": sum(status == signal.SIGKILL for status in ended),
        "failed": sum(status not in {0, signal.SIGKILL} for status in ended),
        "confirmed": len(opened),
        "items": len(rows),
        "doubled": len(opened) - len(set(opened)) + len(notes) - len(set(notes)),
        "lost": sorted((set(opened) - keys) | ({line[1] for line in told if line[0] == "event"} - set(notes))),
        "broken": sum(any(getattr(row, name) != value for name, value in row_of(refolded(row)).items()) for row in rows),
        "gaps": numbers != list(range(1, len(rows) + 1)) or NumberSeries.objects.get().last != len(rows),
        "unmirrored": UnmirroredEvent.objects.count() - WorkEvent.objects.count(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))

# SPDX-License-Identifier: Apache-2.0
"""After the day: `python -m tests.browser.day.reckoning HOME` counts what the ledger holds, as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path


def main(home: Path) -> dict[str, object]:
    from yunce.web import server

    server.prepare(home)
    from django.db.models import Max
    from django.utils import timezone

    from yunce.web.data.models import LoadJob
    from yunce.web.installed import installation
    from yunce.web.routine.models import RoutineState
    from yunce.web.workitems.mirror import mirror_all
    from yunce.web.workitems.models import Evidence, NumberSeries, UnmirroredEvent, WorkEvent, WorkItem
    from yunce.web.workitems.rebuilding import rebuild

    count, differing = rebuild(repair=False)
    events = list(WorkEvent.objects.order_by("item_id", "seq").values_list("item_id", "seq", "token", "verb", "to", "by"))
    numbers = Counter(row[0] for row in events)
    tops = dict(WorkEvent.objects.values_list("item_id").annotate(Max("seq")))
    heads = Counter(number[:7] for number in WorkItem.objects.exclude(number="").values_list("number", flat=True))
    facts = installation().warehouse
    mirror_all(installation(), timezone.now())
    series = {row.head: [row.last, heads[row.head]] for row in NumberSeries.objects.all()}
    return {
        "items": count,
        "differing": list(differing),
        "events": len(events),
        "gaps": [item for item, last in tops.items() if numbers[item] != last],
        "tokens": {token: item for item, _seq, token, *_ in events if token},
        "opened": sum(row[3] == "opened" for row in events),
        "done": Counter(row[0] for row in events if row[3] == "moved" and row[4] == "done"),
        "titles": Counter(WorkItem.objects.values_list("title", flat=True)),
        "states": dict(WorkItem.objects.values_list("pk", "state")),
        "numbers": series,
        "evidence": Counter(Evidence.objects.values_list("item_id", flat=True)),
        "unmirrored": UnmirroredEvent.objects.count(),
        "mirrored": sum(batch.loaded for batch in facts.batches() if batch.profile == "WORK-EVENTS"),
        "refused": sum(batch.rejected for batch in facts.batches() if batch.profile == "WORK-EVENTS"),
        "jobs": Counter(LoadJob.objects.values_list("state", flat=True)),
        "failed": list(RoutineState.objects.filter(failures__gt=0).values_list("name", "said")),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))

# SPDX-License-Identifier: Apache-2.0
"""Rounds that the database kept move to the home's store, which the terminal writes as well; the tables go once everything is there."""

from typing import Any

from django.conf import settings
from django.db import migrations

from yunce.app.rounds import RoundKey, RoundStore
from yunce.operate.appraisal.entries import Entry
from yunce.operate.appraisal.round import Step
from yunce.values.work_clock import SHANGHAI


def move(apps: Any, _editor: Any) -> None:
    """Every round with all its entries and its frozen results; doing it twice changes nothing."""
    events, results = (apps.get_model("yunce_people", name) for name in ("RoundEvent", "FrozenRound"))
    store = RoundStore(settings.YUNCE.home)
    for plan, card, period in events.objects.order_by("plan", "card", "period").values_list("plan", "card", "period").distinct():
        which = {"plan": plan, "card": card, "period": period}
        frozen = results.objects.filter(**which).first()
        rows = events.objects.filter(**which).order_by("seq")
        entries = [_entry(row, frozen.sha256 if frozen and row.step == Step.FREEZE else "") for row in rows]
        key = RoundKey(plan, card, period)
        store.take_over(key, entries, frozen.body if frozen else None)
        if frozen:
            store.mark_followed(key)


def _entry(row: Any, sha256: str) -> Entry:
    at = row.at.astimezone(SHANGHAI).replace(tzinfo=None)
    return Entry(row.step, row.by, at, row.person, row.note, row.amount, {**row.data, "sha256": sha256} if sha256 else row.data)


class Migration(migrations.Migration):
    dependencies = [("yunce_people", "0001_initial")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel(name="FrozenRound"),
        migrations.DeleteModel(name="RoundEvent"),
    ]

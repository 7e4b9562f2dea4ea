# SPDX-License-Identifier: Apache-2.0
"""Indexes from which items are counted without looking at them, and by which the latest of a kind are found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("yunce_work", "0004_ordered_indexes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(fields=["kind", "opened_at"], name="work_by_opening"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("holder__isnull", False)),
                fields=["kind", "unit", "state", "due", "opened_at"],
                name="work_count_active",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("awaits__isnull", True), ("holder__isnull", True)),
                fields=["kind", "unit", "state", "due", "done_at"],
                name="work_count_closed",
            ),
        ),
    ]

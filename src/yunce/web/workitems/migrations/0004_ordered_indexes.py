# SPDX-License-Identifier: Apache-2.0
"""The indexes of lists hold the whole order of a list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("yunce_work", "0003_more_indexes"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="workitem",
            name="work_active",
        ),
        migrations.RemoveIndex(
            model_name="workitem",
            name="work_active_in_unit",
        ),
        migrations.RemoveIndex(
            model_name="workitem",
            name="work_all",
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(condition=models.Q(("holder__isnull", False)), fields=["next_at", "id"], name="work_active"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(condition=models.Q(("holder__isnull", False)), fields=["unit", "next_at", "id"], name="work_active_in_unit"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(fields=["next_at", "id"], name="work_all"),
        ),
    ]

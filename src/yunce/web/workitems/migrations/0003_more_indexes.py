# SPDX-License-Identifier: Apache-2.0
"""Indexes for lists of what is on its way."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("yunce_work", "0002_append_only"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(condition=models.Q(("holder__isnull", False)), fields=["next_at"], name="work_active"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(condition=models.Q(("holder__isnull", False)), fields=["unit", "next_at"], name="work_active_in_unit"),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(fields=["next_at"], name="work_all"),
        ),
    ]

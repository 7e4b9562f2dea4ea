# SPDX-License-Identifier: Apache-2.0
"""The table of contacts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("yunce_work", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseContact",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="yunce_work.workitem",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=60)),
                ("contact", models.CharField(blank=True, max_length=60)),
                ("kept_at", models.DateTimeField()),
                ("until", models.DateField(db_index=True)),
            ],
        ),
    ]

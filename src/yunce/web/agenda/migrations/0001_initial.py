# SPDX-License-Identifier: Apache-2.0
"""The runs that brought the ledger up to the agenda."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AgendaRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("plan", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("opened", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("withdrawn", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["plan", "day"], name="agenda_run_of_day")],
            },
        ),
    ]

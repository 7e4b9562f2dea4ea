# SPDX-License-Identifier: Apache-2.0
"""The table of routines."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RoutineState",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("next_at", models.DateTimeField()),
                ("waiting", models.BooleanField(default=False)),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("seconds", models.FloatField(default=0)),
                ("said", models.CharField(blank=True, default="", max_length=500)),
                ("failures", models.PositiveIntegerField(default=0)),
            ],
        ),
    ]

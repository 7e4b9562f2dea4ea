# SPDX-License-Identifier: Apache-2.0
"""Events of rounds of appraisal, and the results that were frozen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FrozenRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plan", models.CharField(max_length=100)),
                ("card", models.CharField(max_length=200)),
                ("period", models.CharField(max_length=40)),
                ("fingerprint", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("body", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("results", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("plan", "card", "period"), name="one_freeze_a_round")],
            },
        ),
        migrations.CreateModel(
            name="RoundEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plan", models.CharField(max_length=100)),
                ("card", models.CharField(max_length=200)),
                ("period", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("step", models.CharField(max_length=16)),
                ("person", models.CharField(blank=True, default="", max_length=200)),
                ("note", models.TextField(blank=True, default="")),
                ("amount", models.BigIntegerField(default=0)),
                ("data", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["plan", "card", "period", "seq"],
                "constraints": [models.UniqueConstraint(fields=("plan", "card", "period", "seq"), name="one_round_event_a_number")],
            },
        ),
    ]

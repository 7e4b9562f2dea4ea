# SPDX-License-Identifier: Apache-2.0
"""How rules stood after the last night."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("yunce_rules", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="RuleMemory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plan", models.CharField(max_length=100)),
                ("look", models.TextField()),
                ("meaning", models.CharField(max_length=64)),
                ("known_at", models.CharField(max_length=40)),
                ("counted", models.PositiveIntegerField()),
                ("data", models.JSONField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("plan", "look"), name="one_memory_of_a_look")]},
        ),
    ]

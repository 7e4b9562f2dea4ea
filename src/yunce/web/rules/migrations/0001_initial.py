# SPDX-License-Identifier: Apache-2.0
"""The switches of rules."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RuleSwitch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plan", models.CharField(max_length=100)),
                ("rule", models.CharField(max_length=200)),
                ("on", models.BooleanField()),
                ("by", models.CharField(max_length=150)),
                ("why", models.CharField(max_length=500)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["plan", "rule"], name="rule_switch_of_rule")],
            },
        ),
    ]

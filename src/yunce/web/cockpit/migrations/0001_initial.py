# SPDX-License-Identifier: Apache-2.0
"""The numbers that turned."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="TurnedNumbers",
            fields=[
                ("plan", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("mark", models.CharField(max_length=200)),
                ("day", models.DateField()),
                ("rows", models.JSONField(default=list)),
            ],
        ),
    ]

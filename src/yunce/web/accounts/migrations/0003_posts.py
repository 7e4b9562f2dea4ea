# SPDX-License-Identifier: Apache-2.0
"""Posts of the plan that people hold; roles and events without a list of their own here."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yunce.web.accounts.models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_reviews"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(choices=yunce.web.accounts.models.role_choices, max_length=16),
        ),
        migrations.AlterField(
            model_name="trailentry",
            name="event",
            field=models.CharField(choices=yunce.web.accounts.models.event_choices, max_length=32),
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=200)),
                ("unit", models.CharField(blank=True, default="", max_length=200)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="posts", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["role", "unit"], name="posts_by_role")],
                "constraints": [models.UniqueConstraint(fields=("user", "role", "unit"), name="one_post_in_a_unit")],
            },
        ),
    ]

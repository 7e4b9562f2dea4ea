# SPDX-License-Identifier: Apache-2.0
"""The tables of news."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("last", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("title", models.CharField(max_length=300)),
                ("lines", models.JSONField(default=list)),
                ("path", models.CharField(blank=True, default="", max_length=200)),
                ("urgent", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("said", models.CharField(blank=True, default="", max_length=120)),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="outgoing_due")],
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("said", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("item", models.CharField(max_length=26)),
                ("event", models.BigIntegerField()),
                ("read_at", models.DateTimeField(null=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="news", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(condition=models.Q(("read_at__isnull", True)), fields=["user"], name="news_unread")],
                "constraints": [models.UniqueConstraint(fields=("user", "event"), name="one_news_an_event")],
            },
        ),
    ]

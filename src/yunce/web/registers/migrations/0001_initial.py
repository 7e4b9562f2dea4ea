# SPDX-License-Identifier: Apache-2.0
"""The tables of registers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=500, unique=True)),
                ("register", models.CharField(db_index=True, max_length=200)),
                ("unit", models.CharField(blank=True, default="", max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="QuestionBank",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("questions", models.JSONField(default=list)),
                ("passing", models.DecimalField(decimal_places=1, max_digits=4)),
                ("draw", models.PositiveIntegerField(default=0)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("register", "number"), name="one_bank_a_number")],
            },
        ),
        migrations.CreateModel(
            name="ExamPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("who", models.CharField(db_index=True, max_length=150)),
                ("seed", models.CharField(max_length=64)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("answers", models.JSONField(default=dict)),
                ("score", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("is_passed", models.BooleanField(default=False)),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="yunce_registers.questionbank"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("ended_at__isnull", True)), fields=("bank", "who"), name="one_open_paper")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegisterEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("verb", models.CharField(max_length=16)),
                ("note", models.TextField(blank=True, default="")),
                ("data", models.JSONField(default=dict)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="yunce_registers.registerentry"
                    ),
                ),
            ],
            options={
                "ordering": ["entry", "seq"],
                "constraints": [models.UniqueConstraint(fields=("entry", "seq"), name="one_register_event_a_number")],
            },
        ),
        migrations.CreateModel(
            name="RegisterFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=255)),
                ("kind", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="yunce_registers.registerentry"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("entry", "sha256"), name="one_content_in_an_entry")],
            },
        ),
    ]

# SPDX-License-Identifier: Apache-2.0
"""The first tables of work."""

import django.db.models.deletion
from django.db import migrations, models

import yunce.web.workitems.labels


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("head", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="WorkEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, default="", max_length=150)),
                ("verb", models.CharField(choices=yunce.web.workitems.labels.verb_choices, max_length=16)),
                ("to", models.CharField(blank=True, choices=yunce.web.workitems.labels.state_choices, default="", max_length=16)),
                ("note", models.TextField(blank=True, default="")),
                ("evidence", models.JSONField(default=list)),
                ("data", models.JSONField(default=dict)),
                ("token", models.CharField(max_length=64, null=True, unique=True)),
            ],
            options={
                "ordering": ["item", "seq"],
            },
        ),
        migrations.CreateModel(
            name="UnmirroredEvent",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="yunce_work.workevent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=300, unique=True)),
                ("number", models.CharField(blank=True, default="", max_length=24)),
                ("kind", models.CharField(choices=yunce.web.workitems.labels.kind_choices, max_length=16)),
                ("state", models.CharField(choices=yunce.web.workitems.labels.state_choices, max_length=16)),
                ("severity", models.CharField(choices=yunce.web.workitems.labels.severity_choices, max_length=16)),
                ("title", models.CharField(max_length=300)),
                ("unit", models.CharField(blank=True, default="", max_length=200)),
                ("owner", models.CharField(blank=True, default="", max_length=200)),
                ("assignee", models.CharField(blank=True, default="", max_length=150)),
                ("element", models.CharField(blank=True, default="", max_length=200)),
                ("period", models.CharField(blank=True, default="", max_length=60)),
                ("subject", models.CharField(blank=True, default="", max_length=200)),
                ("plan", models.CharField(blank=True, default="", max_length=64)),
                ("parent", models.CharField(blank=True, default="", max_length=26)),
                ("start", models.DateTimeField(blank=True, null=True)),
                ("due", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(blank=True, default="", max_length=150)),
                ("responded_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_by", models.CharField(blank=True, default="", max_length=150)),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("verified_by", models.CharField(blank=True, default="", max_length=150)),
                ("waiting_until", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True, default="")),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("reopened", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField()),
                ("evidence", models.JSONField(default=list)),
                ("proof", models.JSONField(default=list)),
                ("opening", models.JSONField(default=dict)),
                ("added", models.JSONField(default=dict)),
                ("holder", models.CharField(max_length=420, null=True)),
                ("next_at", models.DateTimeField()),
                ("awaits", models.CharField(max_length=200, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("holder__isnull", False)), fields=["holder", "next_at"], name="work_my_day"),
                    models.Index(condition=models.Q(("awaits__isnull", False)), fields=["awaits", "done_at"], name="work_inbox"),
                    models.Index(fields=["state", "next_at"], name="work_by_state"),
                    models.Index(fields=["unit", "state", "next_at"], name="work_by_unit"),
                    models.Index(fields=["kind", "state", "next_at"], name="work_by_kind"),
                    models.Index(condition=models.Q(("parent", ""), _negated=True), fields=["parent"], name="work_children"),
                    models.Index(condition=models.Q(("element", ""), _negated=True), fields=["element", "period"], name="work_by_element"),
                    models.Index(condition=models.Q(("number", ""), _negated=True), fields=["number"], name="work_by_number"),
                ],
            },
        ),
        migrations.AddField(
            model_name="workevent",
            name="item",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="events", to="yunce_work.workitem"),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=255)),
                ("kind", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(blank=True, default="", max_length=150)),
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="yunce_work.workitem")),
            ],
        ),
        migrations.AddConstraint(
            model_name="workevent",
            constraint=models.UniqueConstraint(fields=("item", "seq"), name="one_event_a_number"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(fields=("item", "sha256"), name="one_content_in_an_item"),
        ),
    ]

# SPDX-License-Identifier: Apache-2.0
"""One index for the list of what is owed, in its order, in which words are looked for without looking at the items themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("yunce_work", "0005_counting_indexes"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="workitem", name="work_active"),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("holder__isnull", False)),
                fields=["next_at", "id", "title", "number", "unit", "kind", "state", "due"],
                name="work_words",
            ),
        ),
    ]

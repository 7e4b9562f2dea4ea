# SPDX-License-Identifier: Apache-2.0
"""One more state of an upload: its columns are not known, somebody has to say what they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("yunce_data", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="loadjob",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "排队"),
                    ("running", "导入中"),
                    ("done", "完成"),
                    ("failed", "没有导入"),
                    ("cancelled", "已取消"),
                    ("unknown", "等待认列"),
                ],
                db_index=True,
                default="queued",
                max_length=16,
            ),
        ),
    ]

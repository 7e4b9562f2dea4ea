# SPDX-License-Identifier: Apache-2.0
"""What people do at the review desk is written down too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="trailentry",
            name="event",
            field=models.CharField(
                choices=[
                    ("sign_in", "登录"),
                    ("sign_in_failed", "登录失败"),
                    ("sign_out", "退出"),
                    ("upload", "上传数据"),
                    ("cancel", "取消导入"),
                    ("undo", "撤销批次"),
                    ("plan_added", "新增计划版本"),
                    ("rows_seen", "查看明细"),
                    ("rows_exported", "导出明细"),
                    ("rejects_exported", "导出退回行"),
                    ("user_added", "新增用户"),
                    ("user_changed", "修改用户"),
                    ("profile_saved", "保存导入方案"),
                    ("review_opened", "提交计划原文"),
                    ("review_revised", "提交修订稿"),
                    ("review_decided", "审阅数字"),
                    ("finding_fix", "按建议修改"),
                    ("finding_waive", "保留检查结果"),
                    ("finding_unwaive", "不再保留"),
                    ("target_changed", "修改目标"),
                    ("plan_exported", "导出计划"),
                ],
                max_length=32,
            ),
        ),
    ]

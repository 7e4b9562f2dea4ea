# SPDX-License-Identifier: Apache-2.0
"""What is stored about people: the roles that they hold, and the trail of what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from yunce.web.accounts.access import Role

ROLES = [
    (Role.VIEWER, "查看"),
    (Role.WORKER, "办理"),
    (Role.LEAD, "主管"),
    (Role.EDITOR, "编辑"),
    (Role.PAYROLL, "薪酬"),
    (Role.ADMIN, "管理"),
]
EVENTS = [
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
    ("review_withdrawn", "撤回计划原文"),
    ("review_decided", "审阅数字"),
    ("finding_fix", "按建议修改"),
    ("finding_waive", "保留检查结果"),
    ("finding_unwaive", "不再保留"),
    ("target_changed", "修改目标"),
    ("plan_exported", "导出计划"),
    ("profit_exported", "导出损益"),
    ("entries_seen", "查看账目"),
    ("entries_exported", "导出账目"),
    ("role_given", "授予权限"),
    ("role_taken", "收回权限"),
    ("post_given", "任岗"),
    ("post_taken", "离岗"),
    ("link_made", "生成登录链接"),
    ("work_opened", "新建工作项"),
    ("work_step", "办理工作项"),
    ("work_exported", "导出工作项"),
    ("evidence_seen", "查看证据"),
    ("routine_asked", "立即运行后台任务"),
    ("contact_seen", "查看客户联系方式"),
    ("register_step", "登记台账"),
    ("register_imported", "导入台账"),
    ("register_exported", "导出台账"),
    ("register_file_seen", "查看台账文件"),
    ("register_file_removed", "销毁台账文件"),
    ("exam_taken", "参加考试"),
    ("bank_saved", "更新题库"),
    ("round_step", "考核步骤"),
    ("round_data", "录入考核数据"),
    ("score_seen", "查看考核得分"),
    ("pay_seen", "查看工资"),
    ("pay_exported", "导出工资表"),
    ("money_seen", "通过接口查看损益"),
    ("token_made", "生成接口令牌"),
    ("token_revoked", "停用接口令牌"),
]


def role_choices() -> list[tuple[str, str]]:
    """The roles with their words; a function, so that a new one needs no migration."""
    return [(role.value, words) for role, words in ROLES]


def event_choices() -> list[tuple[str, str]]:
    """What can stand in the trail, with its words."""
    return EVENTS


class Grant(models.Model):
    """One role of one person in one unit of the plan; an empty unit is the whole company."""

    user: models.ForeignKey[Any, Any] = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role: models.CharField[str, str] = models.CharField(max_length=16, choices=role_choices)
    unit: models.CharField[str, str] = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """A role is held once in a unit."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role", "unit"], name="one_role_in_a_unit")]

    def __str__(self) -> str:
        """Who holds what where."""
        return f"{self.user} {self.role} {self.unit or '*'}"


class Post(models.Model):
    """A post of the plan that somebody holds in a unit; an empty unit is the whole company. It says what they owe, not more."""

    user: models.ForeignKey[Any, Any] = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts")
    role: models.CharField[str, str] = models.CharField(max_length=200)
    """The plan's role, by its id."""
    unit: models.CharField[str, str] = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """A post is held once in a unit."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role", "unit"], name="one_post_in_a_unit")]
        indexes: ClassVar = [models.Index(fields=["role", "unit"], name="posts_by_role")]

    def __str__(self) -> str:
        """Who holds which post where."""
        return f"{self.user} {self.role} {self.unit or '*'}"


class TrailEntry(models.Model):
    """Who did what, when and from which address; written once, never changed."""

    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True, db_index=True)
    event: models.CharField[str, str] = models.CharField(max_length=32, choices=event_choices)
    who: models.CharField[str, str] = models.CharField(max_length=150, blank=True)
    address: models.CharField[str, str] = models.CharField(max_length=64, blank=True)
    subject: models.CharField[str, str] = models.CharField(max_length=500, blank=True)

    class Meta:
        """Newest first; failures are counted by address and time."""

        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["event", "address", "at"], name="trail_by_address")]

    def __str__(self) -> str:
        """One line of the trail."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.event} {self.subject}"

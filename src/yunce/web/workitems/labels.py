# SPDX-License-Identifier: Apache-2.0
"""The words for kinds, states, severities, steps and events of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from yunce.operate.workitems.item import Verb
from yunce.operate.workitems.states import Kind, Severity, State
from yunce.operate.workitems.steps import Do

KINDS: Mapping[str, Any] = {
    Kind.TASK: _("任务"),
    Kind.DUTY: _("例行工作"),
    Kind.INSPECTION: _("检查"),
    Kind.RECTIFICATION: _("整改"),
    Kind.CASE: _("工单"),
    Kind.SUPERVISED: _("督办"),
    Kind.REVIEW: _("例会"),
}
STATES: Mapping[str, Any] = {
    State.OPEN: _("待办"),
    State.DOING: _("在办"),
    State.WAITING: _("等待"),
    State.UPWARD: _("上报"),
    State.DONE: _("已办"),
    State.VERIFIED: _("已验证"),
    State.REOPENED: _("退回重办"),
    State.CANCELLED: _("已取消"),
}
SEVERITIES: Mapping[str, Any] = {Severity.MINOR: _("一般"), Severity.MAJOR: _("严重"), Severity.CRITICAL: _("特别严重")}
VERBS: Mapping[str, Any] = {
    Verb.OPENED: _("开立"),
    Verb.MOVED: _("状态"),
    Verb.ASSIGNED: _("分派"),
    Verb.DUE_CHANGED: _("改期限"),
    Verb.NOTED: _("备注"),
    Verb.EVIDENCE: _("证据"),
    Verb.ANSWERED: _("填写"),
    Verb.ESCALATED: _("升级提醒"),
    Verb.REVISED: _("照计划改"),
}
STEPS: Mapping[str, Any] = {
    Do.TAKE: _("认领"),
    Do.START: _("开始办"),
    Do.WAIT: _("转等待"),
    Do.UPWARD: _("报上级"),
    Do.DONE: _("办完"),
    Do.VERIFY: _("验证通过"),
    Do.RETURN: _("退回重办"),
    Do.REOPEN: _("重新打开"),
    Do.CANCEL: _("取消"),
    Do.ASSIGN: _("分派"),
    Do.CHANGE_DUE: _("改期限"),
    Do.NOTE: _("写备注"),
    Do.ADD_EVIDENCE: _("上传证据"),
    Do.FOLLOW: _("照新计划改"),
    Do.KEEP: _("照原样办"),
}
ELEMENTS: Mapping[str, Any] = {
    "responsible": _("责任人"),
    "measures": _("措施"),
    "funds": _("资金"),
    "deadline": _("时限"),
    "emergency": _("预案"),
}


def kind_choices() -> list[tuple[str, Any]]:
    """Every kind."""
    return list(KINDS.items())


def state_choices() -> list[tuple[str, Any]]:
    """Every state."""
    return list(STATES.items())


def severity_choices() -> list[tuple[str, Any]]:
    """Every severity."""
    return list(SEVERITIES.items())


def verb_choices() -> list[tuple[str, Any]]:
    """Every kind of event."""
    return list(VERBS.items())

# SPDX-License-Identifier: Apache-2.0
"""The words for sorts, fields, events and standings of registers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from yunce.operate.registers.entry import Stage, Verb
from yunce.operate.registers.sorts import Sort
from yunce.operate.registers.standing import Standing
from yunce.web.ui.parts import Tone

SORTS: Mapping[str, Any] = {
    Sort.CERTIFICATE: _("证书资格"), Sort.DOCUMENT: _("受控文件"), Sort.INSTRUMENT: _("器具设备"), Sort.SEAL: _("印章凭证"),
    Sort.DRILL: _("演练"), Sort.TRAINING: _("培训考试"), Sort.OTHER: _("其他"),
}  # fmt: skip
FIELDS: Mapping[str, Any] = {
    "code": _("编号"), "title": _("名称"), "unit": _("单位"), "holder": _("持有人（用户名或姓名）"), "issuer": _("发证或检定机构"),
    "issued_on": _("发证或检定日期"), "until": _("有效期至"), "method": _("取得方式"), "custodian": _("保管人（用户名或姓名）"),
    "place": _("存放地点"), "cycle": _("周期（如 12mo、30d）"), "retention": _("停用后保管期限"), "planned_on": _("计划日期"),
    "to": _("给谁用"), "approved_by": _("谁批准"), "times": _("次数"), "leave": _("申请号"),
    "on": _("完成日期"), "note": _("说明"), "file": _("文件"),
    "name": _("版本说明"),
}  # fmt: skip
VERBS: Mapping[str, Any] = {
    Verb.ADDED: _("登记"), Verb.CORRECTED: _("更正"), Verb.REVISED: _("起草新版"), Verb.APPROVED: _("批准"), Verb.ISSUED: _("发布"),
    Verb.READ: _("确认已读"), Verb.RENEWED: _("续期"), Verb.LENT: _("借出"), Verb.RETURNED: _("归还"),
    Verb.ASKED: _("申请使用"), Verb.ALLOWED: _("同意使用"),
    Verb.USED: _("用印"),
    Verb.COUNTED: _("盘点相符"), Verb.DRILLED: _("演练完成"), Verb.EXAMINED: _("考试"), Verb.WITHDRAWN: _("停用"),
    Verb.HELD: _("依法留存"), Verb.RELEASED: _("解除留存"), Verb.DESTROYED: _("销毁"),
}  # fmt: skip
STANDINGS: Mapping[str, Any] = {
    Standing.VALID: _("有效"), Standing.LASTING: _("长期有效"), Standing.EXPIRING: _("快到期"), Standing.EXPIRED: _("已过期"),
    Standing.UNKNOWN: _("日期不明"), Standing.PENDING: _("未生效"), Standing.DONE: _("已完成"), Standing.OUT: _("已停用"),
}  # fmt: skip
TONES: Mapping[Standing, Tone] = {
    Standing.VALID: "good", Standing.LASTING: "good", Standing.DONE: "good", Standing.EXPIRING: "ask", Standing.PENDING: "ask",
    Standing.UNKNOWN: "ask", Standing.EXPIRED: "bad",
}  # fmt: skip
STAGES: Mapping[str, Any] = {
    Stage.DRAFT: _("草稿"), Stage.APPROVED: _("已批准"), Stage.ISSUED: _("现行"), Stage.WITHDRAWN: _("作废"),
}  # fmt: skip

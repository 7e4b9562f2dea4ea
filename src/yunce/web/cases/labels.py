# SPDX-License-Identifier: Apache-2.0
"""The words for stages, channels and satisfaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from yunce.operate.cases.handling import Stage

STAGES: Mapping[str, Any] = {
    Stage.RECEIVED: _("受理"),
    Stage.ACKNOWLEDGED: _("确认"),
    Stage.ASSESSED: _("初评"),
    Stage.INVESTIGATED: _("调查"),
    Stage.RESPONDED: _("答复"),
    Stage.COMMUNICATED: _("沟通决定"),
    Stage.CLOSED: _("结案"),
}
CHANNELS: Mapping[str, Any] = {
    "phone": _("电话"), "online": _("网上"), "counter": _("现场"), "letter": _("来信"), "visit": _("走访"), "superior": _("上级转办"),
    "other": _("其他"),
}  # fmt: skip
SATISFACTION: Mapping[int, Any] = {5: _("很满意"), 4: _("满意"), 3: _("一般"), 2: _("不满意"), 1: _("很不满意")}

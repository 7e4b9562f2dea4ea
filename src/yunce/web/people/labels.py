# SPDX-License-Identifier: Apache-2.0
"""Stages, steps and states of rounds in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yunce.operate.appraisal.round import Stage, Step
from yunce.web.ui.parts import Tone

Words = Mapping[str, "str | Promise"]
STAGES: Words = {
    Stage.OPEN: _("未开始"),
    Stage.SELF: _("已自评"),
    Stage.LEAD: _("主管已评，待确认"),
    Stage.CONFIRMED: _("已确认"),
    Stage.APPEALED: _("申诉中"),
}
STAGE_TONES: Mapping[str, Tone] = {Stage.CONFIRMED: "good", Stage.APPEALED: "ask"}
STEPS: Words = {
    Step.SELF: _("自评"),
    Step.LEAD: _("主管评"),
    Step.CONFIRM: _("确认"),
    Step.APPEAL: _("申诉"),
    Step.SETTLE: _("处理申诉"),
    Step.SIGN: _("签批总额"),
    Step.FREEZE: _("冻结"),
    Step.ADJUST: _("调整单"),
    "actuals": _("录入数据"),
    "roster": _("导入花名册"),
}
STATES: Words = {"scored": _("已计分"), "held": _("未报，暂不计分"), "vetoed": _("一票否决")}
LINE_STATES: Words = {"not_reported": _("未报"), "vetoed": _("一票否决"), "reweighted": _("未报，由其余项分担"), "clear": _("未发生")}
KINDS: Words = {"score": _("计分"), "bonus": _("加分"), "deduction": _("扣分"), "veto": _("一票否决")}
WORK: Words = {"completion": _("完成率"), "on_time": _("按期率"), "late": _("逾期件数"), "closure": _("整改闭环率"), "open": _("未了件数")}
POOLS: Words = {"within": _("在总额内"), "scaled": _("已签批缩减"), "stopped": _("超额，待签批"), "waiting": _("合用的卡还有人没有得分")}
PERIODS: Words = {"week": _("周"), "month": _("月"), "quarter": _("季"), "half_year": _("半年"), "year": _("年")}

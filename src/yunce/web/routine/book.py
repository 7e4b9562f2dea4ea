# SPDX-License-Identifier: Apache-2.0
"""The book of routines: what each does, where its work is written, when it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module
from types import MappingProxyType
from typing import cast
from zoneinfo import ZoneInfo

Work = Callable[[datetime], str]
"""A routine's work: given the time, it gives a short word on what it did. Running it twice must change nothing the second time."""
ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Routine:
    """One routine: every so often, or once a day at a time of the clock."""

    name: str
    title: str
    work: str
    """Where its work is: `package.module:function`."""
    every: timedelta | None = None
    at: time | None = None

    def next_after(self, now: datetime) -> datetime:
        """When it comes next, strictly after a time."""
        if self.at is None:
            return now + (self.every or DAY)
        here = now.astimezone(ZONE)
        day = here.date() if here.time() < self.at else here.date() + DAY
        return datetime.combine(day, self.at, ZONE)

    def load(self) -> Work:
        """Its work."""
        module, _, name = self.work.partition(":")
        return cast("Work", getattr(import_module(module), name))


_ALL = (
    Routine("news", "把新发生的事告诉有关的人", "yunce.web.notices.telling:tell", every=timedelta(seconds=20)),
    Routine("outbox", "发出群消息和邮件", "yunce.web.notices.outbox:send_due", every=timedelta(seconds=30)),
    Routine("summary", "早上的待办提醒", "yunce.web.notices.outbox:put_summary", at=time(8, 30)),
    Routine("agenda", "按计划生成待办", "yunce.web.agenda.generating:nightly", every=timedelta(minutes=5)),
    Routine("registers", "台账到期开出续期工作", "yunce.web.registers.renewing:run", every=timedelta(minutes=30)),
    Routine("rules", "按规则开出工作", "yunce.web.rules.nightly:run", every=timedelta(minutes=30)),
    Routine("turned", "找出转好和转差的指标", "yunce.web.cockpit.turning:run", every=timedelta(minutes=30)),
    Routine("training", "为严重和重复的问题安排培训", "yunce.web.inspect.training:run", every=timedelta(minutes=5)),
    Routine("follow", "开出考核冻结后的面谈、培训和续签评审", "yunce.web.people.following:run", every=timedelta(minutes=5)),
    Routine("escalate", "逾期的工作逐级提醒", "yunce.web.workitems.escalating:escalate", every=timedelta(minutes=15)),
    Routine("mirror", "把工作的经过写入数据", "yunce.web.workitems.mirror:mirror", every=timedelta(minutes=10)),
    Routine("clocks", "工单升级、回访，到期删除联系方式", "yunce.web.cases.clocks:run", every=timedelta(minutes=2)),
    Routine("prune", "清理后台任务的旧记录", "yunce.web.routine.tasks:prune", at=time(4, 30)),
)

ROUTINES: Mapping[str, Routine] = MappingProxyType({routine.name: routine for routine in _ALL})
"""Every routine by its name; pages list them in this order."""

# SPDX-License-Identifier: Apache-2.0
"""Who works here and who is served: people by their unit, posts, customers, crowds."""

from __future__ import annotations

import re

from yunce.reader.contexts import Context
from yunce.reader.names_of_things import OUTSIDERS, PEOPLE

_SERVED = re.compile(
    r"(?:接待|签约|建档|体检|筛查|接种|招生|录取|报名|覆盖|惠及|救助|资助|就诊|复诊|住院|收治|入园|入学|输送|毕业|参训|受训|发展|拉新"
    r"|促活|邀约)[^,;。\d]{0,4}$"
)
_CROWD = 1000
"""So many people are hardly the staff of one plan."""
_EMPLOYED = re.compile(r"编制|定编|定员|在岗|在编|在册|员工|职工|队伍|岗位|用工|团队")
_SERVING = re.compile(r"(?:客户|旅客|会员|用户|业主|游客|顾客|患者)(?:服务|经理|专员|代表|运营|关系|成功|维护|管家|主任)")
"""Posts that are named after whom they serve."""


def is_staff(context: Context, names: str) -> bool:
    """True for people by their unit who are no customers; `names` is all that names the number."""
    unit, cell = context.mention.unit, context.cell
    around = _SERVING.sub("", (" ".join((*cell.headers, *cell.labels)) if context.is_alone and cell else names) + context.clause)
    is_people = (
        unit in {"人", "名"}
        or (unit == "个" and (context.after.startswith("人") or PEOPLE.search(context.after[:5])))
        or (unit == "位" and PEOPLE.search(around))
    )
    return bool(is_people) and not context.mention.per and not OUTSIDERS.search(around) and not _is_served(context, names)


def _is_served(context: Context, names: str) -> bool:
    """True for people whom a deed reaches (体检8,400人), and for thousands of them where nothing speaks of staff."""
    if context.cell is None and _SERVED.search(_SERVING.sub("", context.before)):
        return True
    value = context.mention.value
    is_crowd = value is not None and value.low is not None and value.low >= _CROWD
    return (
        is_crowd and context.place.role != "staffing" and not (PEOPLE.search(names.replace("人数", "")) or _EMPLOYED.search(context.clause))
    )

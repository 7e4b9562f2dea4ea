# SPDX-License-Identifier: Apache-2.0
"""The notice on paper (整改通知单): numbered, with what was found, who puts it right by when, and room to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yunce.operate.workitems.item import Item
from yunce.operate.workitems.states import Kind
from yunce.web.workitems.desk import WorkDesk
from yunce.web.workitems.item_page import File, file_of, five_of
from yunce.web.workitems.labels import SEVERITIES
from yunce.web.workitems.models import Evidence, WorkItem
from yunce.web.workitems.saying import Names, moment


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice."""

    title: str
    number: str
    item_id: str
    facts: tuple[tuple[str, str], ...]
    text: str
    five: tuple[tuple[str, str], ...]
    files: tuple[File, ...]
    answer: tuple[tuple[str, str], ...]
    signs: tuple[str, ...]
    printed: str


def notice_page(work: WorkDesk, row: WorkItem, item: Item, now: datetime) -> NoticePage:
    """The notice of an item as it stands."""
    names = Names.of(work, (row,))
    titles = {Kind.RECTIFICATION: _("整改通知单"), Kind.SUPERVISED: _("督办单"), Kind.CASE: _("工单")}
    facts = (
        (_("单位"), names.units.get(row.unit, row.unit) or _("全公司")),
        (_("责任"), names.holder(row)),
        (_("开具"), f"{names.person(row.opened_by)} {localtime(row.opened_at):%Y-%m-%d}"),
        (_("期限"), moment(row.due) or _("未定")),
        (_("程度"), str(SEVERITIES[row.severity])),
        (_("对象"), row.subject),
    )
    answer = (
        (_("原因"), str(item.data.get("cause", ""))),
        (_("办结"), f"{names.person(row.done_by)} {moment(row.done_at)}" if row.done_at else ""),
        (_("验证"), f"{names.person(row.verified_by)} {moment(row.verified_at)}" if row.verified_at else ""),
    )
    return NoticePage(
        title=titles.get(item.opening.kind, _("通知单")),
        number=row.number,
        item_id=row.pk,
        facts=tuple((name, text) for name, text in facts if text),
        text="\n".join(filter(None, (row.title, str(item.data.get("text", ""))))),
        five=five_of(item),
        files=tuple(file for file in map(file_of, Evidence.objects.filter(item_id=row.pk).order_by("added_at")) if file.is_image)[:6],
        answer=answer,
        signs=(_("开具人"), _("责任人"), _("验证人")),
        printed=moment(now),
    )

# SPDX-License-Identifier: Apache-2.0
"""How work goes, by unit: closure, ageing, findings that come back. What the ledger holds now; over time see the pack `work`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yunce.operate.workitems.states import Kind
from yunce.operate.workitems.statistics import Closure, Repeat, repeats
from yunce.web.plans.naming import line_words
from yunce.web.ui.numbers import Number, share
from yunce.web.ui.parts import Choice, address
from yunce.web.ui.tables import Col, Row, Table, Text
from yunce.web.workitems.counting import counted
from yunce.web.workitems.desk import open_work
from yunce.web.workitems.labels import KINDS
from yunce.web.workitems.models import WorkItem
from yunce.web.workitems.rows import item_of

WITHIN = timedelta(days=90)
LATEST, LOOKED_AT, MOST_REPEATS, MOST_UNITS = 2000, 10_000, 20, 100
Counts = Sequence[Mapping[str, Any]]
Names = Mapping[str, str]
"""Units as people say them."""
WORDS = ("0–7 天", "8–15 天", "16–30 天", "31–60 天", "60 天以上")


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The figures of one kind of work."""

    kinds: tuple[Choice, ...]
    closure: Table | None
    ages: Table | None
    repeats: Table | None


@require_GET
def closing(request: HttpRequest) -> HttpResponse:
    """Closure, ageing and repeats in the units that this person may see."""
    work, now = open_work(request), timezone.now()
    asked = request.GET.get("kind", Kind.RECTIFICATION.value)
    kind = asked if asked in KINDS else ""
    rows = work.seen(WorkItem.objects.filter(kind=kind) if kind else WorkItem.objects.all())
    counts: Counts = sorted(counted(rows, now), key=lambda row: (-row["late"], row["unit"]))
    counts = [_total(counts), *counts[:MOST_UNITS]] if len(counts) > 1 else counts
    names = work.desk.unit_names()
    page = FiguresPage(
        kinds=(Choice("all", _("全部类别"), not kind), *(Choice(one, str(words), one == kind) for one, words in KINDS.items())),
        closure=_closure(names, counts, kind) if counts else None,
        ages=_ages(names, counts) if any(row["open"] for row in counts) else None,
        repeats=_repeats(names, rows, line_words(work.desk.plan)),
    )
    return render(request, "workitems/figures.html", {"page": page})


def _total(counts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"unit": None, **{name: sum(row[name] for row in counts) for name in counts[0] if name != "unit"}}


def _closure(names: Names, counts: Sequence[Mapping[str, Any]], kind: str) -> Table:
    cols = (Col(_("单位")), *(Col(name, numeric=True) for name in (_("发现"), _("关闭"), _("上报"), _("逾期"))),
            Col(_("关闭率"), numeric=True, hint=_("关闭 ÷（发现 − 取消）")), Col(_("本级关闭率"), numeric=True, hint=_("不算上报的")),
            Col(_("按期关闭率"), numeric=True, hint=_("按期办完的 ÷ 已到期的")))  # fmt: skip
    return Table(_("关闭"), cols, tuple(_closure_row(names, row, kind) for row in counts), cards=True)


def _closure_row(names: Names, row: Mapping[str, Any], kind: str) -> Row:
    found = Closure(row["found"], row["closed"], row["upward"], row["fell_due"], row["by_due"])
    late = address(reverse("work-list"), unit=row["unit"], kind=kind, state="late")
    counts = (_count(found.found), _count(found.closed), _count(found.upward))
    return Row((_unit(names, row["unit"]), *counts, _count(row["late"], late if row["late"] else "", "bad" if row["late"] else ""),
                _share(found.rate), _share(found.own_rate), _share(found.on_time_rate)))  # fmt: skip


def _ages(names: Names, counts: Sequence[Mapping[str, Any]]) -> Table:
    cols = (Col(_("单位")), Col(_("未关闭"), numeric=True), *(Col(_(words), numeric=True) for words in WORDS))
    rows = (Row((_unit(names, row["unit"]), _count(row["open"]), *(_count(row[f"age{n}"]) for n in range(len(WORDS))))) for row in counts)
    return Table(_("账龄"), cols, tuple(rows), cards=True)


def _repeats(names: Names, rows: QuerySet[WorkItem], lines: Names) -> Table | None:
    """What came back within ninety days, among the latest; findings are put right, so they stand there."""
    latest = rows.filter(kind=Kind.RECTIFICATION).order_by("-opened_at").values("pk")[:LOOKED_AT]
    findings = WorkItem.objects.filter(pk__in=latest, opening__data__finding__isnull=False).order_by("-opened_at")[:LATEST]
    found = repeats(map(item_of, findings), WITHIN)
    cols = (Col(_("问题")), Col(_("单位")), Col(_("次数"), numeric=True), Col(_("其中重复"), numeric=True))
    return Table(_("重复发生"), cols, tuple(_repeat_row(names, one, lines) for one in found[:MOST_REPEATS]), cards=True) if found else None


def _repeat_row(names: Names, one: Repeat, lines: Names) -> Row:
    subject, _bar, line = one.finding.partition("|")
    return Row(
        (
            Text(lines.get(line, line), sub="" if subject == one.unit else names.get(subject, subject)),
            _unit(names, one.unit),
            _count(one.times),
            _count(one.repeats, "", "bad"),
        )
    )


def _unit(names: Names, unit: str | None) -> str:
    return _("合计") if unit is None else names.get(unit, unit) or _("全公司")


def _count(value: int, href: str = "", tone: str = "") -> Number:
    return Number(f"{value:,}", "", href, tone)


def _share(value: float | None) -> Number:
    return share(None if value is None else Decimal(str(value)))

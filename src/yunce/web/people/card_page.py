# SPDX-License-Identifier: Apache-2.0
"""A scorecard as it stands in the plan, and its rounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.appraisal.given import item_name
from yunce.operate.appraisal.pooling import pool_of
from yunce.plan.fields import shown
from yunce.plan.parts.people import Scorecard, ScoreItem
from yunce.values.period import Period
from yunce.web.people.labels import KINDS, PERIODS, WORK
from yunce.web.people.opening import store_of
from yunce.web.people.staff_page import last_period
from yunce.web.plans.anchors import anchor_of
from yunce.web.ui.periods import in_words
from yunce.web.ui.tables import Col, Row, Table, Text
from yunce.web.workitems.desk import WorkDesk

MOST_ROUNDS = 24


@dataclass(frozen=True, slots=True)
class CardPage:
    """One card, read only: it is changed in the plan."""

    title: str
    facts: tuple[tuple[str, str], ...]
    items: Table
    grades: Table | None
    rounds: tuple[tuple[str, str], ...]
    source: str


def card_page(work: WorkDesk, card: Scorecard, plan: str, today: date) -> CardPage:
    """The page of a card of a plan."""
    roles = dict(work.role_names())
    periods = store_of(work).periods(plan, card.id)
    names = dict.fromkeys((last_period(card, today).name, Period.of(today, card.period).name, *periods[:MOST_ROUNDS]))  # type: ignore[arg-type]  # grains
    return CardPage(
        title=card.label,
        facts=tuple(_facts(work, card, roles)),
        items=_items(work, card, roles),
        grades=_grades(card),
        rounds=tuple((in_words(name), reverse("round", args=[card.id, name])) for name in names),
        source=f"{reverse('plan')}#{anchor_of(f'scorecards[{card.id}]')}",
    )


def _facts(work: WorkDesk, card: Scorecard, roles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What the card says of the whole of it."""
    units = work.desk.unit_names()
    yield _("考核谁"), "、".join(roles.get(role, role) for role in card.roles) or units.get(card.unit, card.unit)
    yield _("周期"), str(PERIODS[card.period])
    if card.pool:
        limit = _("绩效基数之和") if card.pool.limit == "base" else card.pool.limit
        excess = {"scale": _("签批后按比例缩减"), "stop": _("停下"), "none": _("不限")}[card.pool.on_excess]
        yield _("总额"), _("{limit}；超出时{excess}").format(limit=limit, excess=excess)
    plan = work.desk.plan
    joint = pool_of(plan, card) if plan else None
    if plan and joint and joint.is_joint:
        yield _("合用总额"), "、".join(one.label for one in plan.scorecards if one.id in joint.cards)
    if card.quota:
        yield _("名额"), "；".join(card.quota)
    if card.approve:
        yield _("批准"), "、".join(roles.get(each.by, each.by) for each in card.approve)
    if card.follow:
        yield _("连续几期的后果"), "；".join(f"{each.then.title or card.label}（{each.when}）" for each in card.follow)


def _words(value: object) -> str:
    """A value as the plan writes it; a dash where it does not."""
    return str(shown(value) or "–")


def _items(work: WorkDesk, card: Scorecard, roles: dict[str, str]) -> Table:
    metrics = work.desk.metrics()
    rows = []
    for index, item in enumerate(card.items):
        name = Text(item_name(item, index, metrics))
        where = metrics[item.metric].label if item.metric in metrics else str(WORK.get(item.work, "")) or _("人工录入")
        confirmer = roles.get(item.confirmer, item.confirmer) or _("主管")
        rows.append(Row((name, str(KINDS[item.kind or "score"]), _words(item.weight), how_of(item), Text(where, sub=item.data), confirmer)))
    cols = (Col(_("考核项")), Col(_("种类")), Col(_("权重"), numeric=True), Col(_("怎样计分")), Col(_("数据来源")), Col(_("确认人")))
    return Table(_("考核项"), cols, tuple(rows), cards=True)


def how_of(item: ScoreItem) -> str:
    """How a result becomes a score, in a few words."""
    if item.full is not None and item.zero is not None:
        return _("{full} 得满分，{zero} 得零分，中间按直线").format(full=shown(item.full), zero=shown(item.zero))
    if item.steps:
        return "；".join(_("从 {start} 起 {score} 分").format(start=shown(step.start), score=shown(step.score)) for step in item.steps)
    if item.deduct is not None:
        return _("每一个单位扣 {points} 分").format(points=shown(item.deduct))
    if item.due is not None:
        return _("按 {day} 前完成").format(day=shown(item.due))
    if item.score:
        return item.score
    if item.kind in {"bonus", "deduction"}:
        return _("每一个单位 {points} 分").format(points=shown(item.points) or "1")
    if item.veto or item.kind == "veto":
        return item.veto or _("发生即否决")
    return _("与目标 {target} 比").format(target=shown(item.target)) if item.target is not None else _("与计划目标比；没有目标时直接给分")


def _grades(card: Scorecard) -> Table | None:
    rows = tuple(Row((grade.name, _words(grade.start), _words(grade.pay), _words(grade.share))) for grade in card.grades)
    cols = (Col(_("等级")), Col(_("从"), numeric=True), Col(_("系数"), numeric=True), Col(_("比例"), numeric=True))
    return Table(_("等级"), cols, rows) if rows else None

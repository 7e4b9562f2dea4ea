# SPDX-License-Identifier: Apache-2.0
"""What the pages of rules show, from back-tests; a person sees the firings of the units that they may look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.app.packs import read_pack
from yunce.operate.rules.noise import Noise
from yunce.operate.rules.picturing import Picture, picture
from yunce.operate.rules.results import Fired, ReadingTest, RuleTest, RuleTests
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.desk import Desk
from yunce.web.plans.readable import cadence_words, lapse_words, title_words
from yunce.web.plans.sections import CHOICES
from yunce.web.problems import said_all
from yunce.web.rules.models import RuleSwitch
from yunce.web.rules.wording import condition_words
from yunce.web.ui.parts import Chart, Choice, Said, State, Step, Tone
from yunce.web.ui.tables import Col, Row, Table, Text

MOST = 200
"""The newest firings that a page shows."""


@dataclass(frozen=True, slots=True)
class RulesPage:
    """All rules; `state` where there is nothing to show."""

    said: str
    table: Table | None = None
    state: State | None = None
    problems: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class RulePage:
    """One rule: what it says, how it stands, its picture, its firings, an edit that was tried."""

    id: str
    title: str
    pack: str
    facts: tuple[tuple[str, str], ...]
    standing: str
    tone: Tone
    when: str
    close_when: str
    rates: Table
    fired: Table
    more: int
    subjects: tuple[Choice, ...]
    chart: Chart | None
    switches: tuple[tuple[str, str, str, str], ...]
    is_on: bool
    may_switch: bool
    may_store: bool
    is_tried: bool = False
    said_when: str = ""
    said_close: str = ""
    problems: tuple[Said, ...] = ()
    plan: str = ""


def seen(desk: Desk, test: RuleTest) -> RuleTest | None:
    """The test as this person may see it: firings and subjects of their units only; nothing of what is about the whole."""
    access = desk.access
    if access.may(Action.LOOK, test.rule.unit):
        return test
    if test.rule.each != "unit":
        return None
    mine = set(access.within(Action.LOOK, [subject for subject, _name in test.subjects]))
    if not mine:
        return None

    def cut(reading: ReadingTest) -> ReadingTest:
        return replace(reading, fired=tuple(f for f in reading.fired if f.subject in mine), held=0, known=0, noise=Noise(None))

    subjects = tuple(pair for pair in test.subjects if pair[0] in mine)
    standing = tuple(pair for pair in test.standing if pair[0] in mine)
    return replace(test, own=cut(test.own), readings=tuple(map(cut, test.readings)), subjects=subjects, standing=standing)


def rules_page(desk: Desk, found: RuleTests, switches: Mapping[str, RuleSwitch], own: frozenset[str]) -> RulesPage:
    """The page of all rules."""
    tests = [test for test in (seen(desk, each) for each in found.tests) if test is not None]
    said = _("数据截至 {day}").format(day=found.as_of.isoformat())
    problems = tuple(said_all(found.problems))
    if not tests:
        steps = (Step(_("看行业包能带来哪些规则"), reverse("plan")),)
        return RulesPage(
            said, state=State(_("还没有规则"), _("计划里写上规则，或采用行业包的规则，这里就会出现。"), steps=steps), problems=problems
        )
    cols = (
        Col(_("规则")),
        Col(_("现在"), whole=True),
        Col(_("上次触发"), kept=True),
        Col(_("触发"), numeric=True),
        Col(_("触发率"), numeric=True, wide_only=True, hint=_("条件成立的格占已知的格")),
        Col(_("条件"), whole=True),
    )
    called = called_on(desk)
    rows = tuple(_row(test, switches.get(test.rule.id), own, called, found.as_of) for test in tests)
    return RulesPage(said, Table(_("规则"), cols, rows, cards=True), problems=problems)


def called_on(desk: Desk) -> Mapping[str, str]:
    """What the metrics in a condition are called."""
    return {own: metric.label for own, metric in desk.metrics().items()}


def _row(test: RuleTest, line: RuleSwitch | None, own: frozenset[str], called: Mapping[str, str], as_of: date) -> Row:
    rule = test.rule
    words, tone = standing_of(test, is_on=is_on(rule.id, line, own), is_own=rule.id in own)
    last = max((min(fired.opened_on, as_of) for fired in test.fired), default=None)
    name = Text(rule.label, href=reverse("rule", args=[rule.id]), sub=_from_pack(test))
    return Row((name, Text(words, tone=tone), _day(last), str(len(test.fired)), percent(test.own.rate), condition_words(rule.when, called)))


def _from_pack(test: RuleTest) -> str:
    return _("来自行业包“{pack}”").format(pack=read_pack(test.pack).title or test.pack) if test.pack else ""


def is_on(rule: str, line: RuleSwitch | None, own: frozenset[str]) -> bool:
    """A rule of the plan is on until somebody says otherwise; one that is only offered is not."""
    return rule in own and (line is None or line.on)


def standing_of(test: RuleTest, *, is_on: bool, is_own: bool) -> tuple[str, Tone]:
    """How a rule stands, in words."""
    if not is_own:
        return _("未采用"), ""
    if not is_on:
        return _("已关闭"), ""
    if test.now:
        return _("触发中：{names}").format(names="、".join(f.name for f in test.now[:3]) + ("…" if len(test.now) > 3 else "")), "bad"
    if not test.steps or all(state == "unknown" for _subject, state in test.standing):
        return _("数据不够"), "ask"
    return _("平静"), "good"


def rule_page(desk: Desk, test: RuleTest, lines: Sequence[RuleSwitch], subject: str, own: frozenset[str]) -> RulePage:
    """The page of one rule."""
    rule = test.rule
    on = is_on(rule.id, lines[0] if lines else None, own)
    words, tone = standing_of(test, is_on=on, is_own=rule.id in own)
    chosen = _chosen(test, subject)
    shown = picture(test, chosen)
    fired = tuple(sorted(test.fired, key=lambda f: f.opened_on, reverse=True))
    called = called_on(desk)
    return RulePage(
        rule.id, rule.label, _from_pack(test), _facts(desk, test), words, tone, rule.when, rule.close_when,
        _rates(test), _fired(fired[:MOST]), max(len(fired) - MOST, 0),
        tuple(Choice(s, name, s == chosen) for s, name in test.subjects[:MOST]),
        _chart(desk, test, shown),
        tuple((f"{line.at:%Y-%m-%d %H:%M}", line.by, _("打开") if line.on else _("关闭"), line.why) for line in lines), on,
        rule.id in own and desk.access.may(Action.ASSIGN, rule.unit), rule.id in own and not test.pack and desk.access.may(Action.ADD_PLAN),
        plan=desk.fingerprint, said_when=condition_words(rule.when, called), said_close=condition_words(rule.close_when, called),
        problems=tuple(replace(one, path="") for one in said_all(test.problems)),
    )  # fmt: skip


def tried(page: RulePage, problems: Sequence[Problem] = ()) -> RulePage:
    """The page of an edit that nobody has stored."""
    return replace(page, is_tried=True, problems=(*said_all(problems), *page.problems))


def _chosen(test: RuleTest, asked: str) -> str:
    names = [subject for subject, _name in test.subjects]
    if asked in names:
        return asked
    latest = max(test.fired, key=lambda fired: fired.opened_on, default=None)
    return latest.subject if latest else names[0] if names else ""


def _facts(desk: Desk, test: RuleTest) -> tuple[tuple[str, str], ...]:
    rule = test.rule
    then = rule.then
    every = (
        (_("看谁"), _("每个{what}").format(what=CHOICES.get(rule.each, rule.each)) if rule.each else _("整体")),
        (_("多久看一次"), cadence_words(rule.every.text if rule.every else "daily")),
        (_("触发后多久不再触发"), lapse_words(rule.cooldown.text) if rule.cooldown else ""),
        (_("触发后"), title_words(then.title) if then else ""),
        (_("谁办"), _role(desk, test.pack, (then.owner if then else "") or rule.owner)),
        (_("历史"), f"{test.first} ~ {test.last}" if test.first else _("没有数据")),
    )
    return tuple(pair for pair in every if pair[1])


def _role(desk: Desk, pack: str, role: str) -> str:
    roles = {one.id: one.label for one in (read_pack(pack).roles if pack else ())} | {
        one.id: one.label for one in (desk.plan.roles if desk.plan else ())
    }
    return roles.get(role, role)


def _rates(test: RuleTest) -> Table:
    """The rule and its other readings beside each other."""
    cols = (Col(_("读法")), Col(_("触发"), numeric=True), Col(_("触发率"), numeric=True), Col(_("偶然触发率"), numeric=True))
    words = {"each": _("每步都降这么多"), "total": _("累计降这么多"), "below": _("低于目标这么多")}
    readings = test.readings or (test.own,)
    rows = []
    for each in readings:
        name = words.get(each.reading, _("如所写")) if test.readings else _("如所写")
        exact = _("（公式）") if each.noise.is_exact else ""
        is_own = bool(test.readings) and each.reading == test.own.reading
        rows.append(Row((name, str(len(each.fired)), percent(each.rate), percent(each.noise.rate) + exact), chosen=is_own))
    return Table(_("触发率与偶然触发率"), cols, tuple(rows))


def _fired(fired: Sequence[Fired]) -> Table:
    cols = (Col(_("对象")), Col(_("触发"), kept=True), Col(_("解除"), kept=True))
    rows = (
        Row((each.name, _at(each.opened, each.opened_on), _at(each.closed, each.closed_on) or Text(_("未解除"), tone="bad")))
        for each in fired
    )
    return Table(_("历次触发"), cols, tuple(rows))


def _at(step: str, day: date | None) -> Text | str:
    return Text(step, sub="" if day is None or step == day.isoformat() else day.isoformat()) if step else ""


def _day(day: date | None) -> str:
    return "–" if day is None else day.isoformat()


def percent(rate: float | None) -> str:
    """A rate in percent; a dash for an unknown one."""
    return "–" if rate is None else f"{rate * 100:.2f}%"


def _chart(desk: Desk, test: RuleTest, shown: Picture | None) -> Chart | None:
    """The series that the rule watches, with the stretches in which it fired."""
    if shown is None or not any(value is not None for value in shown.values):
        return None
    metric = desk.metrics().get(shown.metric)
    name = metric.label if metric else shown.metric
    unit = "%" if metric and metric.measured_in == "1" else metric.measured_in if metric else ""
    none = [None] * len(shown.days)
    days = [day.isoformat() for day in shown.days]
    values = {
        "kind": "watched", "unit": unit, "words": {"plan": _("目标"), "actual": name, "landing": "", "band": "", "short": ""}, "days": days,
        "plan": list(shown.target), "actual": list(shown.values), "low": none, "mid": none, "high": none,
        "events": [{"name": _("触发"), "first": first.isoformat(), "last": last.isoformat()} for first, last in shown.stretches],
    }  # fmt: skip
    who = dict(test.subjects).get(shown.subject, "")
    label = _("{metric} {who}：回测，触发 {times} 次").format(metric=name, who=who, times=len(shown.stretches))
    inside = [any(first <= day <= last for first, last in shown.stretches) for day in shown.days]
    rows = [Row((day, _number(value), _("触发") if fires else "")) for day, value, fires in zip(days, shown.values, inside, strict=True)]
    return Chart("watched", label, values, Table(label, (Col(_("日期")), Col(name, numeric=True), Col(_("触发"))), tuple(rows)))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.4f}".rstrip("0").rstrip(".")

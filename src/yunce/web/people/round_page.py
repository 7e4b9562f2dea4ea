# SPDX-License-Identifier: Apache-2.0
"""The page of a round: how far it is, who stands where, what can be done with the whole of it; scores for whom they concern, no pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.appraisal.results import Appraisal, PersonResult
from yunce.operate.appraisal.round import Stage, Step
from yunce.plan.parts.people import Scorecard
from yunce.values.period import Period
from yunce.values.problem import Problem
from yunce.web.people.doing import may_take
from yunce.web.people.labels import POOLS, STAGE_TONES, STAGES, STATES, STEPS
from yunce.web.people.opening import RoundDesk
from yunce.web.people.rights import seen_of
from yunce.web.problems import said_all
from yunce.web.ui.numbers import UNKNOWN, Number, rounded
from yunce.web.ui.parts import Said, address
from yunce.web.ui.tables import Col, Row, Table, Text
from yunce.web.workitems.desk import names_of

MOST = 300
MOST_EVENTS = 40


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round for one person."""

    card: str
    title: str
    period: str
    before: str
    after: str
    standing: tuple[str, str]
    counts: tuple[tuple[str, int], ...]
    mine: str
    people: Table | None
    more: int
    ranks: Table | None
    place: str
    pools: Table | None
    follow: Table | None
    pay: str
    may_sign: bool
    may_freeze: bool
    may_hand_in: bool
    may_roster: bool
    lapsed: bool
    seen: int
    history: tuple[tuple[str, str, str, str], ...]
    said: tuple[Said, ...]


def round_page(desk: RoundDesk, query: str = "", said: tuple[Said, ...] = ()) -> RoundPage:
    """The page of a round."""
    people, rights, result = seen_of(desk.rights, desk.result.people), desk.rights, desk.result
    found = [person for person in people if query in person.name or query in person.person] if query else list(people)
    own = next((person for person in people if rights.is_self(person)), None)
    scored = tuple(person for person in people if rights.sees_score(person))
    wide = rights.approves() or rights.keeps_pay()
    return RoundPage(
        card=desk.card.id,
        title=desk.card.label,
        period=desk.key.period,
        before=_beside(desk.card, desk.period, -1),
        after=_beside(desk.card, desk.period, 1),
        standing=_standing(desk),
        counts=_counts(desk, people),
        mine=sheet_address(desk, own.person) if own else "",
        people=_people(desk, found[:MOST]) if any(not rights.is_self(person) for person in people) else None,
        more=max(0, len(found) - MOST),
        ranks=_ranks(desk, scored) if any(not rights.is_self(person) for person in scored) else None,
        place=_place(result, own) if own else "",
        pools=_pools(desk) if wide and result.pools else None,
        follow=_follow(desk, scored),
        pay=reverse("pay-sheet", args=[desk.card.id, desk.key.period]) if own or any(map(rights.sees_pay, people)) else "",
        may_sign=_asks_signature(result) and may_take(desk, Step.SIGN, None),
        may_freeze=desk.frozen is None and rights.freezes(result),
        may_hand_in=any(map(rights.hands_in, result.people)),
        may_roster=rights.keeps_pay() and desk.frozen is None,
        lapsed=desk.standing.lapsed,
        seen=desk.version(""),
        history=_history(desk) if wide else (),
        said=(*said, *_problems(desk, wide=wide)),
    )


def sheet_address(desk: RoundDesk, person: str) -> str:
    """The address of one person's scorecard in a round."""
    return address(reverse("round-sheet", args=[desk.card.id, desk.key.period]), id=person)


def score_of(person: PersonResult) -> Number | Text:
    """A score as it is shown; one that is held is not a number."""
    if person.score is None:
        return Text(str(STATES["held"]), tone="ask")
    return Number(rounded(person.score, 2), f"{person.score:f}", tone="bad" if person.state == "vetoed" else "")


def _beside(card: Scorecard, period: Period, step: int) -> str:
    """The address of the round before or after."""
    other = Period.of(period.shift(step).first, card.period)  # type: ignore[arg-type]  # the choices of a card are grains
    return reverse("round", args=[card.id, other.name])


def _standing(desk: RoundDesk) -> tuple[str, str]:
    """How the round stands, and the tone of it."""
    if desk.round.frozen_at is not None:
        return _("已于 {at} 冻结").format(at=f"{desk.round.frozen_at:%Y-%m-%d %H:%M}"), "good"
    confirmed = sum(stage is Stage.CONFIRMED for stage in desk.round.people.values())
    every = len(desk.round.people)
    return _("进行中：{confirmed}/{every} 人已确认").format(confirmed=confirmed, every=every), ""


def _counts(desk: RoundDesk, people: tuple[PersonResult, ...]) -> tuple[tuple[str, int], ...]:
    stages = [desk.round.people.get(person.person, Stage.OPEN) for person in people]
    return tuple((str(words), stages.count(Stage(stage))) for stage, words in STAGES.items())


def _people(desk: RoundDesk, people: list[PersonResult]) -> Table:
    units, rights = desk.work.desk.unit_names(), desk.rights
    roles = desk.work.role_names()
    rows = []
    for person in people:
        stage = desk.round.people.get(person.person, Stage.OPEN)
        name = Text(person.name, sheet_address(desk, person.person), sub=_place_of(person, roles, units))
        marks = (score_of(person), person.grade or "–") if rights.sees_score(person) else ("", "")
        rows.append(Row((name, Text(str(STAGES[stage]), tone=STAGE_TONES.get(stage, "")), *marks, _todo(desk, person))))
    cols = (Col(_("人员")), Col(_("进度")), Col(_("得分"), numeric=True), Col(_("等级")), Col(_("轮到你做")))
    return Table(_("人员进度"), cols, tuple(rows), cards=True)


def _place_of(person: PersonResult, roles: Mapping[str, str], units: Mapping[str, str]) -> str:
    return " · ".join(text for text in (roles.get(person.role, person.role), units.get(person.unit, person.unit)) if text)


def _todo(desk: RoundDesk, person: PersonResult) -> Text:
    """What this reader can do for somebody now."""
    stage = desk.round.people.get(person.person)
    wanted = {Stage.OPEN: Step.LEAD, Stage.SELF: Step.LEAD, Stage.LEAD: Step.CONFIRM, Stage.APPEALED: Step.SETTLE}
    step = wanted.get(stage) if stage else None
    if step is None or not may_take(desk, step, person):
        return Text("")
    return Text(str(STEPS[step]), sheet_address(desk, person.person), tone="ask")


def _ranks(desk: RoundDesk, people: tuple[PersonResult, ...]) -> Table:
    """The best first: places and scores, never pay; who has no score yet stands at the end without a place."""
    ordered = sorted(people, key=lambda one: (one.rank is None, one.rank or 0, one.name))[:MOST]
    units = desk.work.desk.unit_names()
    rows = tuple(
        Row((_("第 {rank} 名").format(rank=p.rank) if p.rank else "–", p.name, units.get(p.unit, p.unit), score_of(p), p.grade or "–"))
        for p in ordered
    )
    cols = (Col(_("名次"), kept=True), Col(_("人员")), Col(_("单位")), Col(_("得分"), numeric=True), Col(_("等级")))
    return Table(_("排行"), cols, rows, cards=True)


def _place(result: Appraisal, own: PersonResult) -> str:
    """One's own place among so many; nobody else's."""
    if own.rank is None:
        return _("还没有得分：有考核项未报")
    return _("第 {rank} 名，共 {count} 人").format(rank=own.rank, count=sum(person.rank is not None for person in result.people))


def _pools(desk: RoundDesk) -> Table:
    """Sums of units, which is what a signature is for; one person's pay is not here."""
    units = desk.work.desk.unit_names()
    cards = {card.id: card.label for card in desk.work.desk.plan.scorecards} if desk.work.desk.plan else {}
    tones = {"stopped": "bad", "scaled": "ask", "waiting": "ask"}
    rows = []
    for pool in desk.result.pools:
        said = _("{by} 签批，实发 {paid}").format(by=pool.signed_by, paid=_money(pool.paid).text) if pool.state == "scaled" else ""
        joint = _("{cards} 合用").format(cards="、".join(cards.get(one, one) for one in pool.cards)) if pool.cards else ""
        state = Text(str(POOLS[pool.state]), tone=tones.get(pool.state, ""), sub=" · ".join(filter(None, (joint, said))))
        rows.append(Row((units.get(pool.unit, pool.unit) or _("全公司"), _money(pool.wanted), _money(pool.limit), state)))
    cols = (Col(_("单位")), Col(_("应得合计"), numeric=True), Col(_("总额"), numeric=True), Col(_("状态")))
    return Table(_("绩效总额（元）"), cols, tuple(rows), cards=True)


def _money(value: Decimal | None) -> Number:
    return Number(UNKNOWN, _("未知")) if value is None else Number(rounded(value, 2), f"{value:f}")


def _follow(desk: RoundDesk, people: tuple[PersonResult, ...]) -> Table | None:
    rows = tuple(Row((p.name, outcome.title, outcome.why)) for p in people for outcome in p.follow if not desk.rights.is_self(p))
    return Table(_("后果"), (Col(_("人员")), Col(_("要做什么")), Col(_("依据"))), rows, cards=True) if rows else None


def _asks_signature(result: Appraisal) -> bool:
    return any(pool.state == "stopped" for pool in result.pools) or any(quota.holds is False for quota in result.quotas)


def _problems(desk: RoundDesk, *, wide: bool) -> tuple[Said, ...]:
    """What the results say of themselves: in full for who answers for the card, without names and sums for the others."""
    if wide:
        return said_all(desk.result.problems, desk.work.desk.plan)
    plain: list[Problem] = [p for p in desk.result.problems if p.code in {"appraisal.nobody", "appraisal.coefficients_missing"}]
    return said_all(plain, desk.work.desk.plan)


def _history(desk: RoundDesk) -> tuple[tuple[str, str, str, str], ...]:
    """What happened to the round, the newest first."""
    names = names_of({row.by for row in desk.rows})
    people = {person.person: person.name for person in desk.result.people}
    found = []
    for row in reversed(desk.rows[-MOST_EVENTS:]):
        whose = people.get(row.person, row.person)
        at = f"{row.at:%Y-%m-%d %H:%M}"
        found.append((at, names.get(row.by, row.by), f"{STEPS[row.step]}{' · ' + whose if whose else ''}", row.note))
    return tuple(found)

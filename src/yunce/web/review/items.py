# SPDX-License-Identifier: Apache-2.0
"""The cards beside the source: one a number, the chosen one with what can be done to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yunce.app.reviews.desk import KINDS
from yunce.app.reviews.events import Event
from yunce.app.reviews.looking import Number
from yunce.reader.reading import Aside, Statement
from yunce.web.review.links import Way
from yunce.web.review.words import KIND_WORDS, STATUS_WORDS, doubt_words, period_words, reason_words, value_words
from yunce.web.ui.parts import Choice

ACTION_WORDS = {
    "accept": gettext_lazy("采纳"),
    "correct": gettext_lazy("修改"),
    "reject": gettext_lazy("判为不是计划内容"),
    "undo": gettext_lazy("撤销"),
}
SURE = 0.995


@dataclass(frozen=True, slots=True)
class Card:
    """One number: what it is, whose, when, how sure, what was decided."""

    key: str
    start: int
    href: str
    kind: str
    name: str
    value: str
    period: str
    scope: str
    owner: str
    quote: str
    sure: str
    doubt: str
    status: str
    status_words: str
    who: str
    is_used: bool
    is_chosen: bool
    why: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form to correct a number."""

    name: str
    label: str
    value: str
    hint: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What can be done to the chosen number: the form's fields, what it saw, a decision of somebody else that did not count."""

    key: str
    seen: int
    fields: tuple[Field, ...]
    kinds: tuple[Choice, ...]
    may_undo: bool
    beaten: str
    beaten_fields: tuple[tuple[str, str], ...]
    readings: tuple[str, ...]


def card(one: Number, way: Way) -> Card:
    """A number as a card."""
    now, links = one.now, one.now.links
    used = isinstance(now, Statement)
    return Card(
        key=one.key,
        start=one.start,
        href=way.to(one.key),
        kind=str(KIND_WORDS.get(now.kind, now.kind)) if isinstance(now, Statement) else _("搁置"),
        name=links.what if used else "",
        value=_value(now) if used else "",
        period=period_words(links.period) if used and now.mention.sort != "date" else "",
        scope=links.scope if used else "",
        owner=links.owner if used else "",
        quote=" ".join(one.quote.split()),
        sure=_sure(now),
        doubt=doubt_words(now.mention.doubt),
        status=one.status,
        status_words=str(STATUS_WORDS[one.status]),
        who=one.decision.event.by if one.decision else "",
        is_used=used,
        is_chosen=one.key == way.at,
        why=reason_words(now.why) if isinstance(now, Aside) else "",
    )


def _value(now: Statement | Aside) -> str:
    """A number's value; of a date the whole date."""
    return period_words(now.links.period) if now.mention.sort == "date" else value_words(now.mention)


def _sure(now: Statement | Aside) -> str:
    if not isinstance(now, Statement) or now.confidence >= SURE:
        return ""
    return _("把握 {share}%").format(share=round(now.confidence * 100))


def chosen(one: Number) -> Chosen:
    """A number with its form."""
    now = one.now
    links = now.links
    kind = now.kind if isinstance(now, Statement) else ""
    fields = (
        Field("value", _("数值"), one.words, _("照原文的写法，例如 320万元、15%、4月30日")),
        Field("what", _("内容或指标"), links.what, _("例如 销售额、营销费用")),
        Field("period", _("期间"), links.period, _("例如 2026、2026-Q3、2026-09..2026-12")),
        Field("owner", _("责任人"), links.owner, _("岗位，例如 店长")),
        Field("unit", _("归属"), links.scope, _("单位或部门，例如 天猫店")),
    )
    first = () if kind else (Choice("", _("请选择类别"), True),)
    kinds = (*first, *(Choice(name, str(KIND_WORDS[name]), name == kind) for name in KINDS))
    return Chosen(
        key=one.key,
        seen=one.seen,
        fields=fields,
        kinds=kinds,
        may_undo=one.decision is not None,
        beaten=_beaten(one.beaten) if one.beaten else "",
        beaten_fields=tuple((name, word) for name, word in one.beaten.data.items() if name not in {"shape", "quote"}) if one.beaten else (),
        readings=tuple(reading.replace("..", "~") for reading in one.now.mention.readings),
    )


def _beaten(event: Event) -> str:
    """Somebody's decision that came too late, in words."""
    labels = {"value": _("数值"), "what": _("内容"), "period": _("期间"), "owner": _("责任人"), "unit": _("归属"), "kind": _("类别")}
    said = [f"{labels[name]} {word}" for name, word in event.data.items() if name in labels]
    action = str(ACTION_WORDS.get(event.get("action"), event.get("action")))
    return _("{who} 在 {at} 想{action}{fields}，但别人已经先决定了，所以没有生效。").format(
        who=event.by, at=f"{event.at:%m-%d %H:%M}", action=action, fields="：" + "，".join(said) if said else ""
    )


def position(cards: Sequence[Number], key: str) -> int:
    """Where a number stands in a list; 0 where it is not in it."""
    return next((at for at, one in enumerate(cards) if one.key == key), 0)

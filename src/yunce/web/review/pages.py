# SPDX-License-Identifier: Apache-2.0
"""The values of the review pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.app.reviews.desk import ReviewHead, unpacked
from yunce.app.reviews.looking import Found, Look, Number
from yunce.app.reviews.queue import is_open, queue
from yunce.app.reviews.state import Decision, ReviewState
from yunce.checker.findings import Severity
from yunce.reader.revision import Revision
from yunce.web.problems import said_all
from yunce.web.review.findings import FoundView, found_view
from yunce.web.review.items import Card, Chosen, card, chosen
from yunce.web.review.links import Way
from yunce.web.review.source import Line, Part, lines_of, part_at, parts_of
from yunce.web.review.words import KIND_WORDS, period_words, short_numbers
from yunce.web.ui.parts import Choice, Said, State, Step
from yunce.web.ui.tables import Col, Row, Table, Text

CARDS = 30
LARGEST_MB = 32
GOOD = 90


@dataclass(frozen=True, slots=True)
class Tab:
    """One list beside the source: its name, how many, where it is."""

    name: str
    count: int
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Pages of a list or parts of the source; an empty address leads nowhere."""

    number: int
    count: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class Meter:
    """How far the plan can be trusted, and how far the review is."""

    health: int
    grade: str
    tone: str
    numbers: int
    used: int
    aside: int
    errors: int
    warnings: int
    questions: int
    seen: int
    left: int

    @classmethod
    def of(cls, seen: Look) -> Meter:
        """From a review."""
        health = seen.health
        settled = sum(not is_open(one) for one in seen.used)
        tone = "bad" if health.errors else "good" if health.score >= GOOD else "ask"
        counts = (len(seen.numbers), len(seen.used), len(seen.aside), health.errors, health.warnings, health.questions)
        return cls(health.score, health.grade, tone, *counts, settled, len(seen.used) - settled)


@dataclass(frozen=True, slots=True)
class Bench:
    """The middle of the page: the source, the list, the chosen number; what a part of the page is asked for alone."""

    review: str
    way: Way
    last: int
    meter: Meter
    lines: tuple[tuple[Line, tuple[FoundView, ...]], ...]
    parts: Turn
    tabs: tuple[Tab, ...]
    cards: tuple[Card, ...]
    chosen: Chosen | None
    found: tuple[FoundView, ...]
    list: Turn
    orders: tuple[Choice, ...]
    undo: Card | None
    undo_seen: int
    may_decide: bool
    told: str
    is_behind: bool
    """True where the findings are of an older state: they are being worked out."""

    @property
    def href(self) -> str:
        """The address of this place."""
        return self.way.href

    @property
    def checked_href(self) -> str:
        """The address that runs the rules anew and gives the findings of this part of the source."""
        return replace(self.way, part=self.parts.number).checked


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A review."""

    id: str
    name: str
    genre: str
    number: int
    revised: bool
    versions: tuple[Step, ...]
    next_version: int
    overtaken: int
    """The plan's newest version where it was not made here: what was changed in it is not in this review."""
    parts: tuple[Choice, ...]
    may_make: bool
    open_count: int
    lost: tuple[Decision, ...]
    bench: Bench
    may_withdraw: bool = False


def bench_of(seen: Look, state: ReviewState, way: Way, who: str, *, may_decide: bool, told: str = "") -> Bench:
    """The bench at a place; the most pressing number is chosen where none is."""
    ordered = _ordered(seen, way)
    parts = parts_of(seen)
    way = replace(way, at=_chosen_key(seen, ordered, parts, way))
    at = seen.number(way.at)
    here = way.part - 1 if 0 < way.part <= len(parts) else part_at(parts, at.start) if at else 0
    ranked = _ranked(seen.found) if way.tab == "found" else []
    page, pages = _page(ordered, way) if way.tab != "found" else _plain_page(len(ranked), way)
    stretch = slice(page * CARDS, (page + 1) * CARDS)
    undo = _last_decided(seen, state, who)
    lines = lines_of(seen, parts[here], way)
    views = {id(one): found_view(one, seen, way) for line in lines for one in line.found}
    return Bench(
        review=way.review,
        way=way,
        last=state.last,
        meter=Meter.of(seen),
        lines=tuple((line, tuple(views[id(one)] for one in line.found)) for line in lines),
        parts=_turn(here + 1, len(parts), lambda number: way.with_(part=number, at="")),
        tabs=_tabs(seen, way),
        cards=tuple(card(one, way) for one in ordered[stretch]) if way.tab != "found" else (),
        chosen=chosen(at) if at and may_decide else None,
        found=tuple(found_view(one, seen, way) for one in ranked[stretch]),
        list=_turn(page + 1, pages, lambda number: way.with_(page=number, at="")),
        orders=_orders(way),
        undo=card(undo, way) if undo else None,
        undo_seen=undo.seen if undo else 0,
        may_decide=may_decide,
        told=told,
        is_behind=seen.is_behind,
    )


def keys_in_order(seen: Look, way: Way) -> tuple[str, ...]:
    """The keys of the list at a place, before a decision moves them."""
    return tuple(one.key for one in _ordered(seen, way))


def next_key(before: Sequence[str], seen: Look, way: Way) -> str:
    """The number after the chosen one, in the order before it was decided, that is still open; the chosen one where none is."""
    at = before.index(way.at) if way.at in before else -1
    still = {one.key for one in seen.used if is_open(one)}
    return next((key for key in (*before[at + 1 :], *before[: max(at, 0)]) if key in still), way.at)


def _ordered(seen: Look, way: Way) -> Sequence[Number]:
    if way.tab == "aside":
        return seen.aside
    return queue(seen) if way.order == "weight" else seen.used


def _chosen_key(seen: Look, ordered: Sequence[Number], parts: Sequence[Part], way: Way) -> str:
    if way.at and seen.number(way.at):
        return way.at
    if 0 < way.part <= len(parts):
        part = parts[way.part - 1]
        ordered = [one for one in ordered if part.start <= one.start < part.end]
    elif way.page:
        ordered = ordered[(way.page - 1) * CARDS :]
    return ordered[0].key if ordered else ""


def _page(ordered: Sequence[Number], way: Way) -> tuple[int, int]:
    """The page of the list that is shown (from 0), and how many there are."""
    pages = max(-(-len(ordered) // CARDS), 1)
    if way.page:
        return min(way.page, pages) - 1, pages
    at = next((place for place, one in enumerate(ordered) if one.key == way.at), 0)
    return at // CARDS, pages


def _plain_page(count: int, way: Way) -> tuple[int, int]:
    pages = max(-(-count // CARDS), 1)
    return min(max(way.page, 1), pages) - 1, pages


def _turn(number: int, count: int, to: Callable[[int], str]) -> Turn:
    return Turn(number, count, to(number - 1) if number > 1 else "", to(number + 1) if number < count else "")


def _tabs(seen: Look, way: Way) -> tuple[Tab, ...]:
    counts = (("queue", _("采用"), len(seen.used)), ("aside", _("搁置"), len(seen.aside)), ("found", _("检查结果"), len(seen.found)))
    return tuple(Tab(name, count, way.with_(tab=key, at="", page=0, part=0), way.tab == key) for key, name, count in counts)


def _orders(way: Way) -> tuple[Choice, ...]:
    words = (("weight", _("按影响和把握")), ("text", _("按原文顺序")))
    return tuple(Choice(way.with_(order=key, page=0, part=0), word, way.order == key) for key, word in words)


def _ranked(found: Iterable[Found]) -> list[Found]:
    order = (Severity.ERROR, Severity.WARNING, Severity.QUESTION)
    return sorted(found, key=lambda one: (one.waiver is not None, order.index(one.finding.severity)))


def _last_decided(seen: Look, state: ReviewState, who: str) -> Number | None:
    """The number that this person decided last and that still is as they left it."""
    own = [one for one in state.decisions.values() if one.event.by == who]
    last = max(own, key=lambda one: one.event.seq, default=None)
    return next((one for one in seen.numbers if last is not None and one.decision == last), None)


def review_page(seen: Look, state: ReviewState, bench: Bench, newest: int, *, may_make: bool) -> ReviewPage:
    """The whole page; `newest` is the number of the plan's newest version, wherever that was made."""
    made = tuple(
        Step(_("第{number}版").format(number=event.get("version")), reverse("plan-version", args=[event.get("fingerprint")]))
        for event in state.made
    )
    own = int(state.made[-1].get("version")) if state.made else 0
    titles = [(str(at), part.title or _("第 {number} 篇").format(number=at + 1)) for at, part in enumerate(seen.now.plans)]
    return ReviewPage(
        id=bench.review,
        name=state.source.name,
        genre=_genre(seen),
        number=state.source.number,
        revised=len(state.sources) > 1,
        versions=made,
        next_version=newest + 1,
        overtaken=newest if own < newest else 0,
        parts=tuple(Choice(value, title) for value, title in titles),
        may_make=may_make,
        open_count=bench.meter.left,
        lost=seen.lost,
        bench=bench,
    )


def _genre(seen: Look) -> str:
    words = {
        "plan": _("计划"),
        "staffing": _("人员编制"),
        "budget": _("预算"),
        "appraisal": _("考核办法"),
        "report": _("总结报告"),
        "activity": _("活动方案"),
    }
    return words.get(seen.now.plans[0].genre, "") if seen.now.plans else ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """All reviews, and the ways to begin one."""

    table: Table | None
    may_open: bool
    limit_mb: int
    said: tuple[Said, ...]
    name: str

    @classmethod
    def of(cls, heads: Sequence[ReviewHead], *, may_open: bool, said: tuple[Said, ...] = (), name: str = "") -> ListPage:
        """From the stored reviews."""
        cols = (Col(_("文件")), Col(_("状态")), Col(_("数字"), numeric=True), Col(_("采用"), numeric=True), Col(_("计划版本")))
        rows = tuple(_head_row(head) for head in heads)
        return cls(Table(_("审阅"), cols, rows, cards=True) if rows else None, may_open, largest_mb(), said, name)


def largest_mb() -> int:
    """The largest source that is taken [MB]."""
    return min(LARGEST_MB, int(settings.YUNCE.upload_bytes) // 1024**2)


def _head_row(head: ReviewHead) -> Row:
    state, reading = head.state, head.state.reading
    first = Text(state.source.name, reverse("review", args=[head.id]), sub=_handed(state))
    if reading is None:
        return Row((first, _("正在读取"), "", "", ""))
    if reading.kind == "unreadable":
        return Row((first, Text(_("读不了"), tone="bad"), "", "", ""))
    made = Text(_("第{number}版").format(number=state.made[-1].get("version"))) if state.made else ""
    status = Text(_("已成计划"), tone="good") if state.made else Text(_("审阅中"))
    return Row((first, status, reading.get("numbers"), reading.get("used"), made))


def _handed(state: ReviewState) -> str:
    event = state.source.event
    words = _("{who} · {at} · 第 {number} 稿") if len(state.sources) > 1 else _("{who} · {at}")
    return words.format(who=event.by, at=f"{event.at:%Y-%m-%d %H:%M}", number=len(state.sources))


@dataclass(frozen=True, slots=True)
class WaitPage:
    """A source on its way, or why it cannot be read."""

    id: str
    name: str
    said: tuple[Said, ...]
    may_revise: bool
    may_withdraw: bool = False

    @classmethod
    def of(cls, review: str, state: ReviewState, *, may_revise: bool) -> WaitPage:
        """From a review that is not read."""
        wrong = (unpacked(state.reading),) if state.reading is not None and state.reading.kind == "unreadable" else ()
        return cls(review, state.source.name, said_all(wrong), may_revise)


def _said(value: str) -> str:
    """A value of the reader's in words: `12000000CNY` is 1200万元."""
    signs = value.replace(">= ", "≥ ").replace("<= ", "≤ ").replace("..", "~").replace("CNY", _("元"))
    return short_numbers(signs)


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What a revised source changes."""

    id: str
    name: str
    old: str
    table: Table | None
    state: State | None
    lost: tuple[Decision, ...]

    @classmethod
    def of(cls, review: str, state: ReviewState, changes: Sequence[Revision], lost: tuple[Decision, ...]) -> ChangesPage:
        """From the changes, target by target."""
        cols = (Col(_("变化")), Col(_("内容")), Col(_("期间")), Col(_("原来"), numeric=True), Col(_("现在"), numeric=True))
        rows = tuple(_change_row(one) for one in changes)
        same = State(_("数字没有变化"), _("新的一稿里，目标、资金、编制和日期都和上一稿相同。"))
        table = Table(_("改动"), cols, rows) if rows else None
        return cls(review, state.source.name, state.sources[-2].name, table, None if rows else same, lost)


def _change_row(one: Revision) -> Row:
    ops = {"added": (_("新增"), "good"), "removed": (_("删去"), "bad"), "changed": (_("修改"), "")}
    word, tone = ops[one.op]
    name = " · ".join(filter(None, (one.what or _("未命名"), one.scope)))
    period = "" if one.kind in {"milestone", "duty"} else period_words(one.period)
    return Row(
        (
            Text(word, tone=tone),
            Text(name, tag=str(KIND_WORDS.get(one.kind, one.kind))),
            period,
            Text(_said(one.old), tone="old"),
            _said(one.new),
        )
    )

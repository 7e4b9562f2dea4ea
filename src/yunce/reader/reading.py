# SPDX-License-Identifier: Apache-2.0
"""All passes in order: blocks, plans, mentions, contexts, links, kinds: a file becomes statements and what was left aside."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from yunce.reader.blocks import Block, Document
from yunce.reader.contexts import Context, contexts_of
from yunce.reader.files import open_document
from yunce.reader.goals import NO_GOALS, Goals, goals_of
from yunce.reader.grid_units import split_unit
from yunce.reader.grids import CellContext, cells_of
from yunce.reader.kinds import Kind, Verdict, aside_of_past, judge, qualifier_of
from yunce.reader.ladders import climb
from yunce.reader.linking import Links, first_period, link, with_year
from yunce.reader.names_of_things import COST, OUTSIDERS, REVENUE
from yunce.reader.parallels import Judged, align
from yunce.reader.places import Place, PlanPart, cut, places_of
from yunce.reader.posts import Post, posts_of
from yunce.reader.records import tiers_of
from yunce.reader.sameness import settle_alike
from yunce.reader.scan.mentions import Mention, Value
from yunce.reader.scan.scanner import scan_block
from yunce.reader.siblings import settle_parts
from yunce.reader.stated_units import StatedUnit, in_stated_units, in_unit, stated_units
from yunce.values.light import light

NO_LINKS = Links()
_SCALE = re.compile(r"[万亿Ww]")


@light
@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the plan says, with where it stands, how it was read and how sure that is (0 to 1)."""

    id: str
    kind: Kind
    mention: Mention
    links: Links
    qualifier: str
    confidence: float
    read_by: str
    plan: int
    review: str = ""
    """Why a person should look at it although it was read: a model disagrees."""


@light
@dataclass(frozen=True, slots=True)
class Aside:
    """A number that is no plan fact, and why; with what it is linked to where it is a result of the past."""

    mention: Mention
    why: str
    links: Links = NO_LINKS


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. Every mention is in `statements` or in `aside`."""

    document: Document
    plans: tuple[PlanPart, ...]
    places: tuple[Place, ...]
    statements: tuple[Statement, ...]
    aside: tuple[Aside, ...]
    cells: Mapping[int, CellContext] = field(default_factory=dict)
    """What surrounds each table cell, by its block's index."""
    goals: Goals = NO_GOALS


def read_file(path: Path) -> Reading:
    """The reading of a file. Raises `YunceError` where it cannot be opened."""
    return read_document(open_document(path))


def read_document(document: Document) -> Reading:
    """The reading of a document: pure."""
    plans = cut(document)
    places = places_of(document, plans)
    mentions = {at: _with_marks(document, at) for at in range(len(document.blocks))}
    cells = cells_of(document, mentions)
    years = {at: part.year for at, part in enumerate(plans)}
    spans = {at: _span(part) for at, part in enumerate(plans)}
    inherited = _stated_periods(document, places)
    starts = {part.start for part in plans} if len(plans) > 1 else set()
    tiers, stated = tiers_of(document, places), stated_units(document, places)
    statements: list[Statement] = []
    aside: list[Aside] = []
    found_all: list[Judged] = []
    for at, block in enumerate(document.blocks):
        if not mentions[at]:
            continue
        marks = [one for one in mentions[at] if one.sort == "number_mark"]
        aside += [Aside(one, "numbering") for one in marks]
        numbers = [one for one in mentions[at] if one.sort != "number_mark"]
        found = _with_units(document, block, numbers, cells.get(at), stated.get(at))
        contexts = contexts_of(document, block, found, places[at], cells.get(at))
        if block.start in starts:
            aside += [Aside(one.mention, "number of the plan") for one in contexts if one.mention.sort == "quantity"]
            contexts = [one for one in contexts if one.mention.sort != "quantity"]
        tier = tiers.get(at)
        judged = [_judged(replace(one, tier=tier) if tier else one, years, inherited, spans) for one in contexts]
        found_all += climb(align(judged, document.plain))
    for one in settle_parts(settle_alike(found_all)):
        _settle(one, years, statements, aside)
    statements = _with_posts(statements, posts_of(document, places, mentions))
    goals = goals_of(document, places, mentions)
    return Reading(document, plans, places, tuple(statements), tuple(sorted(aside, key=lambda one: one.mention.start)), cells, goals)


def _span(part: PlanPart) -> str:
    """The time that a plan's title tells; 明年 beside a year is that year."""
    told = first_period(part.title)
    return part.year if not told or any(word in told for word in ("next", "this", "last")) else with_year(told, part.year)


def _with_posts(statements: list[Statement], posts: Sequence[Post]) -> list[Statement]:
    """The statements with the posts that the text names, in order of place and numbered anew."""
    if not posts:
        return statements
    named = [Statement("", "role", post.mention, Links(what=post.name, by="label"), "", 0.6, post.rule, post.plan) for post in posts]
    ordered = sorted([*statements, *named], key=lambda one: one.mention.start)
    return [replace(one, id=f"m{at}") for at, one in enumerate(ordered, 1)]


def _judged(context: Context, years: Mapping[int, str], inherited: Mapping[int, str], spans: Mapping[int, str]) -> Judged:
    """One mention with its links and its verdict."""
    mention = _with_money(context)
    context = context if mention is context.mention else replace(context, mention=mention)
    links = link(context, years, inherited)
    return Judged(context, links, _of_past(context, links, spans) or judge(context, links))


def _settle(one: Judged, years: Mapping[int, str], statements: list[Statement], aside: list[Aside]) -> None:
    """Put a judged mention where it belongs."""
    context, links, verdict = one.context, one.links, one.verdict
    if verdict.kind is None:
        aside.append(Aside(context.mention, verdict.why, links))
        return
    if context.mention.sort in {"date", "offset"}:
        links = replace(links, period=_own_period(context, years))
        if any(word in context.mention.when for word in ("year", "this", "next", "last")) and links.period[:1].isdigit():
            context = replace(context, mention=replace(context.mention, when=links.period))
    statements.append(_statement(f"m{len(statements) + 1}", context, links, verdict, verdict.kind))


def _of_past(context: Context, links: Links, spans: Mapping[int, str]) -> Verdict | None:
    """Dates frame numbers, they are no results: only numbers of an earlier year are past."""
    if context.mention.sort == "date":
        return None
    return aside_of_past(links, spans.get(context.place.plan, ""))


def _statement(name: str, context: Context, links: Links, verdict: Verdict, kind: Kind) -> Statement:
    confidence = verdict.confidence * (0.6 if context.mention.doubt else 1.0) * (0.9 if not links.what else 1.0)
    return Statement(name, kind, context.mention, links, qualifier_of(context), round(confidence, 2), verdict.rule, context.place.plan)


def _own_period(context: Context, years: Mapping[int, str]) -> str:
    when = context.mention.when
    return when if context.mention.sort == "offset" else with_year(when, years.get(context.place.plan, ""))


def _with_marks(document: Document, at: int) -> list[Mention]:
    """The mentions of a block, its own mark first where that has a number."""
    block = document.blocks[at]
    found = scan_block(document, block)
    if block.number and any(sign.isdigit() or sign in "一二三四五六七八九十" for sign in block.number):
        return [Mention("number_mark", block.start, block.body, role="numbering"), *found]
    return found


def _with_units(
    document: Document, block: Block, mentions: Sequence[Mention], cell: CellContext | None, stated: StatedUnit | None
) -> list[Mention]:
    """Bare numbers in the unit that their column gives, outside of tables in the one that text states for them."""
    if cell is None:
        return in_stated_units(document, block, mentions, stated)
    if cell.is_header or not cell.unit:
        return list(mentions)
    scale, unit = split_unit(cell.unit)
    return [in_unit(one, scale, unit, document.plain) for one in mentions]


def _with_money(context: Context) -> Mention:
    """A number with a scale and no unit (300W) is money where its clause speaks of money and not of people or visits."""
    one = context.mention
    if one.sort == "mask" and one.value is not None and one.value.unit in {"W", "w", "万", "元", "亿"}:
        return one.valued(replace(one.value, unit="CNY"))
    if one.sort != "quantity" or one.value is None or one.value.unit == "度" or one.value.unit.strip("/年月天日周季度"):
        return one
    is_scaled = _SCALE.search(context.mention_words) is not None
    if not is_scaled and not _is_large(one.value):
        return one
    names = context.clause + context.label + (" ".join((*context.cell.headers, *context.cell.labels)) if context.cell else "")
    if OUTSIDERS.search(context.before) or not (REVENUE.search(names) or COST.search(names)):
        return one.valued(replace(one.value, unit="CNY" + one.value.unit)) if is_scaled and not OUTSIDERS.search(names) else one
    return (
        one.valued(replace(one.value, unit="CNY" + one.value.unit))
        if is_scaled or (_is_large(one.value) and context.block.kind != "heading")
        else one
    )


def _is_large(value: Value) -> bool:
    return value.low is not None and value.low >= 1000


def _stated_periods(document: Document, places: Sequence[Place]) -> dict[int, str]:
    """The period that a line 时间:... under a heading gives to its section."""
    found: dict[int, str] = defaultdict(str)
    for at, block in enumerate(document.blocks):
        words = document.words(block)
        if places[at].heading_blocks and block.kind != "heading" and words[:5].startswith(("时间:", "期间:", "周期:", "时间 :")):
            nearest = places[at].heading_blocks[-1]
            found[nearest] = found[nearest] or first_period(words)
    return dict(found)

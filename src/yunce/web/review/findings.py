# SPDX-License-Identifier: Apache-2.0
"""Findings as the margin shows them: what is wrong, the arithmetic, the repair, who lets it stand."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yunce.app.reviews.looking import Found, Look
from yunce.web.review.links import Way
from yunce.web.review.words import SEVERITY_WORDS, TONES, short_numbers


@dataclass(frozen=True, slots=True)
class FoundView:
    """One finding."""

    key: str
    code: str
    title: str
    tone: str
    message: str
    arithmetic: str
    advice: str
    fix: str
    old: str
    href: str
    anchor: int
    waived: str
    ended: str
    is_older: bool


def found_view(one: Found, seen: Look, way: Way) -> FoundView:
    """A finding with the address of the first number that it is about."""
    finding = one.finding
    start = one.at[0].start if one.at else 0
    number = seen.number(one.fix_key) if one.fix_key else None
    return FoundView(
        key=finding.key,
        code=finding.code,
        title=str(SEVERITY_WORDS[str(finding.severity)]),
        tone=TONES[str(finding.severity)],
        message=short_numbers(finding.message),
        arithmetic=short_numbers(finding.arithmetic),
        advice=short_numbers(finding.fix),
        fix=one.fix_words,
        old=number.words if number else "",
        href=way.to(_key_at(seen, start, one.at[0].end)) if one.at else "",
        anchor=start,
        waived=_waived(one),
        ended=_ended(one),
        is_older=seen.is_behind,
    )


def _key_at(seen: Look, start: int, end: int) -> str:
    """The first number within the place; the nearest one before it otherwise."""
    at = bisect_left(seen.numbers, start, key=lambda one: one.start)
    if at < len(seen.numbers) and seen.numbers[at].start < end:
        return seen.numbers[at].key
    return seen.numbers[max(at - 1, 0)].key if seen.numbers else ""


def _waived(one: Found) -> str:
    if one.waiver is None:
        return ""
    until = _("，到 {day} 为止").format(day=one.waiver.until) if one.waiver.until else ""
    return _("{who} 已说明保留{until}：{why}").format(who=one.waiver.event.by, until=until, why=one.waiver.why)


def _ended(one: Found) -> str:
    """Who let the finding stand before it came back, and why."""
    before = one.ended
    if before is None:
        return ""
    if before.key == one.finding.key:
        words = _("{who} 曾说明保留到 {day}，已经到期：{why}")
    else:
        words = _("{who} 曾说明保留：{why}。数字后来变了，请再看。")
    return words.format(who=before.event.by, day=before.until, why=before.why)

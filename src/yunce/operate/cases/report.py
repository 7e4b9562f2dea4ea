# SPDX-License-Identifier: Apache-2.0
"""What somebody reports, made safe: who it was is masked before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from yunce.operate.workitems.states import Severity
from yunce.values.problem import Problem
from yunce.values.writing import is_blank, trimmed

CHANNELS = ("phone", "online", "counter", "letter", "visit", "superior", "other")
"""电话 网上 现场 来信 走访 上级转办 其他."""
LONGEST_TEXT = 4000
LONGEST_NAME = 60
LONGEST_LINES = {"title": 300, "subject": 200}
MOST_MONEY = Decimal(10) ** 12
"""No case is about more [yuan]; a sum with thousands of digits is a slip or an attack."""
_PHONE = re.compile(r"(?<![0-9])(?:\+?86[- ]?)?(1[3-9][0-9])[- ]?([0-9]{4})[- ]?([0-9]{4})(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])(0[0-9]{2,3})[- ]?([0-9]{4,5})([0-9]{3})(?![0-9])")
_NUMBER = re.compile(r"(?<![0-9A-Za-z])([0-9]{4})[0-9]{8,11}([0-9]{3}[0-9Xx])(?![0-9A-Za-z])")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@([\w-]+\.[\w.-]+)")


@dataclass(frozen=True, slots=True)
class Report:
    """A case as somebody tells it. `name` and `contact` say who; nothing else may."""

    kind: str
    """The id of the plan's kind of case."""
    title: str
    category: str = ""
    text: str = ""
    channel: str = ""
    unit: str = ""
    severity: Severity = Severity.MINOR
    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    amount: Decimal | None = None
    """What is at stake: a refund, arrears [yuan]."""
    subject: str = ""
    """What it is about: an order, a room, a device."""
    reference: str = ""
    """The number that the sender knows it by; the same number of the same sender is the same case."""
    at: datetime | None = None
    """When it happened to be reported, where that was before it was typed in."""


@dataclass(frozen=True, slots=True)
class Customer:
    """Who it was, as everybody who works on it sees it; `key` is the same for the same contact and tells nothing about it."""

    name: str = ""
    contact: str = ""
    key: str = ""


def masked(report: Report, key: str) -> tuple[Report, Customer]:
    """The report without anything that tells a person, and the person as they may be shown. `key` is a keyed hash of the contact."""
    text, title, subject = (safe_text(part) for part in (report.text, report.title, report.subject))
    shown = Customer(masked_name(report.name), safe_text(report.contact) if report.contact else "", key if report.contact else "")
    return replace(report, text=text, title=title, subject=subject, name="", contact=""), shown


def masked_name(name: str) -> str:
    """张三 -> 张**; nothing for no name."""
    plain = trimmed(name)
    return f"{plain[:1]}**" if plain else ""


def safe_text(text: str) -> str:
    """A text in which phone numbers, identity and card numbers and mail addresses are cut."""
    text = _PHONE.sub(r"\1****\3", text)
    text = _NUMBER.sub(r"\1**********\2", text)
    text = _LANDLINE.sub(r"\1****\3", text)
    return _MAIL.sub(r"**@\1", text)


def plain_contact(contact: str) -> str:
    """A contact in the form that is hashed: the same phone, however it is written, is the same."""
    match = _PHONE.search(contact)
    return "".join(match.groups()) if match else "".join(contact.split()).lower()


def check_report(report: Report, categories: tuple[str, ...], units: frozenset[str]) -> Iterator[Problem]:
    """All that is wrong with a report for a kind of case with these categories."""
    at = report.reference or report.kind
    if is_blank(report.title):
        yield Problem.of("case.title_missing", at)
    if categories and report.category not in categories:
        yield Problem.of("case.category_unknown", at, category=report.category, known="、".join(categories))
    if report.unit and report.unit not in units:
        yield Problem.of("case.unit_unknown", at, unit=report.unit)
    if report.channel and report.channel not in CHANNELS:
        yield Problem.of("case.channel_unknown", at, channel=report.channel, known="、".join(CHANNELS))
    if len(report.text) > LONGEST_TEXT or len(report.name) > LONGEST_NAME or len(report.contact) > LONGEST_NAME:
        yield Problem.of("case.too_long", at, limit=LONGEST_TEXT)
    for name, limit in LONGEST_LINES.items():
        if len(getattr(report, name)) > limit:
            yield Problem.of("case.too_long", at, limit=limit)
    if report.amount is not None and not (report.amount.is_finite() and abs(report.amount) < MOST_MONEY):
        yield Problem.of("case.amount_unreadable", at, value=str(report.amount)[:20])
    elif report.amount is not None and report.amount < 0:
        yield Problem.of("case.amount_negative", at, amount=report.amount)

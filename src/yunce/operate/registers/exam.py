# SPDX-License-Identifier: Apache-2.0
"""Examinations: a bank of questions, a paper drawn from it in an order that can be had again, marks. Source: docs/method/registers.md."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

FULL = Decimal(100)
STEP = Decimal("0.1")
LETTERS = "ABCDEFGHIJ"
YES, NO = "A", "B"
"""The letters of the two answers of a question that is true or false."""


class Form(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its options in the order of their letters, the letters that are right, what it is worth."""

    id: str
    form: Form
    text: str
    options: tuple[str, ...]
    right: frozenset[str]
    points: Decimal = Decimal(1)
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Bank:
    """The questions of a register and how it examines: the share of points that passes, how many questions, how many attempts."""

    questions: tuple[Question, ...]
    passing: Decimal = Decimal(80)
    """Of 100."""
    draw: int = 0
    """So many questions a paper; 0 is all of them."""
    attempts: int = 0
    """So many attempts a person; 0 is any number."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a paper: its options as they are shown, each with the letter that the bank gives it."""

    question: Question
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A paper that was marked: points of all points, the score of 100, whether it passes, the ids of questions that were wrong."""

    points: Decimal
    full: Decimal
    score: Decimal
    is_passed: bool
    wrong: tuple[str, ...]
    gaps: tuple[str, ...]
    """Topics with a wrong answer: what is to be trained again."""


def paper(bank: Bank, seed: str) -> tuple[Asked, ...]:
    """The questions of a paper and their options in an order that depends on the seed alone; the same on every machine.

    Questions are put in order by SHA-256 of seed and id, and the first so many are drawn: every set is as likely as any other.
    """
    ordered = sorted(bank.questions, key=lambda q: _rank(seed, q.id))
    drawn = ordered[: bank.draw or len(ordered)]
    return tuple(Asked(q, _options(q, seed)) for q in drawn)


def _options(question: Question, seed: str) -> tuple[tuple[str, str], ...]:
    known = tuple(zip(LETTERS, question.options, strict=False))
    if question.form is Form.JUDGE:
        return known
    return tuple(sorted(known, key=lambda one: _rank(seed, f"{question.id}|{one[0]}")))


def _rank(seed: str, text: str) -> bytes:
    return hashlib.sha256(f"{seed}|{text}".encode()).digest()


def mark(asked: Sequence[Asked], answers: Mapping[str, Iterable[str]], passing: Decimal) -> Marked:
    """Mark a paper. A question counts whole or not at all: every right letter and no other one; without an answer it is wrong.

    >>> one = Question("q1", Form.MULTIPLE, "?", ("a", "b", "c"), frozenset("AC"), Decimal(2))
    >>> mark((Asked(one, ()),), {"q1": ["A", "C"]}, Decimal(80)).score
    Decimal('100.0')
    """
    questions = [one.question for one in asked]
    wrong = tuple(q for q in questions if frozenset(answers.get(q.id, ())) != q.right)
    full = sum((q.points for q in questions), Decimal())
    points = full - sum((q.points for q in wrong), Decimal())
    exact = FULL * points / full if full else Decimal()
    gaps = tuple(dict.fromkeys(q.topic for q in wrong if q.topic))
    score = exact.quantize(STEP, ROUND_HALF_UP)
    return Marked(points, full, score, bool(questions) and points * FULL >= passing * full, tuple(q.id for q in wrong), gaps)

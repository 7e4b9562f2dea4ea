# SPDX-License-Identifier: Apache-2.0
"""Banks of questions and papers as they are stored: kept by version, drawn by seed, marked once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from yunce.operate.registers.entry import Entry, Event, Verb
from yunce.operate.registers.exam import FULL, Asked, Bank, Form, Marked, Question, mark, paper
from yunce.operate.registers.reading import Draft
from yunce.values.problem import Problem
from yunce.web.registers.models import ExamPaper, QuestionBank
from yunce.web.registers.store import add, add_entry, entry_of, id_of

MOST_ATTEMPTS = 100


def read_settings(request: HttpRequest, count: int) -> tuple[Decimal, int, int] | Problem:
    """How a bank examines: the score that passes, how many questions, how many attempts."""
    texts = [request.POST.get(name, "") for name in ("passing", "draw", "attempts")]
    try:
        passing, draw, attempts = Decimal(texts[0] or "80"), int(texts[1] or 0), int(texts[2] or 0)
    except (InvalidOperation, ValueError):
        return Problem.of("register.bank_settings")
    fits = passing.is_finite() and 1 <= passing <= FULL and 0 <= draw <= count and 0 <= attempts <= MOST_ATTEMPTS
    return (round(passing, 1), draw, attempts) if fits else Problem.of("register.bank_settings")


def current_bank(register: str) -> QuestionBank | None:
    """The newest state of a register's bank."""
    return QuestionBank.objects.filter(register=register).order_by("-number").first()


def save_bank(register: str, bank: Bank, by: str, at: datetime) -> QuestionBank:
    """A new state of a bank; older ones stay, for the papers that were drawn from them."""
    last = current_bank(register)
    kept = [
        {"id": q.id, "form": q.form.value, "text": q.text, "options": list(q.options), "right": sorted(q.right), "points": str(q.points),
         "topic": q.topic}
        for q in bank.questions
    ]  # fmt: skip
    return QuestionBank.objects.create(
        register=register, number=last.number + 1 if last else 1, questions=kept, passing=bank.passing, draw=bank.draw,
        attempts=bank.attempts, at=at, by=by,
    )  # fmt: skip


def bank_of(row: QuestionBank) -> Bank:
    """The bank that a row keeps."""
    return Bank(tuple(map(_question, row.questions)), row.passing, row.draw, row.attempts)


def _question(kept: Mapping[str, Any]) -> Question:
    points = Decimal(kept["points"])
    return Question(kept["id"], Form(kept["form"]), kept["text"], tuple(kept["options"]), frozenset(kept["right"]), points, kept["topic"])


def asked_of(row: ExamPaper) -> tuple[Asked, ...]:
    """The questions of a paper, as often as one looks the same."""
    return paper(bank_of(row.bank), row.seed)


def begin_paper(bank: QuestionBank, who: str, at: datetime) -> ExamPaper | Problem:
    """The paper that somebody has begun, else a new one; why not where the attempts are used up."""
    mine = ExamPaper.objects.filter(bank=bank, who=who)
    begun = mine.filter(ended_at__isnull=True).first()
    if begun is not None:
        return begun
    if bank.attempts and mine.count() >= bank.attempts:
        return Problem.of("register.no_attempts", limit=bank.attempts)
    try:
        with transaction.atomic():
            return ExamPaper.objects.create(bank=bank, who=who, seed=get_random_string(32), begun_at=at)
    except IntegrityError:  # begun twice at the same moment: one of them is the paper
        return ExamPaper.objects.get(bank=bank, who=who, ended_at__isnull=True)


def end_paper(row: ExamPaper, answers: Mapping[str, Iterable[str]], at: datetime, day: date, unit: str) -> Marked | Problem:
    """Mark a paper once and note the score in the register, all or nothing. A second time is refused."""
    asked = asked_of(row)
    known = {one.question.id: sorted(set(answers.get(one.question.id, ()))) for one in asked}
    marked = mark(asked, known, row.bank.passing)
    with transaction.atomic():
        ended = ExamPaper.objects.filter(pk=row.pk, ended_at__isnull=True).update(
            ended_at=at, answers=known, score=marked.score, is_passed=marked.is_passed
        )
        if not ended:
            return Problem.of("register.exam_ended")
        _note(row, marked, at, (day, unit))
    return marked


def _note(row: ExamPaper, marked: Marked, at: datetime, where: tuple[date, str]) -> Entry:
    """The score in the register: one entry a person."""
    day, unit = where
    draft = Draft(row.bank.register, {"title": row.who, "holder": row.who, "unit": unit})
    entry_id = id_of(f"{draft.register}|exam|{row.who}")
    add_entry(entry_id, f"{draft.register}|exam|{row.who}", draft, at, row.who)
    data = {"who": row.who, "score": str(marked.score), "passed": marked.is_passed, "on": day.isoformat(), "attempt": row.pk}
    return add(Event(entry_id, entry_of(entry_id).version + 1, at, row.who, Verb.EXAMINED, "", data))

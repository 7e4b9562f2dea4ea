# SPDX-License-Identifier: Apache-2.0
"""Examinations: what is asked of whom, one's own paper, handing it in, the marks."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yunce.operate.registers.exam import Asked, Form, mark
from yunce.operate.registers.sorts import Sort, sort_of
from yunce.plan.document import Register
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.problems import said_all
from yunce.web.registers.banks import asked_of, begin_paper, current_bank, end_paper
from yunce.web.registers.desk import RegisterDesk, open_registers
from yunce.web.registers.models import ExamPaper
from yunce.web.ui.parts import Said

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question of a paper; after it was handed in with what was right."""

    number: int
    id: str
    form: str
    text: str
    points: str
    is_multiple: bool
    options: tuple[tuple[str, str, bool], ...]
    """(letter, words, chosen)."""
    is_right: bool
    right: str


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper."""

    title: str
    register: str
    id: int
    questions: tuple[QuestionShown, ...]
    is_ended: bool
    score: str
    is_passed: bool
    passing: str
    gaps: str


@dataclass(frozen=True, slots=True)
class ExamPage:
    """What a register asks, and how this person has done."""

    title: str
    register: str
    count: int
    passing: str
    attempts: int
    papers: tuple[tuple[int, str, str, bool, bool], ...]
    """(id, when, score, is passed, is ended), the newest first."""
    is_open: bool
    said: tuple[Said, ...] = ()


FORMS = {Form.SINGLE: gettext_lazy("单选"), Form.MULTIPLE: gettext_lazy("多选"), Form.JUDGE: gettext_lazy("判断")}


def _training(request: HttpRequest, register_id: str) -> tuple[RegisterDesk, Register]:
    """The desk and a register of training that this person may look at, or that is about a role of theirs."""
    desk = open_registers(request)
    register = desk.register(register_id)
    if sort_of(register.kind) is not Sort.TRAINING:
        raise Http404
    holds = any(role == register.of for role, _unit in desk.work.posts)
    if not holds and not desk.work.desk.access.may(Action.LOOK, desk.home(register)):
        raise PermissionDenied
    return desk, register


@require_GET
def exam(request: HttpRequest, register_id: str) -> HttpResponse:
    """What is asked, and one's own papers."""
    desk, register = _training(request, register_id)
    return render(request, "registers/exam.html", {"page": _exam_page(desk, register)})


def _exam_page(desk: RegisterDesk, register: Register, said: tuple[Said, ...] = ()) -> ExamPage:
    bank = current_bank(register.id)
    rows = ExamPaper.objects.filter(bank__register=register.id, who=desk.work.name).order_by("-pk")[:20]
    papers = tuple((r.pk, f"{localtime(r.begun_at):%Y-%m-%d %H:%M}", _score(r.score), r.is_passed, r.ended_at is not None) for r in rows)
    count = (bank.draw or len(bank.questions)) if bank else 0
    passing = _score(bank.passing) if bank else ""
    return ExamPage(register.label, register.id, count, passing, bank.attempts if bank else 0, papers, bank is not None, said)


def _score(score: object) -> str:
    return "" if score is None else str(score).removesuffix(".0")


@require_POST
def begin(request: HttpRequest, register_id: str) -> HttpResponse:
    """Begin a paper, or go on with the one that was begun."""
    desk, register = _training(request, register_id)
    bank = current_bank(register.id)
    found = begin_paper(bank, desk.work.name, desk.now) if bank else Problem.of("register.no_bank")
    if isinstance(found, Problem):
        return render(request, "registers/exam.html", {"page": _exam_page(desk, register, said_all((found,)))}, status=CONFLICT)
    return redirect("register-exam-paper", register.id, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, register_id: str, paper_id: int) -> HttpResponse:
    """One's own paper; handing it in marks it, once."""
    desk, register = _training(request, register_id)
    row = ExamPaper.objects.select_related("bank").filter(pk=paper_id, who=desk.work.name, bank__register=register.id).first()
    if row is None:
        raise Http404
    if request.method != "POST":
        return render(request, "registers/paper.html", {"page": _paper_page(row, register)})
    answers = {one.question.id: request.POST.getlist(one.question.id) for one in asked_of(row)}
    marked = end_paper(row, answers, desk.now, desk.day, desk.home(register))
    if isinstance(marked, Problem):
        messages.error(request, said_all((marked,))[0].message)
    else:
        record(request, "exam_taken", f"{register.id} {marked.score}")
    return redirect("register-exam-paper", register.id, paper_id)


def _paper_page(row: ExamPaper, register: Register) -> PaperPage:
    asked, ended = asked_of(row), row.ended_at is not None
    marked = mark(asked, row.answers, row.bank.passing) if ended else None
    wrong = set(marked.wrong) if marked else set()
    shown = tuple(_shown(n, one, row.answers.get(one.question.id, []), one.question.id not in wrong) for n, one in enumerate(asked, 1))
    return PaperPage(
        register.label, register.id, row.pk, shown, ended, _score(row.score), row.is_passed, _score(row.bank.passing),
        "、".join(marked.gaps) if marked else "",
    )  # fmt: skip


def _shown(number: int, one: Asked, chosen: list[str], is_right: bool) -> QuestionShown:
    question = one.question
    options = tuple((letter, words, letter in chosen) for letter, words in one.options)
    right = "；".join(words for letter, words in one.options if letter in question.right)
    multiple = question.form is Form.MULTIPLE
    return QuestionShown(
        number, question.id, str(FORMS[question.form]), question.text, str(question.points), multiple, options, is_right, right
    )

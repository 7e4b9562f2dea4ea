# SPDX-License-Identifier: Apache-2.0
"""Entries and questions from a file: looked at as a whole; with one mistake in it nothing is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yunce.app.people_tables import read_table
from yunce.operate.registers.bank_reading import read_bank
from yunce.operate.registers.entry import Verb
from yunce.operate.registers.exam import Bank
from yunce.operate.registers.reading import COLUMNS, Draft, read_entries, taken_over
from yunce.operate.registers.sorts import FIELDS, Sort, sort_of
from yunce.operate.tabular import Sheet
from yunce.plan.document import Register
from yunce.values.problem import Problem, YunceError
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.data.uploads import check_uploads, safe_name
from yunce.web.desk import demand
from yunce.web.problems import said_all
from yunce.web.registers.banks import current_bank, read_settings, save_bank
from yunce.web.registers.desk import RegisterDesk, demand_step, open_registers
from yunce.web.registers.store import add_entries
from yunce.web.ui.parts import Said

UNPROCESSABLE = 422
MOST_SAID = 50


@dataclass(frozen=True, slots=True)
class BringPage:
    """The form of a file: for which register, which columns it may have, what was wrong."""

    title: str
    id: str
    columns: str
    said: tuple[Said, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, register_id: str) -> HttpResponse:
    """Add the entries of a file; sending it twice adds each once."""
    desk = open_registers(request)
    register = desk.register(register_id)
    demand_step(desk, Verb.ADDED, register, desk.home(register))
    columns = "、".join(COLUMNS[name][0] for name in FIELDS[sort_of(register.kind)])
    if request.method != "POST":
        return render(request, "registers/bring.html", {"page": BringPage(register.label, register.id, columns, ())})
    name, drafts, wrong = _read(request, desk, register)
    if wrong or not drafts:
        said = said_all((wrong or (Problem.of("app.table_empty", name),))[:MOST_SAID])
        shown = BringPage(register.label, register.id, columns, said)
        return render(request, "registers/bring.html", {"page": shown}, status=UNPROCESSABLE)
    for draft in drafts:
        verb = Verb.ISSUED if draft.data.get("issued") else Verb.ADDED
        demand_step(desk, verb, register, draft.text("unit") or desk.home(register))
    count = add_entries(drafts, desk.now, desk.work.name)
    record(request, "register_imported", f"{register.id} {count} {name}")
    messages.success(request, _("文件里有 {all} 条，新登记 {count} 条，其余已经有了。").format(all=len(drafts), count=count))
    return redirect("register", register.id)


def _read(request: HttpRequest, desk: RegisterDesk, register: Register) -> tuple[str, Sequence[Draft], tuple[Problem, ...]]:
    """The file's name, its entries, what is wrong."""
    sheet, name, wrong = sheet_of(request)
    drafts, found = read_entries(sheet, desk.plan, desk.day, register) if sheet else ((), ())
    if sort_of(register.kind) is Sort.DOCUMENT:
        drafts = tuple(map(taken_over, drafts))
    return name, drafts, wrong or found


def sheet_of(request: HttpRequest) -> tuple[Sheet | None, str, tuple[Problem, ...]]:
    """The table of the file that was sent, its name, what is wrong with it."""
    file = request.FILES.get("file")
    problems: tuple[Problem, ...] = check_uploads([file] if file else [])
    name = safe_name(file.name or "") if file else ""
    if file is None or problems:
        return None, name, problems
    try:
        return _sheet(file, name), name, ()
    except YunceError as e:
        return None, name, e.problems


def _sheet(file: UploadedFile[Any], name: str) -> Sheet:
    with TemporaryDirectory(prefix="yunce-registers-") as folder:
        path = Path(folder) / name
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        return read_table(path)


@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: HttpRequest, register_id: str) -> HttpResponse:
    """The bank of questions of a register of training: its state, and a new one from a file."""
    desk = open_registers(request)
    register = desk.register(register_id)
    if sort_of(register.kind) is not Sort.TRAINING:
        raise Http404
    demand(desk.work.desk, Action.VERIFY, desk.home(register))
    if request.method != "POST":
        return render(request, "registers/bank.html", {"page": _bank_page(register, ())})
    sheet, name, wrong = sheet_of(request)
    questions, found = read_bank(sheet) if sheet else ((), ())
    settings = read_settings(request, len(questions))
    wrong = wrong or found or ((settings,) if isinstance(settings, Problem) else ())
    if wrong or isinstance(settings, Problem):
        page = _bank_page(register, said_all(wrong[:MOST_SAID]))
        return render(request, "registers/bank.html", {"page": page}, status=UNPROCESSABLE)
    passing, draw, attempts = settings
    row = save_bank(register.id, Bank(questions, passing, draw, attempts), desk.work.name, desk.now)
    record(request, "bank_saved", f"{register.id} {row.number} {name}")
    messages.success(request, _("题库第 {number} 版：{count} 道题。").format(number=row.number, count=len(questions)))
    return redirect("register-bank", register.id)


def _bank_page(register: Register, said: tuple[Said, ...]) -> dict[str, Any]:
    row = current_bank(register.id)
    return {"title": register.label, "id": register.id, "bank": row, "count": len(row.questions) if row else 0, "said": said}

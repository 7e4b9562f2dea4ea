# SPDX-License-Identifier: Apache-2.0
"""One entry: adding it, its page, its steps, its files."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yunce.operate.registers.entry import Entry, State, Verb
from yunce.operate.registers.reading import Draft, read_fields
from yunce.operate.registers.sorts import Sort, sort_of
from yunce.operate.registers.steps import Wish, take
from yunce.operate.workitems.port import Stale
from yunce.plan.document import Register
from yunce.values.problem import Problem
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.problems import said_all
from yunce.web.registers.desk import RegisterDesk, demand_step, one_name, open_registers, visible_entry
from yunce.web.registers.entry_page import entry_page, form_fields
from yunce.web.registers.files import keep_content, note_file
from yunce.web.registers.forgetting import forget_destroyed
from yunce.web.registers.forms import given, read_wish
from yunce.web.registers.labels import VERBS
from yunce.web.registers.models import RegisterEntry, RegisterFile
from yunce.web.registers.renewing import end_work
from yunce.web.registers.store import add, add_entry, id_of
from yunce.web.workitems.evidence import SHOWN, check_files, path_of

UNPROCESSABLE, CONFLICT = 422, 409
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
WITH_FILE = frozenset({Verb.RENEWED, Verb.REVISED, Verb.DRILLED})


@require_GET
def entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    """One entry with its history."""
    desk = open_registers(request)
    return render(request, "registers/entry.html", {"page": entry_page(desk, visible_entry(desk, entry_id))})


@require_POST
def step(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Take a step with an entry; what is wrong is told on its page, with nothing written."""
    desk = open_registers(request)
    found, sent = visible_entry(desk, entry_id), given(request)
    register = desk.register(found.register)
    wish, wrong = read_wish(sent, desk.plan, sort_of(register.kind), desk.day)
    if wish is None:
        raise Http404
    demand_step(desk, wish.verb, register, desk.unit_of(found))
    unit = str(wish.data.get("unit", ""))
    if wish.verb is Verb.CORRECTED and unit and unit != found.unit:
        demand_step(desk, wish.verb, register, unit)
    files = request.FILES.getlist("file") if wish.verb in WITH_FILE else []
    problems = wrong or check_files(files) or _take(desk, found, (register, wish), files, sent.get("version_seen", ""))
    if problems:
        status = CONFLICT if problems[0].code == "register.changed" else UNPROCESSABLE
        return _refused(request, desk, entry_id, problems, status)
    record(request, "register_step", f"{found.register} {found.title} {VERBS[wish.verb]}")
    messages.success(request, _("已记下：{step}。").format(step=VERBS[wish.verb]))
    return redirect("register-entry", entry_id)


def _refused(request: HttpRequest, desk: RegisterDesk, entry_id: str, wrong: tuple[Problem, ...], status: int) -> HttpResponse:
    said = tuple(replace(one, path="") for one in said_all(wrong))
    return render(request, "registers/entry.html", {"page": entry_page(desk, visible_entry(desk, entry_id), said)}, status=status)


def _take(desk: RegisterDesk, entry: Entry, asked: tuple[Register, Wish], files: list[UploadedFile[Any]], seen: str) -> tuple[Problem, ...]:
    """Write the step; a form that shows an older state of the entry writes nothing."""
    register, wish = asked
    if seen and seen != str(entry.version):
        return (Problem.of("register.changed", entry.id),)
    known, wish = replace(entry, custodian=one_name(entry.custodian)), _named(wish)
    event = take(known, register, wish, desk.work.name, desk.now, today=desk.day)
    if isinstance(event, Problem):
        return (event,)
    kept = keep_content(files[0]) if files else None
    try:
        unit = str(wish.data["unit"] or "") if "unit" in wish.data else None
        now = add(replace(event, data={**event.data, **(kept.told() if kept else {})}), unit=unit)
    except Stale:
        return (Problem.of("register.changed", entry.id),)
    if kept:
        note_file(entry.id, kept)
    if now.state is State.DESTROYED:
        forget_destroyed(desk.now, entry.id)
    stood = desk.stood(now)
    end_work(now, stood.until if now.state is State.ACTIVE else None, desk.now, desk.work.name, str(VERBS[wish.verb]))
    return ()


def _named(wish: Wish) -> Wish:
    """The step with whom it names under the one name that they have, so that nobody is two."""
    return replace(wish, data={**wish.data, "to": one_name(str(wish.data["to"]))}) if "to" in wish.data else wish


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, register_id: str) -> HttpResponse:
    """Add an entry; the same form sent twice adds it once."""
    desk = open_registers(request)
    register = desk.register(register_id)
    demand_step(desk, Verb.ADDED, register, desk.home(register))
    sort = sort_of(register.kind)
    if request.method != "POST":
        return _form(request, desk, register, {}, ())
    sent = given(request)
    data, wrong = read_fields(sent, desk.plan, sort, desk.day)
    if data.get("unit"):
        demand_step(desk, Verb.ADDED, register, str(data["unit"]))
    files = request.FILES.getlist("file")
    problems = tuple(p for _, p in wrong) or check_files(files)
    token = sent.get("key", "")
    if problems or not KEY.fullmatch(token):
        return _form(request, desk, register, sent, problems)
    kept = keep_content(files[0]) if files else None
    draft = Draft(register.id, {**data, "draft": sort is Sort.DOCUMENT, **(kept.told() if kept else {})})
    entry_id = id_of(f"{register.id}|form|{token}|{desk.work.name}")
    if not add_entry(entry_id, _key(draft, token), draft, desk.now, desk.work.name) and not _is_there(entry_id):
        return _form(request, desk, register, sent, (Problem.of("register.code_taken", "code", value=draft.text("code")),))
    if kept:
        note_file(entry_id, kept)
    record(request, "register_step", f"{register.id} {draft.text('title')} {VERBS[Verb.ADDED]}")
    messages.success(request, _("已登记：{title}。").format(title=draft.text("title")))
    return redirect("register-entry", entry_id)


def _key(draft: Draft, token: str) -> str:
    """What makes it this entry: its number; things without a number may bear one name."""
    return draft.key if draft.text("code") else f"{draft.register}|form|{token}"


def _is_there(entry_id: str) -> bool:
    return RegisterEntry.objects.filter(pk=entry_id).exists()


def _form(
    request: HttpRequest, desk: RegisterDesk, register: Register, sent: Mapping[str, str], wrong: tuple[Problem, ...]
) -> HttpResponse:
    page = {
        "title": register.label, "id": register.id, "key": sent.get("key") or uuid.uuid4().hex, "note": register.note,
        "fields": form_fields(desk, sort_of(register.kind), None, sent), "said": tuple(replace(s, path="") for s in said_all(wrong)),
    }  # fmt: skip
    return render(request, "registers/new.html", {"page": page}, status=UNPROCESSABLE if request.method == "POST" else 200)


@require_GET
def file(request: HttpRequest, entry_id: str, sha256: str) -> HttpResponseBase:
    """A file of an entry, for who may see the entry; what is not issued yet, for who may work on it or approve it."""
    desk = open_registers(request)
    found = visible_entry(desk, entry_id)
    one = RegisterFile.objects.filter(entry_id=entry_id, sha256=sha256).first()
    if one is None or not path_of(one.sha256).is_file() or not _may_read(desk, found, sha256):
        raise Http404
    record(request, "register_file_seen", f"{found.title} {one.name}")
    response = FileResponse(path_of(one.sha256).open("rb"), as_attachment=one.kind not in SHOWN, filename=one.name, content_type=one.kind)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=300"
    return response


def _may_read(desk: RegisterDesk, entry: Entry, sha256: str) -> bool:
    """The current version is everybody's; other versions and destroyed entries only for those who work on them."""
    if entry.state is State.DESTROYED:
        return False
    if not entry.versions or (entry.current is not None and entry.current.file == sha256):
        return True
    unit = desk.unit_of(entry)
    register = desk.register(entry.register)
    return desk.work.desk.access.may(Action.VERIFY, unit) or desk.may(Verb.REVISED, register, unit)

# SPDX-License-Identifier: Apache-2.0
"""The value of one entry's page: how it stands, its versions and readers, its history, what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yunce.operate.registers.entry import Entry, Event, Leave, Stage, State, Verb, Version
from yunce.operate.registers.retention import SAID, kept_until
from yunce.operate.registers.sorts import FIELDS as OF_SORT
from yunce.operate.registers.sorts import VERBS as ALLOWED
from yunce.operate.registers.sorts import Sort, sort_of
from yunce.operate.registers.steps import AFTER_USE
from yunce.plan.document import Register
from yunce.web.accounts.access import Action
from yunce.web.registers.desk import RegisterDesk, one_name
from yunce.web.registers.forms import is_day
from yunce.web.registers.labels import FIELDS, STAGES, VERBS
from yunce.web.registers.models import RegisterFile
from yunce.web.registers.pages import EntryRow, entry_row
from yunce.web.registers.store import events_of
from yunce.web.ui.parts import Choice, Said, Tone

FORMS: Mapping[Verb, tuple[str, ...]] = {
    Verb.RENEWED: ("issued_on", "until", "issuer", "note", "file"),
    Verb.REVISED: ("note", "file"),
    Verb.RETURNED: ("note",),
    Verb.ASKED: ("to", "times", "note"),
    Verb.COUNTED: ("note",),
    Verb.DRILLED: ("on", "note", "file"),
    Verb.WITHDRAWN: ("note",),
    Verb.HELD: ("note",),
    Verb.RELEASED: ("note",),
    Verb.DESTROYED: ("note",),
}
"""What the form of each step asks; the steps of a version, and of leave to use or to take along, stand beside it."""


MOST_LEAVES = 20


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form."""

    name: str
    label: str
    kind: str
    """`text`, `day`, `number`, `file`, `long` or `choice`."""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class StepForm:
    """One step that this person may take."""

    verb: str
    label: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a document, with what may be done with it."""

    number: int
    stage: str
    is_current: bool
    by: str
    approved_by: str
    issued: str
    note: str
    file: str
    file_name: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """One time that somebody asked to use or to take along, with what may be done with it."""

    number: int
    to: str
    times: int
    why: str
    by: str
    at: str
    standing: str
    tone: Tone
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class History:
    """One line of what happened."""

    at: str
    by: str
    what: str
    note: str
    told: tuple[tuple[str, str], ...]
    file: str
    file_name: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry."""

    row: EntryRow
    id: str
    version: int
    register: str
    register_href: str
    facts: tuple[tuple[str, str], ...]
    hold: str
    versions: tuple[VersionRow, ...]
    readers: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]
    is_document: bool
    is_seal: bool
    leaves: tuple[LeaveRow, ...]
    steps: tuple[StepForm, ...]
    history: tuple[History, ...]
    said: tuple[Said, ...] = ()


def entry_page(desk: RegisterDesk, entry: Entry, said: tuple[Said, ...] = ()) -> EntryPage:
    """The page of an entry that this person may see."""
    register = desk.register(entry.register)
    files = dict(RegisterFile.objects.filter(entry_id=entry.id).values_list("sha256", "name"))
    readers, unread = _readers(desk, register, entry)
    return EntryPage(
        row=entry_row(desk, desk.stood(entry)),
        id=entry.id,
        version=entry.version,
        register=register.label,
        register_href=reverse("register", args=[register.id]),
        facts=_facts(desk, entry),
        hold=entry.hold,
        versions=tuple(_version(desk, register, entry, v, files) for v in reversed(entry.versions)),
        readers=readers,
        unread=unread,
        is_document=sort_of(register.kind) is Sort.DOCUMENT,
        is_seal=sort_of(register.kind) is Sort.SEAL,
        leaves=tuple(_leave(desk, register, entry, one) for one in reversed(entry.leaves[-MOST_LEAVES:])),
        steps=tuple(_steps(desk, register, entry)),
        history=tuple(_history(event, files) for event in reversed(events_of(entry.id))),
        said=said,
    )


def _facts(desk: RegisterDesk, entry: Entry) -> tuple[tuple[str, str], ...]:
    names = desk.work.desk.unit_names()
    unit, kept = desk.unit_of(entry), kept_until(entry)
    stood = desk.stood(entry)
    pairs = (
        (_("编号"), entry.code),
        (_("单位"), names.get(unit, unit)),
        (_("持有人"), entry.holder),
        (_("保管人"), entry.custodian),
        (_("发证或检定机构"), entry.issuer),
        (_("取得方式"), entry.method),
        (_("存放地点"), entry.place),
        (_("发证或检定日期"), entry.issued_on.isoformat() if entry.issued_on else ""),
        (_("有效期至"), stood.until.isoformat() if stood.until else ""),
        (_("从这天起该办续期"), stood.renew_from.isoformat() if stood.renew_from else ""),
        (_("周期"), entry.cycle),
        (_("借给"), entry.loan.to if entry.loan else ""),
        (_("用印次数"), str(entry.uses) if entry.uses else ""),
        (_("上次盘点"), entry.counted_on.isoformat() if entry.counted_on else ""),
        (_("演练完成"), entry.drilled_on.isoformat() if entry.drilled_on else ""),
        (_("演练发现"), entry.findings),
        (_("成绩"), "、".join(f"{s.on} {_score(s.score)}{_(' 及格') if s.is_passed else _(' 不及格')}" for s in entry.scores[-5:])),
        (_("停用原因"), entry.reason),
        (_("停用后保管期限"), SAID.get(entry.retention, "")),
        (_("保管至"), kept.isoformat() if kept else ""),
    )
    return tuple((name, text) for name, text in pairs if text)


def _score(score: Decimal) -> str:
    return f"{score:f}".removesuffix(".0")


def _version(desk: RegisterDesk, register: Register, entry: Entry, version: Version, files: Mapping[str, str]) -> VersionRow:
    unit, steps = desk.unit_of(entry), []
    if version.stage is Stage.DRAFT and version.by != desk.work.name and desk.may(Verb.APPROVED, register, unit):
        steps.append(Verb.APPROVED)
    if version.stage is Stage.APPROVED and desk.may(Verb.ISSUED, register, unit):
        steps.append(Verb.ISSUED)
    if version.stage is Stage.ISSUED and all(one.who != desk.work.name for one in entry.readers(version.number)):
        steps.append(Verb.READ)
    return VersionRow(
        version.number, str(STAGES[version.stage]), version.stage is Stage.ISSUED, version.by, version.approved_by,
        f"{localtime(version.issued_at):%Y-%m-%d}" if version.issued_at else "", version.note,
        version.file, files.get(version.file, ""), tuple((verb.value, str(VERBS[verb])) for verb in steps),
    )  # fmt: skip


def _leave(desk: RegisterDesk, register: Register, entry: Entry, leave: Leave) -> LeaveRow:
    """One leave; who has asked, is to use it or keeps it is not offered to allow it."""
    unit, name, sort = desk.unit_of(entry), desk.work.name, sort_of(register.kind)
    is_open = entry.state is State.ACTIVE
    steps = []
    if is_open and not leave.allowed_by and name not in {leave.to, leave.by, one_name(entry.custodian)}:
        steps += [Verb.ALLOWED] if desk.may(Verb.ALLOWED, register, unit) else []
    if is_open and leave.is_good and name != leave.allowed_by and desk.may(Verb.USED, register, unit):
        steps += [v for v in (Verb.USED, Verb.LENT) if v in ALLOWED[sort] and (v is Verb.USED or entry.loan is None)]
    said: tuple[str, Tone] = (_("等人同意"), "ask")
    if leave.allowed_by:
        said = (_("已用"), "") if leave.is_spent else (_("{who} 同意").format(who=leave.allowed_by), "good")
    at = f"{localtime(leave.at):%Y-%m-%d %H:%M}"
    return LeaveRow(leave.number, leave.to, leave.times, leave.why, leave.by, at, *said, tuple((v.value, str(VERBS[v])) for v in steps))


def _readers(desk: RegisterDesk, register: Register, entry: Entry) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Who has read the current version, and who of those who hold the register's role has not."""
    current = entry.current
    if current is None:
        return (), ()
    read = {one.who: f"{localtime(one.at):%Y-%m-%d %H:%M}" for one in entry.readers(current.number)}
    unread = tuple(p.said or p.name for p in desk.people(register.of) if not p.names & set(read))
    return tuple(read.items()), unread


def _steps(desk: RegisterDesk, register: Register, entry: Entry) -> list[StepForm]:
    sort, unit = sort_of(register.kind), desk.unit_of(entry)
    if entry.state is State.DESTROYED:
        return []
    allowed = [v for v in FORMS if v in ALLOWED[sort] and _is_open(entry, v) and desk.may(v, register, unit)]
    forms = [
        StepForm(v.value, str(VERBS[v]), tuple(_field(name, entry) for name in FORMS[v] if name != "times" or sort is Sort.SEAL))
        for v in allowed
    ]
    if entry.state is State.ACTIVE and desk.may(Verb.CORRECTED, register, unit):
        fields = (*form_fields(desk, sort, entry), Field("note", _("更正的原因"), "long"))
        forms.append(StepForm(Verb.CORRECTED.value, str(VERBS[Verb.CORRECTED]), fields))
    return forms


def _is_open(entry: Entry, verb: Verb) -> bool:
    """False for steps that make no sense now."""
    if entry.state is State.WITHDRAWN:
        return verb in AFTER_USE and (verb is Verb.RELEASED) <= bool(entry.hold)
    fits = {
        Verb.REVISED: entry.pending is None, Verb.RETURNED: entry.loan is not None,
        Verb.DRILLED: entry.drilled_on is None, Verb.RELEASED: bool(entry.hold), Verb.HELD: not entry.hold, Verb.DESTROYED: False,
    }  # fmt: skip
    return fits.get(verb, True)


def form_fields(desk: RegisterDesk, sort: Sort, entry: Entry | None = None, sent: Mapping[str, str] | None = None) -> tuple[Field, ...]:
    """The fields of an entry of a sort, as it is or as they were sent."""
    return tuple(_own_field(desk, name, entry, sent or {}) for name in OF_SORT[sort])


def _own_field(desk: RegisterDesk, name: str, entry: Entry | None, sent: Mapping[str, str]) -> Field:
    value = sent.get(name, str(getattr(entry, name) or "") if entry else "")
    if name == "unit":
        names = desk.work.desk.unit_names()
        allowed = desk.work.desk.access.within(Action.LOOK, names)
        every = (Choice("", _("台账所在单位"), not value), *(Choice(u, names[u], u == value) for u in allowed))
        return Field(name, str(FIELDS[name]), "choice", choices=every)
    if name == "retention":
        return Field(name, str(FIELDS[name]), "choice", choices=(Choice("", "—"), *(Choice(k, w, k == value) for k, w in SAID.items())))
    return Field(name, str(FIELDS[name]), "day" if is_day(name) else "text", value, needed=name == "title")


def _field(name: str, entry: Entry) -> Field:
    kinds = {"note": "long", "file": "file", "times": "number"}
    value = {"times": "1", "issuer": entry.issuer}.get(name, "")
    return Field(name, str(FIELDS[name]), "day" if is_day(name) else kinds.get(name, "text"), value, needed=name == "to")


def _history(event: Event, files: Mapping[str, str]) -> History:
    hidden = {"file", "name", "draft", "issued", "attempt"}
    told = tuple((str(FIELDS.get(k, k)), str(v)) for k, v in event.data.items() if k not in hidden and v not in (None, ""))
    file = str(event.data.get("file", ""))
    words = str(VERBS[event.verb])
    return History(f"{localtime(event.at):%Y-%m-%d %H:%M}", event.by, words, event.note, told, file, files.get(file, ""))

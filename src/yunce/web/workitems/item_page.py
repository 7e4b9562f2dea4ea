# SPDX-License-Identifier: Apache-2.0
"""The value of an item's page: what it is, what may be done with it now, what happened to it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.operate.workitems.item import Event, Item, Verb
from yunce.operate.workitems.revising import question
from yunce.operate.workitems.states import ENDED, Kind
from yunce.operate.workitems.steps import FIVE, Do, missing_elements, possible
from yunce.web.plans.anchors import anchor_of
from yunce.web.plans.naming import element_names, element_words
from yunce.web.ui.parts import Choice, Said, Step
from yunce.web.workitems.desk import WorkDesk
from yunce.web.workitems.effects import EffectShown, effect_shown
from yunce.web.workitems.evidence import SHOWN
from yunce.web.workitems.forms import StepForm, step_forms
from yunce.web.workitems.labels import ELEMENTS, STATES, STEPS, VERBS
from yunce.web.workitems.models import Evidence, WorkItem
from yunce.web.workitems.people import people_choices
from yunce.web.workitems.saying import Line, Names, line_of, moment
from yunce.web.workitems.store import Store


@dataclass(frozen=True, slots=True)
class File:
    """A piece of evidence: its name, address, size; whether a browser can draw it."""

    name: str
    href: str
    is_image: bool
    said: str


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words."""

    at: str
    who: str
    what: str
    note: str
    more: tuple[str, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item."""

    line: Line
    version: int
    token: str
    """New with each showing: a form that is sent twice is taken once."""
    text: str
    facts: tuple[tuple[str, str], ...]
    reason: str
    otherwise: tuple[tuple[str, str, str], ...]
    """What the plan tells otherwise since it was begun: field, as it is, as the plan has it."""
    five: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    source: Step | None
    way: Step | None
    """The page of its own that this kind of item has."""
    parent: Line | None
    children: tuple[Line, ...]
    needs: tuple[str, ...]
    files: tuple[File, ...]
    events: tuple[Told, ...]
    first: tuple[StepForm, ...]
    others: tuple[StepForm, ...]
    notice: str
    effect: EffectShown | None
    said: tuple[Said, ...]


def item_page(work: WorkDesk, row: WorkItem, item: Item, now: datetime, said: tuple[Said, ...] = ()) -> ItemPage:
    """The page of an item that this person may see."""
    store = Store()
    events = store.events(item.id)
    files = {one.sha256: file_of(one) for one in Evidence.objects.filter(item_id=item.id)}
    parent = WorkItem.objects.filter(pk=item.opening.parent).first() if item.opening.parent else None
    around = [one for one in (parent, *WorkItem.objects.filter(parent=item.id).order_by("opened_at")[:50]) if one and work.may_see(one)]
    names = Names.of(work, (row, *around), *(event.by for event in events), *(str(e.data.get("assignee", "")) for e in events))
    lines = {one.pk: line_of(one, names, now) for one in around}
    forms = _forms(work, item, names)
    return ItemPage(
        line=line_of(row, names, now),
        version=item.version,
        token=secrets.token_urlsafe(9),
        text=str(item.data.get("text", "")),
        facts=_facts(row, item, names),
        reason=item.reason,
        otherwise=otherwise_of(item, names),
        five=five_of(item),
        missing=tuple(str(ELEMENTS[name]) for name in missing_elements(item)) if item.state not in ENDED else (),
        source=_source(item, work),
        way=_way(item),
        parent=lines.get(item.opening.parent),
        children=tuple(line for key, line in lines.items() if key != item.opening.parent),
        needs=store.unfinished(item) if item.opening.needs and item.is_active else (),
        files=tuple(files[one] for one in item.evidence if one in files),
        events=tuple(_told(event, names, files) for event in reversed(events)),
        first=tuple(form for form in forms if form.is_first),
        others=tuple(form for form in forms if not form.is_first),
        notice=reverse("work-notice", args=[item.id]) if row.number else "",
        effect=effect_shown(work, item),
        said=said,
    )


def file_of(one: Evidence) -> File:
    """A piece of evidence as a page shows it."""
    href = reverse("work-evidence", args=[one.item_id, one.sha256])  # type: ignore[attr-defined]  # made by the key
    size = f"{one.size / 1024**2:.1f} MB" if one.size >= 1024**2 else f"{max(one.size // 1024, 1)} KB"
    return File(one.name, href, one.kind in SHOWN, f"{size} · {moment(one.added_at)}")


def _forms(work: WorkDesk, item: Item, names: Names) -> tuple[StepForm, ...]:
    steps = possible(item, work.actor(item.opening.unit))
    people: tuple[Choice, ...] = people_choices(work, item.opening.unit, item.assignee) if Do.ASSIGN in steps else ()
    roles = tuple(Choice(role, name, role == item.owner) for role, name in names.roles.items()) if Do.ASSIGN in steps else ()
    return step_forms(item, steps, people, roles)


def _facts(row: WorkItem, item: Item, names: Names) -> tuple[tuple[str, str], ...]:
    opening = item.opening
    told = (
        (_("单位"), names.units.get(opening.unit, opening.unit) or _("全公司")),
        (_("责任岗位"), names.roles.get(item.owner, item.owner)),
        (_("办理人"), names.person(item.assignee) if item.assignee else ""),
        (_("对象"), names.units.get(opening.subject, opening.subject)),
        (_("期间"), opening.period),
        (_("期限"), moment(item.due)),
        (_("开立"), f"{moment(item.opened_at)} {names.person(item.opened_by)}"),
        (_("办完"), f"{moment(item.done_at)} {names.person(item.done_by)}" if item.done_at else ""),
        (_("验证"), f"{moment(item.verified_at)} {names.person(item.verified_by)}" if item.verified_at else ""),
        (_("退回次数"), str(item.reopened) if item.reopened else ""),
        (_("隐患等级"), {"major": _("重大"), "minor": _("一般")}.get(str(item.data.get("hazard", "")), "")),
        (_("原因"), str(item.data.get("cause", ""))),
        (_("编号"), row.number),
    )
    return tuple((name, text) for name, text in told if text)


def five_of(item: Item) -> tuple[tuple[str, str], ...]:
    """The five elements of a hazard as they are named; nothing for what needs none."""
    stated: Mapping[str, object] = {"responsible": item.assignee, "deadline": moment(item.due), **item.data}
    found = tuple((str(ELEMENTS[name]), str(stated.get(name, "") or "")) for name in FIVE)
    return found if item.data.get("hazard") == "major" or any(item.data.get(name) for name in FIVE) else ()


def otherwise_of(item: Item, names: Names) -> tuple[tuple[str, str, str], ...]:
    """What the plan tells otherwise and nobody has answered, field by field."""
    words = {"title": _("标题"), "start": _("开始"), "unit": _("单位"), "owner": _("责任岗位"), "due": _("期限")}
    opening, asked = item.opening, question(item)
    own = {"title": opening.title, "start": opening.start, "unit": opening.unit, "owner": item.owner, "due": item.due}

    def shown(key: str, value: object) -> str:
        text = value.isoformat() if isinstance(value, datetime) else str(value or "")
        return _value(key, text, names) if text else _("没有")

    return tuple((words[key], shown(key, own[key]), shown(key, asked[key])) for key in words if key in asked)


def _source(item: Item, work: WorkDesk) -> Step | None:
    """The element of the plan that it comes from."""
    part, _dot, name = item.opening.element.partition(".")
    if not name:
        return None
    return Step(element_words(item.opening.element, element_names(work.desk.plan)), f"{reverse('plan')}#{anchor_of(f'{part}[{name}]')}")


def _way(item: Item) -> Step | None:
    """A case has its clocks and stages, a return visit its questions."""
    if item.data.get("visit"):
        return Step(_("填写回访"), reverse("case-visit", args=[item.id])) if item.is_active else None
    if item.opening.kind is Kind.INSPECTION and item.data.get("checklist"):
        words, page = (_("填写检查"), "inspection-fill") if item.is_active else (_("检查结果"), "inspection-result")
        return Step(words, reverse(page, args=[item.id]))
    return Step(_("时限与阶段"), reverse("case", args=[item.id])) if item.opening.kind is Kind.CASE else None


def _told(event: Event, names: Names, files: Mapping[str, File]) -> Told:
    what = str(STATES[event.to]) if event.to else str(VERBS[event.verb])
    return Told(
        at=moment(event.at),
        who=names.person(event.by),
        what=_("转为“{state}”").format(state=what) if event.verb is Verb.MOVED else what,
        note=event.note,
        more=tuple(_more(event.data, names)),
        files=tuple(files[one] for one in event.evidence if one in files),
    )


def _more(data: Mapping[str, object], names: Names) -> Sequence[str]:
    """What an event changed, in words."""
    words = {
        "assignee": _("给 {value}"), "owner": _("给岗位 {value}"), "due": _("期限 {value}"), "until": _("等到 {value}"),
        "title": _("标题 {value}"), "start": _("开始 {value}"), "unit": _("单位 {value}"),
        "escalated_to": _("提醒 {value}"), "cause": _("原因：{value}"), **{name: f"{ELEMENTS[name]}：{{value}}" for name in FIVE},
    }  # fmt: skip
    return [words[key].format(value=_value(key, value, names)) for key, value in data.items() if key in words and value]


def _value(key: str, value: object, names: Names) -> str:
    text = str(value)
    if key in {"due", "until", "start"}:
        return moment(datetime.fromisoformat(text))
    if key == "assignee":
        return names.person(text)
    if key == "unit":
        return names.units.get(text, text)
    return names.roles.get(text, text) if key in {"owner", "escalated_to"} else text


def said_step(do: Do) -> str:
    """A step in words."""
    return str(STEPS[do])

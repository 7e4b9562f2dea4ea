# SPDX-License-Identifier: Apache-2.0
"""The values of the plan pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yunce.app.installation import PlanVersion
from yunce.web.accounts.access import Action
from yunce.web.desk import Desk
from yunce.web.plans.anchors import anchor_of
from yunce.web.plans.changes import ChangeLine
from yunce.web.plans.document import Document, read_document
from yunce.web.plans.sections import SECTIONS
from yunce.web.ui.parts import Said, State, Step
from yunce.web.ui.tables import Col, Row, Table, Text

SHORT = 10


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan as a document, or why there is none."""

    title: str
    organisation: str
    period: str
    version: str
    fingerprint: str
    added: str
    is_current: bool
    may_add: bool
    document: Document | None
    state: State | None
    exports: tuple[Step, ...] = ()
    review: str = ""
    whole: str = ""
    """The version's whole hash, for a form that changes one of its numbers; empty where this person may not."""

    @classmethod
    def of(cls, desk: Desk) -> PlanPage:
        """From the desk's plan."""
        may_add = desk.access.may(Action.ADD_PLAN)
        plan, version = desk.plan, desk.version
        if plan is None or version is None:
            review = (Step(_("上传或粘贴写好的计划"), reverse("review-list")),) if desk.access.may(Action.REVIEW) else ()
            steps = (*review, Step(_("上传 YAML 计划"), reverse("plan-upload"))) if may_add else review
            text = _("把写好的年度计划（Word、Excel、文字）交给“审阅”，核对每个数字后就成为计划；手边没有的话，那里有一份示例。")
            state = State(_("还没有计划"), text, steps=steps)
            return cls(_("计划"), "", "", "", "", "", False, may_add, None, state)
        head = plan.plan
        return cls(
            title=head.label,
            organisation=head.organisation,
            period=head.period.text if head.period else "",
            version=_("第{number}版").format(number=version.number),
            fingerprint=version.fingerprint[:SHORT],
            added=_added(version),
            is_current=version.current,
            may_add=may_add,
            document=read_document(plan, desk.access, desk.metrics()),
            state=None,
            exports=_exports(desk),
            review=_review(desk),
            whole=version.fingerprint if may_add and version.current else "",
        )


def _review(desk: Desk) -> str:
    """The review that the plan came of, for those who may see it."""
    may = desk.access.may(Action.REVIEW) and desk.plan is not None
    return desk.installation.reviews.of_plan(desk.plan.plan.id) if may and desk.plan else ""


def _exports(desk: Desk) -> tuple[Step, ...]:
    """The forms in which this person may take the plan away."""
    own = [desk.fingerprint]
    found = [Step(_("Word 文件"), reverse("plan-word", args=own))]
    if desk.access.may(Action.SEE_PAY):
        found.append(Step(_("YAML"), reverse("plan-yaml", args=own)))
    if _review(desk):
        found.append(Step(_("改好的原文"), reverse("plan-original", args=own)))
    return tuple(found)


def _added(version: PlanVersion) -> str:
    by = _("，{who}").format(who=version.added_by) if version.added_by else ""
    return f"{version.added_at:%Y-%m-%d %H:%M}{by}"


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """All versions, newest first."""

    table: Table | None
    may_add: bool
    versions: tuple[PlanVersion, ...]
    state: State | None

    @classmethod
    def of(cls, desk: Desk) -> VersionsPage:
        """From the stored versions; each leads to its document and to what it changed."""
        cols = (
            Col(_("版本")),
            Col(_("标题")),
            Col(_("加入时间")),
            Col(_("加入人"), wide_only=True),
            Col(_("版本号"), wide_only=True),
            Col(_("改动")),
        )
        rows = tuple(_version_row(v, desk.versions) for v in desk.versions)
        none = State(_("还没有计划"), steps=(Step(_("上传计划"), reverse("plan-upload")),))
        may_add = desk.access.may(Action.ADD_PLAN)
        return cls(Table(_("计划版本"), cols, rows, cards=True) if rows else None, may_add, desk.versions, None if rows else none)


def _version_row(version: PlanVersion, every: tuple[PlanVersion, ...]) -> Row:
    older = next((v for v in every if v.plan_id == version.plan_id and v.number == version.number - 1), None)
    name = _("第{number}版").format(number=version.number)
    link = f"{reverse('plan-diff')}?a={older.fingerprint}&b={version.fingerprint}" if older else ""
    changes = Text(_("和第{number}版比").format(number=older.number), link) if older else ""
    first = Text(name, reverse("plan-version", args=[version.fingerprint]), tag=_("当前") if version.current else "")
    return Row((first, version.title, f"{version.added_at:%Y-%m-%d %H:%M}", version.added_by, version.fingerprint[:SHORT], changes))


@dataclass(frozen=True, slots=True)
class DiffPage:
    """What changed between two versions."""

    old: str
    new: str
    table: Table | None
    state: State | None

    @classmethod
    def of(cls, old: PlanVersion, new: PlanVersion, changes: Iterable[ChangeLine]) -> DiffPage:
        """From the changes, element by element."""
        page = reverse("plan-version", args=[new.fingerprint])
        rows = tuple(_change_row(change, page) for change in changes)
        cols = (Col(_("内容")), Col(_("字段")), Col(_("原来")), Col(_("现在")))
        same = State(_("两个版本内容相同"), _("只有文字排列或注释不同。"))
        table = Table(_("改动"), cols, rows, cards=True) if rows else None
        return cls(_name(old), _name(new), table, None if rows else same)


def _name(version: PlanVersion) -> str:
    return _("第{number}版（{day}）").format(number=version.number, day=f"{version.added_at:%Y-%m-%d}")


def _change_row(change: ChangeLine, page: str) -> Row:
    section = str(SECTIONS.get(change.section, change.section))
    ops = {"added": (_("新增"), "good"), "removed": (_("删去"), "bad"), "changed": (_("修改"), "")}
    word, tone = ops.get(change.op, (change.op, ""))
    link = "" if change.op == "removed" else f"{page}#{anchor_of(f'{change.section}[{change.id}]')}"
    return Row(
        (
            Text(change.title, link, tag=f"{section} {word}", tone=""),
            change.field,
            Text(change.old, tone="old"),
            Text(change.new, tone=tone),
        )
    )


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The page to add a plan, with what was wrong with the last try."""

    said: tuple[Said, ...]
    name: str

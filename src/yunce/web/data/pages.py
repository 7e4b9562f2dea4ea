# SPDX-License-Identifier: Apache-2.0
"""The values of the data pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yunce.app.profiles import shipped_titles
from yunce.warehouse.port import Batch
from yunce.web.cockpit.rows import frame_table
from yunce.web.data.coverage import TABLES, Strip
from yunce.web.data.jobs import unpack
from yunce.web.data.models import DONE, FAILED, UNKNOWN, LoadJob
from yunce.web.problems import said_all
from yunce.web.ui.numbers import UNKNOWN as UNKNOWN_NUMBER
from yunce.web.ui.numbers import Number
from yunce.web.ui.parts import Choice, Pager, Said, Step, pager
from yunce.web.ui.tables import Col, Row, Table, Text

MEBIBYTE = 1024 * 1024
KIBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class JobView:
    """One upload on its way: where it is, what came of it, what was wrong."""

    id: str
    name: str
    size: str
    who: str
    at: str
    state: str
    tone: str
    stage: str
    done: int
    total: int
    is_open: bool
    may_cancel: bool
    map_href: str
    batches: tuple[Step, ...]
    said: tuple[Said, ...]

    @classmethod
    def of(cls, job: LoadJob, *, may_cancel: bool, may_map: bool) -> JobView:
        """From a job of the ledger."""
        links = tuple(Step(_("看批次"), reverse("batch", args=[batch])) for batch in job.batches)
        tone = {DONE: "good", FAILED: "bad", UNKNOWN: "ask"}.get(job.state, "")
        return cls(
            id=str(job.id),
            name=job.name,
            size=size_words(job.size),
            who=job.uploaded_by.get_username(),
            at=f"{localtime(job.uploaded_at):%m-%d %H:%M}",
            state=job.get_state_display(),  # type: ignore[attr-defined]  # Django makes it from choices
            tone=tone,
            stage=job.stage,
            done=job.done,
            total=job.total,
            is_open=job.is_open,
            may_cancel=may_cancel and (job.is_open or job.state == UNKNOWN),
            map_href=reverse("job-map", args=[job.id]) if may_map and job.state == UNKNOWN else "",
            batches=links,
            said=said_all(unpack(problem) for problem in job.problems),
        )


@dataclass(frozen=True, slots=True)
class JobsPart:
    """The list of uploads; asked for again while one of them is open."""

    jobs: tuple[JobView, ...]

    @property
    def is_open(self) -> bool:
        """True while something is on its way."""
        return any(job.is_open for job in self.jobs)


@dataclass(frozen=True, slots=True)
class DataPage:
    """The data desk."""

    may_upload: bool
    limit_mb: int
    units: tuple[Choice, ...]
    profiles: tuple[Choice, ...]
    jobs: JobsPart
    batches: Table | None
    pager: Pager
    strips: tuple[Strip, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One batch: what became of its rows, and those that were refused."""

    id: str
    file: str
    facts: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, Number], ...]
    undone: str
    may_undo: bool
    rejects: Table | None
    rejected: int
    pager: Pager | None
    notes: tuple[str, ...]

    @classmethod
    def of(cls, batch: Batch, rejects: pl.DataFrame, page: int, size: int, *, may_undo: bool) -> BatchPage:
        """From a batch and the frame of its refused cells."""
        start = (page - 1) * size
        here = reverse("batch", args=[batch.id])
        shown = rejects.slice(start, size)
        return cls(
            id=batch.id,
            file=batch.file,
            facts=_facts(batch),
            numbers=_numbers(batch),
            undone=f"{batch.undone_at:%Y-%m-%d %H:%M}" if batch.undone_at else "",
            may_undo=may_undo and batch.undone_at is None,
            rejects=frame_table(_("退回的行"), shown, {}) if shown.height else None,
            rejected=batch.rejected,
            pager=pager(here, {}, page, more=rejects.height > start + size),
            notes=batch.notes,
        )


def _facts(batch: Batch) -> tuple[tuple[str, str], ...]:
    days = f"{batch.first.isoformat()} ~ {batch.last.isoformat()}" if batch.first and batch.last else _("未知")
    return (
        (_("导入方案"), profile_words(batch)),
        (_("数据"), table_words(batch)),
        (_("覆盖日期"), days),
        (_("导入时间"), f"{batch.loaded_at:%Y-%m-%d %H:%M}"),
        (_("批次号"), batch.id),
    )


def _numbers(batch: Batch) -> tuple[tuple[str, Number], ...]:
    counts = (
        (_("文件行数"), batch.rows, ""),
        (_("新增"), batch.loaded, ""),
        (_("更新"), batch.updated, ""),
        (_("重复"), batch.duplicate, ""),
        (_("退回"), batch.rejected, "bad" if batch.rejected else ""),
        (_("标记"), batch.flagged, "ask" if batch.flagged else ""),
    )
    return tuple((name, Number(f"{count:,}", "", "", tone)) for name, count, tone in counts)


def batch_table(batches: Sequence[Batch]) -> Table | None:
    """Batches, newest first, each leading to its page."""
    cols = (
        Col(_("文件")),
        Col(_("导入时间")),
        Col(_("覆盖日期"), wide_only=True),
        Col(_("新增"), numeric=True),
        Col(_("更新"), numeric=True),
        Col(_("重复"), numeric=True, wide_only=True),
        Col(_("退回"), numeric=True),
        Col(_("标记"), numeric=True, wide_only=True),
    )
    return Table(_("批次"), cols, tuple(_batch_row(batch) for batch in batches), cards=True) if batches else None


def _batch_row(batch: Batch) -> Row:
    days = f"{batch.first.isoformat()} ~ {batch.last.isoformat()}" if batch.first and batch.last else UNKNOWN_NUMBER
    counts = (batch.loaded, batch.updated, batch.duplicate, batch.rejected, batch.flagged)
    tones = ("", "", "", "bad" if batch.rejected else "", "ask" if batch.flagged else "")
    tag = _("已撤销") if batch.undone_at else ""
    name = Text(batch.file, reverse("batch", args=[batch.id]), sub=f"{profile_words(batch)} · {table_words(batch)}", tag=tag)
    figures = (Number(f"{count:,}", "", "", tone) for count, tone in zip(counts, tones, strict=True))
    return Row((name, f"{batch.loaded_at:%Y-%m-%d %H:%M}", days, *figures))


def profile_words(batch: Batch) -> str:
    """What the batch was recognised as, by its title."""
    return shipped_titles().get(batch.profile, batch.profile)


def table_words(batch: Batch) -> str:
    """The kind of data of a batch, in words."""
    return str(TABLES.get(batch.table, batch.table))


def size_words(size: int) -> str:
    """A file's size as people read it."""
    return f"{size / MEBIBYTE:.1f} MB" if size >= MEBIBYTE else f"{max(size // KIBIBYTE, 1)} KB"

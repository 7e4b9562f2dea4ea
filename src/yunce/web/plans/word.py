# SPDX-License-Identifier: Apache-2.0
"""A plan as a Word file that people read: its head, then each part as a table, what has parts of its own below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from yunce.app.reviews.word_file import WordFile
from yunce.web.plans.document import Entry, Section
from yunce.web.plans.pages import PlanPage
from yunce.web.ui.periods import in_words

MOST_COLUMNS = 4


def word_of(page: PlanPage) -> bytes:
    """The file; what this person may not see is not in it."""
    word = WordFile()
    word.title(page.title)
    word.paragraph(
        " · ".join(filter(None, (page.organisation, page.period and in_words(page.period), page.version, page.added))), quiet=True
    )
    for section in page.document.sections if page.document else ():
        word.heading(section.title)
        word.table(_rows(section))
        for entry in section.entries:
            _details(word, entry)
        if section.hidden:
            word.paragraph(_("另有 {hidden} 项属于其他单位，没有列出。").format(hidden=section.hidden), quiet=True)
    return word.content()


def _rows(section: Section) -> list[list[str]]:
    """A head and a row an element; facts that few elements have stand together in the last column."""
    entries = section.entries
    if not entries:
        return []
    counts = Counter(fact.label for entry in entries for fact in entry.facts)
    columns = [label for label, count in counts.most_common(MOST_COLUMNS) if count * 2 >= len(entries)]
    has_main = any(entry.main for entry in entries)
    others = [_others(entry, columns) for entry in entries]
    head = [_("名称"), *([_("值")] if has_main else []), *columns, *([_("其他")] if any(others) else [])]
    rows = [
        _row(entry, columns, has_main=has_main) + ([other] if any(others) else []) for entry, other in zip(entries, others, strict=True)
    ]
    return [head, *rows]


def _row(entry: Entry, columns: Sequence[str], *, has_main: bool) -> list[str]:
    facts = {fact.label: fact.text for fact in entry.facts}
    return [entry.title, *([entry.main or "–"] if has_main else []), *(facts.get(label, "") for label in columns)]


def _others(entry: Entry, columns: Sequence[str]) -> str:
    rest = [_("{label}：{text}").format(label=fact.label, text=fact.text) for fact in entry.facts if fact.label not in columns]
    return "\n".join([*rest, *([entry.note] if entry.note else [])])


def _details(word: WordFile, entry: Entry) -> None:
    """The parts of one element, a line each, under its name."""
    if not entry.groups:
        return
    word.heading(entry.title, 3)
    for group in entry.groups:
        for line in group.lines:
            said = "，".join(f"{fact.label} {fact.text}".strip() for fact in line)
            word.paragraph(_("{label}：{said}").format(label=group.label, said=said))

# SPDX-License-Identifier: Apache-2.0
"""Tables as records: for each cell the headers above it, the labels left of it and the unit that a header gives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yunce.reader.blocks import Block, Document
from yunce.reader.scan.mentions import Mention

_UNIT_LINE = re.compile(r"单位\s?[:：]\s?(?P<unit>[\w%‰/㎡]{1,8})")
_IN_BRACKETS = re.compile(r"[(\[【](?:单位[:：]?)?(?P<unit>[^()\[\]【】\d]{1,8})[)\]】]|/(?P<per>万元|元|人|%)$")
_OWNER = re.compile(r"责任人|负责人|责任部门|责任单位|牵头|主责|主办|承办|执行人|负责部门|归口")
_REMARK = re.compile(r"备注|说明|序号|编号|^NO\.?$|^#$")
_ORDINAL = re.compile(r"序号|编号|^NO\.?$|^#$|^序$")


@dataclass(frozen=True, slots=True)
class CellContext:
    """What surrounds a cell: headers from the top, labels from the left, the unit they give, the row's owner."""

    headers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unit: str = ""
    owner: str = ""
    is_header: bool = False
    is_ordinal: bool = False
    heading: str = ""


def cells_of(document: Document, mentions: Mapping[int, Sequence[Mention]]) -> dict[int, CellContext]:
    """The context of each table cell by its block's index; `mentions` are those of each block."""
    tables: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(document.blocks):
        if block.cell:
            tables[block.cell.table].append(at)
    found: dict[int, CellContext] = {}
    for indices in tables.values():
        found |= _table(document, indices, mentions)
    return found


def _table(document: Document, indices: list[int], mentions: Mapping[int, Sequence[Mention]]) -> dict[int, CellContext]:
    head = _header_rows(document, indices, mentions)
    title = _words_before(document, indices[0])
    above: dict[int, list[str]] = defaultdict(list)
    owners = {}
    for at in indices:
        block = document.blocks[at]
        if block.cell and block.cell.row < head:
            for column in range(block.cell.column, block.cell.column + block.cell.columns):
                if document.words(block) not in above[column]:
                    above[column].append(document.words(block))
        elif block.cell and any(_OWNER.search(words) for words in above[block.cell.column]):
            owners.update(dict.fromkeys(range(block.cell.row, block.cell.row + block.cell.rows), document.words(block)))
    shared = _shared_unit(above, title)
    contexts = {}
    for at in indices:
        block = document.blocks[at]
        if block.cell is None:
            continue
        headers = tuple(above[block.cell.column]) if block.cell.row >= head else ()
        labels = tuple(_labels(document, indices, block, mentions, head))
        contexts[at] = CellContext(
            headers, labels, _unit(headers, labels, shared), owners.get(block.cell.row, ""), block.cell.row < head,
            any(_ORDINAL.search(words.strip()) for words in headers), title,
        )  # fmt: skip
    return contexts


def _header_rows(document: Document, indices: list[int], mentions: Mapping[int, Sequence[Mention]]) -> int:
    """How many rows at the top hold names, not values; dates may be names of columns. At most three; a table of one row has none."""
    rows: dict[int, list[int]] = defaultdict(list)
    for at in indices:
        cell = document.blocks[at].cell
        if cell:
            rows[cell.row].append(at)
    if len(rows) < 2:
        return 0
    head = 0
    for row in sorted(rows)[:3]:
        filled = [at for at in rows[row] if document.words(document.blocks[at]).strip()]
        values = [
            at
            for at in filled
            if any(one.sort in {"quantity", "ratio"} and one.value and not _is_unit_only(one) for one in mentions.get(at, ()))
        ]
        long = [at for at in filled if len(document.words(document.blocks[at])) > 24]
        if values or long or (head and not _still_header(document, rows, row)):
            break
        head = row + 1
    return head if head < len(rows) else 0


def _still_header(document: Document, rows: Mapping[int, list[int]], row: int) -> bool:
    """A second header row only under a cell that spans columns or rows."""
    upper = [cell for at in rows.get(row - 1, ()) if (cell := document.blocks[at].cell)]
    return any(cell.columns > 1 for cell in upper) and any(cell.rows > 1 or cell.columns > 1 for cell in upper) and len(rows[row]) > 1


def _is_unit_only(one: Mention) -> bool:
    return one.value is None or not one.value.is_known


def _labels(document: Document, indices: list[int], block: Block, mentions: Mapping[int, Sequence[Mention]], head: int) -> list[str]:
    """The words of the cells left of this one in its row, merged ones that reach into it included; values are no labels."""
    cell = block.cell
    if cell is None or cell.row < head:
        return []
    labels = []
    for at in indices:
        other = document.blocks[at]
        spot = other.cell
        if spot is None or spot.column >= cell.column or spot.row < head or not spot.row <= cell.row < spot.row + spot.rows:
            continue
        words = document.words(other).strip()
        is_value = any(one.sort in {"quantity", "ratio"} and one.end - one.start >= len(words) - 2 for one in mentions.get(at, ()))
        if words and not is_value and len(words) <= 30:
            labels.append(words)
    return labels


def _unit(headers: tuple[str, ...], labels: tuple[str, ...], shared: str) -> str:
    """The unit that the nearest header or label names in brackets, or that stands above the table."""
    for words in (*reversed(headers), *reversed(labels)):
        if found := _IN_BRACKETS.search(words.strip()):
            return found["unit"] or found["per"] or ""
    return shared if not any(words.strip().endswith(("率", "比", "数", "数量", "编制", "%")) for words in headers) else ""


def _shared_unit(above: Mapping[int, list[str]], title: str) -> str:
    """The unit of the whole table: above it, or the only one that its headers name where the others are periods."""
    if found := _UNIT_LINE.search(title) or _IN_BRACKETS.search(title.strip()[-10:]):
        return found["unit"] or ""
    if first := next((one for word in above.get(0, ()) if (one := _IN_BRACKETS.search(word.strip())) and one["unit"]), None):
        return first["unit"]
    named = {one["unit"] for words in above.values() for word in words if (one := _IN_BRACKETS.search(word.strip())) and one["unit"]}
    periods = sum(any(re.search(r"季度|月|年|Q\d", word) for word in words) for words in above.values())
    return named.pop() if len(named) == 1 and periods * 2 > len(above) else ""


def _words_before(document: Document, first: int) -> str:
    """The two lines above a table: its title, its unit."""
    before = [document.blocks[at] for at in range(max(0, first - 3), first) if document.blocks[at].cell is None]
    return " ".join(document.plain[block.start : block.end] for block in before if block.end - block.start <= 36)


def is_remark(words: str) -> bool:
    """True for the header of a column that holds no values: remarks, serial numbers."""
    return bool(_REMARK.search(words))

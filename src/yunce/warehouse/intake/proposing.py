# SPDX-License-Identifier: Apache-2.0
"""A profile proposed for a file that nobody knows: by its headers and by what its cells look like. Never loaded by guess.

A person corrects the proposal and saves `Proposal.text` as a profile of their own; then the file is recognised like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import Path

import polars as pl

from yunce.warehouse.intake.cells import cleaned
from yunce.warehouse.intake.dates import read_moments
from yunce.warehouse.intake.files import Kind, members_of
from yunce.warehouse.intake.headers import SEARCHED_ROWS, header_key, nearest_match, widest_row
from yunce.warehouse.intake.masking import mask
from yunce.warehouse.intake.numbers import read_numbers
from yunce.warehouse.intake.opening import read_head
from yunce.warehouse.intake.profile import Field, Profile
from yunce.warehouse.intake.profile_file import write_profile
from yunce.warehouse.intake.sheets import sheets_of

_SAME, _ALIKE = 1.0, 0.6
_TELLING = 0.2
"""What days and money add to a likeness: their cells say what they are."""
_MOST = 0.8
_FAR = date(2100, 1, 1)
_LONG_ID = 10
_EXAMPLES = 2
_MONEY_WORDS = ("金额", "元", "价", "费", "额", "款", "money", "amount", "price")
_PERSON_WORDS = ("姓名", "收货人", "收件人", "电话", "手机", "地址", "身份证", "买家", "会员名", "昵称", "账号", "邮箱")


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column of the file may be: its header, the type of its cells, the field it is most like, and how sure (0 to 1)."""

    header: str
    type: str
    field: str
    likeness: float
    personal: bool
    sample: int
    """How many cells were looked at."""
    examples: tuple[str, ...] = ()
    """The first few different values, with what could tell a person masked."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A profile that might fit, as text to be corrected and saved, with the guess for each column and the needed columns not found."""

    file: str
    like: str
    """Id of the profile that it was made after."""
    profile: Profile
    guesses: tuple[Guess, ...]
    missing: tuple[str, ...]

    @property
    def text(self) -> str:
        """The proposed profile as YAML."""
        return write_profile(self.profile)


def propose(path: Path, profiles: Sequence[Profile], *, name: str = "") -> Proposal:
    """A profile for a file, made after the one that its columns are most like. Raises `UnreadableError` where it cannot be read.

    `name` is the id of the new profile (default: `MY-` and the file's name).
    """
    member = members_of(path)[0]
    if member.kind is Kind.TEXT:
        rows: Sequence[Sequence[str]] = read_head(member, profiles).rows
    else:
        rows = max((s.head(SEARCHED_ROWS * 2) for s in sheets_of(member)), key=len, default=[])
    near = nearest_match(rows, profiles)
    at = near.row if near and len(near.columns) > 2 else widest_row(rows)
    headers = [h.strip() for h in (rows[at] if rows else [])]
    columns = {h: _column(rows[at + 1 :], i) for i, h in enumerate(headers) if h}
    types = {h: cell_type(cells, h) for h, cells in columns.items()}
    model = max(profiles, key=lambda p: _closeness(p, types), default=None)
    if model is None:
        raise ValueError("profiles")
    pairs = _pairs(model, types)
    guesses = tuple(_guess(header, types[header], cells, pairs.get(header, ("", 0.0))) for header, cells in columns.items())
    guesses = tuple(replace(g, examples=_examples(columns[g.header], g, model)) for g in guesses)
    return _proposal(model, guesses, path.name, name or f"MY-{path.stem}")


def choose(proposal: Proposal, model: Profile, fields: Mapping[str, str]) -> Proposal:
    """The proposal after a person chose: header -> field of `model`; headers that are left out are not loaded.

    Raises `KeyError` for a field that the model does not have.
    """
    for name in fields.values():
        model.field(name)
    guesses = tuple(replace(g, field=fields.get(g.header, "")) for g in proposal.guesses)
    return _proposal(model, guesses, proposal.file, proposal.profile.id)


def cell_type(cells: pl.Series, header: str) -> str:
    """The type that most filled cells of a column have: `moment id int fen decimal text`."""
    filled = cleaned(cells).drop_nulls()
    if not len(filled):
        return "text"
    digits = filled.str.contains(r"^[0-9A-Za-z_-]*[0-9]{6,}[0-9A-Za-z_-]*$") & (filled.str.len_chars() >= _LONG_ID)
    if digits.mean() > _MOST and not filled.str.contains(r"^\d{4}-\d{1,2}-\d{1,2}$").any():  # type: ignore[operator]
        return "id"
    if _share(read_moments(filled, _FAR + timedelta(days=-1)).values) > _MOST and not header_key(header).endswith("id"):
        return "moment"
    if _share(read_numbers(filled, "decimal").values) <= _MOST:
        return "text"
    if any(word in header for word in _MONEY_WORDS):
        return "fen"
    return "int" if _share(read_numbers(filled, "int").values) > _MOST else "decimal"


def _share(values: pl.Series) -> float:
    """The share of cells that could be read."""
    return 1 - values.null_count() / max(len(values), 1)


def _column(rows: Sequence[Sequence[str]], index: int) -> pl.Series:
    """One column of the sample rows."""
    return pl.Series([row[index] for row in rows if index < len(row)], dtype=pl.String)


def _likeness(field: Field, header: str, kind: str) -> float:
    """How alike a header is to a field, from 0 to 1: by name, less where the cells are of another kind."""
    key = header_key(header)
    best = max(SequenceMatcher(None, header_key(h), key).ratio() for h in field.headers)
    bonus = _TELLING if field.type == kind and kind in {"moment", "fen"} else 0.0
    return best if best == _SAME else min(best * _fit(field.type, kind) + bonus, 0.99)


def _fit(wanted: str, found: str) -> float:
    """How well cells of one type serve a field of another."""
    numbers = ("fen", "int", "decimal", "seconds")
    if wanted == found or (wanted in numbers and found in numbers) or {wanted, found} <= {"text", "id"}:
        return 1.0
    return 0.9 if found == "int" and wanted in {"id", "text"} else 0.4


def _pairs(model: Profile, types: Mapping[str, str]) -> dict[str, tuple[str, float]]:
    """Header -> (field, likeness), each used once, the most alike first."""
    ranked = sorted(((_likeness(f, h, t), h, f.name) for h, t in types.items() for f in model.fields), reverse=True)
    pairs: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for likeness, header, name in ranked:
        if likeness >= _ALIKE and header not in pairs and name not in taken:
            pairs[header] = (name, likeness)
            taken.add(name)
    return pairs


def _closeness(profile: Profile, types: Mapping[str, str]) -> float:
    """How much of a profile's needed fields and of the file's columns find each other."""
    found = {name for name, _ in _pairs(profile, types).values()}
    needed = [f.name for f in profile.fields if f.need]
    return sum(name in found for name in needed) / max(len(needed), 1) + len(found) / max(len(types), 1)


def _guess(header: str, kind: str, cells: pl.Series, pair: tuple[str, float]) -> Guess:
    """The guess for one column."""
    return Guess(header, kind, pair[0], round(pair[1], 2), any(word in header for word in _PERSON_WORDS), len(cells))


def _examples(cells: pl.Series, guess: Guess, model: Profile) -> tuple[str, ...]:
    """A few values of a column, safe to show."""
    personal = guess.personal or bool(guess.field and model.field(guess.field).person)
    filled = cleaned(cells).drop_nulls().unique(maintain_order=True).head(_EXAMPLES)
    return tuple(mask(value, "drop" if personal else "", guess.type) for value in filled)


def _proposal(model: Profile, guesses: tuple[Guess, ...], file: str, name: str) -> Proposal:
    """The model's profile with the file's headers in place of its own, fields not found left out where nothing needs them."""
    headers = {g.field: g.header for g in guesses if g.field}
    fields = [replace(f, headers=(headers[f.name],)) if f.name in headers else f for f in model.fields]
    unknown = [g for g in guesses if not g.field]
    fields += [Field(f"other_{i}", (g.header,), "text", person="drop" if g.personal else "") for i, g in enumerate(unknown, start=1)]
    made = replace(
        model,
        id=name,
        title=f"{file} (仿 {model.id})",
        fields=tuple(fields),
        order=5,
        distinct=(),
        never=(),
        paid_column=headers.get("paid", model.paid_column),
        origin="",
    )
    missing = tuple(f.headers[0] for f in model.fields if f.need and f.name not in headers)
    return Proposal(file, model.id, made, guesses, missing)

# SPDX-License-Identifier: Apache-2.0
"""Profiles as YAML files: read with every mistake named, written so that a person can edit them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.intake.forms import CONDITIONS, OPERATIONS
from yunce.warehouse.intake.profile import Field, Flag, Form, Leaves, MarkWord, Profile, Target, names_in
from yunce.warehouse.tables import TABLES

MARKS_FILE = "marks.yaml"
"""Beside the profiles of a folder: the words that mark fake orders, shared by all of them."""
FIELD_TYPES = ("text", "id", "fen", "int", "seconds", "decimal", "moment")
FLAG_KINDS = ("over", "ratio")
_FIELD_KEYS = {f.name for f in dataclass_fields(Field)} - {"name"}
_PROFILE_KEYS = ({f.name for f in dataclass_fields(Profile)} | {"tables"}) - {"targets", "origin", "marks"}


class ProfileError(YunceError, ValueError):
    """A profile file that cannot be used; carries every mistake found in it."""


def read_profiles(folders: Iterable[Path]) -> tuple[Profile, ...]:
    """The profiles of all `*.yaml` in the folders, in the order in which they are tried; later folders replace equal ids.

    Raises `ProfileError` with every mistake of every file.
    """
    found: dict[str, Profile] = {}
    problems: list[Problem] = []
    for folder in folders:
        marks = read_marks(folder / MARKS_FILE)
        for path in sorted(folder.glob("*.yaml")):
            if path.name == MARKS_FILE:
                continue
            try:
                profile = read_profile(path.read_text("utf-8"), path.name)
            except ProfileError as e:
                problems += e.problems
                continue
            found[profile.id] = replace(profile, marks=marks)
    if problems:
        raise ProfileError(*problems)
    return tuple(sorted(found.values(), key=lambda p: (p.order, p.id)))


def read_marks(path: Path) -> tuple[MarkWord, ...]:
    """The words of a marks file; none where there is no such file. Raises `ProfileError`."""
    return _marks(path.read_text("utf-8"), path.name) if path.exists() else ()


@lru_cache(maxsize=32)
def _marks(text: str, name: str) -> tuple[MarkWord, ...]:
    """The words in the text of a marks file."""
    listed = _parsed(text, name).get("marks")
    words = listed if isinstance(listed, list) else []
    return tuple(
        MarkWord(str(w["word"]), _texts(w.get("unless")), bool(w.get("alone", False))) if isinstance(w, Mapping) else MarkWord(str(w))
        for w in words
    )


@lru_cache(maxsize=256)
def read_profile(text: str, name: str) -> Profile:
    """One profile from YAML text; `name` says in problems which file it is. Raises `ProfileError` with every mistake."""
    document = _parsed(text, name)
    problems = [_wrong(name, key, "没有这一项") for key in document if key not in _PROFILE_KEYS]
    problems += [_wrong(name, key, "缺少这一项") for key in ("id", "title", "fields", "tables") if not document.get(key)]
    if problems:
        raise ProfileError(*problems)
    try:
        profile = _profile(document, name)
    except (TypeError, ValueError, AttributeError) as e:
        raise ProfileError(_wrong(name, "fields", str(e))) from e
    mistakes = tuple(_mistakes(profile, name))
    if mistakes:
        raise ProfileError(*mistakes)
    return profile


def write_profile(profile: Profile) -> str:
    """The profile as YAML text that `read_profile` reads back to an equal value."""
    blank = Field("", ())
    document: dict[str, object] = {"id": profile.id, "title": profile.title}
    document |= {
        key: _plain(getattr(profile, key)) for key in ("platform", "channel", "order", "distinct", "never") if getattr(profile, key)
    }
    document |= {
        key: _plain(getattr(profile, key)) for key in ("paid_column", "file_day", "skip_without", "notes") if getattr(profile, key)
    }
    if profile.freight_included is not None:
        document["freight_included"] = profile.freight_included
    if profile.leaves:
        document["leaves"] = {"levels": list(profile.leaves.levels), "totals": list(profile.leaves.totals)}
    if profile.flags:
        document["flags"] = [{flag.kind: list(flag.fields)} for flag in profile.flags]
    document["fields"] = {
        f.name: {key: _plain(getattr(f, key)) for key in sorted(_FIELD_KEYS) if getattr(f, key) != getattr(blank, key)}
        for f in profile.fields
    }
    document["tables"] = {t.table: {**dict(t.columns), **({"when": [dict(w) for w in t.when]} if t.when else {})} for t in profile.targets}
    out = StringIO()
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.dump(document, out)
    return out.getvalue()


def _parsed(text: str, name: str) -> dict[str, object]:
    """YAML text as a mapping. Raises `ProfileError`."""
    try:
        document = YAML(typ="safe").load(text)
    except YAMLError as e:
        raise ProfileError(Problem.of("intake.profile_yaml", name, file=name, why=str(e).splitlines()[0])) from e
    if not isinstance(document, dict):
        raise ProfileError(Problem.of("intake.profile_yaml", name, file=name, why="应为键值"))
    return cast("dict[str, object]", document)


def _profile(document: Mapping[str, object], name: str) -> Profile:
    """A profile from its document, its parts not yet checked against each other. Raises `TypeError` or `ValueError`."""
    tables = cast("Mapping[str, Mapping[str, Form]]", document["tables"])
    leaves = cast("Mapping[str, object] | None", document.get("leaves"))
    flags = cast("list[Mapping[str, object]]", document.get("flags") or [])
    freight = document.get("freight_included")
    return Profile(
        id=str(document["id"]),
        title=str(document["title"]),
        fields=tuple(_field(k, v) for k, v in cast("Mapping[str, Mapping[str, object]]", document["fields"]).items()),
        targets=tuple(_target(k, v) for k, v in tables.items()),
        platform=str(document.get("platform", "")),
        channel=str(document.get("channel", "")),
        order=int(str(document.get("order", 50))),
        distinct=_texts(document.get("distinct")),
        never=_texts(document.get("never")),
        paid_column=str(document.get("paid_column", "")),
        freight_included=None if freight is None else bool(freight),
        file_day=str(document.get("file_day", "")),
        skip_without=_texts(document.get("skip_without")),
        leaves=Leaves(_texts(leaves["levels"]), _texts(leaves["totals"])) if leaves else None,
        flags=tuple(Flag(kind, _texts(names)) for flag in flags for kind, names in flag.items()),
        notes=_texts(document.get("notes")),
        origin=name,
    )


def _field(name: str, parts: Mapping[str, object]) -> Field:
    """A field from its mapping. Raises `TypeError` for a part that a field does not have."""
    known = {key: (_texts(value) if key in {"headers", "nulls"} else value) for key, value in parts.items()}
    known = {key: str(value) if key in {"scale", "empty"} else value for key, value in known.items()}
    if unknown := known.keys() - _FIELD_KEYS:
        raise TypeError(f"{name}: {', '.join(sorted(unknown))}")
    return Field(name, **known)  # type: ignore[arg-type]  # keys are checked above, values by `_mistakes`


def _target(table: str, parts: Mapping[str, Form]) -> Target:
    """A table's forms and conditions from its mapping."""
    when = cast("list[Mapping[str, object]]", parts.get("when") or [])
    return Target(table, {k: v for k, v in parts.items() if k != "when"}, tuple(when))


def _mistakes(profile: Profile, name: str) -> Iterable[Problem]:
    """What does not fit together: unknown types, tables, columns, operations, fields."""
    known = {f.name for f in profile.fields}
    for one in profile.fields:
        if one.type not in FIELD_TYPES:
            yield _wrong(name, f"fields.{one.name}.type", f"没有类型 {one.type}")
        if not one.headers:
            yield _wrong(name, f"fields.{one.name}.headers", "至少要有一个表头")
    mentioned = (*profile.distinct, *profile.skip_without, *profile.notes, *(n for flag in profile.flags for n in flag.fields))
    mentioned += profile.leaves.levels if profile.leaves else ()
    for word in (*mentioned, *((profile.file_day,) if profile.file_day else ())):
        if word not in known:
            yield _wrong(name, word, "fields 里没有这一列")
    for flag in profile.flags:
        if flag.kind not in FLAG_KINDS:
            yield _wrong(name, f"flags.{flag.kind}", "没有这种检查")
    for target in profile.targets:
        yield from _target_mistakes(target, known, name)


def _target_mistakes(target: Target, known: set[str], name: str) -> Iterable[Problem]:
    """What is wrong in one table's forms."""
    if target.table not in TABLES:
        yield _wrong(name, f"tables.{target.table}", "没有这张表")
        return
    columns = {c.name for c in TABLES[target.table].columns}
    for column, form in target.columns.items():
        at = f"tables.{target.table}.{column}"
        if column not in columns:
            yield _wrong(name, at, "表里没有这一列")
        elif isinstance(form, Mapping) and (len(form) != 1 or next(iter(form)) not in OPERATIONS):
            yield _wrong(name, at, f"没有这种算法：{', '.join(map(str, form))}")
        else:
            yield from (_wrong(name, at, f"fields 里没有 {n}") for n in names_in(form) if n not in known)
    for test in target.when:
        if len(test) != 1 or next(iter(test)) not in CONDITIONS:
            yield _wrong(name, f"tables.{target.table}.when", f"没有这种条件：{', '.join(map(str, test))}")


def _wrong(name: str, part: str, why: str) -> Problem:
    """One mistake in a profile file."""
    return Problem.of("intake.profile_part", name, file=name, part=part, why=why)


def _texts(value: object) -> tuple[str, ...]:
    """A text or a list of texts as a tuple."""
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list | tuple) else (str(value),)


def _plain(value: object) -> object:
    """A value as YAML holds it."""
    return list(value) if isinstance(value, tuple) else value

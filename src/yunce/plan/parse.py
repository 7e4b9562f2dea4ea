# SPDX-License-Identifier: Apache-2.0
"""Text to plan: everything that is wrong with the document's form is reported at once, each with its path and repair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from yunce.plan.document import Plan
from yunce.plan.fields import Disputed, Open, Unknown, kind_of, nearest, suggestion
from yunce.plan.tree import Loc, Raw, Tree, path_of, read_tree
from yunce.values.problem import Problem, Severity, Source

_OPEN_KEYS = {"unknown", "disputed", "stated", "note", "source"}
M = TypeVar("M", bound=BaseModel)
_ROUNDS = 6
_SHAPES = {
    "model_type": "一组字段",
    "model_attributes_type": "一组字段",
    "tuple_type": "清单",
    "dict_type": "一组字段",
    "mapping_type": "一组字段",
}


def parse(text: str, *, name: str = "") -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of a YAML or JSON text, and all problems of its form.

    `None` where nothing can be read. With errors among the problems the plan holds what could be read (values that
    could not are empty), so that its references can be checked in the same run; nobody may store or compute it.
    """
    text = text.removeprefix("\ufeff")
    tree, problems = read_tree(text, name)
    if tree is None:
        return None, problems
    if not isinstance(tree.value, dict):
        return None, (*problems, Problem.of("plan.not_mapping", found=kind_of(tree.value)))
    plan, more, open_values = read_part(tree.value, Plan)
    if plan is not None:
        plan = plan.with_open_values(open_values)
    placed = (_placed(problem, loc, tree, text, name) for loc, problem in more)
    return plan, (*problems, *placed)


def read_part(raw: Raw, model: type[M]) -> tuple[M | None, list[tuple[Loc, Problem]], dict[str, Open]]:
    """A part of the language from its tree; each problem with its place; open values by their path.

    What could not be read is mended with unknown values and read again, so that the part is `None` only where nothing helps.
    """
    found: dict[Loc, Open] = {}
    pruned = _pruned(raw, (), found)
    problems = [*_open_problems(found, raw), *_duplicates(raw)]
    seen: set[tuple[Loc, str]] = set()
    for _ in range(_ROUNDS):
        try:
            part = model.model_validate(pruned)
        except ValidationError as wrong:
            errors = [(_true_loc(error, pruned), error) for error in wrong.errors(include_url=False, include_input=True)]
            misspelt = {likely for loc, error in errors if (likely := _meant(loc, error, model))}
            for loc, error in errors:
                known = (loc, error["type"]) in seen or (error["type"] == "missing" and loc in misspelt)
                if not known and loc[:-1] not in found:
                    problems.append((loc, _problem(error, loc, raw, model)))
                seen.add((loc, error["type"]))
                _mend(pruned, loc, error)
                if error["type"] != "extra_forbidden":
                    found.setdefault(loc, Unknown(str(error["input"])[:60] if isinstance(error["input"], str) else ""))
        else:
            return part, problems, {path_of(loc, raw): value for loc, value in found.items()}
    return None, problems, {}


def _meant(loc: Loc, error: ErrorDetails, model: type[BaseModel]) -> Loc | None:
    """The place of the field that a misspelt one most likely means."""
    likely = nearest(str(loc[-1]), _fields_at(loc[:-1], model)) if error["type"] == "extra_forbidden" else ""
    return (*loc[:-1], likely) if likely else None


def _pruned(node: Raw, loc: Loc, found: dict[Loc, Open]) -> Any:
    """A copy of the tree with `Unknown` and `Disputed` in the place of open values."""
    if isinstance(node, dict):
        value = _open_value(node)
        if value is not None:
            found[loc] = value
            return value
        return {key: _pruned(child, (*loc, key), found) for key, child in node.items()}
    if isinstance(node, list):
        return [_pruned(child, (*loc, index), found) for index, child in enumerate(node)]
    return node


def _open_value(node: Mapping[str, Raw]) -> Open | None:
    """The open value that a mapping writes, `None` where it is an ordinary mapping."""
    if not node or not set(node) <= _OPEN_KEYS:
        return None
    stated = str(node.get("stated") or "")
    readings = node.get("disputed")
    if isinstance(readings, list) and readings:
        return Disputed(tuple(str(reading) for reading in readings), stated)
    return Unknown(stated) if node.get("unknown") == "true" else None


def _open_problems(values: Mapping[Loc, Open], root: Raw) -> Iterator[tuple[Loc, Problem]]:
    """A warning for each open value: the draft is good, its approval needs them resolved."""
    for loc, value in values.items():
        path = path_of(loc, root)
        if isinstance(value, Disputed):
            yield loc, Problem.of("plan.disputed_value", path, Severity.WARNING, stated=value.stated, readings="、".join(value.readings))
        else:
            yield loc, Problem.of("plan.unknown_value", path, Severity.WARNING, stated=value.stated)


def _duplicates(root: Raw, loc: Loc = ()) -> Iterator[tuple[Loc, Problem]]:
    """Ids that occur twice in one list, at every place after the first."""
    node = root
    for step in loc:
        node = node[step]  # type: ignore[index]
    if isinstance(node, dict):
        for key in node:
            yield from _duplicates(root, (*loc, key))
    elif isinstance(node, list):
        ids = Counter[str]()
        for index, item in enumerate(node):
            own = item.get("id") if isinstance(item, dict) else None
            if isinstance(own, str) and own:
                ids[own] += 1
                if ids[own] > 1:
                    yield (*loc, index, "id"), Problem.of("plan.duplicate_id", path_of((*loc, index, "id"), root), id=own)
            yield from _duplicates(root, (*loc, index))


def _true_loc(error: ErrorDetails, root: Raw) -> Loc:
    """pydantic's place without the steps that only the models have; a missing or extra field keeps its own name."""
    node, loc = root, []
    steps = error["loc"]
    for number, step in enumerate(steps):
        inside = (isinstance(node, dict) and step in node) or (isinstance(node, list) and isinstance(step, int) and step < len(node))
        if inside:
            node = node[step]  # type: ignore[index]
            loc.append(step)
        elif number == len(steps) - 1 and error["type"] == "missing":
            loc.append(step)
    return tuple(loc)


def _problem(error: ErrorDetails, loc: Loc, root: Raw, model: type[BaseModel]) -> Problem:
    """One refusal of pydantic as a problem with a code of ours."""
    path, kind = path_of(loc, root), error["type"]
    if kind == "extra_forbidden":
        known = _fields_at(loc[:-1], model)
        return Problem.of("plan.unknown_field", path, field=loc[-1], likely=suggestion(str(loc[-1]), known), known="、".join(known))
    if kind == "missing":
        return Problem.of("plan.missing_field", path, field=loc[-1])
    if kind in _SHAPES:
        return Problem.of("plan.wrong_shape", path, expected=_SHAPES[kind], found=kind_of(error["input"]))
    if kind.startswith(("bool", "string")):
        return Problem.of("plan.not_text", path, found=kind_of(error["input"]))
    params = {key: value for key, value in error.get("ctx", {}).items() if key != "code"}
    return Problem.of(kind, path, **params) if "." in kind else Problem.of("plan.wrong_value", path, stated=str(error["input"])[:60])


def _fields_at(loc: Loc, model: type[BaseModel]) -> tuple[str, ...]:
    """The names of the fields that a place of the document may have, in the order of the language."""
    for step in loc:
        named = {field.alias or name: field for name, field in model.model_fields.items()}
        if isinstance(step, str) and step in named:
            inner = next(_models_in(named[step].annotation), None)
            if inner is None:
                return ()
            model = inner
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that a field's type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _mend(root: Any, loc: Loc, error: ErrorDetails) -> None:
    """Put an unknown value where one could not be read, so that the rest can be checked too."""
    node: Any = root
    for step in loc[:-1]:
        node = node[step]
    if error["type"] == "extra_forbidden" and isinstance(node, dict):
        node.pop(loc[-1], None)
    elif loc and isinstance(node, list) and isinstance(loc[-1], int):
        node[loc[-1]] = {} if error["type"] in {"model_type", "model_attributes_type"} else Unknown()
    elif loc and isinstance(node, dict):
        node[loc[-1]] = _blank(loc, error["type"])


def _blank(loc: Loc, kind: str) -> object:
    """What stands for a value of the wrong shape: nothing of that shape; an unknown value else."""
    if kind == "tuple_type":
        return []
    if kind in {"dict_type", "mapping_type", "model_type", "model_attributes_type"}:
        return {}
    return {} if loc == ("plan",) else Unknown()


def _placed(problem: Problem, loc: Loc, tree: Tree, text: str, name: str) -> Problem:
    """The problem with the characters of the document that it speaks of."""
    while loc and loc not in tree.places:
        loc = loc[:-1]
    if loc not in tree.places or not loc:
        return problem
    start, end = tree.places[loc]
    return replace(problem, at=Source(name, text[start : min(end, start + 80)], start, end))

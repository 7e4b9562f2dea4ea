# SPDX-License-Identifier: Apache-2.0
"""Plan to text: a document edited with its comments kept, or a plan written out afresh. `parse` of what is written gives the same plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag

from yunce.plan.document import Plan
from yunce.plan.fields import Disputed, Open, shown
from yunce.plan.parse import parse
from yunce.plan.parts.targets import Weights
from yunce.plan.places import NoSuchPlace, loc_of, steps_of, value_at
from yunce.plan.tree import read_tree
from yunce.plan.walk import item_names, join
from yunce.values.problem import Problem, YunceError

_STR, _NULL = Tag(suffix="tag:yaml.org,2002:str"), Tag(suffix="tag:yaml.org,2002:null")
_NOTHING = frozenset({"", "~", "null"})


class _TextResolver(VersionedResolver):
    """Every scalar is a text, save the words for nothing: the reading of `plan.tree`."""

    def resolve(self, kind: object, value: object, implicit: object) -> object:
        """The tag of a node."""
        if kind is ScalarNode and isinstance(implicit, tuple | list) and implicit[0]:
            return _NULL if value in _NOTHING else _STR
        return super().resolve(kind, value, implicit)


class UnreadableDocument(YunceError, ValueError):
    """An edit of a text that is no document; carries what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A plan's own text. Editing gives another document in which only the edited value and its line differ."""

    text: str

    def with_value(self, path: str, value: object) -> Document:
        """The document with a text, list or mapping at a path (`targets[gmv].value`). Raises `NoSuchPlace`, `UnreadableDocument`."""
        in_place = self._in_place(path, value) if isinstance(value, str) else None
        return in_place or self._edited(path, value, remove=False)

    def without(self, path: str) -> Document:
        """The document without the field or element at a path. Raises `NoSuchPlace`, `UnreadableDocument`."""
        return self._edited(path, None, remove=True)

    def plan(self) -> tuple[Plan | None, tuple[Problem, ...]]:
        """What `parse` makes of it."""
        return parse(self.text)

    def _in_place(self, path: str, value: str) -> Document | None:
        """The document with nothing but the characters of one written value replaced; `None` where there is no such value yet."""
        tree, _ = read_tree(self.text)
        loc = loc_of(path, tree.value) if tree else None
        span = tree.places.get(loc) if tree and loc else None
        if tree is None or loc is None or span is None or not isinstance(value_at(tree.value, loc), str):
            return None
        for words in (value, json.dumps(value, ensure_ascii=False)):
            text = self.text[: span[0]] + words + self.text[span[1] :]
            after, problems = read_tree(text)
            if after is not None and not problems and value_at(after.value, loc) == value and len(after.places) == len(tree.places):
                return Document(text)
        return None

    def _edited(self, path: str, value: object, *, remove: bool) -> Document:
        _, problems = read_tree(self.text)
        if problems:
            raise UnreadableDocument(*problems)
        yaml = _yaml()
        root = yaml.load(self.text)
        *way, last = steps_of(path)
        node = root
        for step in way:
            node = _child(node, step, path)
        key = _key(node, last, path, new=not remove)
        if remove:
            del node[key]
        else:
            node[key] = value
        out = StringIO()
        yaml.dump(root, out)
        return Document(out.getvalue())


def dump(document: Document | Plan) -> str:
    """The text of a document, comments and all; or a plan written out afresh, its values as they were stated."""
    if isinstance(document, Document):
        return document.text
    out = StringIO()
    _yaml().dump(tree_of(document, "", document.open_values), out)
    return out.getvalue()


def tree_of(part: BaseModel, path: str, open_values: Mapping[str, Open]) -> object:
    """The mappings, lists and texts that a part is written with; what it does not state left out."""
    if isinstance(part, Weights) and not part.history:
        return "equal" if part.equal else {key: _written(value, join(path, key), open_values) for key, value in part.members.items()}
    tree: dict[str, object] = {}
    for name, field in type(part).model_fields.items():
        here = join(path, field.alias or name)
        value = getattr(part, name)
        if here in open_values or (
            value not in (None, "", (), {}) and (field.is_required() or value != field.get_default(call_default_factory=True))
        ):
            tree[field.alias or name] = _written(value, here, open_values)
    return tree


def _written(value: object, path: str, open_values: Mapping[str, Open]) -> object:
    """One value as it is written; an open one as such."""
    if path in open_values:
        return _open(open_values[path])
    if isinstance(value, BaseModel):
        return tree_of(value, path, open_values)
    if isinstance(value, Mapping):
        return {key: _written(inner, join(path, key), open_values) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_written(inner, f"{path}[{step}]", open_values) for step, inner in zip(item_names(value), value, strict=True)]
    return shown(value)


def _open(value: Open) -> dict[str, object]:
    """An open value as people write it."""
    stated = {"stated": value.stated} if value.stated else {}
    return {"disputed": list(value.readings), **stated} if isinstance(value, Disputed) else {"unknown": "true", **stated}


def _yaml() -> YAML:
    """YAML that reads and writes texts only and keeps comments, quotes and order."""
    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = 4000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _child(node: object, step: str, path: str) -> object:
    """What lies one step further down."""
    if not isinstance(node, CommentedMap | CommentedSeq):
        raise NoSuchPlace(Problem.of("plan.no_such_place", path))
    return node[_key(node, step, path)]


def _key(node: object, step: str, path: str, *, new: bool = False) -> str | int:
    """The key of a step: a field's name, an item's index, or the index of the item with that id."""
    if isinstance(node, CommentedMap) and (step in node or new):
        return step
    if isinstance(node, CommentedSeq):
        ids = [item.get("id") if isinstance(item, Mapping) else None for item in node]
        if step in ids:
            return ids.index(step)
        if step.isdigit() and int(step) < len(node):
            return int(step)
    raise NoSuchPlace(Problem.of("plan.no_such_place", path))

# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of the plan language, for editors and other programs."""

from __future__ import annotations

from typing import Any

from yunce.plan.document import Plan

_OPEN: dict[str, Any] = {
    "title": "Open value",
    "description": "A value that the document does not tell, or that can be read in several ways",
    "oneOf": [
        {
            "type": "object",
            "properties": {"unknown": {"enum": [True, "true"]}, "stated": {"type": "string"}},
            "required": ["unknown"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"disputed": {"type": "array", "minItems": 1}, "stated": {"type": "string"}},
            "required": ["disputed"],
            "additionalProperties": False,
        },
    ],
}


def plan_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a plan document; any field may also be an open value."""
    schema = Plan.model_json_schema(by_alias=True)
    parts = schema.pop("$defs", {})
    for part in parts.values():
        _open_fields(part)
    parts["Weights"] = _weights(parts["Weights"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "$defs": {**parts, "Open": _OPEN}}


def _weights(form: dict[str, Any]) -> dict[str, Any]:
    """Weights as people write them: `equal`, by history, or members with numbers."""
    numbers = form["properties"]["members"]
    history = {**form, "properties": {name: field for name, field in form["properties"].items() if name not in {"equal", "members"}}}
    return {"anyOf": [{"const": "equal"}, {**history, "required": ["history"]}, numbers]}


def _open_fields(part: dict[str, Any]) -> None:
    """Let every field of a part be an open value as well."""
    for name, field in part.get("properties", {}).items():
        if name != "id":
            plain = {key: value for key, value in field.items() if key != "default"}
            part["properties"][name] = {"anyOf": [plain, {"$ref": "#/$defs/Open"}]}

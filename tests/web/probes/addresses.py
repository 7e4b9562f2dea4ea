# SPDX-License-Identifier: Apache-2.0
"""Every address of the pages by its name, as one with the ids of a company's things in it; a new address that is not here fails a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

OPEN = frozenset({"sign-in", "sign-in-link", "theme", "health", "inspection-worker"})
"""Answered to who is not signed in: signing in itself, and what says nothing of anybody."""
ITEMS = {
    "work-item": ("task", "notice", "inspection", "case"), "work-step": ("task", "notice"), "work-notice": ("notice",),
    "work-evidence": ("notice",), "inspection-fill": ("inspection",), "inspection-result": ("inspection",),
    "case": ("case",), "case-stage": ("case",), "case-contact": ("case",), "case-visit": ("visit",),
}  # fmt: skip
"""Which things an address with an item's id is about; others are of a case, an inspection or a task, as their name begins."""
FIXED = {
    "metric": "sales", "rule": "low", "card": "monthly", "period": "2026-03", "register_id": "certificates", "number": 1, "name": "mirror",
}  # fmt: skip


def patterns(resolver: URLResolver | None = None) -> Iterator[tuple[str, URLPattern]]:
    """Each address that has a name of the pages; the interface has a walk of its own."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "api":
                yield from patterns(pattern)
        elif pattern.name:
            yield pattern.name, pattern


def addresses(ids: Mapping[str, Any]) -> dict[str, list[str]]:
    """Name -> addresses with ids of things that are there."""
    found: dict[str, list[str]] = {}
    for name, pattern in patterns():
        wanted = pattern.pattern.converters
        for item in ITEMS.get(name) or (next((kind for kind in ("case", "inspection") if name.startswith(kind)), "task"),):
            given = {key: _value(key, name, item, ids) for key in wanted}
            found.setdefault(name, []).append(reverse(name, kwargs=given) if given else reverse(name))
    return found


def _value(key: str, name: str, item: str, ids: Mapping[str, Any]) -> Any:
    if key == "item_id":
        return ids[item]
    if name == "register-file" and key == "sha256":
        return ids["register_file"]
    if key == "register_id" and ("exam" in name or "bank" in name):
        return "training"
    return ids[key] if key in ids else FIXED[key]

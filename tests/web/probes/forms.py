# SPDX-License-Identifier: Apache-2.0
"""The forms that pages show: where each goes, by what method, with which fields and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

KINDS = ("do", "verb", "step", "what", "action")
BLANK = ("submit", "button", "image", "reset")


@dataclass(slots=True)
class Form:
    """One form: `free` are the fields that people write in, `files` those that take files."""

    action: str
    method: str = "get"
    sent: dict[str, str] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...], str]:
        """What makes two forms the same: a form that is shown on many pages is tried once."""
        kind = (
            self.sent.get("do") or self.sent.get("verb") or self.sent.get("step") or self.sent.get("what") or self.sent.get("action") or ""
        )
        return self.action, self.method, tuple(sorted({*self.sent, *self.files})), kind


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found, self.select = page, [], ""
        self.form: Form | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.form = Form(urljoin(self.page, told.get("action", "")), told.get("method", "get").lower())
            self.found.append(self.form)
        elif self.form is not None:
            self._field(tag, told)

    def _field(self, tag: str, told: dict[str, str]) -> None:
        assert self.form is not None
        name, kind = told.get("name", ""), told.get("type", "text")
        if tag == "select":
            self.select = name
        if tag == "option" and self.select and ("selected" in told or self.form.sent.get(self.select) is None):
            self.form.sent[self.select] = told.get("value", "")
        if not name:
            return
        if tag == "input" and kind == "file":
            self.form.files.add(name)
        elif tag in {"input", "textarea", "button"} and (kind != "radio" or name not in self.form.sent):
            self.form.sent.setdefault(name, told.get("value", ""))
            if tag == "textarea" or (tag == "input" and kind not in {"hidden", "radio", "checkbox", *BLANK}):
                self.form.free.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = ""


def forms_of(page: str, text: str) -> list[Form]:
    """The forms of a page."""
    reader = _Reader(page)
    reader.feed(text)
    return reader.found

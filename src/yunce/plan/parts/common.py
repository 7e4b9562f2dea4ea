# SPDX-License-Identifier: Apache-2.0
"""What every element of a plan may say: its id, its name, who owns it, where it was read."""

from __future__ import annotations

from yunce.plan.fields import Count, Id, Part, RoleRef, Text


class Origin(Part):
    """Where an element was read: the document, the quoted words, their characters [start, end)."""

    doc: Text = ""
    quote: Text = ""
    start: Count = None
    end: Count = None


class Element(Part):
    """An element of a plan; `title` or `name` as people say it."""

    title: Text = ""
    name: Text = ""
    note: Text = ""
    owner: RoleRef = ""
    support: tuple[RoleRef, ...] = ()
    source: Origin | None = None
    tags: tuple[Text, ...] = ()


class Named(Element):
    """An element that others can name by its id, unique in its list."""

    id: Id

    @property
    def label(self) -> str:
        """The words for a page: the name, the title, else the id."""
        return self.name or self.title or self.id

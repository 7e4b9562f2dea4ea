# SPDX-License-Identifier: Apache-2.0
"""The page on which a person says what the columns of an unknown file are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yunce.app.profiles import Guess, Profile, Proposal, Shelf
from yunce.web.data.models import LoadJob
from yunce.web.ui.parts import Choice, Said


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of the file: its heading, masked examples, what it may be."""

    name: str
    header: str
    examples: str
    choices: tuple[Choice, ...]
    is_chosen: bool
    is_personal: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """A column that must be there, and whether one was chosen for it."""

    word: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class MappingPage:
    """A file with its columns, the kind of file that it is made after, and what is still missing."""

    job_id: str
    file: str
    title: str
    like: str
    models: tuple[Choice, ...]
    needed: tuple[Needed, ...]
    columns: tuple[MappedColumn, ...]
    said: tuple[Said, ...]

    @classmethod
    def of(cls, job: LoadJob, proposal: Proposal, shelf: Shelf, said: tuple[Said, ...] = ()) -> MappingPage:
        """From a proposal, as it was guessed or as a person has chosen."""
        model = shelf.profile(proposal.like)
        models = (p for p in shelf.profiles if p.id in shelf.shipped)
        return cls(
            job_id=str(job.id),
            file=job.name,
            title=proposal.profile.title,
            like=model.id,
            models=tuple(Choice(p.id, p.title, p.id == model.id) for p in models),
            needed=tuple(Needed(f.headers[0], f.headers[0] not in proposal.missing) for f in model.fields if f.need),
            columns=tuple(_column(n, guess, model) for n, guess in enumerate(proposal.guesses)),
            said=said,
        )

    @property
    def is_complete(self) -> bool:
        """True where every needed column has been found."""
        return all(one.is_found for one in self.needed)


def _column(number: int, guess: Guess, model: Profile) -> MappedColumn:
    fields = sorted(model.fields, key=lambda f: not f.need)
    words = ((f, _("{word}（必需）").format(word=f.headers[0]) if f.need else f.headers[0]) for f in fields)
    choices = (Choice("", _("不导入"), not guess.field), *(Choice(f.name, word, f.name == guess.field) for f, word in words))
    return MappedColumn(f"column-{number}", guess.header, "、".join(guess.examples), choices, bool(guess.field), guess.personal)


def chosen_fields(proposal: Proposal, form: Mapping[str, str]) -> Mapping[str, str]:
    """Header -> field, as the form says; columns that are not to be loaded are left out."""
    chosen = ((guess.header, form.get(f"column-{n}", "")) for n, guess in enumerate(proposal.guesses))
    return {header: field for header, field in chosen if field}

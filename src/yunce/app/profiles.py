# SPDX-License-Identifier: Apache-2.0
"""Import profiles of an installation: those that ship, those that people made here, and how a new one is made for an unknown file."""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from yunce.app.folders import profile_folders
from yunce.values.problem import Problem, YunceError
from yunce.warehouse.intake import Guess, Profile, ProfileError, Proposal, choose, propose, read_profile, read_profiles, write_profile

__all__ = ["UNKNOWN", "Guess", "Profile", "ProfileError", "Proposal", "Shelf", "shipped_titles"]
UNKNOWN = "intake.unknown"
"""Code of the problem that a new profile solves."""
_ID = re.compile(r"\w[\w.()（）-]{0,79}")
_NOT_IN_ID = re.compile(r"[^\w.()（）-]+")


@lru_cache(maxsize=1)
def shipped_titles() -> Mapping[str, str]:
    """What the profiles that ship are called, by id; people's own are called by their id."""
    *folders, _own = profile_folders(Path())
    return {profile.id: profile.title for profile in read_profiles(folders) if profile.title}


@dataclass(frozen=True)
class Shelf:
    """The profiles of one home. Profiles are read anew for each shelf, so that a new one is known at once."""

    home: Path

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """All that files are recognised by. Raises `ProfileError` where one of the home's own is damaged."""
        return read_profiles(folder for folder in profile_folders(self.home) if folder.is_dir())

    @cached_property
    def shipped(self) -> frozenset[str]:
        """Ids that nobody may take."""
        own = self.home / "profiles"
        return frozenset(p.id for p in read_profiles(f for f in profile_folders(self.home) if f != own and f.is_dir()))

    def profile(self, profile_id: str) -> Profile:
        """A profile by its id. Raises `YunceError`."""
        found = next((p for p in self.profiles if p.id == profile_id), None)
        if found is None:
            raise YunceError(Problem.of("app.profile_unknown", profile_id, known="、".join(p.id for p in self.profiles)))
        return found

    def propose(self, path: Path, like: str = "") -> Proposal:
        """A profile for a file that nobody knows, made after the most alike or after the one named. Raises `YunceError`."""
        models = (self.profile(like),) if like else tuple(p for p in self.profiles if p.id in self.shipped)
        return propose(path, models, name=self._free_id(path.stem))

    def choose(self, proposal: Proposal, fields: Mapping[str, str], title: str) -> tuple[Proposal, tuple[Problem, ...]]:
        """The proposal with header -> field as a person chose them, and all that is wrong with the choice."""
        model = self.profile(proposal.like)
        words = {f.name: f.headers[0] for f in model.fields}
        known = {header: name for header, name in fields.items() if name in words}
        chosen = choose(proposal, model, known)
        twice = tuple(name for name, times in Counter(known.values()).items() if times > 1)
        problems = tuple(_twice(words[name], [h for h, n in known.items() if n == name]) for name in twice)
        problems += tuple(Problem.of("app.profile_missing", column) for column in chosen.missing)
        named = replace(chosen.profile, title=title.strip()) if title.strip() else chosen.profile
        return replace(chosen, profile=named), problems

    def save(self, text: str, *, name: str) -> Path:
        """Keep a profile as the home's own; `name` says in problems which file it is.

        Raises `YunceError` with every mistake in the text; an id that ships with the product is refused.
        """
        profile = read_profile(text, name)
        if not _ID.fullmatch(profile.id):
            raise ProfileError(Problem.of("app.profile_id_invalid", profile.id))
        if profile.id in self.shipped:
            raise ProfileError(Problem.of("app.profile_shipped", profile.id))
        return self._write(self._place(profile.id), text)

    def save_proposal(self, proposal: Proposal) -> Path:
        """Keep a proposal under its own id. Raises `YunceError`."""
        return self.save(write_profile(proposal.profile), name=proposal.file)

    def _place(self, profile_id: str) -> Path:
        """The file of the profile with this id: the one that holds it already, else a new one."""
        own = next((p for p in self.profiles if p.id == profile_id), None)
        return self.home / "profiles" / (own.origin if own else f"{profile_id}.yaml")

    def _free_id(self, stem: str) -> str:
        """An id made of a file's name that no profile has."""
        base = f"MY-{_NOT_IN_ID.sub('-', stem).strip('-')[:60] or 'FILE'}"
        taken = {p.id for p in self.profiles}
        return next(i for n in range(1, len(taken) + 2) if (i := base if n == 1 else f"{base}-{n}") not in taken)

    def _write(self, path: Path, text: str) -> Path:
        """Write a file so that it is there whole or not at all."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, staged = tempfile.mkstemp(dir=path.parent, prefix=".stage-")
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            Path(staged).replace(path)
        except OSError as e:
            raise YunceError(Problem.of("app.home_unwritable", str(path.parent), reason=e.strerror or str(e))) from e
        return path


def _twice(word: str, headers: list[str]) -> Problem:
    return Problem.of("app.profile_twice", word, columns="、".join(headers))

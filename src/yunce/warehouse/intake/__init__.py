# SPDX-License-Identifier: Apache-2.0
"""From a file as a platform exports it to canonical rows and rejected rows, chunk by chunk.

`open_sources(path, read_profiles(folders))` recognises a file; each source's `chunks` gives its rows. Everything is loaded when it is
first asked for: questions need the port alone, words for problems nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yunce.warehouse.intake.files import UnreadableError
    from yunce.warehouse.intake.opening import open_sources
    from yunce.warehouse.intake.port import DECIMAL, RAW_NAMES, REJECT_SCHEMA, Chunk, Source, frame_schema
    from yunce.warehouse.intake.profile import Profile
    from yunce.warehouse.intake.profile_file import ProfileError, read_profile, read_profiles, write_profile
    from yunce.warehouse.intake.proposing import Guess, Proposal, choose, propose

__all__ = [
    "DECIMAL",
    "RAW_NAMES",
    "REJECT_SCHEMA",
    "Chunk",
    "Guess",
    "Profile",
    "ProfileError",
    "Proposal",
    "Source",
    "UnreadableError",
    "choose",
    "frame_schema",
    "open_sources",
    "propose",
    "read_profile",
    "read_profiles",
    "write_profile",
]
_HOMES = {
    "files": ("UnreadableError",),
    "opening": ("open_sources",),
    "port": ("DECIMAL", "RAW_NAMES", "REJECT_SCHEMA", "Chunk", "Source", "frame_schema"),
    "profile": ("Profile",),
    "profile_file": ("ProfileError", "read_profile", "read_profiles", "write_profile"),
    "proposing": ("Guess", "Proposal", "choose", "propose"),
}
"""Where the names live that are loaded when they are asked for."""


def __getattr__(name: str) -> object:
    home = next((home for home, names in _HOMES.items() if name in names), "")
    if not home:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{home}"), name)

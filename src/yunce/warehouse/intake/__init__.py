# SPDX-License-Identifier: Apache-2.0
"""From a file as a platform exports it to canonical rows and rejected rows, chunk by chunk.

`open_sources(path, read_profiles(folders))` recognises a file; each source's `chunks` gives its rows.
"""

from __future__ import annotations

from yunce.warehouse.intake.files import UnreadableError
from yunce.warehouse.intake.opening import open_sources
from yunce.warehouse.intake.port import DECIMAL, RAW_NAMES, REJECT_SCHEMA, Chunk, Source, frame_schema
from yunce.warehouse.intake.profile import Profile
from yunce.warehouse.intake.profile_file import ProfileError, read_profile, read_profiles, write_profile
from yunce.warehouse.intake.propose import Guess, Proposal, choose, propose

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

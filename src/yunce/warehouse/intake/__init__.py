# SPDX-License-Identifier: Apache-2.0
"""From a file as a platform exports it to canonical rows and rejected rows, chunk by chunk."""

from __future__ import annotations

from yunce.warehouse.intake.port import DECIMAL, RAW_NAMES, Chunk, Source, frame_schema

__all__ = ["DECIMAL", "RAW_NAMES", "Chunk", "Source", "frame_schema"]
# to come, same commit series:
#   open_sources(path, profiles, *, profile=None, today=None) -> tuple[Source, ...]   one a file, zip member or fitting sheet
#   read_profiles(folders) -> tuple[Profile, ...]                                     import profiles of packs and of the user
#   propose(path) -> Proposal                                                          a mapping for an unknown file

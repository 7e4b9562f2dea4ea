# SPDX-License-Identifier: Apache-2.0
"""Where packs are: the folders that ship with the product, and an installation's own beside them."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def shipped() -> dict[str, Traversable]:
    """The folders of the packs that ship with the product, by name."""
    return {item.name: item for item in files("yunce.packs").iterdir() if item.is_dir() and not item.name.startswith("_")}


def profile_folders(home: Path) -> tuple[Path, ...]:
    """Folders of import profiles: those of every pack, then the installation's own `profiles/`, whose profiles win by their id."""
    found = [Path(str(folder.joinpath("profiles"))) for _, folder in sorted(shipped().items())]
    return (*(folder for folder in found if folder.is_dir()), home / "profiles")

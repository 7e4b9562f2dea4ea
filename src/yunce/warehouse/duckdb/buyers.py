# SPDX-License-Identifier: Apache-2.0
"""Surrogate ids of persons: a keyed hash of what the export says stands in a ledger outside the facts, an integer stands in the facts."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl

from yunce.values.problem import Problem, YunceError
from yunce.warehouse.duckdb.acquaintances import Acquaintances
from yunce.warehouse.duckdb.errors import translated
from yunce.warehouse.duckdb.home import Home

KEY_BYTES = 32
DIGEST_BYTES = 16
MOST_FILES = 16
CALLERS = "@caller"
"""The name space of phone numbers; buyers live in that of their platform."""

_MAP = {"space": pl.String(), "high": pl.UInt64(), "low": pl.UInt64(), "id": pl.Int64()}
_SEED = 77


def ledger_key(home: Home) -> bytes:
    """The secret key of the ledger, made on first use with file mode 0600. Raises `YunceError` where it cannot be used."""
    path = home.ledger / "buyers.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(home)
    except OSError as error:
        raise YunceError(Problem.of("warehouse.key_unusable", str(path), why=error.strerror or str(error))) from error
    with os.fdopen(handle, "wb") as out:
        out.write(secrets.token_bytes(KEY_BYTES))
        out.flush()
        os.fsync(out.fileno())
    return _read_key(home)


def _read_key(home: Home) -> bytes:
    path = home.ledger / "buyers.key"
    try:
        key = path.read_bytes()
    except OSError as error:
        raise YunceError(Problem.of("warehouse.key_unusable", str(path), why=error.strerror or str(error))) from error
    if len(key) != KEY_BYTES:
        raise YunceError(Problem.of("warehouse.key_unusable", str(path), why=f"应为 {KEY_BYTES} 字节,实为 {len(key)}"))
    return key


def digests(key: bytes, space: str, raws: Iterable[str]) -> pl.DataFrame:
    """Keyed BLAKE2b (128 bits) of each raw identifier within its name space: columns high, low."""
    start = hashlib.blake2b(f"{space}\x1f".encode(), key=key, digest_size=DIGEST_BYTES).copy
    parts = bytearray()
    for raw in raws:
        state = start()
        state.update(raw.encode())
        parts += state.digest()
    halves = np.frombuffer(bytes(parts), dtype="<u8").reshape(-1, 2)
    return pl.DataFrame({"high": halves[:, 0], "low": halves[:, 1]}, schema={"high": pl.UInt64(), "low": pl.UInt64()})


class BuyerBook:
    """Ids for the persons of one load: known ones from the ledger's files, new ones counted on. Nothing is kept until `save`."""

    def __init__(self, home: Home, files: Sequence[str], next_id: int) -> None:
        self._home, self._files, self.next_id = home, tuple(files), next_id
        self._key = b""
        self._known: pl.DataFrame | None = None
        self._met: dict[str, Acquaintances] = {}
        self._new: list[pl.DataFrame] = []

    def ids(self, space: str, raw: pl.Series) -> pl.Series:
        """The id of each raw identifier, null where there is none. The same person has the same id in every load."""
        if raw.null_count() == len(raw):
            return pl.Series("id", [None], dtype=pl.Int64).new_from_index(0, len(raw))
        met = self._met.setdefault(space, Acquaintances())
        nobody = ((raw.str.len_bytes() == 0) | raw.is_null()).fill_null(value=True)
        hashes = raw.hash(_SEED)
        known = met.ids(hashes)
        unmet = known.is_null() & ~nobody
        if unmet.any():
            asking = pl.DataFrame({"raw": raw.filter(unmet), "hash": hashes.filter(unmet)})
            strangers = asking.unique("hash", keep="first", maintain_order=True)
            met.add(strangers["hash"], self._meet(space, strangers["raw"]))
            known = known.scatter(unmet.arg_true(), met.ids(asking["hash"]))
        return known.set(nobody, None) if nobody.any() else known

    def _meet(self, space: str, raws: pl.Series) -> pl.Series:
        """Ids of identifiers that this load sees for the first time."""
        self._key = self._key or ledger_key(self._home)
        hashed = digests(self._key, space, raws).with_columns(pl.lit(space).alias("space"))
        found = hashed.join(self._ledger(), on=["space", "high", "low"], how="left", maintain_order="left")
        is_new = found["id"].is_null()
        numbers = is_new.cast(pl.Int64).cum_sum() - 1 + self.next_id
        found = found.with_columns(pl.when(is_new).then(numbers).otherwise(pl.col("id")).alias("id"))
        self.next_id += int(is_new.sum())
        self._new.append(found.filter(is_new).select(_MAP.keys()))
        return found["id"]

    def _ledger(self) -> pl.DataFrame:
        if self._known is None:
            self._known = read_map(self._home, self._files)
        return self._known

    def save(self, name: str) -> tuple[str, ...]:
        """Write the new persons to a file of the ledger; the ledger's files from now on (merged where there are many)."""
        added = [part for part in self._new if len(part)]
        if not added:
            return self._files
        merges = len(self._files) >= MOST_FILES
        frame = pl.concat([self._ledger(), *added] if merges else added)
        write_map(self._home, name, frame)
        return (name,) if merges else (*self._files, name)


def read_map(home: Home, files: Sequence[str]) -> pl.DataFrame:
    """The whole ledger: columns space, high, low, id."""
    with translated("读取买家对照表"):
        return pl.concat([pl.DataFrame(schema=_MAP), *(pl.read_parquet(home.ledger / name) for name in files)])


def write_map(home: Home, name: str, frame: pl.DataFrame) -> None:
    """Write a file of the ledger, readable by its owner alone."""
    with translated("保存买家对照表"):
        path = home.ledger / name
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        frame.write_parquet(path, compression="zstd", compression_level=1)

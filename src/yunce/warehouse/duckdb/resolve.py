# SPDX-License-Identifier: Apache-2.0
"""What a batch's rows do to a table: which are new, which change a known row, which say again what is known.

Both ways end in the same two relations of the engine: `gone` (path, key) rows of current files to leave out, and `kept`
(path, ordinal) rows of revision files to take in. Keys are matched over the whole table, never within a month.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from yunce.warehouse.duckdb.engine import Engine, places
from yunce.warehouse.duckdb.home import Home
from yunce.warehouse.duckdb.manifest import FactFile

_STAGED = """
CREATE OR REPLACE TEMP TABLE staged AS
SELECT filename AS path, _n, _row, _key, _content FROM read_parquet($files, filename = true)
"""

_KNOWN = """
CREATE OR REPLACE TEMP TABLE known AS
SELECT filename AS path, _key, _content, _batch, _n FROM read_parquet($files, filename = true) SEMI JOIN {keys} USING (_key)
"""

_NOTHING_KNOWN = """
CREATE OR REPLACE TEMP TABLE known (path VARCHAR, _key UBIGINT, _content UBIGINT, _batch INTEGER, _n BIGINT)
"""

# fates: 0 duplicate, 1 updated, 2 loaded. The last row of a key in the file wins;
# a key whose last row says what is known changes nothing at all
_VERDICT = """
CREATE OR REPLACE TEMP TABLE verdict AS
SELECT s._key, max(s._n) AS winner, arg_max(s._content, s._n) AS content,
       CASE WHEN any_value(k._key) IS NULL THEN 2 WHEN any_value(k._content) = arg_max(s._content, s._n) THEN 0 ELSE 1 END AS fate
FROM staged s LEFT JOIN known k ON k._key = s._key GROUP BY s._key
"""

_FATES = """
SELECT $is_main AS is_main, s._row AS _row,
       CASE WHEN s._n = v.winner OR v.fate = 0 THEN v.fate WHEN s._content = v.content THEN 0 ELSE 1 END AS fate
FROM staged s JOIN verdict v ON v._key = s._key
"""

_KEPT = """
CREATE OR REPLACE TEMP TABLE kept AS
SELECT s.path, s._n FROM staged s JOIN verdict v ON v._key = s._key AND v.winner = s._n WHERE v.fate > 0
"""

_GONE = """
CREATE OR REPLACE TEMP TABLE gone AS
SELECT k.path, k._key FROM known k JOIN verdict v ON v._key = k._key WHERE v.fate = 1
"""

_TOUCHED = "CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT _key FROM read_parquet($files)"

_LOG = """
CREATE OR REPLACE TEMP TABLE log AS
SELECT filename AS path, _batch, _n, _key, _content FROM read_parquet($files, filename = true)
"""

_EMPTY_LOG = """
CREATE OR REPLACE TEMP TABLE log (path VARCHAR, _batch INTEGER, _n BIGINT, _key UBIGINT, _content UBIGINT)
"""

# of the live revisions of a key the last one that said something new; a repetition keeps the row that it repeats
_SURVIVORS = """
CREATE OR REPLACE TEMP TABLE survivors AS
WITH of_batch AS (
  SELECT * FROM log QUALIFY row_number() OVER (PARTITION BY _key, _batch ORDER BY _n DESC) = 1
), told AS (
  SELECT *, lag(_content) OVER (PARTITION BY _key ORDER BY _batch) AS before FROM of_batch
)
SELECT path, _batch, _n, _key FROM told WHERE before IS DISTINCT FROM _content
QUALIFY row_number() OVER (PARTITION BY _key ORDER BY _batch DESC) = 1
"""

_KEPT_AGAIN = """
CREATE OR REPLACE TEMP TABLE kept AS
SELECT s.path, s._n FROM survivors s ANTI JOIN known k ON k._batch = s._batch AND k._n = s._n
"""

_GONE_AGAIN = """
CREATE OR REPLACE TEMP TABLE gone AS
SELECT k.path, k._key FROM known k ANTI JOIN survivors s ON s._batch = k._batch AND s._n = k._n
"""


def is_all_new(home: Home, staged: Sequence[FactFile], current: Sequence[FactFile], memory_bytes: int) -> bool:
    """True where a first load has no key twice: every staged file is then a current file as it stands (the fast way)."""
    rows = sum(f.rows for f in staged)
    if current or rows * 64 > memory_bytes:
        return False
    keys = pl.read_parquet([home.at(f.path) for f in staged], columns=["_key"])
    return keys["_key"].n_unique() == rows


def weigh(engine: Engine, home: Home, staged: Sequence[FactFile], current: Sequence[FactFile]) -> None:
    """Compare a batch's rows of one table with what is known: makes `gone`, `kept` and `verdict`."""
    engine.run(_STAGED, files=places(home, staged))
    _find_known(engine, home, current, "staged")
    for statement in (_VERDICT, _KEPT, _GONE):
        engine.run(statement)


def hold_fates(engine: Engine, *, is_main: bool) -> None:
    """Add the fate of each weighed file row to the relation `fates`."""
    engine.run(f"INSERT INTO fates {_FATES}", is_main=is_main)


def hold_all_loaded(engine: Engine, home: Home, staged: Sequence[FactFile], *, is_main: bool) -> None:
    """The same for rows that were all new."""
    engine.run("INSERT INTO fates SELECT $is_main, _row, 2 FROM read_parquet($files)", is_main=is_main, files=places(home, staged))


def start_fates(engine: Engine) -> None:
    """Make the relation `fates` empty: is_main, file row, fate."""
    engine.run("CREATE OR REPLACE TEMP TABLE fates (is_main BOOLEAN, _row BIGINT, fate INTEGER)")


# a file row is as new as its main row; it is a repetition where none of its rows says anything new
_COUNTS = """
WITH file_rows AS (
  SELECT max(fate) AS most, coalesce(min(fate) FILTER (is_main), min(fate)) AS least FROM fates GROUP BY _row
)
SELECT count(*) FILTER (least = 2) AS loaded, count(*) FILTER (least < 2 AND most > 0) AS updated,
       count(*) FILTER (most = 0) AS duplicate
FROM file_rows
"""


def count_fates(engine: Engine) -> tuple[int, int, int]:
    """How many rows of the file were loaded, updated, duplicate."""
    loaded, updated, duplicate = engine.frame(_COUNTS).row(0)
    return loaded, updated, duplicate


def replay(engine: Engine, home: Home, log: Sequence[FactFile], current: Sequence[FactFile], of: Sequence[FactFile] | None = None) -> None:
    """Find what the live revisions `log` leave of a table: makes `gone` and `kept`. `of` narrows it to the keys in those files."""
    engine.run(_LOG, files=places(home, log)) if log else engine.run(_EMPTY_LOG)
    if of is not None:
        engine.run(_TOUCHED, files=places(home, of))
        engine.run("DELETE FROM log WHERE _key NOT IN (SELECT _key FROM touched)")
    engine.run(_SURVIVORS)
    _find_known(engine, home, current, "touched" if of is not None else "")
    for statement in (_KEPT_AGAIN, _GONE_AGAIN):
        engine.run(statement)


def _find_known(engine: Engine, home: Home, current: Sequence[FactFile], keys: str) -> None:
    if not current:
        engine.run(_NOTHING_KNOWN)
        return
    text = _KNOWN.format(keys=keys) if keys else _KNOWN.split("SEMI JOIN")[0]
    engine.run(text, files=places(home, current))

# SPDX-License-Identifier: Apache-2.0
"""Loading exports, whole process, against the fastest reader of a library that only reads the same file."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from measuring import YUNCE, Run, fresh, megabytes, python, quick, report, rounds, scaled, seconds
from orders import write_csv, write_xlsx

MARK = 0.4
MEMORY_MB = "2048"

CSV_READERS = {
    "pyarrow, told the encoding": """
import sys, pyarrow.csv as c
print(c.read_csv(sys.argv[1], read_options=c.ReadOptions(encoding="gb18030", block_size=32 << 20)).num_rows)
""",
    "Polars, told the encoding": """
import sys, polars as pl
print(pl.read_csv(sys.argv[1], encoding="gb18030", infer_schema=False).height)
""",
    "pieces decoded, then Polars": """
import sys, polars as pl
def pieces(handle, size=32 << 20):
    rest = b""
    while data := handle.read(size):
        cut = data.rfind(b"\\n") + 1
        yield rest + data[:cut]
        rest = data[cut:]
    if rest:
        yield rest
with open(sys.argv[1], "rb") as handle:
    frames, header = [], None
    for piece in pieces(handle):
        text = piece.decode("gb18030").encode()
        frames.append(pl.read_csv(text, has_header=header is None, new_columns=header, infer_schema=False))
        header = frames[0].columns
print(sum(len(f) for f in frames))
""",
}
CSV_BY_HAND = """
import sys, pyarrow as pa, pyarrow.csv as c
with open(sys.argv[1], "rb") as handle:
    names = handle.readline().decode("gb18030").strip().split(",")
convert = c.ConvertOptions(check_utf8=False, auto_dict_encode=True)
read = c.ReadOptions(block_size=32 << 20, column_names=names, skip_rows=1)
table = c.read_csv(sys.argv[1], convert_options=convert, read_options=read)
def text(column):
    if pa.types.is_binary(column.type):
        column = column.dictionary_encode()
    if not pa.types.is_dictionary(column.type):
        return column
    column = column.unify_dictionaries()
    words = [w.decode("gb18030") for w in column.chunk(0).dictionary.cast("binary").to_pylist()]
    return pa.chunked_array([pa.DictionaryArray.from_arrays(chunk.indices, pa.array(words)) for chunk in column.chunks])
print(pa.table({name: text(table[name]) for name in names}).num_rows)
"""
"""Bytes cut into typed columns, each distinct text decoded once: no library offers it, it shows how much faster a reader can be."""
XLSX_READERS = {
    "fastexcel into Polars": """
import sys, fastexcel
sheet = fastexcel.read_excel(sys.argv[1]).load_sheet(0, dtypes="string")
print(sheet.to_polars().height)
""",
}


def load(file: Path, rows: int) -> Run:
    """One `yunce load` into an empty home; every row must have arrived."""
    with tempfile.TemporaryDirectory() as home:
        run = fresh((YUNCE, "load", file, "--format", "json"), {"YUNCE_HOME": home, "YUNCE_MEMORY_MB": MEMORY_MB})
    (batch,) = json.loads(run.output)["batches"]
    assert (batch["loaded"], batch["rejected"]) == (rows, 0), batch
    return run


def against(file: Path, rows: int, readers: dict[str, str], by_hand: str = "") -> dict[str, object]:
    """Figures of loading against the best of the readers, in turn; and, outside the mark, against a reading written by hand."""
    first = {name: fresh(python(code, file)).seconds for name, code in readers.items()}
    best = min(first, key=lambda name: first[name])
    pairs = [(load(file, rows), fresh(python(readers[best], file))) for _ in range(min(rounds(), 3))]
    ratios = sorted(bound.seconds / ours.seconds for ours, bound in pairs)
    ours, bound = sorted(pairs, key=lambda pair: pair[0].seconds)[len(pairs) // 2]
    ratio = ratios[len(ratios) // 2]
    found = {
        "rows": f"{rows:,}",
        "file": megabytes(file.stat().st_size),
        "yunce load": f"{seconds(ours.seconds)}, {rows / ours.seconds / 1000:,.0f} k rows/s, peak {megabytes(ours.peak)}",
        f"the fastest reader: {best}": f"{seconds(bound.seconds)}, peak {megabytes(bound.peak)}",
        "speed of the reader": f"{ratio:.2f} x",
        "mark": f">= {MARK} x: {'met' if ratio >= MARK else 'missed'}{' (small run)' if quick() else ''}",
    }
    if by_hand:
        hand = fresh(python(by_hand, file))
        pace = f"load at {hand.seconds / ours.seconds:.2f} x of it"
        found["a reading by hand, each distinct text decoded once"] = f"{seconds(hand.seconds)}, peak {megabytes(hand.peak)}: {pace}"
    return found


def main() -> None:
    """Print the figures of both kinds of files."""
    with tempfile.TemporaryDirectory() as folder:
        rows = scaled(5_000_000)
        file = Path(folder) / "orders.csv"
        write_csv(file, rows)
        report("load, GB18030 csv of 10 columns", against(file, rows, CSV_READERS, CSV_BY_HAND))
        file.unlink()
        rows = scaled(200_000)
        file = Path(folder) / "orders.xlsx"
        write_xlsx(file, rows)
        report("load, xlsx of 30 columns", against(file, rows, XLSX_READERS))


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Measure the checker: `PYTHONPATH=. python scripts/measure_checking.py [--misses] [SEEDS]`.

Each marked document of tests/checker/documents is checked whole (no error may be told) and with one number changed at a time (a new finding
must be told). SEEDS is a folder of documents of which nothing is known: their findings are counted by rule.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from tests.checker.mutants import clean, documents, mutants, news, report_of, tells_right_value, tells_value
from yunce.checker.checking import check_reading
from yunce.checker.findings import Severity
from yunce.reader.reading import read_file

KINDS = ("sum", "share", "date", "band", "sep")


def main() -> None:
    """Print the table."""
    wants_misses = "--misses" in sys.argv
    made: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    valued: Counter[str] = Counter()
    right = 0
    for path in documents():
        whole = report_of(path.name, clean(path.read_text(encoding="utf-8")))
        for one in whole.findings:
            if wants_misses or one.severity is Severity.ERROR:
                print(f"whole {path.name}: {one.severity} {one.code} {one.message} {one.arithmetic}")
        known = {one.key for one in whole.findings}
        for mutant in mutants(path):
            new = news(mutant, known)
            made[path.name, mutant.kind] += 1
            found[path.name, mutant.kind] += bool(new)
            valued[mutant.kind] += tells_value(mutant, new)
            right += mutant.kind == "sum" and tells_right_value(mutant, new)
            if wants_misses and not new:
                around = mutant.text[max(0, mutant.start - 30) : mutant.start + 20].replace("\n", "/")
                print(f"missed {mutant.name} {mutant.kind} {mutant.old} -> {mutant.new}: …{around}…")
    _print(made, found, valued)
    sums = sum(count for (_, kind), count in made.items() if kind == "sum")
    print(f"right value of sums {right}/{sums} = {right / sums:.1%}")
    for folder in [Path(one) for one in sys.argv[1:] if not one.startswith("-")]:
        _seeds(folder)


def _print(made: Counter[tuple[str, str]], found: Counter[tuple[str, str]], valued: Counter[str]) -> None:
    print("| document |" + "".join(f" {kind} |" for kind in KINDS) + "\n| --- |" + " --- |" * len(KINDS))
    for name in sorted({name for name, _ in made}):
        print(f"| {name} |" + "".join(f" {found[name, kind]}/{made[name, kind]} |" for kind in KINDS))
    total: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (_, kind), count in made.items():
        total[kind] = (total[kind][0] + count, total[kind][1])
    for (_, kind), count in found.items():
        total[kind] = (total[kind][0], total[kind][1] + count)
    print("| all |" + "".join(f" {total[kind][1] / max(total[kind][0], 1):.1%} |" for kind in KINDS))
    print("expected value:", ", ".join(f"{kind} {valued[kind] / max(total[kind][0], 1):.1%}" for kind in KINDS))
    every = sum(count for count, _ in total.values())
    print(f"mutants {every}, reported {sum(count for _, count in total.values()) / every:.1%}")


def _seeds(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        report = check_reading(read_file(path))
        counts = Counter(f"{one.severity} {one.code}" for one in report.findings)
        print(path.name, dict(sorted(counts.items())))


if __name__ == "__main__":
    main()

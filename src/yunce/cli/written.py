# SPDX-License-Identifier: Apache-2.0
"""Written plans on the terminal: what `read` and `check` print, and both in their plain form without the library of the command line.

Loading that library takes longer than reading a plan of some pages: `yunce read FILE --format json` does not wait for it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yunce import __version__
from yunce.app.kept_code import kept_code
from yunce.app.kept_readings import reading_of

if TYPE_CHECKING:
    from yunce.checker.checking import Report
    from yunce.reader.reading import Reading

PLAN_FILES = frozenset({".yaml", ".yml", ".json"})
READ_FORMS, CHECK_FORMS = ("text", "json", "yaml"), ("text", "json", "sarif")


def quick(words: Sequence[str]) -> int | None:
    """Run `read` or `check` of one file with no option but its format; the exit code, nothing where the words are others."""
    command, file, form = _plain_form(words)
    is_read = command == "read" and form in READ_FORMS
    if not is_read and (command != "check" or form not in CHECK_FORMS or Path(file).suffix.lower() in PLAN_FILES):
        return None
    gc.disable()  # nearly all that a reading makes lives to its end: looking for garbage takes a tenth of the time
    try:
        return _read(Path(file), form) if is_read else _check(Path(file), form)
    finally:
        gc.freeze()  # nor is any looked for when the program ends
        gc.enable()


def _read(file: Path, form: str) -> int:
    with kept_code():
        import yunce.cli.output
        import yunce.reader.contract
        import yunce.reader.reading  # noqa: F401 - nearly all that is loaded

    print_reading(reading_of(file), form)
    return 0


def _check(file: Path, form: str) -> int:
    report, name, text = document_report(file)
    print_report(report, name, text, form)
    return exit_code(report)


def _plain_form(words: Sequence[str]) -> tuple[str, str, str]:
    """Command, file and format of `read FILE` or `read FILE --format json`, in any order; empty words where it is more than that."""
    command, rest, form = "".join(words[:1]), list(words[1:]), "text"
    if "--format" in rest[:-1]:
        at = rest.index("--format")
        form = rest[at + 1]
        del rest[at : at + 2]
    return (command, rest[0], form) if len(rest) == 1 and rest[0] and not rest[0].startswith("-") else ("", "", "")


def print_reading(found: Reading, form: str) -> None:
    """A reading as a table for people, as JSON or as a draft in the plan language."""
    from yunce.cli.output import print_json

    if form == "json":
        from yunce.reader.contract import as_json, with_keys

        print_json(with_keys(found, as_json(found)))
    elif form == "yaml":
        from yunce.reader.draft import draft_text

        sys.stdout.write(draft_text(found))
    else:
        _print_table(found)


def _print_table(found: Reading) -> None:
    from yunce.cli.output import print_table
    from yunce.reader.contract import table_row

    header = ("id", "kind", "what", "value", "period", "owner", "quote", "confidence")
    names = {"kind": "类别", "what": "内容", "value": "数值", "period": "期间", "owner": "负责人", "quote": "原文", "confidence": "把握"}
    print_table([table_row(found, one) for one in found.statements], header, names=names)
    used, left = len(found.statements), len(found.aside)
    print_lines([f"{used + left} 个数字：{used} 个采用，{left} 个未采用。--format json 列出全部及理由。"])


def document_report(file: Path) -> tuple[Report, str, str]:
    """What the rules find in a document, its name and its text. Raises `YunceError` where it cannot be opened."""
    with kept_code():
        import yunce.cli.output  # noqa: F401 - loaded here
        from yunce.checker.checking import check_reading

        reading = reading_of(file)
    return check_reading(reading), reading.document.name, reading.document.text


def print_report(report: Report, name: str, text: str, form: str) -> None:
    """Findings with their excerpts for people, as JSON or as SARIF."""
    from yunce.cli.output import print_json

    if form == "json":
        from yunce.checker.contract import as_json

        print_json(as_json(report))
    elif form == "sarif":
        from yunce.checker.contract import as_sarif
        from yunce.checker.explaining import every_rule

        print_json(as_sarif(report, name, text, every_rule(), __version__))
    else:
        from yunce.checker.excerpts import shown

        print_lines(shown(report, name, text))


def exit_code(report: Report) -> int:
    """1 where a report holds an error."""
    return 1 if report.health.errors else 0


def print_lines(lines: Iterable[str]) -> None:
    """Lines on standard output."""
    sys.stdout.writelines(f"{line}\n" for line in lines)

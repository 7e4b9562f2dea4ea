# SPDX-License-Identifier: Apache-2.0
"""Writing a plan back into a document on disk; the document itself is never touched."""

from __future__ import annotations

from pathlib import Path

from yunce.app.reviews.write_back import Change, write_back
from yunce.plan.document import Plan
from yunce.values.problem import Problem, YunceError


def write_back_file(plan: Plan, into: Path, out: Path) -> tuple[Change, ...]:
    """Write `into` with the plan's numbers to `out`, whole or not at all. Raises `YunceError` with all that stands in the way."""
    if out.absolute() == into.absolute() or (out.exists() and into.exists() and out.samefile(into)):
        raise YunceError(Problem.of("app.write_back_same", str(out)))
    try:
        content = into.read_bytes()
    except FileNotFoundError as e:
        raise YunceError(Problem.of("app.file_missing", str(into))) from e
    except OSError as e:
        raise YunceError(Problem.of("app.file_unreadable", str(into), reason=e.strerror or str(e))) from e
    written = write_back(plan, into.name, content)
    staged = out.with_name(f".{out.name}.stage")
    try:
        staged.write_bytes(written.content)
        staged.replace(out)
    except OSError as e:
        raise YunceError(Problem.of("app.file_unwritable", str(out), reason=e.strerror or str(e))) from e
    return written.changes

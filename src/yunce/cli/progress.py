# SPDX-License-Identifier: Apache-2.0
"""A progress bar for loads, on standard error, only where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yunce.warehouse.port import Progress as Step
    from yunce.warehouse.port import Watch


@contextmanager
def watching(*, quiet: bool) -> Iterator[Watch | None]:
    """A watcher that draws one bar a file; none where output is for machines or nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def watch(step: Step) -> None:
            task = (
                tasks.setdefault(step.file, bars.add_task(step.file, total=step.total or None))
                if step.file not in tasks
                else tasks[step.file]
            )
            bars.update(task, description=f"{step.file} {step.stage}", completed=step.done, total=step.total or None)

        yield watch

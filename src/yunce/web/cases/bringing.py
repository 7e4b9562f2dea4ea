# SPDX-License-Identifier: Apache-2.0
"""Cases from a file: looked at as a whole; with one mistake in it nothing is opened."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yunce.app.people_tables import read_table
from yunce.operate.tabular import Sheet
from yunce.values.problem import Problem, YunceError
from yunce.web.accounts.access import Action
from yunce.web.accounts.trail import record
from yunce.web.cases.importing import read_cases
from yunce.web.cases.intake import counter_of, take_in, unit_of
from yunce.web.data.uploads import check_uploads, safe_name
from yunce.web.desk import demand
from yunce.web.problems import said_all
from yunce.web.workitems.desk import open_work

UNPROCESSABLE = 422
MOST_SAID = 50


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Open the cases of a file; sending it twice opens each once."""
    work = open_work(request)
    counter = counter_of(work.desk)
    if request.method != "POST":
        return render(request, "cases/bring.html", {"said": ()})
    file = request.FILES.get("file")
    problems: tuple[Problem, ...] = check_uploads([file] if file else [])
    try:
        reports, wrong = read_cases(_sheet(file), counter) if file and not problems else ((), problems)
    except YunceError as e:
        reports, wrong = (), e.problems
    if wrong or not reports:
        problems = wrong or (Problem.of("app.table_empty", safe_name(file.name or "") if file else ""),)
        return render(request, "cases/bring.html", {"said": said_all(problems[:MOST_SAID])}, status=UNPROCESSABLE)
    for unit in sorted({unit_of(report, counter) for report in reports}):
        demand(work.desk, Action.WORK, unit)
    count, ids = take_in(reports, counter, "file", by=work.name, now=timezone.now())
    record(request, "work_opened", f"{count} {file.name if file else ''}")
    messages.success(request, _("文件里有 {all} 件，新受理 {count} 件。").format(all=len(ids), count=count))
    return redirect("cases")


def _sheet(file: UploadedFile[Any]) -> Sheet:
    with TemporaryDirectory(prefix="yunce-cases-") as folder:
        path = Path(folder) / safe_name(file.name or "")
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        return read_table(path)

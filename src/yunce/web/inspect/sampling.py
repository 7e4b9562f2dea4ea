# SPDX-License-Identifier: Apache-2.0
"""The page that says how many items of a lot to inspect, by GB/T 2828.1."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from yunce.operate.sampling import SEVERITIES, Sampling, sampling
from yunce.values.problem import Problem, YunceError
from yunce.web.problems import said_all
from yunce.web.ui.parts import Choice, Said
from yunce.web.workitems.desk import open_work

LEVELS = ("I", "II", "III", "S-1", "S-2", "S-3", "S-4")
AQLS = ("0.010", "0.015", "0.025", "0.040", "0.065", "0.10", "0.15", "0.25", "0.40", "0.65", "1.0", "1.5", "2.5", "4.0", "6.5", "10")
MOST_DIGITS = 9
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class SamplingPage:
    """What was asked, and the plan for it."""

    lot: str
    aqls: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    plan: str
    facts: tuple[tuple[str, str], ...]
    said: tuple[Said, ...]


@require_GET
def calculator(request: HttpRequest) -> HttpResponse:
    """The plan of a lot: size, AQL, level and severity of inspection in the address."""
    open_work(request)
    asked = {name: request.GET.get(name, first) for name, first in (("lot", ""), ("aql", "1.0"), ("level", "II"), ("severity", "normal"))}
    found, said = _found(asked) if asked["lot"] else (None, ())
    return render(request, "inspect/sampling.html", {"page": _page(asked, found, said)}, status=UNPROCESSABLE if said else 200)


def _found(asked: dict[str, str]) -> tuple[Sampling | None, tuple[Said, ...]]:
    lot = asked["lot"].strip()
    if not (lot.isascii() and lot.isdecimal() and len(lot) <= MOST_DIGITS):
        return None, said_all((Problem.of("inspection.lot"),))
    try:
        return sampling(int(lot), Decimal(asked["aql"]), asked["level"], asked["severity"]), ()
    except InvalidOperation:
        return None, said_all((Problem.of("inspection.lot"),))
    except YunceError as e:
        return None, said_all(e.problems)


def _page(asked: dict[str, str], found: Sampling | None, said: tuple[Said, ...]) -> SamplingPage:
    names = {"normal": _("正常"), "tightened": _("加严"), "reduced": _("放宽")}
    return SamplingPage(
        lot=asked["lot"][: MOST_DIGITS * 2],
        aqls=tuple(Choice(one, one, one == asked["aql"]) for one in AQLS),
        levels=tuple(Choice(one, one, one == asked["level"]) for one in LEVELS),
        severities=tuple(Choice(one, names.get(one, one), one == asked["severity"]) for one in SEVERITIES),
        plan=_plan(found) if found else "",
        facts=_facts(found) if found else (),
        said=said,
    )


def _plan(found: Sampling) -> str:
    plan = found.plan
    if plan.size >= found.lot:
        return _("全检：{lot} 件都查，不合格 {accept} 件以内接收，{reject} 件起拒收。").format(
            lot=found.lot, accept=plan.accept, reject=plan.reject
        )
    words = _("从 {lot} 件里抽 {size} 件：不合格 {accept} 件以内接收，{reject} 件起拒收。")
    return words.format(lot=found.lot, size=plan.size, accept=plan.accept, reject=plan.reject)


def _facts(found: Sampling) -> tuple[tuple[str, str], ...]:
    plan = found.plan
    letter = plan.letter if plan.letter == plan.used else _("{letter}，按箭头用 {used}").format(letter=plan.letter, used=plan.used)
    told = [(_("样本量字码"), letter), (_("质量恰为 AQL 时的接收概率"), f"{found.at_aql:.4f}")]
    told += [(_("接收概率 95% 的质量（不合格品率）"), f"{found.producer}%")] if found.producer is not None else []
    told += [(_("接收概率 10% 的质量（不合格品率）"), f"{found.consumer}%")] if found.consumer is not None else []
    return tuple(told)

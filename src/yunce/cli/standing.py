# SPDX-License-Identifier: Apache-2.0
"""`yunce metric`, `yunce breakdown`, `yunce status`: numbers of facts, of the plan, and of both."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yunce.app.asking import Ask
from yunce.app.opening import open_installation
from yunce.cli.answers import answer_problems, day_option, moment_option
from yunce.cli.chinese import Command
from yunce.cli.output import Format, Row, print_csv, print_json, print_problems, print_table, write_xlsx
from yunce.values.money import readable
from yunce.values.problem import Problem, YunceError, has_errors

if TYPE_CHECKING:
    from yunce.operate.results import MetricTable, Status, TargetStatus

Output = Annotated[Format, typer.Option("--format", help="输出格式")]
PlanName = Annotated[str, typer.Argument(metavar="PLAN", help="计划文件，或已保存的版本号；省略时用当前版本")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="日期", help="数据截至哪一天（含）；默认今天")]
KnownAt = Annotated[str | None, typer.Option("--known-at", metavar="时间", help="只用当时已导入的数据")]
Out = Annotated[Path | None, typer.Option("--out", metavar="文件", help="xlsx 写到哪个文件")]
PERCENT = Decimal(100)
BASES = {"plan": "计划", "last_year": "去年同期"}


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    app.command(cls=Command)(metric)
    app.command(cls=Command)(breakdown)
    app.command(cls=Command)(status)


def metric(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="指标编号，可以几个")],
    plan: Annotated[str, typer.Option("--plan", metavar="PLAN", help="按这个计划的单位和指标")] = "",
    pack: Annotated[str, typer.Option("--pack", metavar="NAME", help="不用计划，只按行业包")] = "",
    by: Annotated[str, typer.Option("--by", metavar="维度,…", help="如 month,channel")] = "",
    period: Annotated[str, typer.Option("--period", help="如 2026-09 或 2026-09..2026-12")] = "",
    where: Annotated[list[str] | None, typer.Option("--where", metavar="维度=值", help="只看这些，可以几个")] = None,
    unit: Annotated[str, typer.Option("--unit", help="只看这个单位（含下级）")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    output: Output = Format.TABLE,
    out: Out = None,
) -> None:
    """算指标：每个成员一行，没有数据的是未知而不是零，附完整度。"""
    ask = Ask(day_option(as_of, "--as-of"), moment_option(known_at, "--known-at"), unit, period, _pairs(where or []))
    found = open_installation().metric(tuple(_words(",".join(ids))), tuple(_words(by)), ask, plan, pack=pack)
    if has_errors(found.problems):
        answer_problems(found.problems, output)
    header = (*found.by, *found.metrics, "complete")
    rows = [_metric_row(found, row_index) for row_index in range(len(found.rows))]
    _emit(rows, header, output, {"rows": rows}, out or Path("metric.xlsx"))
    if output is Format.TABLE:
        print_problems(found.problems)


def breakdown(
    plan: PlanName = "",
    target: Annotated[str, typer.Option("--target", metavar="ID", help="只分解这个目标")] = "",
    by: Annotated[str, typer.Option("--by", metavar="维度,…", help="如 day,channel；默认按计划写的各维")] = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    output: Output = Format.TABLE,
    out: Out = None,
) -> None:
    """把目标分解到期间、单位、渠道等每一格，合计与上级分毫不差。"""
    ask = Ask(day_option(as_of, "--as-of"), moment_option(known_at, "--known-at"))
    found = open_installation().breakdown(target, tuple(_words(by)), ask, plan)
    if has_errors(found.problems):
        answer_problems(found.problems, output)
    header = ("target", *found.by, "value")
    rows = found.rows()
    _emit(rows, header, output, {"cells": rows}, out or Path("breakdown.xlsx"))
    if output is Format.TABLE:
        print_problems(found.problems)


def status(
    plan: PlanName = "",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    unit: Annotated[str, typer.Option("--unit", help="只看这个单位（含下级）")] = "",
    period: Annotated[str, typer.Option("--period", help="只看这段期间，如 2026-11")] = "",
    output: Output = Format.TABLE,
    out: Out = None,
) -> None:
    """每个目标现在走到哪里：达成、应达、时间进度、预计完成、缺口、主因、完整度。"""
    ask = Ask(day_option(as_of, "--as-of"), moment_option(known_at, "--known-at"), unit, period)
    found = open_installation().status(ask, plan)
    if has_errors(found.problems):
        answer_problems(found.problems, output)
    rows = [target_row(t) for t in found.targets]
    if output is Format.TABLE:
        _print_status(found)
    else:
        head = {"plan": found.plan, "fingerprint": found.fingerprint, "as_of": found.as_of, "known_at": found.known_at, "unit": found.unit}
        flat = [_flat(row) for row in rows]
        _emit(flat, tuple(flat[0]) if flat else ("id",), output, {**head, "targets": rows}, out or Path("status.xlsx"))


def target_row(t: TargetStatus) -> dict[str, object]:
    """A target as `status --format json` prints it."""
    band = t.landing
    return {
        "id": t.id,
        "metric": t.metric,
        "unit": t.unit,
        "period": t.period,
        "value": t.value if t.value is not None or (t.low is None and t.high is None) else {"low": t.low, "high": t.high},
        "plan_to_date": t.plan_to_date,
        "actual": t.actual,
        "attainment": t.attainment,
        "time_progress": t.time_progress,
        "pace": t.pace,
        "landing": {"low": band.low, "mid": band.mid, "high": band.high} if band else None,
        "gap": t.gap,
        "required_per_day": t.required_per_day,
        "variance": [{"driver": v.driver, "amount": v.amount} for v in t.variance],
        "convention": t.convention,
        "basis": t.basis,
        "complete": t.complete,
        "missing": list(t.missing),
        "state": t.state,
    }


def _flat(row: dict[str, object]) -> dict[str, object]:
    """A target's row for csv: nested values in columns of their own, the variance as `driver=amount` words."""
    flat = dict(row)
    landing, value, variance = flat.pop("landing"), flat["value"], flat["variance"]
    for name in ("low", "mid", "high"):
        flat[f"landing_{name}"] = landing[name] if isinstance(landing, dict) else None
    if isinstance(value, dict):
        flat["value"] = f"{value['low']}..{value['high']}"
    if isinstance(variance, list):
        flat["variance"] = " ".join(f"{v['driver']}={v['amount']}" for v in variance)
    flat["missing"] = " ".join(map(str, flat["missing"])) if isinstance(flat["missing"], list) else ""
    return flat


def _emit(rows: Sequence[Row], header: Sequence[str], output: Format, body: dict[str, object], file: Path) -> None:
    """Rows in the asked format: `body` is the JSON, `file` the workbook. Raises `YunceError` where that cannot be written."""
    if output is Format.JSON:
        print_json(body)
    elif output is Format.CSV:
        print_csv(rows, header)
    elif output is Format.XLSX:
        try:
            write_xlsx(rows, header, file)
        except OSError as e:
            raise YunceError(Problem.of("app.file_unwritable", str(file), reason=e.strerror or str(e))) from e
        typer.echo(f"已写入 {file}")
    else:
        print_table(rows, header)


def _metric_row(table: MetricTable, index: int) -> dict[str, object]:
    row = table.rows[index]
    return {**dict(zip(table.by, row.at, strict=True)), **dict(zip(table.metrics, row.values, strict=True)), "complete": row.complete}


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _pairs(texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    pairs = [text.partition("=") for text in texts]
    for key, _, value in pairs:
        if not key or not value:
            raise YunceError(Problem.of("app.option_invalid", "--where", value=key + value, wanted="维度=值，如 channel=tmall"))
    return tuple((key.strip(), value.strip()) for key, _, value in pairs)


def _print_status(found: Status) -> None:
    typer.echo(f"《{found.title}》 数据截至 {found.as_of} · {found.unit or '全部单位'}")
    header = ("name", "period", "value", "actual", "attainment", "due", "pace", "landing", "gap", "complete")
    names = ("指标", "期间", "目标", "实际", "达成率", "时间进度", "进度比", "预计完成", "目标缺口", "完整度")
    print_table([_status_row(t) for t in found.targets], header, names=dict(zip(header, names, strict=True)))
    for t in found.targets:
        if t.variance:
            parts = "、".join(f"{v.name} {_signed(v.amount, t)}" for v in t.variance)
            typer.echo(f"{t.metric_name}({t.period})差在哪里：{parts}（{t.convention.upper()}，对比{BASES.get(t.basis, t.basis)}）")
        if t.missing:
            typer.echo(f"{t.metric_name}({t.period})未报送：{'、'.join(t.missing)}")
    print_problems(found.problems)


def _status_row(t: TargetStatus) -> dict[str, object]:
    landing = f"{_shown(t.landing.mid, t)}({_shown(t.landing.low, t)}~{_shown(t.landing.high, t)})" if t.landing else None
    goal = _shown(t.value, t) if t.value is not None else "~".join(_shown(v, t) for v in (t.low, t.high) if v is not None)
    return {
        "name": f"{t.metric_name} · {t.unit_name}",
        "period": t.period,
        "value": goal,
        "actual": _shown(t.actual, t) if t.actual is not None else None,
        "attainment": _percent(t.attainment),
        "due": _percent(t.time_progress),
        "pace": f"{t.pace:.2f}" if t.pace is not None else None,
        "landing": landing,
        "gap": _signed(t.gap, t) if t.gap is not None else None,
        "complete": _percent(t.complete),
    }


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else f"{value * PERCENT:.1f}%"


def _shown(value: Decimal, t: TargetStatus) -> str:
    if t.kind != "ratio":
        return readable(value)
    return f"{value * PERCENT:.2f}%" if t.measured_in == "1" else f"{value:,.2f}"


def _signed(value: Decimal, t: TargetStatus) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "") + _shown(abs(value), t)

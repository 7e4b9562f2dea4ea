# SPDX-License-Identifier: Apache-2.0
"""Demo companies of the other trades: a plan of an invented company, and invented facts as the files that its people would hand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from ruamel.yaml import YAML

from yunce.app.demo.phone import HEADER as CALLS
from yunce.app.demo.phone import Line, call_rows
from yunce.app.demo.series import Series, Values, values_of
from yunce.app.demo.sheets import MEASURES
from yunce.app.demo.words import INVENTED, README_NAME, STAGE
from yunce.app.demo.writing import write_rows
from yunce.warehouse.port import Progress, Watch

LEDGER = ("流水号", "日期", "单位", "科目", "金额", "状态", "摘要")
Sheet = tuple[str, tuple[str, ...], Iterator[tuple[str, ...]]]
"""A file's name, its header, its rows."""
ENCODING = "utf-8-sig"


@dataclass(frozen=True, slots=True)
class Posting:
    """One row of the ledger by itself [CNY]; `state` tells where it is only agreed."""

    day: date
    unit: str
    account: str
    amount: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Trade:
    """A demo company: its pack, what it is called, and how its facts are invented."""

    pack: str
    company: str
    plan: str
    """The plan, as YAML."""
    measures: tuple[Series, ...]
    ledger: tuple[Series, ...]
    postings: tuple[Posting, ...]
    calls: tuple[Line, ...]

    @property
    def notice(self) -> str:
        """One sentence for the first page: nothing of this is real."""
        return INVENTED.format(company=self.company)


@cache
def trades() -> tuple[str, ...]:
    """The packs that have such a demo company, in order."""
    return tuple(sorted(item.name.removesuffix(".yaml") for item in _folder("facts").iterdir() if item.name.endswith(".yaml")))


@cache
def read_trade(pack: str) -> Trade:
    """The demo company of a pack that is among `trades()`."""
    raw = YAML(typ="safe", pure=True).load((_folder("facts") / f"{pack}.yaml").read_text(encoding="utf-8"))
    plan = (_folder() / f"{pack}.yaml").read_text(encoding="utf-8")
    units: Mapping[str, float] = raw.get("units", {})
    measures, ledger = (tuple(_series(each, units) for each in raw.get(name, ())) for name in ("measures", "ledger"))
    calls = tuple(Line(**{"turns": {}, **each}) for each in raw.get("calls", ()))
    postings = tuple(Posting(**each) for each in raw.get("postings", ()))
    return Trade(pack, str(raw["company"]), plan, measures, ledger, postings, calls)


def write_trade(trade: Trade, folder: Path, *, watch: Watch | None = None) -> tuple[Path, ...]:
    """Write what the company's people would hand in, and give the paths in the order to load them; the same bytes every time."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / README_NAME).write_text(f"{trade.notice}\n", encoding="utf-8")
    sheets: list[Sheet] = (
        [(f"手工填报_{trade.company}.csv", MEASURES, _entries(values_of(trade.measures, trade.pack)))] if trade.measures else []
    )
    sheets += (
        [(f"收支流水_{trade.company}.csv", LEDGER, _postings(values_of(trade.ledger, trade.pack), trade.postings))] if trade.ledger else []
    )
    sheets += [(_calls_name(line), CALLS, call_rows(line, trade.pack)) for line in trade.calls]
    written = []
    for done, (name, header, rows) in enumerate(sheets):
        if watch is not None:
            watch(Progress(name, STAGE, done, len(sheets)))
        written.append(write_rows(folder / name, header, rows, ENCODING))
    return tuple(written)


def write_trade_plan(trade: Trade, folder: Path) -> Path:
    """The plan as a file in `folder`, for the ordinary `yunce plan add`."""
    path = folder / f"{trade.company}_2026年度计划.yaml"
    path.write_text(trade.plan, encoding="utf-8")
    return path


def unit_of_trade(trade: Trade, path: Path) -> str | None:
    """The plan's unit that a file belongs to where the file cannot tell; else None."""
    return next((line.unit for line in trade.calls if path.name == _calls_name(line)), None)


def _folder(name: str = "") -> Path:
    return Path(str(files("yunce.app.demo"))) / name


def _calls_name(line: Line) -> str:
    return f"呼入明细_{line.unit}.csv"


def _series(raw: Mapping[str, object], units: Mapping[str, float]) -> Series:
    """One series; `level` spreads over the company's units by their size, `units` tells levels of its own."""
    fields = dict(raw)
    level = float(str(fields.pop("level", 0)))
    known = fields.pop("units", None)
    of = str(fields.get("of", ""))
    sizes = known if isinstance(known, dict) else {} if of else {unit: level * size for unit, size in units.items()}
    return Series(units=sizes, **fields)  # type: ignore[arg-type]  # a misspelt field is a TypeError that the tests of the demos meet


def _entries(values: Values) -> Iterator[tuple[str, ...]]:
    """Rows of date, unit, metric, value, day by day."""
    days: dict[date, list[tuple[str, ...]]] = {}
    for (name, unit), numbers in values.items():
        for day, value in numbers.items():
            days.setdefault(day, []).append((day.isoformat(), unit, name, str(value)))
    for day in sorted(days):
        yield from days[day]


def _postings(values: Values, single: tuple[Posting, ...]) -> Iterator[tuple[str, ...]]:
    """Rows of the ledger with numbers of their own, day by day."""
    rows = [(day, unit, account, str(value), "") for (account, unit), numbers in values.items() for day, value in numbers.items()]
    rows += [(one.day, one.unit, one.account, f"{one.amount}.00", one.state) for one in single]
    for number, (day, unit, account, value, state) in enumerate(sorted(rows), 1):
        yield (f"L{number:06d}", day.isoformat(), unit, account, value, state, "演示")

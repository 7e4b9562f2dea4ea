# SPDX-License-Identifier: Apache-2.0
"""An installation of real result values without facts: what the pages are tested against, in process and in a browser."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import polars as pl

from tests.web.fixture_plan import PLAN, PLAN_OLD
from yunce.app.installation import Ask, Demo, PlanVersion
from yunce.app.packs import read_calendars
from yunce.app.profiles import Shelf
from yunce.app.reviews.desk import Reviews
from yunce.app.settings import Settings
from yunce.operate.results import Band, Course, DriverAmount, Status, TargetStatus
from yunce.plan.document import Plan
from yunce.plan.parse import parse
from yunce.plan.parts.targets import Metric
from yunce.values.problem import Problem, YunceError, has_errors
from yunce.warehouse.port import Batch, Progress, Watch

AS_OF = date(2026, 11, 12)
KNOWN_AT = datetime.fromisoformat("2026-11-13T08:30:00")
D = Decimal

GMV = TargetStatus(
    id="gmv_nov",
    metric="gmv",
    metric_name="支付金额",
    definition="有付款时间的订单的实付金额之和",
    measured_in="CNY",
    kind="sum",
    better="higher",
    unit="shop",
    unit_name="天猫店",
    period="2026-11",
    first=date(2026, 11, 1),
    last=date(2026, 11, 30),
    value=D(900000),
    low=None,
    high=None,
    stretch=D(1000000),
    plan_to_date=D("396000.00"),
    actual=D("344160.55"),
    attainment=D("0.3824"),
    time_progress=D("0.44"),
    pace=D("0.8691"),
    landing=Band(D(769000), D(814000), D(860000)),
    landing_note="",
    gap=D(-86000),
    required_per_day=D("30880"),
    variance=(
        DriverAmount("visitors", "访客数", D("27000")),
        DriverAmount("conversion", "转化率", D("-51000")),
        DriverAmount("aov", "客单价", D("-27839.45")),
    ),
    convention="lmdi",
    basis="plan",
    complete=D("0.96"),
    missing=("推广:11-11、11-12",),
    state="running",
    owner="gm",
    path="targets[gmv_h2]",
    source=None,
)
VISITORS = replace(
    GMV,
    id="visitors_nov",
    metric="visitors",
    metric_name="访客数",
    measured_in="人次",
    value=D(620000),
    stretch=None,
    plan_to_date=D(272800),
    actual=D(290780),
    attainment=D("0.469"),
    pace=D("1.066"),
    landing=Band(D(631000), D(660000), D(689000)),
    gap=D(40000),
    required_per_day=D(18290),
    variance=(),
    convention="",
    basis="",
    complete=D(1),
    missing=(),
    state="running",
    path="targets[visitors_nov]",
)
CONVERSION = replace(
    GMV,
    id="conversion_nov",
    metric="conversion",
    metric_name="支付转化率",
    measured_in="1",
    kind="ratio",
    value=D("0.012"),
    stretch=None,
    plan_to_date=None,
    actual=D("0.0102"),
    attainment=D("0.85"),
    time_progress=None,
    pace=None,
    landing=Band(D("0.0101"), D("0.0105"), D("0.0109")),
    gap=D("-0.0015"),
    required_per_day=None,
    variance=(),
    convention="",
    basis="",
    missing=(),
    complete=D(1),
    path="targets[conversion_nov]",
)
SPEND = replace(
    CONVERSION,
    id="marketing",
    metric="marketing_cost",
    metric_name="推广费占比",
    better="inside",
    value=None,
    low=D("0.10"),
    high=D("0.15"),
    actual=D("0.141"),
    attainment=D(1),
    landing=None,
    landing_note="",
    gap=None,
    state="running",
    path="targets[marketing]",
)
ROI = replace(
    CONVERSION,
    id="roi",
    metric="ad_roi",
    metric_name="投入产出比",
    value=None,
    low=D(3),
    high=None,
    actual=None,
    attainment=None,
    landing=None,
    landing_note="",
    gap=None,
    state="running",
    complete=D("0.83"),
    missing=("推广:11-11、11-12",),
    path="targets[roi]",
)
OTHER = replace(
    VISITORS,
    id="cs_calls",
    metric="offered",
    metric_name="<script>alert(1)</script>接待量",
    unit="cs",
    unit_name="客服部 <b>",
    path="targets[cs_calls]",
)
TARGETS = (GMV, VISITORS, CONVERSION, SPEND, ROI, OTHER)

METRICS = {
    i: Metric(id=i, name=name)
    for i, name in (("gmv", "支付金额"), ("visitors", "访客数"), ("marketing_cost", "营销费用"), ("ad_roi", "投入产出比"))
} | {"book_cost": Metric(id="book_cost", name="账上成本", measure="sum(ledger.amount)", kind="sum")}


def course(target: TargetStatus) -> Course:
    """Thirty days with a bump around 双11."""
    days = tuple(target.first + timedelta(days=n) for n in range((target.last - target.first).days + 1))
    weights = [6 if d.day in {1, 2, 3, 10, 11} else 2 for d in days]
    total = target.value or D(1)
    plan = tuple((total * sum(weights[: n + 1]) / sum(weights)).quantize(D("0.01")) for n in range(len(days)))
    actual = tuple((p * D("0.87")).quantize(D("0.01")) if d <= AS_OF else None for d, p in zip(days, plan, strict=True))
    ahead = [None if d < AS_OF else (n - AS_OF.day + 1) for n, d in enumerate(days)]
    mid = tuple(None if a is None else (p * D("0.9")).quantize(D("0.01")) for a, p in zip(ahead, plan, strict=True))
    low = tuple(None if a is None or m is None else m * (1 - D(a) / 400) for a, m in zip(ahead, mid, strict=True))
    high = tuple(None if a is None or m is None else m * (1 + D(a) / 400) for a, m in zip(ahead, mid, strict=True))
    return Course(target.id, days, plan, actual, low, mid, high, (("双11", date(2026, 11, 10), date(2026, 11, 11)),))


class FixtureWarehouse:
    """Batches in memory; `load` reads nothing but the name: `slow` waits for its leave, `wrong` is refused."""

    def __init__(self) -> None:
        self.leave = threading.Event()
        self.loaded: list[Batch] = [
            Batch(
                "b1", "订单 <img src=x>.csv", "taobao_orders", "orders", 5231, 5120, 60, 40, 11, 6, KNOWN_AT, None, date(2026, 9, 1), AS_OF
            ),
            Batch(
                "b0",
                "生意参谋_商品.xlsx",
                "sycm_item",
                "traffic",
                900,
                900,
                0,
                0,
                0,
                0,
                KNOWN_AT,
                None,
                date(2026, 9, 1),
                date(2026, 11, 10),
            ),
        ]

    def load(
        self, files: Sequence[Path], *, profile: str | None = None, unit: str | None = None, watch: Watch | None = None
    ) -> tuple[Batch, ...]:
        made = []
        for path in files:
            assert path.is_file()
            if "unknown" in path.name and profile is None:
                raise YunceError(Problem.of("intake.unknown", path.name, file=path.name, headers="单号", nearest="TB-ORDER-LIST"))
            if "wrong" in path.name:
                raise YunceError(Problem.of("app.file_unreadable", path.name, reason="表头不认识"))
            for step in range(1, 4):
                if watch is not None:
                    watch(Progress(path.name, "写入事实", step, 3))
                if "slow" in path.name:
                    self.leave.wait(0.6)
            made.append(
                Batch(
                    f"n{len(self.loaded)}", path.name, profile or "taobao_orders", "orders", 3, 3, 0, 0, 0, 0, KNOWN_AT, None, AS_OF, AS_OF
                )
            )
            self.loaded.insert(0, made[-1])
        return tuple(made)

    def batches(self) -> tuple[Batch, ...]:
        return tuple(self.loaded)

    def version(self) -> str:
        return f"{len(self.loaded)} {sum(batch.undone_at is not None for batch in self.loaded)}"

    def rejects(self, batch: str) -> pl.DataFrame:
        rows = (
            [("订单.csv", 17, "付款时间", "=2026-04-31", "4月31日不存在"), ("订单.csv", 203, "实付金额", "-12**", "<b>负数</b>")]
            if batch == "b1"
            else []
        )
        return pl.DataFrame(rows, schema=["file", "row", "column", "value", "reason"], orient="row")

    def undo(self, batch: str) -> Batch:
        at = next(i for i, b in enumerate(self.loaded) if b.id == batch)
        self.loaded[at] = replace(self.loaded[at], undone_at=KNOWN_AT)
        return self.loaded[at]


class FixtureInstallation:
    """What the pages call, answered from the values above; `asked` remembers the questions."""

    def __init__(self, *, plans: bool = True, demo: bool = False) -> None:
        self.home = Path(os.environ["YUNCE_HOME"])
        self.warehouse = FixtureWarehouse()
        self.is_demo = demo
        self.demo = Demo("ecommerce") if demo else Demo()
        self.reviews = Reviews(Settings(self.home))
        self.calendar = read_calendars(self.home)
        self.asked: list[Ask] = []
        self.added: list[PlanVersion] = []
        new = PlanVersion("ab" * 32, "shop_2026", "旗舰店年度运营计划", 2, KNOWN_AT, "admin", current=True)
        self.stored = {new: PLAN, replace(new, fingerprint="cd" * 32, number=1, current=False): PLAN_OLD} if plans else {}

    @property
    def settings(self) -> Settings:
        return Settings(self.home)

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.home)

    def versions(self) -> tuple[PlanVersion, ...]:
        return tuple(self.stored)

    def plan(self, fingerprint: str = "") -> Plan:
        found = next(text for version, text in self.stored.items() if version.fingerprint.startswith(fingerprint))
        plan, _problems = parse(found)
        assert plan is not None
        return plan

    def plan_source(self, fingerprint: str = "") -> str:
        return next(text for version, text in self.stored.items() if version.fingerprint.startswith(fingerprint))

    def add_plan(self, path: Path, *, by: str = "") -> tuple[PlanVersion | None, tuple[Problem, ...]]:
        plan, problems = parse(path.read_text("utf-8"), name=path.name)
        if plan is None or has_errors(problems):
            return None, problems
        number = len(self.stored) + 1
        mark = "ef" * 32 if number == 3 else f"{number:02x}" * 32
        version = PlanVersion(mark, plan.plan.id, plan.plan.label, number, KNOWN_AT, by, current=True)
        self.stored = {version: path.read_text("utf-8"), **{replace(v, current=False): t for v, t in self.stored.items()}}
        return version, problems

    def status(self, ask: Ask, fingerprint: str = "") -> Status:
        self.asked.append(ask)
        found = TARGETS if not ask.unit else tuple(t for t in TARGETS if t.unit == ask.unit or ask.unit == "company")
        return Status(
            "shop_2026",
            fingerprint,
            "旗舰店年度运营计划",
            ask.as_of or AS_OF,
            ask.known_at or KNOWN_AT,
            ask.unit,
            found,
            6,
            D("1234.50"),
            (),
        )

    def course(self, target: str, ask: Ask, fingerprint: str = "") -> Course:
        return course(next(t for t in TARGETS if t.id == target))

    def metrics(self, fingerprint: str = "") -> Mapping[str, Metric]:
        return METRICS

    def metric(self, ids: tuple[str, ...], by: tuple[str, ...], ask: Ask, fingerprint: str = "") -> NoReturn:
        """There are no facts to work any metric out from."""
        raise YunceError(Problem.of("operate.metric_unknown", ids[0], id=ids[0], likely="—"))

    def rows(self, metric: str, ask: Ask, *, limit: int, offset: int = 0, fingerprint: str = "") -> pl.DataFrame:
        self.asked.append(ask)
        every = [(AS_OF, f"T{n}", "=cmd()|x" if n == 1 else "羊毛围巾", 12345 + n, "订单.csv", n + 2) for n in range(130)]
        return pl.DataFrame(every[offset : offset + limit], schema=["day", "order", "title", "paid", "file", "row"], orient="row")

    def coverage(self, ask: Ask, fingerprint: str = "") -> pl.DataFrame:
        days = [date(2026, 9, 1) + timedelta(days=n) for n in range(73)]
        rows = [("orders", "shop", d) for d in days] + [("ads", "shop", d) for d in days if d < date(2026, 11, 11)]
        return pl.DataFrame(rows, schema=["table", "unit", "day"], orient="row")


_OPENED: list[FixtureInstallation] = []


def open_fixture() -> FixtureInstallation:
    """The fixture of this process; `YUNCE_FIXTURE=demo` is the demo, `empty` has no plan."""
    kind = os.environ.get("YUNCE_FIXTURE", "")
    if not _OPENED:
        _OPENED.append(FixtureInstallation(plans=kind != "empty", demo=kind == "demo"))
    return _OPENED[0]

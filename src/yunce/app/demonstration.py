# SPDX-License-Identifier: Apache-2.0
"""The demo company, made through the product's own doors: exports written, loaded as anybody's, the plan added as anybody's."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from yunce.app.demo import write_plan
from yunce.app.demo.exports import unit_of, write_exports
from yunce.app.demo.trades import read_trade, trades, unit_of_trade, write_trade, write_trade_plan
from yunce.app.installation import DEMO_MARK, Installation
from yunce.app.opening import open_installation
from yunce.values.problem import Problem, YunceError
from yunce.warehouse.port import Progress, Watch

EXPORTS = "demo-exports"
SHOP = "ecommerce"
"""The pack of the demo company that is made where none is named."""
Announce = Callable[[str], object]
UnitOf = Callable[[Path], str | None]


@dataclass(frozen=True, slots=True)
class Handed:
    """What a demo company's people hand in: the files, whose each one is, the plan, what is said while it is made."""

    write: Callable[[Path, Watch | None], tuple[Path, ...]]
    unit_of: UnitOf
    write_plan: Callable[[Path], Path]
    announced: str
    notice: str = ""
    """What the first page says of the company where all of it is invented."""


def demo_packs() -> tuple[str, ...]:
    """The packs that have a demo company, the one that is made by default first."""
    return (SHOP, *trades())


def prepare_demo(*, announce: Announce, watch: Watch | None = None, share: float = 1.0, pack: str = SHOP) -> Installation:
    """Fill the home with a pack's demo company where that is not done yet; stopped half-way, it goes on where it was.

    Exports that were loaded already are known by their content and loaded once. Raises `YunceError` where the plan or a file is refused,
    where no pack of that name has a demo company, or where the home holds another one.
    """
    if pack not in demo_packs():
        raise YunceError(Problem.of("demo.unknown", "--pack", pack=pack, known="、".join(demo_packs())))
    installation = open_installation()
    if installation.is_demo:
        if installation.demo.pack != pack:
            raise YunceError(Problem.of("demo.other", str(installation.home), pack=pack, other=installation.demo.pack))
        return installation
    folder, handed = installation.home / EXPORTS, _handed(pack, share)
    announce(handed.announced)
    paths = handed.write(folder, watch)
    _load(installation, paths, handed.unit_of, watch)
    version, problems = installation.add_plan(handed.write_plan(folder), by="演示")
    if version is None:
        raise YunceError(*problems)
    mark = installation.home / DEMO_MARK
    staged = mark.with_suffix(".stage")
    told = {"plan": version.fingerprint, "pack": pack, "notice": handed.notice, "files": [p.name for p in paths]}
    staged.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    staged.replace(mark)
    return installation


def _handed(pack: str, share: float) -> Handed:
    """What a pack's demo company hands in."""
    if pack == SHOP:
        shop = "第一次运行：正在准备演示公司（真实零售交易，改换名称），约需一分钟。"
        return Handed(lambda folder, watch: write_exports(folder, watch=watch, share=share), unit_of, write_plan, shop)
    trade = read_trade(pack)
    return Handed(
        lambda folder, watch: write_trade(trade, folder, watch=watch),
        lambda path: unit_of_trade(trade, path),
        lambda folder: write_trade_plan(trade, folder),
        f"第一次运行：正在准备演示公司。{trade.notice}",
        trade.notice,
    )


def _load(installation: Installation, paths: tuple[Path, ...], unit: UnitOf, watch: Watch | None) -> None:
    """Load what was not loaded yet, by content."""
    loaded = {batch.sha256 for batch in installation.warehouse.batches() if batch.undone_at is None}
    for number, path in enumerate(paths, 1):
        if watch is not None:
            watch(Progress("演示数据", f"第 {number}/{len(paths)} 个文件 {path.name}", number - 1, len(paths)))
        if _sha256(path) not in loaded:
            installation.warehouse.load([path], unit=unit(path))


def _sha256(path: Path) -> str:
    import hashlib

    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

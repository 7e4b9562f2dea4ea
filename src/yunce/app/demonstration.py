# SPDX-License-Identifier: Apache-2.0
"""The demo company, made through the product's own doors: exports written, loaded as anybody's, the plan added as anybody's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from yunce.app.demo import unit_of, write_exports, write_plan
from yunce.app.installation import DEMO_MARK, Installation
from yunce.app.opening import open_installation
from yunce.values.problem import YunceError
from yunce.warehouse.port import Progress, Watch

EXPORTS = "demo-exports"
Announce = Callable[[str], object]


def prepare_demo(*, announce: Announce, watch: Watch | None = None, share: float = 1.0) -> Installation:
    """Fill the home with the demo company where that is not done yet; stopped half-way, it goes on where it was.

    Exports that were loaded already are known by their content and loaded once. Raises `YunceError` where the plan or a file is refused.
    """
    installation = open_installation()
    if installation.is_demo:
        return installation
    folder = installation.home / EXPORTS
    announce("第一次运行：正在准备演示公司（真实零售交易，改换名称），约需一分钟。")
    paths = write_exports(folder, watch=watch, share=share)
    loaded = {batch.sha256 for batch in installation.warehouse.batches() if batch.undone_at is None}
    for number, path in enumerate(paths, 1):
        if watch is not None:
            watch(Progress("演示数据", f"第 {number}/{len(paths)} 个文件 {path.name}", number - 1, len(paths)))
        if _sha256(path) not in loaded:
            installation.warehouse.load([path], unit=unit_of(path))
    version, problems = installation.add_plan(write_plan(folder), by="演示")
    if version is None:
        raise YunceError(*problems)
    mark = installation.home / DEMO_MARK
    staged = mark.with_suffix(".stage")
    staged.write_text(json.dumps({"plan": version.fingerprint, "files": [p.name for p in paths]}, ensure_ascii=False), encoding="utf-8")
    staged.replace(mark)
    return installation


def _sha256(path: Path) -> str:
    import hashlib

    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

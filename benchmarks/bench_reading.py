# SPDX-License-Identifier: Apache-2.0
"""`yunce read` and the `yunce check` that follows it, of Word files of 10, 50, 100 and 1,000 pages, start included: quick, linear?

Processor time counts: a page of a plan needs no waiting. The quickest of several runs stands, as other programs only make a run slower.
Before each `read` nothing is kept of the file; `check` takes what it kept. A check alone, which must read too, is measured beside it.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from measuring import YUNCE, Run, fresh, megabytes, quick, report, seconds

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MARK_PAGES, MARK = 50, 1.5
PARAGRAPHS = (
    "本部门在上一年度工作的基础上，围绕公司总体战略，结合市场环境的变化和内部管理的需要，制定本年度的工作思路和重点举措，力求在服务质量、运营效率和团队建设等方面取得新的进展。",
    "第{n}项目组全年销售额不低于{a}万元，毛利率达到{b}%，由项目经理负责；客户满意度不低于{c}分，投诉在3个工作日内办结。",
    "要进一步完善考核机制，把日常检查、专项督导和年度评价结合起来，形成发现问题、分析原因、落实整改、跟踪复查的闭环，使各项制度真正落到实处，避免流于形式。",
    "{m}月15日前完成第{n}批设备更新，预算{d}万元；每周一召开例会，每月5日前提交上月分析报告，对未按期完成的事项说明原因并提出补救安排。",
    "人员方面，本组配备主管1名、专员{e}名，新增岗位须经审批后实施；培训以岗位技能为主，结合案例讨论，逐步建立内部讲师队伍和学习资料库。",
    "在风险控制方面，坚持预防为主，定期梳理关键环节，明确各层级的责任边界，遇到异常情况及时上报并保留完整的处理记录，确保运营平稳有序。",
)  # fmt: skip
ROWS = (
    ("项目", "一季度（万元）", "二季度（万元）", "负责部门"),
    ("销售收入", "{a}", "{d}", "市场部"),
    ("推广费用", "{e}", "{e}", "运营部"),
)
PARAGRAPHS_A_PAGE = 12
DENSE = (
    "本部分要求门店{k}在{m}月{c}日前完成改造，销售额不低于{a}万元，费用控制在{e}%以内，由店长负责，每月检查{f}次。"
    "其余工作按公司统一要求执行，保持服务质量，做好沟通协调和资料归档工作，按时报送总结。"
)
DENSE_LINES = 6
WIDTHS, WIDE_ROWS = (13, 17, 25, 40), 10


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def page(n: int) -> str:
    """One page: a heading, ten paragraphs, a small table; about 900 characters and 30 numbers."""
    numbers = {"n": n, "a": 300 + n % 97, "b": 20 + n % 30, "c": 85 + n % 10, "d": 40 + n % 31, "e": 2 + n % 7, "m": 1 + n % 12}
    lines = [paragraph(PARAGRAPHS[at % len(PARAGRAPHS)].format(**numbers)) for at in range(PARAGRAPHS_A_PAGE)]
    rows = ("".join(f"<w:tc>{paragraph(cell.format(**numbers))}</w:tc>" for cell in row) for row in ROWS)
    return paragraph(f"第{n}章 重点工作") + "".join(lines) + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def dense_page(n: int) -> str:
    """One page: a heading, six paragraphs with seven numbers each, a table of six rows with their totals; about 700 characters."""
    lines, rows = [], ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("项目", "一季度", "二季度", "合计"))]
    for k in range(1, DENSE_LINES + 1):
        turn = n * DENSE_LINES + k
        a, b = 10 + turn * 37 % 89, 10 + turn * 53 % 83
        lines.append(paragraph(DENSE.format(k=k, m=1 + turn % 12, c=1 + turn % 28, a=a * 10, e=1 + turn % 19, f=1 + turn % 9)))
        rows.append("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in (f"项目{k}", str(a), str(b), str(a + b))))
    return paragraph(f"第{n}章 区域{n}运营安排") + "".join(lines) + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def wide_page(n: int) -> str:
    """One page: a heading, a line, a table of 13 to 40 columns and ten rows with their totals; 150 to 450 numbers."""
    shops = WIDTHS[n % len(WIDTHS)] - 1
    values = [[10 + (n * 31 + row * 37 + shop * 53) % 89 for shop in range(shops)] for row in range(WIDE_ROWS)]
    rows = [["项目（万元）", *(f"门店{shop}" for shop in range(1, shops + 1)), "合计"]]
    rows += [[f"科目{at}", *map(str, row), str(sum(row))] for at, row in enumerate(values, 1)]
    rows.append(["合计", *(str(sum(column)) for column in zip(*values, strict=True)), str(sum(map(sum, values)))])
    table = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return paragraph(f"第{n}章 区域{n}经营预算") + paragraph(f"本章列出区域{n}全年各科目预算。") + f"<w:tbl>{table}</w:tbl>"


def write(file: Path, pages: int, make: Callable[[int], str] = page) -> None:
    """A Word file of so many pages."""
    body = paragraph("2026年度运营计划") + "".join(make(n) for n in range(1, pages + 1))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")


def run(command: str, file: Path, extra: Mapping[str, str] | None = None) -> Run:
    """One run."""
    return fresh((YUNCE, command, file, "--format", "json"), extra)


def pair(file: Path, cache: Path) -> tuple[Run, Run]:
    """`read`, and the `check` that follows it: what was read is kept between them."""
    shutil.rmtree(cache / "yunce" / "readings", ignore_errors=True)
    return tuple(run(command, file, {"XDG_CACHE_HOME": str(cache)}) for command in ("read", "check"))  # type: ignore[return-value]


def quickest(runs: Iterable[Run]) -> Run:
    """The quickest of some runs."""
    return min(runs, key=lambda one: one.processor)


def shown(one: Run) -> str:
    """Processor time and memory."""
    return f"{seconds(one.processor)}, {megabytes(one.peak)}"


def main() -> None:
    """Print the figures."""
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (("pages", page), ("dense pages", dense_page), ("pages of wide tables", wide_page)):
            for pages in (10, 50, 100) if quick() or make is wide_page else (10, 50, 100, 1000):
                file = Path(folder) / f"{pages}.docx"
                write(file, pages, make)
                measure(f"{pages} {name}", file, Path(folder) / "cache", figures, is_marked=pages == MARK_PAGES)
    report("reading, processor time and memory", figures)


def measure(name: str, file: Path, cache: Path, figures: dict[str, object], *, is_marked: bool) -> None:
    """Put the figures of one file among the others."""
    times = 7 if is_marked else 1
    pair(file, cache)  # patterns are kept from here on
    pairs = [pair(file, cache) for _ in range(times)]
    read, check = (quickest(one) for one in zip(*pairs, strict=True))
    alone = quickest(run("check", file, {"XDG_CACHE_HOME": str(cache), "YUNCE_KEEP_READINGS": "0"}) for _ in range(times))
    figures[f"read {name}"], figures[f"check {name}"], figures[f"check {name}, alone"] = map(shown, (read, check, alone))
    if is_marked:
        figures[f"read + check {name}"] = marked(read.processor + check.processor)
        with tempfile.TemporaryDirectory() as empty:
            figures[f"read {name}, the first run on a machine"] = seconds(run("read", file, {"XDG_CACHE_HOME": empty}).processor)


def marked(total: float) -> str:
    """A sum beside the mark."""
    return f"{seconds(total)}, mark <= {seconds(MARK)} {'met' if total <= MARK else 'missed'}"


if __name__ == "__main__":
    main()

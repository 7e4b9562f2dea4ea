# SPDX-License-Identifier: Apache-2.0
"""Wide tables: months, their quarters and a total, of which each length makes up the year by itself; names that end with a number."""

from __future__ import annotations

import pytest

from yunce.checker.checking import check_reading
from yunce.checker.findings import Finding
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

MONTHS = {"房租": [31, 33, 29, 30, 35, 28, 32, 34, 27, 36, 26, 38], "工资": [112, 108, 115, 121, 117, 119, 123, 118, 126, 128, 124, 131]}


def table(lines: dict[str, list[int]], *, is_turned: bool = False) -> str:
    """Each month, each quarter behind its months, the year, as columns or as rows."""
    rows = [
        ["项目（万元）", *(name for q in range(4) for name in (*(f"{3 * q + m}月" for m in (1, 2, 3)), f"{'一二三四'[q]}季度")), "合计"]
    ]
    for name, months in lines.items():
        quarters = [months[3 * q : 3 * q + 3] for q in range(4)]
        rows.append([name, *(str(one) for three in quarters for one in (*three, sum(three))), str(sum(months))])
    rows = [list(one) for one in zip(*rows, strict=True)] if is_turned else rows
    return "# 2026年费用预算\n\n" + "\n".join("| " + " | ".join(one) + " |" for one in (rows[0], ["---"] * len(rows[0]), *rows[1:])) + "\n"


def sums(text: str) -> list[Finding]:
    """What is found of sums."""
    return [one for one in check_reading(read_document(read_bytes("plan.md", text.encode()))).findings if one.code.startswith("SUM")]


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_total_of_months_and_quarters_holds(is_turned: bool) -> None:
    assert sums(table(MONTHS, is_turned=is_turned)) == []


def test_a_wrong_total_is_told_with_the_right_one() -> None:
    (found,) = sums(table(MONTHS).replace("| 379 |", "| 389 |"))
    assert (found.stated, found.expected, found.at[0].quote) == ("3890000", "3790000", "389")


def test_a_wrong_quarter_is_told_with_the_right_one() -> None:
    (found,) = sums(table(MONTHS).replace("| 357 |", "| 375 |"))
    assert (found.stated, found.expected, found.at[0].quote) == ("3750000", "3570000", "375")


def test_a_name_that_ends_with_a_number_is_no_part_of_a_wide_total() -> None:
    rows = [[10 + (shop * 53 + line * 37) % 89 for shop in range(20)] for line in range(5)]
    head = "| 项目（万元） | " + " | ".join(f"{shop}号店" for shop in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉") + " | 合计 |"
    lines = [f"| 科目{at} | " + " | ".join(map(str, row)) + f" | {sum(row)} |" for at, row in enumerate(rows, 8)]
    assert sums("# 2026年费用预算\n\n" + "\n".join([head, "|" + " --- |" * 22, *lines]) + "\n") == []

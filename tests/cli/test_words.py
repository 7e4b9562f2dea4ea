# SPDX-License-Identifier: Apache-2.0
"""What a mistyped command is told: in Chinese, as JSON where JSON was asked for, with exit code 2."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from yunce.cli.output import _block


@pytest.mark.parametrize("words", [(), ("plan",), ("--help",), ("load", "--help"), ("metric", "--help"), ("status", "--help")])
def test_help_is_chinese(yunce: Run, words: tuple[str, ...]) -> None:
    said = yunce(*words)
    assert said.code == 0 and said.err == ""
    assert "用法" in said.out and "选项" in said.out
    assert "Usage" not in said.out and "Options" not in said.out and "Show this" not in said.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("status", "--nope"), "app.option_unknown"),
        (("metric",), "app.argument_missing"),
        (("nonsense",), "app.usage"),
        (("load",), "app.option_invalid"),
        (("serve", "--port", "999999"), "app.value_unusable"),
    ],
)
def test_mistyped(yunce: Run, words: tuple[str, ...], code: str) -> None:
    said = yunce(*words)
    assert said.code == 2 and said.out == "" and f"[{code}]" in said.err
    as_json = yunce(*words, "--format", "json") if words[0] not in ("serve", "nonsense") else said
    if as_json is not said:
        assert as_json.code == 2 and as_json.err == "" and as_json.json["problems"][0]["code"] == code


def test_a_row_too_wide_for_the_terminal_is_a_block() -> None:
    lines = _block(("指标", "期间", "目标", "实际"), ("支付金额", "2026-09", "100万", "160"), 24).split("\n")
    assert lines == ["支付金额", "  期间 2026-09", "  目标 100万  实际 160"]

# SPDX-License-Identifier: Apache-2.0
"""Dates against the time they belong to: period of a heading or line, event that they prepare, stages told in months."""

from __future__ import annotations

import pytest

from tests.checker.test_silence import codes

WRONG = (
    ("## 改造期（3月1日至5月31日）\n\n- 3月5日前完成设计\n- 4月20日前完成拆旧\n- {5}月25日前完成验收", "6", "DATE008"),
    ("- 一季度：1月20日前签责任书，3月15日前培训\n- 二季度：4月30日前盘点，{6}月20日前小结", "8", "DATE008"),
    ("## 3月\n\n- 3月8日女神节\n- 3月{15}日诚信日\n\n## 4月\n\n- {4}月5日踏青\n- 4月23日读书日", "3", "DATE008"),
    ("展会4月18日开幕。4月{10}日前展台搭建完毕，3月20日前完成邀约。", "20", "DATE009"),
    ("11月11日大促正式开始，{10}月15日前完成备货，10月20日前完成客服培训。", "12", "DATE009"),
    ("经销商大会4月20日至{22}日。", "31", "DATE001"),
    ("停机检修在9月28日、{29}日两天。", "31", "DATE001"),
    ("新厂房2027年5月10日开工、{8}月7日投产。", "4", "DATE002"),
    ("六号楼6月15日进场，{9}月10日封顶。", "4", "DATE002"),
    ("第一步（1-3月）摸底；第二步（{4}-8月）推进；第三步（9-12月）总结。", "5", "DATE006"),
)


@pytest.mark.parametrize(("text", "wrong", "code"), WRONG)
def test_a_date_out_of_its_time_is_told(text: str, wrong: str, code: str) -> None:
    page = f"# 2027年计划\n\n{text}"
    right = page.replace("{", "").replace("}", "")
    start, end = page.rindex("{"), page.rindex("}")
    assert codes(right) == set()
    assert code in codes((page[:start] + wrong + page[end + 1 :]).replace("{", "").replace("}", ""))


@pytest.mark.parametrize(
    "text",
    [
        "展会4月18日开幕，4月20日前提交总结。大促11月11日开始，11月15日前完成发货。",
        "11月11日大促正式开始，10月15日前完成备货，10月20日前完成客服培训，11月5日前完成压测。",
        "- 一季度：次年1月5日前交账，3月15日前培训\n- 四季度：10月15日前编预算，12月20日前考核",
        "第一步（1-3月）摸底；第二步（3-8月）推进；第三步（8-12月）总结。",
        "六号楼10月15日进场，次年4月10日封顶；盘点在7月15日—31日，演练定在5月3日、31日。",
        "## 旺季（6月1日至8月31日）\n\n- 5月10日前备货\n- 5月20日前培训\n- 6月5日开始",
    ],
)
def test_other_dates_are_left_alone(text: str) -> None:
    assert not codes(f"# 2027年计划\n\n{text}") & {"DATE001", "DATE002", "DATE005", "DATE006", "DATE008", "DATE009"}

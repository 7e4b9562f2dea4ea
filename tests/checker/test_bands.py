# SPDX-License-Identifier: Apache-2.0
"""Scales as plans write them: whole they give no warning; with one edge moved they give a finding."""

from __future__ import annotations

import re

import pytest

from yunce.checker.checking import Report, check_reading
from yunce.checker.findings import Severity
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document

_EDGE = re.compile(r"⟦(.*?)⟧")
LADDERS = (
    "任务完成率≥⟦100⟧%的奖励2000元；⟦80⟧%≤完成率<⟦100⟧%的奖励1000元；完成率<⟦80⟧%的不奖励。",
    "得分⟦90⟧(含)-100分为A，⟦80⟧(含)-⟦90⟧分为B，⟦60⟧(含)-⟦80⟧分为C，⟦60⟧分以下为D。",
    "月销售额⟦10⟧万元以下提成1%，⟦10⟧-⟦20⟧万元提成1.5%，⟦20⟧-⟦30⟧万元提成2%，⟦30⟧万元以上提成3%。",
    "个人回款⟦10⟧万（含）以下按1%计提，⟦10⟧万～⟦20⟧万（含）按2%计提，⟦20⟧万以上按3%计提。全年差旅费不超过8万元。",
    "等级划分：[⟦90⟧,100]为A，[⟦80⟧,⟦90⟧)为B，[⟦70⟧,⟦80⟧)为C，⟦70⟧分以下为D。",
    "考核得分⟦90⟧分及以上为优秀、⟦80⟧分至⟦89⟧分为良好、⟦70⟧分至⟦79⟧分为合格、⟦69⟧分及以下为不合格。",
    "库存周转⟦30⟧天以内得10分，⟦31⟧-⟦45⟧天得8分，⟦46⟧-⟦60⟧天得5分，超过⟦60⟧天得0分。",
    "工龄不满⟦1⟧年的享受5天年假，满⟦1⟧年不满⟦5⟧年的享受7天，满⟦5⟧年不满⟦10⟧年的享受10天，⟦10⟧年以上的享受15天。",
    "逾期1-⟦7⟧天每天扣50元，⟦8⟧-⟦15⟧天每天扣100元，⟦16⟧-⟦30⟧天每天扣200元，⟦30⟧天以上停止合作。",
    "综合评分大于等于⟦95⟧分为一级，大于等于⟦85⟧分小于⟦95⟧分为二级，大于等于⟦70⟧分小于⟦85⟧分为三级，小于⟦70⟧分为四级。",
    "⟦95⟧分以上（含95分）系数1.3；⟦85⟧-⟦95⟧分（不含95分）系数1.1；⟦70⟧-⟦85⟧分（不含85分）系数0.9；⟦70⟧分以下（不含70分）系数0.6。",
    "利润超额⟦10⟧%以内的部分提取5%；超额⟦10⟧%-⟦20⟧%的部分提取8%；超额⟦20⟧%以上的部分提取10%。",
    "接通率低于⟦85⟧%扣5分，⟦85⟧%~⟦90⟧%扣2分，⟦90⟧%~⟦95⟧%不扣分，高于⟦95⟧%加2分。",
    "门店面积⟦100⟧㎡以下配3人，⟦100⟧㎡-⟦150⟧㎡配5人，⟦150⟧㎡以上配7人。",
    "当月有效投诉0-⟦2⟧件不扣分；⟦3⟧-⟦5⟧件扣2分；⟦6⟧件以上扣5分。",
    "年签约满100万元不满⟦200⟧万元返点1%，满⟦200⟧万元不满⟦500⟧万元返点2%，⟦500⟧万元以上返点3%。",
    "收缴率在⟦80⟧%以下的扣发奖金，⟦80⟧%-⟦90⟧%之间的发放一半，⟦90⟧%以上的全额发放；物业经理每周巡查不少于2次。",
    "达成率⟦90⟧%以下系数0.8，⟦90⟧%以上⟦100⟧%以下系数0.9，⟦100⟧%以上系数1.2。",
    "成绩⟦90⟧分以上為優等；⟦80⟧分以上未滿⟦90⟧分為甲等；⟦70⟧分以上未滿⟦80⟧分為乙等；未滿⟦70⟧分為丙等，扣減服務費3%。",
    "单笔⟦5⟧万元以下由部门经理审批；⟦5⟧万元（含）至⟦20⟧万元由分管副总审批；⟦20⟧万元（含）以上报总经理审批。",
    "| 完成 | 系数 |\n| --- | --- |\n| ⟦100⟧%及以上 | 1.5 |\n| ⟦90⟧%-⟦100⟧%（不含） | 1.0 |\n| ⟦90⟧%以下 | 0.6 |",
    "| 分数 | 等级 |\n| --- | --- |\n| ⟦95⟧-100 | A |\n| ⟦85⟧-⟦94.99⟧ | B |\n| ⟦70⟧-⟦84.99⟧ | C |\n| ⟦70⟧以下 | D |",
    "| 等级 | 条件 | 奖金 |\n| --- | --- | --- |\n| A | S≥⟦90⟧ | 3000元 |\n| B | ⟦80⟧≤S<⟦90⟧ | 2000元 |\n| C | S<⟦80⟧ | 0 |",
    "| 月销售额（万元） | 提成比例 |\n| --- | --- |\n| 0～⟦50⟧ | 1% |\n| ⟦50⟧～⟦80⟧ | 1.5% |\n| ⟦80⟧～⟦120⟧ | 2% |\n| ⟦120⟧以上 | 3% |",
    "| 年龄段 | 人数 |\n| --- | --- |\n| 18-⟦25⟧岁 | 12 |\n| ⟦26⟧-⟦35⟧岁 | 30 |\n| ⟦36⟧-⟦45⟧岁 | 18 |\n| ⟦46⟧岁以上 | 6 |",
    "- 第一档：0-⟦50⟧万元，返点1%\n- 第二档：⟦50⟧-⟦100⟧万元，返点2%\n- 第三档：⟦100⟧万元以上，返点3%",
    "- ⟦98⟧%及以上，得20分\n- ⟦95⟧%（含）至⟦98⟧%，得15分\n- ⟦90⟧%（含）至⟦95⟧%，得10分\n- ⟦90⟧%以下，得0分",
    "- 优秀：⟦90⟧（含）以上\n- 良好：⟦80⟧（含）-⟦90⟧\n- 一般：⟦60⟧（含）-⟦80⟧\n- 较差：⟦60⟧以下",
    "| 缺编率 | 扣分 |\n| --- | --- |\n| ≤⟦3⟧% | 0 |\n| ⟦3⟧%<缺编率≤⟦5⟧% | 2 |\n| ⟦5⟧%<缺编率≤⟦8⟧% | 5 |\n| >⟦8⟧% | 10 |",
    "| 响应时长 | 得分 |\n| --- | --- |\n| ⟦30⟧秒以内 | 100 |\n| ⟦31⟧-⟦60⟧秒 | 80 |\n| ⟦61⟧-⟦120⟧秒 | 60 |\n| ⟦120⟧秒以上 | 0 |",
)


def report_of(text: str) -> Report:
    """The report on a section with these words."""
    page = f"# 2027年考核办法\n\n## 一、奖惩\n\n{text}\n\n## 二、其他\n\n每月5日前由人力资源部汇总。\n"
    return check_reading(read_document(read_bytes("plan.md", page.encode())))


@pytest.mark.parametrize("ladder", LADDERS)
def test_a_whole_scale_gives_no_warning(ladder: str) -> None:
    found = report_of(_EDGE.sub(lambda mark: mark[1], ladder)).findings
    assert not [one for one in found if one.code.startswith("BAND") and one.severity is not Severity.QUESTION]


@pytest.mark.parametrize("ladder", LADDERS)
def test_every_moved_edge_but_the_outermost_is_found(ladder: str) -> None:
    known = {one.key for one in report_of(_EDGE.sub(lambda mark: mark[1], ladder)).findings}
    unseen = [text for text in _moved(ladder) if all(one.key in known for one in report_of(text).findings)]
    assert not unseen


def _moved(ladder: str) -> list[str]:
    """The scale with each edge moved up by a step of its size."""
    found = []
    for mark in _EDGE.finditer(ladder):
        value = float(mark[1])
        moved = value + (5 if value >= 50 else 2 if value >= 10 else 1)
        ends = ladder[: mark.start()], ladder[mark.end() :]
        before, behind = (_EDGE.sub(lambda one: one[1], part) for part in ends)
        found.append(f"{before}{moved:g}{behind}")
    return found


def test_what_stands_behind_a_scale_is_none_of_its_bands() -> None:
    text = "个人回款10万（含）以下按1%计提，10万～20万（含）按2%计提，20万以上按3%计提。全年差旅费不超过8万元。"
    assert not [one for one in report_of(text).findings if one.code.startswith("BAND")]


def test_a_place_between_two_halves_is_asked_for() -> None:
    text = "单户300万元以上的每月检查一次，500万元（含）以下的每季检查一次。"
    assert [(one.code, one.stated, one.expected) for one in report_of(text).findings if one.code.startswith("BAND")] == [
        ("BAND005", "3000000", "5000000")
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("999以下", "1,000-2,999", "3,000-4,999", "5,000及以上"), set()),
        (("999以下", "1,000-2,999", "3,100-4,999", "5,000及以上"), {"BAND001"}),
        (("999以下", "1,000-2,999", "2,000-4,999", "5,000及以上"), {"BAND002"}),
        (("0-300", "300-800", "800-2,000", "2,000以上"), set()),
        (("0-300", "300-800", "900-2,000", "2,000以上"), {"BAND001"}),
        (("0-3", "3-5", "5-8", "9以上"), {"BAND001"}),
        (("2万元以下", "3万元-5万元", "5万元-8万元", "8万元以上"), {"BAND001"}),
        (("3万元以下", "3万元-5万元", "5万元-8万元", "8万元以上"), set()),
    ],
)
def test_thousands_parted_by_commas_are_one_edge(rows: tuple[str, ...], told: set[str]) -> None:
    table = "\n".join(f"| {row} | {at + 1}天 |" for at, row in enumerate(rows))
    found = report_of(f"# 2027年计划\n\n| 承租面积（个） | 免租期 |\n| --- | --- |\n{table}\n").findings
    assert {one.code for one in found if one.code in {"BAND001", "BAND002"}} == told


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "| 月接听量 | 每通 |\n| --- | --- |\n| 1,200 通以下 | 0.6 元 |\n| 1,200（含）—{1,600} 通 | 0.8 元 |\n"
            "| 1,600 通（含）以上 | 1.0 元 |",
            "1,500",
        ),
        ("月巡店不足20店次的不发补贴；20（含）至{30}店次的发300元；30店次（含）以上的发500元。", "28"),
        ("首重分档：5公斤以下8元；5（含）~20公斤每公斤1.2元；{20}公斤（含）以上每公斤0.9元。", "25"),
        ("逾期30天（含）以内扣1%，30天至{60}天（含）扣2%，60天至90天（含）扣3%，超过90天扣5%。", "50"),
    ],
)
def test_bands_of_any_unit(text: str, wrong: str) -> None:
    right = text[text.index("{") + 1 : text.index("}")]
    assert not [one for one in report_of(text.replace(f"{{{right}}}", right)).findings if one.severity.value != "question"]
    assert any(one.code.startswith("BAND") for one in report_of(text.replace(f"{{{right}}}", wrong)).findings)

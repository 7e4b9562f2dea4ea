# SPDX-License-Identifier: Apache-2.0
"""What findings carry: arithmetic, places, expected values; health, waivers, fixes, SARIF, excerpts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yunce.app.reviews.patching import Edit, patched
from yunce.checker.amounts import Amount, Fit, fit, text_of, written_like
from yunce.checker.checking import Report, check_reading
from yunce.checker.contract import as_json, as_sarif
from yunce.checker.excerpts import shown, width
from yunce.checker.explaining import every_rule
from yunce.checker.findings import Finding, Severity, Span
from yunce.checker.health import health_of
from yunce.checker.waivers import Waiver, read_waivers, waive
from yunce.reader.files import read_bytes
from yunce.reader.reading import read_document


def report(text: str, name: str = "plan.md") -> Report:
    return check_reading(read_document(read_bytes(name, text.encode())))


def mended(text: str, findings: Iterable[Finding]) -> tuple[str, tuple[Edit, ...]]:
    """A text with the edits of findings, and those that were applied."""
    edits = [Edit(one.edit.span.start, one.edit.span.end, one.edit.text) for one in findings if one.edit]
    reading, shift = patched(read_document(read_bytes("plan.md", text.encode())), edits)
    return reading.document.text, shift.edits


def found(text: str) -> list[tuple[str, str, str]]:
    """Code, stated and expected of everything but questions."""
    return [(one.code, one.stated, one.expected) for one in report(text).findings if one.severity is not Severity.QUESTION]


WRONG = "# 2026年预算\n\n装修费5万元,货架费2万元,首批货款20万元,共计30万元。\n"


def test_a_finding_tells_the_sum_its_places_and_the_value() -> None:
    (one,) = report(WRONG).findings
    assert (one.code, one.severity, one.stated, one.expected) == ("SUM001", Severity.ERROR, "300000", "270000")
    assert one.arithmetic == "50000 + 20000 + 200000 = 270000 ≠ 300000"
    assert [place.quote for place in one.at] == ["30万元", "5万元", "2万元", "20万元"]
    assert all(WRONG[place.start : place.end] == place.quote for place in one.at)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("客流2605人,成交5%。约130人成交:2605×5%=130人", []),
        ("单价27.3元×12件=328元", []),
        ("利润率约为7.5%:毛利率为40%,成本分为推广成本10%,人员成本6%,平台扣点5%,运费5%,税收4.5%,其他费用2%,最终利润率约为7.5%左右。", []),
        ("全年600万元,其中线上360万元,线下240万元。", []),
        ("全年600万元,其中线上360万元,线下250万元。", [("SUM002", "6000000", "6100000")]),
        ("共检查83处,其中64处已整改,其余18处待整改。", [("SUM002", "83", "82")]),
        ("目标4000万元,力争5300万元。", []),
        ("营销10-15%、人员10%、运营25%、毛利50%,各项比例合计100%。", []),
        ("1500(月薪)×6(人数)×12(月)=10.8万元", []),
        ("1500(月薪)×6(人数)×12(月)=11.8万元", [("SUM004", "118000", "108000")]),
        ("(20+30)×12=600万元", []),
        ("合计:27万元\n装修费:5万元\n货架费:2万元\n首批货款:20万元", []),
    ],
)
def test_sums_that_hold_are_silent_and_others_are_told(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(f"# 2026年计划\n\n{text}\n") == expected


def test_tiers_are_summed_each_by_itself() -> None:
    """The first tier has no total: its lines are no parts of the second tier's."""
    first = "营业额:100000元\n客服部:员工2人,共计5000元\n"
    text = first + "营业额:200000元\n客服部:主管1人,员工2人,共计8000元\n美工部:员工1人,共计3000元\n总成本:11000元\n"
    assert not [one for one in report(text, "plan.txt").findings if one.code.startswith("SUM")]


def test_a_date_that_does_not_exist_is_mended_by_its_edit() -> None:
    text = "# 2026年计划\n\n4月31日前完成验收。\n"
    after, edits = mended(text, report(text).findings)
    assert after == text.replace("4月31日", "4月30日")
    assert len(edits) == 1


def test_fixes_that_overlap_wait() -> None:
    once, _ = mended(WRONG, [*report(WRONG).findings, *report(WRONG).findings])
    assert "共计27万元" in once
    assert not report(once).findings


WAIVERS = "waivers:\n  - {key: %s, who: 李经理, why: 尾款另列, until: 2026-12-31}\n"


def test_a_waiver_holds_until_its_day_and_while_the_numbers_stay() -> None:
    first = report(WRONG)
    waivers, problems = read_waivers(WAIVERS % first.findings[0].key)
    assert waivers == (Waiver(first.findings[0].key, "李经理", "尾款另列", date(2026, 12, 31)),)
    assert not problems
    held = waive(first, waivers, date(2026, 12, 31))
    assert (held.report.findings, len(held.waived), held.ended, held.report.health.score) == ((), 1, (), 100)
    late = waive(first, waivers, date(2027, 1, 1))
    assert len(late.report.findings) == 1 and late.ended == waivers
    moved = waive(report("前言。\n\n" + WRONG), waivers, date(2026, 1, 1))
    assert not moved.report.findings
    changed = waive(report(WRONG.replace("20万元", "21万元")), waivers, date(2026, 1, 1))
    assert len(changed.report.findings) == 1 and changed.ended == waivers


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("waivers: [", "checker.waivers_syntax"),
        ("other: 1", "checker.waivers_shape"),
        ("waivers:\n  - {key: a, who: b}", "checker.waiver_incomplete"),
        ("waivers:\n  - a", "checker.waiver_incomplete"),
        ("waivers:\n  - {key: a, who: b, why: c, until: 明年}", "checker.waiver_incomplete"),
    ],
)
def test_a_file_of_waivers_says_what_is_wrong(text: str, code: str) -> None:
    waivers, problems = read_waivers(text)
    assert not waivers
    assert [one.code for one in problems] == [code]


def test_json_and_sarif_tell_the_same_findings() -> None:
    checked = report(WRONG)
    row = as_json(checked)["findings"][0]
    assert list(row)[:8] == ["code", "severity", "message", "stated", "expected", "arithmetic", "at", "fix"]
    sarif = as_sarif(checked, "plan.md", WRONG, every_rule(), "1.0")
    (result,) = sarif["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (sarif["version"], result["ruleId"], result["level"]) == ("2.1.0", "SUM001", "error")
    assert (region["startLine"], region["startColumn"], region["snippet"]["text"]) == (3, 26, "30万元")
    assert sarif["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "SUM001"
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "27万元"


def test_carets_stand_under_the_words() -> None:
    lines = list(shown(report(WRONG), "plan.md", WRONG))
    at = next(number for number, line in enumerate(lines) if "^" in line)
    above, carets = lines[at - 1], lines[at]
    before = above[: above.index("30万元")]
    assert width(carets[: carets.index("^")]) == width(before)
    assert carets.count("^") == width("30万元")
    assert lines[-1].startswith("健康分 88（修改后执行）")


def test_health_falls_with_each_finding_and_never_below_nought() -> None:
    def finding(severity: Severity) -> Finding:
        return Finding("SUM001", severity, "", "", "", "", (), "", "k")

    scores = [health_of([finding(Severity.ERROR)] * count, 10, 10).score for count in range(40)]
    assert scores == sorted(scores, reverse=True)
    assert (scores[0], scores[-1]) == (100, 0)
    assert health_of([finding(Severity.QUESTION)], 1, 1).grade == "可以执行"
    assert health_of([finding(Severity.ERROR)], 1, 1).grade == "修改后执行"


@given(st.integers(1, 10**6), st.integers(0, 3), st.sampled_from(["", "万"]))
def test_a_value_written_like_another_reads_as_itself(digits: int, decimals: int, scale: str) -> None:
    step = Decimal(1).scaleb(-decimals) * (10**4 if scale else 1)
    text = f"{Decimal(digits).scaleb(-decimals):.{decimals}f}{scale}元"
    model = Amount(digits * step, digits * step, "CNY", step, Span(0, len(text)), text)
    assert written_like(digits * step, model) == text


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_a_value_fits_itself_and_what_rounds_to_it(value: Decimal, other: Decimal) -> None:
    stated = Amount(value, value, "CNY", Decimal("0.01"), Span(0, 1), text_of(value))
    assert fit(stated, value, value) is Fit.HOLDS
    assert (fit(stated, other, other) is Fit.HOLDS) == (abs(other - value) <= Decimal("0.005"))


def _table(*rows: str) -> str:
    head, *rest = (f"| {row.replace('|', ' | ')} |" for row in rows)
    return "\n".join([head, "|" + " --- |" * rows[0].count("|") + " --- |", *rest])


TRUE_BY_STRUCTURE = (
    "计划期内门店总数达到126家(新开14家,关闭3家)。",
    "每店配店长1名、药师1-2名、店员4名;片区经理按每10家店配1人,共13人。",
    "投放实体贷款8.5亿元,其中普惠小微2.6亿元、涉农1.2亿元。",
    "按行业看:轨道交通7200万元,智慧园区5400万元,水务环保3600万元,其他1800万元。",
    "主播6人、场控3人、投流2人。",
    "全年完成成交金额1800万元,月均不低于150万元,第四季度占全年的38%。",
    "满意度得分达到4.92分,投诉率不高于百万分之八;上半年完成母婴室改造12间。",
    "发展种子用户5000人,日活跃用户达到1200人,注册转化率8%,推广费用30万元。",
    "全年接通率不低于85%。\n\n连续两周接通率低于80%的班组,由运营总监约谈班组长。",
    "全年推广费占销售额的13%,站内投入产出比不低于1:4。",
    "**人员**:客户经理14名(理财8名、贷款6名)。",
    "贷款净增1.35亿元,其中小微6200万元、涉农4800万元、消费2500万元。",
    "外墙修补6月1日开工,8月10日完工;自2026年1月起至2027年6月止,11月起试行,次年2月完成。",
    _table("期次|起止", "一期|2026.01.05-2026.12.31", "二期|2027.01.04-2027.06.30"),
    "拨备覆盖率不低于180%,流动性覆盖率不低于120%。",
    _table("等级|得分|系数", "S|96分(含)以上|1.3", "A|88-95.99|1.1", "B|75-87.99|1.0", "C|75分以下|0"),
    _table("片区|门店(家)|毛利率(%)", "东|18|31.5", "西|15|30.8", "合计|33|31.2", "上年|30|30.9"),
    _table(
        "项目|上年(万元)|本年(万元)|增减率",
        "一、收入|180|200|11.1%",
        "维修|120|130|8.3%",
        "检测|60|70|16.7%",
        "二、成本|160|170|6.3%",
        "人工成本|100|108|8.0%",
        "折旧|60|62|3.3%",
        "三、利润|20|30|50.0%",
    ),
)


@pytest.mark.parametrize("words", TRUE_BY_STRUCTURE)
def test_words_that_hold_raise_no_alarm(words: str) -> None:
    found = [one for one in report(f"# 2026年计划\n\n{words}\n").findings if one.code != "BAND003"]
    assert not [one.code for one in found if one.severity is not Severity.QUESTION or (one.code.startswith("SUM") and "其中" not in words)]

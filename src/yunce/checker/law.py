# SPDX-License-Identifier: Apache-2.0
"""LAW: what the law forbids or bounds. The provisions are data: since when they count, and whether their text was verified."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from yunce.checker.findings import Hit, Severity, Span
from yunce.checker.paper import Paper
from yunce.checker.rules import rule

_DENIED = re.compile(r"严禁|禁止|不得|不准|杜绝|打击|防范|避免|拒绝|反对|不可以?|不允许|不搞|不做|整治|查处|抵制|零容忍|不实行")
_STOPS = re.compile(r"[,，。;；\n]")
_A_MONTH = re.compile(r"每人?每?月|月均|当月")


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision: its source, since when it counts, whether its text was verified, and the words that touch it."""

    source: str
    since: date
    is_verified: bool
    words: re.Pattern[str]
    is_timeless: bool = False
    """Told for plans of any year: it was unlawful before this provision too."""

    @property
    def cited(self) -> str:
        """The source as findings quote it."""
        return f"{self.source}，{self.since.isoformat()} 起施行，{'条文已核对' if self.is_verified else '条文待核对'}"


FAKE_ORDERS = Provision(
    "反不正当竞争法（2025年修订）第九条", date(2025, 10, 15), True,
    re.compile(r"刷单|刷销量|刷好评|刷信誉|补单|(?<!蔬)种菜(?=单|表)|S单|虚假交易|虚构交易|好评返现|刷评|空包"), True,
)  # fmt: skip
RECRUITING = Provision(
    "禁止传销条例第七条", date(2005, 11, 1), False,
    re.compile(r"三级(?:营销|分销|返佣|代理)|多级(?:营销|分销|返佣)|发展下线|拉人头|入门费|团队计酬|[二三四五]级返利|层层返佣"), True,
)  # fmt: skip
LAST_RANK = Provision(
    "劳动合同法第四十条、最高人民法院指导案例18号", date(2008, 1, 1), True, re.compile(r"末位淘汰|末位辞退|末位解聘|末尾淘汰")
)
FINES = Provision("工资支付暂行规定第十五、十六条", date(1995, 1, 1), True, re.compile(r"罚款|经济处罚|扣发工资|扣除当月工资|没收押金"))
PRICES = Provision(
    "规范促销行为暂行规定",
    date(2020, 12, 1),
    True,
    re.compile(r"先(?:涨价?|提价|虚高|加价)[后再](?:降价?|打折|促销)|虚高(?:标价|价格|原价)|虚构原价"),
)
FUNDS = Provision(
    "证券投资基金法、私募投资基金监督管理条例", date(2023, 9, 1), True,
    re.compile(r"(?:私募|基金)[^。\n]{0,16}(?:微信群|QQ群|公开宣传|朋友圈|地推|兼职推广)|(?:保本|稳赚|刚性兑付)"),
)  # fmt: skip
CLAIMS = Provision(
    "广告法第九、十七条",
    date(2015, 9, 1),
    False,
    re.compile(r"排毒|根治|包治|治愈率|抗癌|国家级(?!高新|实验|示范)|全国第一|全网第一|最佳品质"),
)
UTILITIES = Provision(
    "民法典第九百四十四条",
    date(2021, 1, 1),
    False,
    re.compile(r"(?:停水|停电|断水|断电|停气)[^。\n]{0,12}(?:催|缴|欠)|(?:催|缴|欠)[^。\n]{0,16}(?:停水|停电|断水|断电)"),
)
HOURS = Provision("人社部发〔2025〕2号", date(2025, 1, 1), True, re.compile(r"166\.64|20\.83\s?天"))
OVERTIME = Provision("劳动法第四十一条", date(1995, 1, 1), True, re.compile(r"加班"))


def _found(paper: Paper, provision: Provision) -> Iterator[tuple[int, re.Match[str]]]:
    """Where the words of a provision stand, what is forbidden in the same clause left out; only from the plan's year on."""
    for found in provision.words.finditer(paper.plain):
        at = paper.block_at(found.start())
        block = paper.blocks[at]
        if at < 0 or not paper.is_text(at) or not block.body <= found.start() < block.end:
            continue
        year = paper.reading.plans[paper.place(at).plan].year
        if year and int(year) < provision.since.year and not provision.is_timeless:
            continue
        if not is_denied(paper.plain[block.body : found.start()]):
            yield at, found


def is_denied(before: str) -> bool:
    """True where the clause that leads up to a word forbids it."""
    return bool(_DENIED.search(_STOPS.split(before)[-1]))


def _hits(paper: Paper, provision: Provision) -> Iterator[Hit]:
    for _, one in _found(paper, provision):
        span = Span(one.start(), one.end())
        stated = paper.reading.document.text[span.start : span.end]
        yield Hit((span,), stated, "", "", {"source": provision.cited})


@rule(
    "LAW001", Severity.ERROR, "计划了虚假交易",
    "“{stated}”属于虚假交易（{source}）", "删去这一项；可改为试用、老客唤醒或付费测图",
)  # fmt: skip
def fake_orders(paper: Paper) -> Iterator[Hit]:
    """刷单、补单、好评返现一类虚假交易和虚假评价,无论金额多少都不得列入计划。写明禁止的不算。

    不通过:
        试投广告3万元(包含前期刷单)。
    通过:
        严禁刷单,违者按制度处理。
    """
    yield from _hits(paper, FAKE_ORDERS)


@rule(
    "LAW002", Severity.ERROR, "多级拉人头计酬",
    "“{stated}”涉嫌传销（{source}）", "只按本人完成的真实销售计酬，不超过一级",
)  # fmt: skip
def recruiting(paper: Paper) -> Iterator[Hit]:
    """按发展人员的层级或人数计酬、收取入门费,涉嫌传销。

    不通过:
        建立三级分销体系,合伙人发展下线可得提成。
    通过:
        推荐新客成交后,按本单给予一次性奖励。
    """
    yield from _hits(paper, RECRUITING)


@rule(
    "LAW003", Severity.WARNING, "以末位为由淘汰",
    "“{stated}”不能作为解除劳动合同的理由（{source}）", "改为面谈、培训、协商转岗，并保留记录",
)  # fmt: skip
def last_rank(paper: Paper) -> Iterator[Hit]:
    """排名末位不等于不能胜任工作,不得据此解除劳动合同。

    不通过:
        客服部每季度实行末位淘汰。
    通过:
        客服部每季度对末位人员安排面谈和培训。
    """
    yield from _hits(paper, LAST_RANK)


@rule(
    "LAW004", Severity.QUESTION, "对员工的经济处罚",
    "“{stated}”需要有依据（{source}）", "改为合同约定的绩效浮动部分，扣减后不低于最低工资",
)  # fmt: skip
def fines(paper: Paper) -> Iterator[Hit]:
    """对员工罚款缺少依据;造成损失的赔偿每月不超过当月工资的20%,且剩余部分不低于最低工资。

    不通过:
        未完成计划者给予经济处罚。
    通过:
        未完成计划者,当月绩效工资按考核系数发放。
    """
    yield from _hits(paper, FINES)


@rule(
    "LAW005", Severity.WARNING, "加班超过法定上限",
    "加班写作 {stated} 小时，每月上限是 {expected} 小时（{source}）", "减少加班或增加编制",
)  # fmt: skip
def overtime(paper: Paper) -> Iterator[Hit]:
    """每月加班不得超过36小时,每日一般不超过1小时,特殊情况不超过3小时。

    不通过:
        大促期间每人每月加班60小时。
    通过:
        大促期间每人每月加班30小时。
    """
    for at, one in _found(paper, OVERTIME):
        for amount in paper.amounts.get(at, ()):
            near = abs(amount.span.start - one.start()) <= 14
            monthly = _A_MONTH.search(paper.plain[max(paper.blocks[at].body, one.start() - 10) : one.end() + 10])
            if near and amount.unit.startswith("小时") and monthly and amount.low > 36:
                yield Hit((amount.span,), f"{amount.low:f}", "36", f"{amount.low:f} > 36", {"source": OVERTIME.cited})


@rule(
    "LAW006", Severity.WARNING, "虚高价格再打折",
    "“{stated}”属于价格欺诈（{source}）", "以促销前七日内的最低成交价为基准计算折扣",
)  # fmt: skip
def raised_prices(paper: Paper) -> Iterator[Hit]:
    """先提价再打折、虚构原价,属于价格欺诈。

    不通过:
        大促前先涨价再打折,营造折扣感。
    通过:
        不得虚高价格再打折。
    """
    yield from _hits(paper, PRICES)


@rule(
    "LAW007", Severity.WARNING, "向不特定对象推介基金",
    "“{stated}”可能是公开募集（{source}）", "只向合格投资者推介，由持牌人员进行",
)  # fmt: skip
def public_funds(paper: Paper) -> Iterator[Hit]:
    """私募基金不得通过群组、讲座、兼职人员向不特定对象宣传,不得承诺保本。

    不通过:
        私募基金产品建立100个微信群推广。
    通过:
        向已登记的合格投资者寄送产品说明。
    """
    yield from _hits(paper, FUNDS)


@rule(
    "LAW008", Severity.QUESTION, "宣传用语可能违法",
    "“{stated}”可能违反广告规定（{source}）", "改用可以证明的说法",
)  # fmt: skip
def claims(paper: Paper) -> Iterator[Hit]:
    """普通商品不得宣传医疗功效,不得使用绝对化用语。

    不通过:
        主推产品突出排毒功效,打造全网第一。
    通过:
        主推产品突出原料产地和检测报告。
    """
    yield from _hits(paper, CLAIMS)


@rule(
    "LAW009", Severity.WARNING, "以停水停电催缴",
    "“{stated}”不能作为催缴方式（{source}）", "改为书面催告、协商、诉讼",
)  # fmt: skip
def utilities(paper: Paper) -> Iterator[Hit]:
    """物业服务人不得采取停止供电、供水、供热、供燃气等方式催交物业费。

    不通过:
        对长期欠费业主采取停水停电措施催缴。
    通过:
        对长期欠费业主书面催告,必要时起诉。
    """
    yield from _hits(paper, UTILITIES)


@rule(
    "LAW010", Severity.WARNING, "月工作时间用的是旧标准",
    "“{stated}”是 2008 年的标准，现为 {expected}（{source}）", "按每月 20.67 天、165.33 小时重新计算",
)  # fmt: skip
def working_hours(paper: Paper) -> Iterator[Hit]:
    """2025年起每月工作时间为20.67天、165.33小时;以前的计划按当年的标准。

    不通过:
        # 2026年用工计划

        每月法定工时按166.64小时计算编制。
    通过:
        # 2026年用工计划

        每月法定工时按165.33小时计算编制。
    """
    for hit in _hits(paper, HOURS):
        expected = "165.33" if "166" in hit.stated else "20.67 天"
        yield Hit(hit.at, hit.stated, expected, "(365 - 104 - 13) ÷ 12 × 8 = 165.33", hit.words)

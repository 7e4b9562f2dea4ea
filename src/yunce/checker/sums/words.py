# SPDX-License-Identifier: Apache-2.0
"""Words that tell how numbers belong together: totals, parts, rests, shares, what comes in and what goes out."""

from __future__ import annotations

import re

TOTAL = re.compile(
    r"合\s?计|总\s?计|共\s?计|小\s?计|总共|合共|一共|总和|汇总|总额|总量|总数|总投入|总投资|总成本|总费用|总支出|总预算|总收入|总目标|累计|加总"
)
"""A number behind one of these is the sum of others."""
TOTAL_BEFORE = re.compile(
    r"(?:合\s?计|总\s?计|共\s?计|小\s?计|总共|合共|一共|总和|累计|(?<!公)(?<!同)共(?!同|享|性|用|有|建)|总额|总量|总数"
    r"|总(?!部|监|经理|店|台|裁|务|工会|体)[一-鿿]{1,6}?)[一-鿿]{0,6}?(?:约?为|达到?|约|是|需要?|要|投入|安排|[:：])?\s?$"
)
TOTAL_LABEL = re.compile(
    r"合\s?计|总\s?计|共\s?计|小\s?计|总和|汇总|总额|合共|总量|总数|^总$|^全年$|^全部$|^计$|全年[总合]"
    r"|^总(?:收入|成本|费用|支出|投入|预算|目标|人数|编制|销售额|投资|产值|营收|体)"
)
RATE = re.compile(
    r"率|比(?!例?赛)|价|均|单店|单位|周期|天数|时长|排名|标准|系数|等级|ROI|客单|满意度|完成度|倍数|指数|账龄|年限|面积/|/人|/月"
)
"""Columns and rows of these do not add up."""
PAST_COLUMN = re.compile(r"去年|上年|同期|实际|基数|增[长幅减]|同比|环比|占|备注|20\d\d年?实")
PERIODS = re.compile(r"季度|Q[1-4]|\d{1,2}月|[一二三四五六七八九十]+月|上半年|下半年|H[12]|第[一二三四五六\d]+[周期阶批]")
SUBTOTAL = re.compile(r"小\s?计")
PARTS = re.compile(r"其中|来源|分摊|分别|分为|分解|构成|组成|具体(?:为|是|如下)|明细|如下|拆分|包括|包含|(?<!不)含(?![)）])")
"""What follows are parts of the number in front."""
WHOLE = re.compile(r"分别|分为|分解|构成|组成|拆分|分摊|具体(?:为|是|如下)|明细|来源")
"""The parts that follow are all of it."""
REST = re.compile(r"其余|剩余|余下|其他|其它|另外的?|余")
AND_SO_ON = re.compile(r"等(?!级|候|待|于)|主要|例如|比如|部分为|如:|重点|不含|除外")
"""Parts that may not be all."""
NOT_A_PART = re.compile(
    r"同比|环比|增[长加幅]|[较比].{0,6}(?:年|月|期|季)|人均|平均|单价|均价|客单|上年|去年|目前|现有|最[高低多大小]|每(?![一-鿿]?个?部门)|折合|即|约合|相当于|超过|上限|下限"
)
"""An amount behind one of these stands for itself."""
SHARE = re.compile(r"占比?|权重|比重|份额|构成|比例|结构|分配")
MEASURES = (
    ("利润", re.compile(r"利润|净利|盈利|盈余|结余|毛利|利税")),
    ("成本", re.compile(r"成本|费用|支出|开支|投入|预算|经费|薪|工资|奖金|租金|税|扣点|运费|提成|(?<![消免])费")),
    ("回款", re.compile(r"回款|收缴|应收")),
    ("收入", re.compile(r"收入|销售额|营业额|营收|销售|GMV|流水|成交额|产值|业绩|销量|交易额")),
)
INCOME = re.compile(r"收入|营收|营业额|销售额|毛利|产值|进账|流水")
LEFT = re.compile(r"利润|净利|结余|盈余|净收益|纯利|余额|净额")
COMES = re.compile(r"新开|新增|新建|增开|净增|增加|入职|招聘|迁入|引进")
GOES = re.compile(r"关闭|关停|关店|减少|撤|流失|离职|迁出|退出|淘汰")
FLOW = re.compile(rf"{COMES.pattern}|{GOES.pattern}|迁")

MOVES_ON = re.compile(r"净增|年[末底]将?达|[增降升]至|20\d\d\s?年[一-鿿]{0,4}(?:新增|新签|减少|清回)")
"""What follows parts and is none: what comes, goes and is reached."""
_ADDS_ON = re.compile(r"^[,，\s]*(?:全年)?(?:另[外有设列配购投增需]?|加上|再加上?|连同|加之|算上|此外)")
_STOPS = re.compile(r"[。;；\n]")


def adds_on(words: str) -> bool:
    """True where the words in front of an amount add it to what another clause told: 加上旅客服务96人."""
    return bool(_ADDS_ON.search(_STOPS.split(words)[-1]))


def measure_of(words: str) -> str:
    """Which measure a name speaks of, by the one that stands last: 销售费用 is cost. Empty where none."""
    best, place = "", -1
    for name, pattern in MEASURES:
        for found in pattern.finditer(words):
            if found.end() > place:
                best, place = name, found.end()
    return best

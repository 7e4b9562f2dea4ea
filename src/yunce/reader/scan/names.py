# SPDX-License-Identifier: Apache-2.0
"""Digits that are names, not numbers: ISO9001, O2O, 双11, 400 calls, telephone and document numbers, addresses, versions; masks and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yunce.reader.scan.mentions import Mention, Value

_NAMES = (  # what it is, a sign without which it cannot be (quick to look for), its form
    ("address", r"://|www\.|@|\.(?:com|cn|net|org)", re.compile(r"(?:https?://|www\.)[^\s一-鿿,。;)]+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64})+|(?<![\w.-])[a-z0-9-]{1,63}\.(?:com|cn|net|org)(?![a-z])[^\s一-鿿,。;)]*")),
    ("document number", r"[条款号页篇章届讲课]|N[oO]", re.compile(r"[一-鿿]{1,8}[\[(〔【]\s?(?:\d{2,4}|20[xX_z]{2})\s?[\])〕】]\s?(?:第\s?)?\d{1,5}\s?号|第\s?[\d一二三四五六七八九十百]+\s?[条款号页篇章届讲课]|(?:编号|文号|合同号|单号|工号|证号|账号|No\.?|NO\.?)[:：\s]{0,2}[A-Za-z0-9-]{3,}")),
    ("telephone", r"\d{3}|[\d-]{5}", re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})(?!\d)|(?:电话|手机|传真|热线|微信|QQ)(?:号码?)?[:：]?\s?[\d-]{5,}|(?<!\d)(?:400|800|9[56]\d{3,4}|12345|12315|110|119|120)(?=电话|热线|客服|平台|服务热线|政务)")),
    ("feast", r"双|6\.?18|十一|三八|五一|六一|七夕", re.compile(r"双\s?(?:11|12|十一|十二)|(?<![\d.])(?:618|6\.18)(?=大促|活动|年中|期间|[、,。;]|$|[一-鿿])(?!元|万|个|人|单|件)|(?<![\d一-鿿])十一(?=黄金周|国庆|长假|期间)|三八(?=妇女节|节)|五一|六一|十一长假|七夕")),
    ("name", r"[A-Za-z]", re.compile(r"(?<![A-Za-z])(?!(?<=\d)[Ww]-\d)(?!(?<=\d)m2(?![A-Za-z\d]))(?:[A-Za-z]{1,8}[-_]?\d{1,6}(?:[-.:][A-Za-z0-9]{1,6})*(?![\d%万千元亿]|\.\d|,\d{3}(?!\d))[A-Za-z]{0,6}|\d{1,3}(?!m2(?![A-Za-z\d]))[A-Za-z]{1,3}\d{1,3}[A-Za-z]*|\d{1,4}[A-JL-VX-Za-jl-vx-z](?![A-Za-z%])(?=级|类|座|栋|型|款|技术|网络|打印|动画|[一-鿿]))")),
    ("version", r"\d\.\d", re.compile(r"(?:版本|[vV])\s?\d+(?:\.\d+)+|(?<!\d)\d{1,4}\.\d{1,4}(?:\.\d{1,4}){0,4}(?=版)|(?<![\d.])\d{1,4}(?:\.\d{1,4}){2,5}(?![\d元万%])")),
    ("numbering", r"[(（附表图如见方步场目阶任部措案模第]", re.compile(r"(?=[(（附表图如见方步场目阶任部措案模第])(?:(?<![\d,.])[(（](?:[一二三四五六七八九十]{1,2}|\d{1,2})[)）](?![万元%])|(?:附件|附表|表|图|如图|见表|方案|步骤|场景|目标|阶段|任务|部分|措施|案例|模块)\s?(?:\d{1,2}|[一二三四五六七八九十])(?=[:：、。)]|\s(?!\s?(?:[人名个家项台套件次场天月]|万|元|%))|,(?!\d)|$)|第\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:阶段|部分|步|方面|项|类|批|期|轮|点|位|名|次|个|大|届|者|时间|梯队|线|方))")),
    ("name", r"分制|二次|篇|版|千次|半年|[一二三四五六七八九十](?:[部期科处班组厂队区院厅]|车间)", re.compile(r"(?:百|十|五|千)分制|(?<![一-鿿\d])[二三四五六]期(?=\s?\d|:|[一-鿿]{2})|二次(?=[一-鿿])|(?<![\d\-~至到.])\d{1,3}\s?篇(?=\s*$)|(?<!\d)20\d\d\s?版|千次(?=观看|展示|曝光|播放)|半年(?=[一-鿿])(?![内后前以一之有度至来开的])|(?<=[一-鿿])(?<!分成)(?<!组成)(?<![分为共设有各第每配建开增计约达到了满近过超按由从在含等名连续前后上下])[一二三四五六七八九十]{1,2}(?:部(?!分|门)|期(?!间|货)|科|处(?!理)|班(?!组|次)|组(?!织)|厂|队|区(?!域)|车间|院|厅)")),
    ("numbering", "", re.compile(r"[①-⑳⒈-⒛]")),
)  # fmt: skip
_MASKS = re.compile(
    r"(?<![A-Za-z0-9])(?:[xX×*○]{2,4}|_{2,12}|—{2,12}|(?<!-)-{2,12}|\?{2,})(?=\s?(?:万|元|%|人|个|家|年|月|号|亿|名|件|单|W))|20(?:[xX]{2}|[zZ]{2}|_{2}|××)(?=[万Ww元]|\(基数|\()|(?<!\d)\d{1,6}20(?:[xX]{2}|_{2}|zz)|(?<!\d)\d{1,8}[xX*×]{2,6}(?=[万元%人])"
)
_BLANKS = re.compile(r"(?<!单位)(?P<label>达到|不低于|控制在|完成|为|[:：]|≥|≤|提高|增长|占)\s{0,3}(?<![\d%])(?P<blank>\s?)(?P<unit>%|‰|万元|元|人(?=[,;。、\s]|$)|名(?=[,;。、\s]|$))")  # fmt: skip
_MASKED = re.compile(r"[xX×*○_—?zZ-]")
_BLANKED = re.compile(r"[到于在成为:：≥≤高长占]\s{0,4}(?:[%‰元人名]|万元)")
_UNIT_TOLD = re.compile(r"(?:金额|货币|计量|数据|币种)单位[^,;。\d]{0,12}$")
"""What stands behind it is the unit of all: 金额单位除另注明外为元."""
_YEAR_MASK = re.compile(r"(?<![-A-Za-z0-9])(?:-{2}|—{1,2}|[xX]{2,4}|_{2,4})年")


_Form = tuple[str, re.Pattern[str], re.Pattern[str]]
FORMS: tuple[_Form, ...] = tuple((role, re.compile(sign) if sign else form, form) for role, sign, form in _NAMES)
_CERTAIN = tuple(one for one in FORMS if one[0] in {"address", "telephone", "document number"})
_OTHER = tuple(one for one in FORMS if one not in _CERTAIN)


def find_certain_names(plain: str) -> Iterator[Mention]:
    """Addresses, telephones and document numbers: they come before dates, since they hold digits that look like them."""
    return _find(_CERTAIN, plain)


def find_other_names(plain: str) -> Iterator[Mention]:
    """All other names with digits in them, each with what it is; most specific first."""
    return _find(_OTHER, plain)


def _find(forms: tuple[_Form, ...], plain: str) -> Iterator[Mention]:
    for role, sign, form in forms:
        for found in form.finditer(plain) if sign.search(plain) else ():
            if any(sign.isdigit() or sign in "一二三四五六七八九十百千半①②③④⑤⑥⑦⑧⑨⑩" for sign in found.group()):
                yield Mention("name", found.start(), found.end(), role=role)


def find_masks(plain: str) -> Iterator[Mention]:
    """Numbers that somebody hid (20xxW, xx万元) or left out (达到 %)."""
    is_masked = _MASKED.search(plain) is not None
    for found in _YEAR_MASK.finditer(plain) if is_masked else ():
        yield Mention("date", found.start(), found.end(), when="20xx", doubt="masked year")
    for found in _MASKS.finditer(plain) if is_masked else ():
        unit = plain[found.end() : found.end() + 1]
        yield Mention("mask", found.start(), found.end(), Value(None, None, unit), doubt="masked number")
    for found in _BLANKS.finditer(plain) if _BLANKED.search(plain) else ():
        if _UNIT_TOLD.search(plain, max(0, found.start() - 16), found.start()):
            continue
        yield Mention("blank", found.start("unit"), found.end("unit"), Value(None, None, found["unit"]), doubt="missing number")

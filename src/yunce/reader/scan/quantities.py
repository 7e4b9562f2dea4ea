# SPDX-License-Identifier: Apache-2.0
"""Quantities: digits or numerals with scale, range, unit, comparator, rate (`/天`), fractions; the only source of values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from yunce.reader.scan.mentions import Mention, Op, Value
from yunce.reader.scan.numerals import DIGITS, chinese_number, digits_number, scaled
from yunce.reader.scan.units import COUNTED, CURRENCIES, PER, SPANNED, UNIT, canonical, is_money, is_time

_N = r"(?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?|(?<!\d)\.\d+)"
_SCALE = r"(?:万亿|千亿|百亿|十亿|亿|千万(?!不|要|别)|百万|十万|万(?!科|达|象|众|一|里|年|般|能)|[Ww](?![A-Za-z])|千(?!克|米|瓦|卡|户|次|人|家|牛)|[Kk](?![A-Za-z]))"
_MORE = r"(?:多|余|来)"
_DASH = r"(?:-{1,4}|~+|至|到|—+|－|\.\.)"
_BEFORE = (
    (
        ">=",
        r"不得?低于|不得?少于|不得?小于|不得?短于|不得?早于|不低于|不少于|不小于|大于等于|大于或等于|至少|最少|最低|起码|>=|≥|≧|保底|下限",
    ),
    (
        "<=",
        r"不得?超过|不得?超出|不超(?!过|出)|不逾|不得?高于|不得?多于|不得?大于|不得?晚于|不得?迟于|不超过|不高于|不多于|不大于|小于等于|小于或等于|控制在|至多|最多|最高|最大|最长|最迟|<=|≤|≦|上限|封顶",
    ),
    (">", r"高于|大于|超过|超出|多于|突破|>|＞"),
    ("<", r"低于|少于|小于|不足|不到|不满|未满|未达到?|短于|<|＜"),
)
_AFTER = (
    (">=", r"(?:\((?:不?含)\))?(?:及|或|\()?以上|起(?![到来])|或更多|及其以上"),
    ("<=", r"(?:\((?:不?含)\))?(?:及|或)?以下|(?:以|之)内|内(?![容部外涵心])|封顶|(?:以|之)前"),
)
_ABOUT = r"(?<![签合预节条违解契履])约|大约|大概|将近|近(?!期|年|日)|接近|估计|预计约|~|≈"
_ABOUT_AFTER = r"左右|上下|多(?!于|次|种|家|个|少|[一-鿿]{0,2}\s?\d)|余(?!额|下)|出头"
PRE = "|".join(f"(?P<b{at}>{words})" for at, (_, words) in enumerate(_BEFORE))
_OPS = tuple((f"{letter}{at}", cast("Op", op)) for forms, letter in ((_AFTER, "a"), (_BEFORE, "b")) for at, (op, _) in enumerate(forms))
"""The comparator of each group of `POST` and `PRE`."""
POST = "|".join(f"(?P<a{at}>{words})" for at, (_, words) in enumerate(_AFTER))
_AHEAD = "".join(sorted({word.removeprefix("\\")[0] for _, words in _BEFORE for word in words.split("|")})) + r"约大将近接估预~≈\s"
"""Signs that a quantity may begin with in front of its numerals."""
_NUMBER = re.compile(
    rf"(?=[{_AHEAD}\d.¥￥$人R新N港H美U+\-])(?:(?:{PRE})\s?(?:为|在|于|到|至|达)?\s?)?(?P<about>{_ABOUT})?\s?(?P<money>[¥￥$]|人民币|RMB|新台币|NT\$|港币|港元|HK\$|美元|USD)?\s?"
    rf"(?<![\d.])(?P<sign>(?:^|(?<=[(（:,、\s\0]))[-+](?=\d)|(?<=[增降减长比率为])-)?(?P<n1>{_N})\s?(?P<s1>{_SCALE})?(?P<m1>{_MORE})?(?P<s3>{_SCALE})?\s?(?P<u1>(?:(?:{SPANNED})(?:\((?:不?含)\))?|\(不?含\))(?=\s?{_DASH}\s?\d))?"
    rf"(?:\s?{_DASH}\s?(?P<n2>{_N})\s?(?P<s2>{_SCALE})?(?![\d]))?"
    rf"(?P<more>{_MORE}(?!于))?\s?(?P<unit>{UNIT})?(?P<per>{PER})?(?:\s?(?P<about2>{_ABOUT_AFTER}))?(?:{POST})?"
)
_C = r"[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾百千半][〇零一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾佰仟百千万亿点]{0,15}"
_CHINESE = re.compile(
    rf"(?=[{_AHEAD}一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾百千半])(?:(?:{PRE})\s?(?:为|在|于|到|至|达)?)?(?P<about>{_ABOUT})?"
    rf"(?<![第唯统同某每这那任另之专逐单初其万百千十一二三四五六七八九零〇点])(?P<n1>{_C})(?:{_DASH}(?P<n2>{_C}))?(?P<more>{_MORE}|几)?(?P<unit>{COUNTED})(?P<per>{PER})?(?:(?P<about2>{_ABOUT_AFTER}))?(?:{POST})?"
)
_LARGE = re.compile(r"(?<![每第统百千万一二三四五六七八九十])(?P<n1>[一二两三四五六七八九十](?:[百千万亿](?!分|货|姓|般|家|不|要|别|一|花)|十(?=[万亿百])|[一二三四五六七八九]?十(?=$|[,。;、\s]))[〇零一二三四五六七八九十百千万亿]*)(?P<about2>左右|上下)?(?:(?P<a0>以上)|(?P<a1>以内|以下))?")  # fmt: skip
_OF_HUNDRED = re.compile(
    rf"(?:(?:{PRE})\s?(?:为|在|于|到|至|达)?)?(?P<of>十万|百万|百|千|万)分之(?P<n1>零点[一二三四五六七八九][〇零一二三四五六七八九]*|{_C}|{_N})(?:{_DASH}(?:百分之)?(?P<n2>{_C}|{_N}))?(?:\s?(?P<about2>{_ABOUT_AFTER}))?(?:{POST})?"
)
_FRACTION = re.compile(
    rf"(?P<under>{_C}|\d{{1,3}})分之(?P<over>{_C}|\d{{1,3}})|(?<![\d./])(?P<o2>\d{{1,2}})/(?P<u2>[2-9]|10|12|100)(?![\d./]|月|[人天月年])(?=以上|的)"
)
_TENTHS_AND_MORE = re.compile(
    rf"(?:(?:{PRE})\s?(?:为|在|于|到|至|达)?\s?)?(?P<tens>[一二三四五六七八九])成(?P<ones>[一二三四五六七八九半])(?![月日号年个人家名位天次季周期类级批点分])(?:{POST})?"
)
"""九成五: 95 %."""
_HALF = re.compile(
    r"(?<=[发计付按扣退补减占为返给奖罚至到剩])一半(?P<a0>以上)?(?=$|[,;。、):\s]|发|计|支付|执行|的?(?:底薪|工资|奖金|提成|绩效|租金|费用))"
)
"""What is paid, or is taken of something: 发一半."""
_ARABIC = re.compile(r"\d")
_NUMERALS = re.compile(r"[一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾百千半]")
_HIGH = re.compile(r"[十百千万亿]")
_TENTHS = 11
"""From here on 折 counts hundredths."""
_FIFTY = Decimal(50)
_ORDINARY = {"一"}
_POST_HOLDER = re.compile(r"人|[一-鿿]{0,3}(?:主管|经理|专员|员|师|长|助理|总监|客服|文员|会计)")
_ONE_IS_COUNTED = {"人", "名", "位", "元", "天", "周", "月", "年", "小时", "季度", "工作日", "万", "成", "倍", "折", "CNY", "pp"}
_STOP = re.compile(r"[,;。]")


def find_quantities(plain: str) -> Iterator[Mention]:
    """Quantities of a text, most specific forms first; later ones may overlap earlier ones and are then to be passed over."""
    for found in _OF_HUNDRED.finditer(plain) if "分之" in plain else ():
        unit = {"百": "%", "千": "‰", "万": "bp", "十万": "1/100000", "百万": "ppm"}[found["of"]]
        low, high = _read(found["n1"]), _read(found["n2"])
        value = Value(low, high if high is not None else low, unit, op_of(found.groupdict()))
        yield Mention("quantity", found.start(), found.end(), value, about=bool(found["about2"]))
    for found in _FRACTION.finditer(plain) if "分之" in plain or "/" in plain else ():
        over, under = _read(found["over"] or found["o2"]), _read(found["under"] or found["u2"])
        if over is not None and under:
            share = (over / under).quantize(Decimal("0.0001")).normalize()
            yield Mention("quantity", found.start(), found.end(), Value(share, share, "fraction"))
    for found in _TENTHS_AND_MORE.finditer(plain) if "成" in plain else ():
        share = Decimal(DIGITS[found["tens"]] * 10 + (5 if found["ones"] == "半" else DIGITS[found["ones"]]))
        yield Mention("quantity", found.start(), found.end(), Value(share, share, "%", op_of(found.groupdict())))
    for found in _HALF.finditer(plain) if "一半" in plain else ():
        yield Mention("quantity", found.start(), found.end(), Value(_FIFTY, _FIFTY, "%", op_of(found.groupdict())))
    for signs, pattern in ((_ARABIC, _NUMBER), (_NUMERALS, _CHINESE), (_HIGH, _LARGE)):
        for found in pattern.finditer(plain) if signs.search(plain) else ():
            around = (plain[max(0, found.start() - 16) : found.start()], plain[found.end() : found.end() + 6])
            if mention := _quantity(found, *around):
                yield mention


def _read(text: str | None) -> Decimal | None:
    if not text:
        return None
    return digits_number(text) if text[0].isdigit() or text[0] == "." else chinese_number(text)


def _quantity(found: re.Match[str], ahead: str, behind: str) -> Mention | None:
    """The mention of a match; `None` where the numeral is a word like 一个."""
    groups = found.groupdict()
    low, high = _ends(groups)
    if low is None:
        return None
    unit = canonical(groups.get("unit") or (groups.get("u1") or "").partition("(")[0])
    per = (groups.get("per") or "").replace("每", "/")
    if groups["n1"] in _ORDINARY and not _is_counted_one(unit, ahead, behind):
        return None
    if groups["n1"] in {"百", "千"} and not is_money(unit):
        return None
    if groups["n1"] == "十" and unit == "分":  # 十分: very
        return None
    if not unit and groups.get("money"):
        unit = CURRENCIES.get(groups["money"] or "", "CNY")
    elif groups.get("money") in CURRENCIES and unit == "CNY":
        unit = CURRENCIES[groups["money"] or ""]
    doubt, readings = suspect(groups["n1"], low, high, unit, groups.get("s1") or "")
    if unit == "折":
        low, high = _of_ten(low), None if high is None else _of_ten(high)
    if unit == "成":
        low, high, unit = low * 10, None if high is None else high * 10, "%"
    value = Value(low, low if high is None else high, unit + per, op_of(groups))
    words = found.group()
    start = found.end() - len(words.lstrip(" "))
    end = found.start() + len(words.rstrip(" "))
    about = bool(groups.get("about") or groups.get("about2") or groups.get("more") or groups.get("m1"))
    return Mention("quantity", start, end, value, about=about, doubt=doubt, readings=readings, per=per)


def _of_ten(discount: Decimal) -> Decimal:
    """What is left of a price: 8.5折 and 八五折 are 0.85."""
    return discount / (100 if discount >= _TENTHS and discount == discount.to_integral_value() else 10)


def _is_counted_one(unit: str, ahead: str, behind: str) -> bool:
    """True where 一 is a number: 一名客服, 每月召开一次; 一次 alone is a word."""
    if unit in {"次", "遍", "场", "轮"}:
        return "每" in _STOP.split(ahead)[-1]
    return unit in _ONE_IS_COUNTED or (unit in {"个", "位"} and _POST_HOLDER.match(behind) is not None)


def _ends(groups: dict[str, str | None]) -> tuple[Decimal | None, Decimal | None]:
    """Both ends with their scales: in 15-20万 the scale is of both, in 5000-1万 of the second only."""
    first, second = _read(groups["n1"]), _read(groups.get("n2"))
    if first is None or (groups.get("n2") and second is None):
        return None, None
    scale = groups.get("s1") or groups.get("s3") or ""
    if groups.get("sign") == "-":
        first = -first
    if second is None:
        return (alone := scaled(first, scale)), alone
    own = groups.get("s2") or ""
    if not scale and own and first < second:
        scale = own
    return scaled(first, scale), scaled(second, own)


def op_of(groups: Mapping[str, str | None]) -> Op:
    """The comparator that a match of `PRE` or `POST` tells."""
    for group, op in _OPS:
        if groups.get(group):
            return op
    return ">=" if groups.get("more") in {"多", "余"} or groups.get("about2") in {"多", "余"} else "="


def suspect(digits: str, low: Decimal, high: Decimal | None, unit: str, scale: str) -> tuple[str, tuple[str, ...]]:
    """Why a number is probably not what was meant, with the readings that a lost separator gives; nothing is repaired.

    >>> suspect("5080", Decimal(5080), Decimal(5080), "%", "")
    ('lost separator', ('50..80',))
    """
    if high is not None and high != low:
        return ("range is reversed", ()) if high < low else ("", ())
    if len(digits) < 2 or not digits.isdecimal():
        return "", ()
    out_of_range = (
        (unit == "%" and low > 1000)
        or (is_time(unit) and unit in {"天", "工作日"} and low > 400 and len(digits) == 3)
        or (unit == "月" and len(digits) == 2 and low > 36)
        or (scale in {"W", "w"} and len(digits) == 4 and low > 10_000_000)
    )
    if not out_of_range:
        return ("masked number", ()) if len(digits) == 6 and digits.startswith("2019") and is_money(unit) else ("", ())
    splits = [(digits[:at], digits[at:]) for at in range(1, len(digits)) if digits[at] != "0"]
    likely = [(a, b) for a, b in splits if int(a) < int(b) <= int(a) * 4 and int(b) <= (100 if unit == "%" else 10**4)]
    likely.sort(key=lambda pair: abs(len(pair[0]) - len(pair[1])))
    return "lost separator", tuple(f"{a}..{b}" for a, b in likely[:2])

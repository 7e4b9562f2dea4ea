# SPDX-License-Identifier: Apache-2.0
"""Dates, periods and spans of days: full, without a year, masked, listed; in one canonical form (`2026-09..2026-12`, `09-03`, `20xx-Q4`)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator

from yunce.reader.scan.mentions import Mention
from yunce.reader.scan.numerals import chinese_number

_C = "[〇零一二三四五六七八九十]"
MASK = r"20(?:[xX]{2}|[zZ]{2}|[×╳]{2}|_{2}|\*{2}|[○〇]{2}(?=年)|--)|20[0-9][xX×*_]|2019(?=以上的)"
YEAR = (
    rf"(?:(?P<y§>(?:19|20)\d\d|{MASK}|二[〇零○]{_C}{{2}})\s?(?:年度?|财年)"
    r"|(?P<r§>今年|本年度?|当年|明年|次年|来年|去年|上年|上一年|前年))"
)
_SEP = r"\s?(?:-+|~+|至|到|—)\s?"
_M = r"(?:(?<![\d.])1[0-2]|(?<![\d.])0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = rf"(?:[0-3]?\d|三十一?|二十{_C}?|十{_C}?|{_C})"
_PART = r"(?:份?(?P<part>上旬|中旬|下旬|月初|月中|月底|月末|初|中(?!秋|国|心|期|旬|间|午|小|高)|底|末)|份)?"
_RELATIVE = {"今年": "this", "本年": "this", "本年度": "this", "当年": "this", "明年": "next", "次年": "next", "来年": "next", "去年": "last", "上年": "last", "上一年": "last", "前年": "before_last"}  # fmt: skip
_PARTS = {"上旬": "early", "初": "early", "月初": "early", "中旬": "mid", "中": "mid", "月中": "mid", "下旬": "late", "底": "end", "末": "end", "月底": "end", "月末": "end"}  # fmt: skip
_STROKE = re.compile(r"[/、,]")


def _year(n: int) -> str:
    return YEAR.replace("§", str(n))


_YEARLY = r"\d二今本当明次来去上前"
"""Signs that a year may begin with."""
_MONTHLY = rf"(?=[{_YEARLY}\s十一二三四五六七八九])"
_SPAN_OF_DAYS = re.compile(
    rf"{_MONTHLY}(?:{_year(1)})?\s?(?P<m1>{_M}) ?月\s?(?P<d1>{_D}) ?[日号]?{_SEP}(?:{_year(2)})?\s?(?:(?P<m2>{_M}) ?月(?:份)?)?\s?(?:(?P<d2>{_D}) ?[日号]|(?P<e2>底|末|初))"
)
_SPAN_OF_DAYS_DIGITS = re.compile(
    rf"(?<![\d.])(?P<y1>(?:19|20)\d\d|{MASK})[./-](?P<m1>(?:1[0-2]|0?[1-9]))[./-](?P<d1>[0-3]?\d){_SEP}(?:(?P<y2>(?:19|20)\d\d|{MASK})[./-])?(?P<m2>(?:1[0-2]|0?[1-9]))[./-](?P<d2>[0-3]?\d)(?![\d.])"
)
_SPAN_OF_MONTHS = re.compile(
    rf"{_MONTHLY}(?:{_year(1)})?\s?(?P<m1>{_M})(?: ?月份?)?{_SEP}(?:{_year(2)})?\s?(?P<m2>{_M}) ?月(?:份)?(?!\s?\d{{1,2}} ?[日号])(?P<e2>底|末|初)?"
)
_SPAN_OF_YEARS = re.compile(rf"(?P<y1>(?:19|20)\d\d)\s?年?{_SEP}(?P<y2>(?:19|20)\d\d)\s?年")
_LIST_OF_MONTHS = re.compile(rf"{_MONTHLY}(?:{_year(1)})?\s?(?P<list>{_M}(?:月?[/、,]{_M}){{1,11}})月份?(?! ?\d{{1,2}} ?[日号])")
_DAY = re.compile(rf"{_MONTHLY}(?:{_year(1)})?\s?(?P<m1>{_M}) ?月\s?(?P<d1>{_D}) ?[日号]")
_DAY_DIGITS = re.compile(
    rf"(?<![\d.A-Za-z-])(?P<y1>(?:19|20)\d\d|{MASK})(?P<s>[./-])(?P<m1>1[0-2]|0?[1-9])(?P=s)(?P<d1>[0-3]?\d)(?![\d%万元]|[.\-]\d)"
)
_STARTS = r"(?:^|(?<=[\s(,;。至~于在:]))(?P<m1>1[0-2]|0?[1-9])"
_DAY_SLASH = re.compile(_STARTS + r"/(?P<d1>3[01]|[12]\d|0?[1-9])(?=\s{2,}|前|之前|起|至|~|$|\s?:)")
_DAY_POINT = re.compile(_STARTS + r"\.(?P<d1>3[01]|[12]\d|0?[1-9])(?=前|之前|起|日)")
_MONTH = re.compile(rf"{_MONTHLY}(?:{_year(1)})?\s?(?<![\d.])(?P<m1>{_M}) ?月(?! ?\d{{1,2}} ?[日号]){_PART}")
_MONTH_DIGITS = re.compile(rf"(?<![\d.A-Za-z-])(?P<y1>20[0-3]\d|{MASK})[.\-/](?P<m1>1[0-2]|0?[1-9])(?![\d%.万元]|-\d)(?:月份?)?")
_QUARTER = re.compile(
    rf"(?=[{_YEARLY}\s第一二三四Qq])(?:{_year(1)}|(?<!\d)(?P<y3>20\d\d|{MASK}))?\s?(?:第\s?(?P<q1>[一二三四1-4])\s?季度?|(?P<q2>[一二三四1-4])季度|[Qq](?P<q3>[1-4])(?![\da-zA-Z]))(?:(?:{_SEP}|[、和及])第?(?P<q4>[一二三四1-4])季度)?(?P<part>初|末|底)?"
)
_HALF = re.compile(
    rf"(?=[{_YEARLY}\s全下Hh])(?:{_year(1)}|(?<!\d)(?P<y3>20\d\d|{MASK}))?\s?(?:全年)?(?P<half>上半年|下半年|[Hh](?P<h>[12])(?![\da-zA-Z]))(?P<part>初|末|底)?"
)
_YEAR_PART = re.compile(
    rf"(?=[{_YEARLY}年])(?:{_year(1)}|(?<!\d)年)\s?(?:的)?(?P<part>年初|年中|年底|年末|年终|初|底|末|终|中旬|中(?!秋|国|心|期))"
)
_YEAR_ONLY = re.compile(f"(?=[{_YEARLY}])" + _year(1))
_YEAR_MASK = re.compile(r"(?<![A-Za-z\d])(?P<y1>20(?:xx|XX|zz|__|××))(?![\d\w万元W人%])")
_DAY_ALONE = re.compile(
    rf"(?<![\d.、个])(?P<d1>[12]\d|3[01]|0?[1-9])[号](?![楼线店院门馆厅机仓库])(?:{_SEP}(?P<d2>[12]\d|3[01]|0?[1-9])号)?"
)
_FORMS: tuple[tuple[Iterable[str], re.Pattern[str]], ...] = (
    ("月", _SPAN_OF_DAYS), (("20",), _SPAN_OF_DAYS_DIGITS), ("月", _DAY), (("20",), _DAY_DIGITS), ("/", _DAY_SLASH), (".", _DAY_POINT),
    ("月", _SPAN_OF_MONTHS), ("月", _LIST_OF_MONTHS), ("年", _SPAN_OF_YEARS), ("季Qq", _QUARTER), ("半Hh", _HALF), ("月", _MONTH),
    (("20",), _MONTH_DIGITS), ("年", _YEAR_PART), ("年", _YEAR_ONLY), (("20",), _YEAR_MASK), ("号", _DAY_ALONE),
)  # fmt: skip
"""Each form with signs of which one must be there; the longest forms first."""
_SIGNS = tuple(dict.fromkeys(sign for signs, _ in _FORMS for sign in signs))


def find_dates(plain: str) -> Iterator[Mention]:
    """Dates and periods, the longest forms first; later ones may overlap earlier ones and are then to be passed over."""
    there = frozenset(filter(plain.__contains__, _SIGNS))
    for signs, form in _FORMS:
        if there.isdisjoint(signs):
            continue
        for found in form.finditer(plain):
            if mention := _mention(found, found.groupdict()):
                yield mention


def _mention(found: re.Match[str], groups: dict[str, str | None]) -> Mention | None:
    start = found.start() + len(found.group()) - len(found.group().lstrip())
    year = _year_of(groups, 1) or _year_of(groups, 3)
    if groups.get("m1") and "d1" in groups:
        when, doubt = _days(groups, year)
    elif groups.get("m1") or groups.get("list"):
        when, doubt = _months(groups, year)
    elif groups.get("d1"):
        when, doubt = f"D{int(groups['d1'] or 0):02d}", ""
    else:
        when, doubt = _long(groups, year, found.group()), ""
    return Mention("date", start, found.end(), when=when, doubt=doubt) if when else None


def _year_of(groups: dict[str, str | None], n: int) -> str:
    stated = groups.get(f"y{n}") or ""
    if stated.startswith("二"):
        number = chinese_number(stated.replace("○", "〇"))
        return str(number) if number is not None else ""
    if stated and not stated.isdigit():
        return "20xx"
    return stated or _RELATIVE.get(groups.get(f"r{n}") or "", "")


def _number(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if text.isdigit() else int(chinese_number(text) or 0)


def _days(groups: dict[str, str | None], year: str) -> tuple[str, str]:
    """A day or a span of days; a day that does not exist is doubted, not repaired."""
    month, day = _number(groups["m1"]), _number(groups["d1"])
    first = _join(year, f"{month:02d}-{day:02d}")
    doubts = [_impossible(month, day)]
    if not (groups.get("d2") or groups.get("e2")):
        return first, doubts[0]
    last_month = _number(groups.get("m2")) or month
    last_year = _year_of(groups, 2) or year
    if groups.get("d2"):
        doubts.append(_impossible(last_month, _number(groups["d2"])))
        last = f"{last_month:02d}-{_number(groups['d2']):02d}"
    else:
        last = f"{last_month:02d}-{_PARTS[groups['e2'] or '底']}"
    return f"{first}..{_join(last_year, last)}", next(filter(None, doubts), "")


def _impossible(month: int, day: int) -> str:
    longest = 29 if month == 2 else calendar.monthrange(2001, month)[1] if 1 <= month <= 12 else 0
    return "" if 1 <= day <= longest else f"impossible date: {month}-{day}"


def _months(groups: dict[str, str | None], year: str) -> tuple[str, str]:
    if listed := groups.get("list"):
        months = [_number(one.rstrip("月")) for one in _STROKE.split(listed)]
        return ",".join(_join(year, f"{month:02d}") for month in months), ""
    first = _join(year, f"{_number(groups['m1']):02d}")
    if groups.get("m2"):
        end = f"-{_PARTS[groups['e2'] or '']}" if groups.get("e2") in _PARTS else ""
        last = _join(_year_of(groups, 2) or year, f"{_number(groups['m2']):02d}")
        return f"{first}..{last}{end}", ""
    part = groups.get("part")
    return first + (f"-{_PARTS[part]}" if part else ""), ""


def _long(groups: dict[str, str | None], year: str, words: str) -> str:
    """Quarters, half years, years and their parts."""
    quarter = groups.get("q1") or groups.get("q2") or groups.get("q3")
    part = groups.get("part")
    end = f"-{_PARTS[part.lstrip('年')]}" if part and part.lstrip("年") in _PARTS else ""
    if quarter:
        first = _join(year, f"Q{_number(quarter)}")
        last = _number(groups["q4"])
        return first + (".." + _join(year, f"Q{last}") if last else end)
    if half := groups.get("half"):
        return _join(year, "H1" if half.startswith("上") or half.endswith("1") else "H2") + end
    if part in {"终", "年终"}:
        return _join(year, "end")
    if groups.get("y2"):
        return f"{year}..{groups['y2']}"
    return (year or ("year" if "年" in words else "")) + end


def _join(year: str, rest: str) -> str:
    return f"{year}-{rest}" if year else rest

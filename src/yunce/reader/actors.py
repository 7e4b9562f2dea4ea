# SPDX-License-Identifier: Apache-2.0
"""Who does a thing that comes again and again, and what it is: 运营主管每日对金库检查1次: 运营主管, 金库检查."""

from __future__ import annotations

import re

from yunce.reader.contexts import Context
from yunce.reader.tidying import tidy

_POST = (
    r"(?:部门?|科室?|处|小组|班组|中心|站|办公室|委员会|经理|主管|店长|总监|主任|专员|组长|班长|队长|站长|行长|园长|院长|厂长|馆长"
    r"|负责人|责任人|管理员|督导员?|药师|工程师|会计|出纳|客服|管家|保洁|保安|员工|人员|[检维巡管统质审安督调值库收营业文]员)"
)
_ACTOR = re.compile(
    rf"(?:^|[,;。:、])?(?:各|由|每名|每位)?(?P<who>[一-鿿]{{0,8}}?{_POST})(?:要|须|应|需|应当|必须|负责|将|于|在|按|对|向)?$"
)
_DOER = re.compile(rf"由(?!于)(?P<who>[^\s,;。:由\d]{{0,8}}?{_POST})(?!{_POST}|[长员部组])")
_TO_WHOM = re.compile(r"^(?:对|就|把|将|由[^,;。]{2,8}(?:对|就|把|将)?)")
_RHYTHM = re.compile(
    r"^每(?:隔)?[\d一二两三四五六七八九十]*个?(?:工作日|半年|半月|季度|双月|星期|年度|小时|分钟|班|天|日|周|旬|月|季|年)|(?:至少|不得?少于|不低于)?[\d一二两三四五六七八九十]+次$|[\d:-]"
)
"""What of a rhythm's own words only tells how often: 每季度查库1次 is 查库."""
_HAVING = re.compile(r"(?:进行|开展|实施|组织|予以)(?=[一-鿿]{2})")
_STOPS = re.compile(r"[,;。、\s]")


def actor_before(context: Context) -> str:
    """The post or department that its clause names right in front of a rhythm; empty where something else stands there."""
    found = _ACTOR.search(context.before.strip())
    return found["who"] if found else ""


def doer_of(words: str) -> str:
    """Whom 由 names: 由质管部于每月25日前完成."""
    found = _DOER.search(words) if "由" in words else None
    return found["who"] if found else ""


def deed_behind(context: Context) -> str:
    """What is done, from the words behind a rhythm: 对重要凭证进行检查 is 重要凭证检查."""
    words = context.after.strip().lstrip("、,")
    if not words:
        is_rhythm = context.mention.sort == "cadence"
        words = _RHYTHM.sub("", context.mention_words) if is_rhythm else _STOPS.split(context.onward.strip())[0]
    whom = _TO_WHOM.match(words)
    deed = words[whom.end() :] if whom else words
    return tidy(_HAVING.sub("", deed, count=1) if whom else deed)

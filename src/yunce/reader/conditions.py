# SPDX-License-Identifier: Apache-2.0
"""Bounds that something follows from: 毛利率低于15%的,提成减半; 超过2%的门店停止要货."""

from __future__ import annotations

import re

from yunce.reader.contexts import Context

_THEN = (
    r"(?:停|暂停|扣|奖|罚|须|应|不得|不予|不再|不计|不发|不参与|取消|约谈|预警|通报|给予|予以|启动|安排|由|将|按|列入|纳入"
    r"|可|优先|一律|实行|执行|立即|淘汰|关闭|退出|降|减|免|调|加|上报|重新|限期|视为|评为|追加|下架|发放|转|报)"
)
_STATES = re.compile(
    rf"的(?=[,、]|每|{_THEN}|部分)|者|部分|"
    rf"的[^,;。\d]{{1,10}}?(?:停|暂停|取消|限期|立即|须|应|不得|不予|扣|罚|奖|追加|由|一律){_THEN}?|的[^,;。\d]{{1,10}},[^,;。]{{0,8}}?{_THEN}"
)
_AGAINST = re.compile(r"(?:超过|超出|低于|高于|少于|未(?:完成|达到?|实现))[^,;。\d]{1,10}$")
"""Compared with something: 低于指导价10%的."""
_MODAL = re.compile(r"(?:由|报|须|应|不得|予以|启动|停|暂停|取消|预警|需)(?=[一-鿿]{2})")
"""What follows a bound without any joining word: 超过20%报领导小组."""
_MUST = re.compile(
    r"\s?(?:(?:须|应(?!收|付|急)|须经|一律|不得)(?=[一-鿿]{2})|(?:由|报)[一-鿿]{2,10}(?:审批|审核|批准|签批|审定|评审|决定|备案|说明))"
)
"""What follows a bound at once where it is one of a rule: 5万元以上应取得三家报价, 10%以内由负责人审批."""
_AIMED = re.compile(r"(?:达到|达|实现|完成|保持|确保|目标|力争|建立|储备|做到|形成|具备|落实|取得)\s?(?:了|出)?$")


def is_condition(context: Context) -> bool:
    """True for a bound in front of 的 and of what then happens; 实现不低于8%的增长 is none."""
    value = context.mention.value
    if value is None or (value.op == "=" and not _AGAINST.search(context.before)) or _AIMED.search(context.before):
        return False
    onward = context.onward.lstrip()
    if value.op != "=" and _MUST.match(onward):
        return True
    is_strict = value.op in {">", "<"} and (_MODAL.match(onward) or (context.before.endswith("未") and "," in context.onward))
    return bool(is_strict) or _STATES.match(onward) is not None

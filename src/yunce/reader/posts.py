# SPDX-License-Identifier: Apache-2.0
"""Posts and departments that a text names without counting them: headings and labels of sections on duties and staff."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yunce.reader.blocks import Document
from yunce.reader.places import Place
from yunce.reader.scan.mentions import Mention

_POST = (
    r"[一-鿿A-Za-z/]{0,10}(?:经理|主管|专员|总监|店长|站长|组长|班长|队长|主任|主席|助理|客服|美工|文案|编辑|会计|出纳|工程师|设计师|药师|讲师"
    r"|管理员|推广员|负责人|管家|值班员|保安|保洁|收银|采购|库管|仓管|柜员|行长|部长|科长|座席|导购|导师|部|科|室|中心|小组)"
)
_HEADING = re.compile(rf"(?P<post>{_POST})(?:的?(?:岗位)?(?:工作)?(?:职责|分工|内容|任务))?[:：]?")
_LABEL = re.compile(
    rf"(?P<post>{_POST})(?:\([^()\d]*\))?\s?[:：]\s?(?=负责|主要|承担|协助|制定|组织|统筹|完成|管理|编制|跟进|执行|监督|处理)"
)
_SECTIONS = frozenset({"duty", "staffing"})
_DUTIES = re.compile(r"职责|分工")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the text names it."""

    name: str
    mention: Mention
    rule: str
    plan: int


def posts_of(document: Document, places: Sequence[Place], mentions: Mapping[int, Sequence[Mention]]) -> list[Post]:
    """The posts of a document, each at the place where it is named as one."""
    found: list[Post] = []
    for at, block in enumerate(document.blocks):
        if block.cell is not None or places[at].plan < 0 or block.kind == "furniture":
            continue
        words = document.words(block)
        is_short = block.kind in {"heading", "item"} or places[at].role in _SECTIONS
        heading = _HEADING.fullmatch(words.strip()) if is_short else None
        told = heading and (places[at].role in _SECTIONS or _DUTIES.search(words))
        label = _LABEL.match(words)
        match, rule = (heading, "rule:post heading") if told else (label, "rule:post label")
        if match is None:
            continue
        start = block.body + match.start("post") + (len(words) - len(words.lstrip()) if match is heading else 0)
        end = start + len(match["post"])
        if not any(one.start < end and start < one.end for one in mentions[at]):
            found.append(Post(match["post"], Mention("post", start, end), rule, places[at].plan))
    return found

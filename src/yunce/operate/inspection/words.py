# SPDX-License-Identifier: Apache-2.0
"""Words for what can be wrong with a filled form."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "inspection.missing": Words("“{text}”还没有填", "请填这一项；现场没有这一项时选“不适用”"),
    "inspection.number": Words("“{text}”不是数", "请只写数字，例如 3.5"),
    "inspection.score": Words("“{text}”的分数超出 0 到 {full}", "请填 0 到 {full} 之间的分数"),
    "inspection.choice": Words("“{text}”的答案不在选项里", "请从选项里选一个：{options}"),
    "inspection.photo": Words("“{text}”还没有照片", "请拍一张照片；没有可拍的选“不适用”"),
    "inspection.photo_unknown": Words("这一项没有收到过照片 {path}", "请先把照片作为证据交给这一项，再用它的哈希"),
    "inspection.long": Words("“{text}”写得太长（上限 {limit} 字）", "请写短一些，细节用照片或附件说明"),
    "inspection.hazard": Words("“{text}”的隐患等级不认识", "隐患等级只有一般和重大"),
    "inspection.unknown": Words("检查单里没有编号为 {path} 的项目", "请按这次检查自己的检查单填，编号见检查单"),
    "inspection.place": Words("位置的经纬度不对", "纬度在 -90 到 90 之间，经度在 -180 到 180 之间"),
    "inspection.no_form": Words("这一项没有检查单，不能这样填", "请在它的页面上直接办理"),
    "inspection.filled": Words("{who} 已经先交了这次检查", "你填的也留着，写在这次检查的经过里；以先交的为准"),
    "inspection.closed": Words("这次检查已经{state}，不再收答案", "你填的也留着，写在这次检查的经过里；需要重查时请主管重新打开"),
    "inspection.lot": Words("批量要写整数，接收质量限要写数", "例如批量 1000，接收质量限 1.0"),
    "inspection.other_person": Words("这份答案是 {who} 填的，现在登录的是别人", "请让 {who} 登录后再发送"),
}

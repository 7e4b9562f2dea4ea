# SPDX-License-Identifier: Apache-2.0
"""Words for what can be wrong with a step or an opening."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "work.changed": Words("你打开这一页之后，别人改过这一项；这一步没有写入", "请看过现在的情况，再决定要不要做"),
    "work.state_wrong": Words("现在的状态（{state}）不能做这一步", "请刷新页面，看现在可以做什么"),
    "work.not_yours": Words("这一项由 {owner} 负责，不归你办", "请由负责的人办理，或请管理人转派给你"),
    "work.not_verifier": Words("你不是这一项的验证人", "请由有验证权限的人（或指定岗位）验证"),
    "work.verifier_is_doer": Words("{who} 办理了这一项，不能由本人验证", "请换一个人验证"),
    "work.not_assigner": Words("你没有分派工作的权限", "请找这个单位的管理人"),
    "work.reason_missing": Words("没有写原因", "请写一句原因，再提交"),
    "work.until_missing": Words("没有写等到哪一天", "请选一个日期，到那天会再提醒"),
    "work.until_past": Words("等待的日期已经过去", "请选一个以后的日期"),
    "work.elements_missing": Words("重大隐患还没有落实：{missing}", "“五落实”写全以后才能办理：责任、措施、资金、时限、预案"),
    "work.needs_open": Words("还有 {count} 项没有办完：{names}", "请先办完这些，再报完成"),
    "work.evidence_missing": Words("严重的整改或投诉没有证据，不能验证通过", "请先上传照片或文件"),
    "work.assignee_missing": Words("没有选分派给谁", "请选一个人或一个岗位"),
    "work.nobody": Words("{who} 不能接这个单位的工作", "请从列表里选一个人或一个岗位"),
    "work.unit_unknown": Words("计划里没有这个单位", "请从列表里选一个单位"),
    "work.due_missing": Words("没有写新的期限", "请选一个日期"),
    "work.evidence_none": Words("没有收到证据文件", "请选择照片或文件"),
    "work.title_missing": Words("没有写标题", "请用一句话写清要做什么"),
    "work.text_too_long": Words("{path} 太长（上限 {limit} 字）", "请写短一些，细节放到说明里"),
    "work.no_question": Words("这一项没有要回答的计划改动", "请刷新页面，看现在可以做什么"),
    "work.due_before_start": Words("期限早于开始", "请改正其中一个日期"),
}

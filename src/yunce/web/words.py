# SPDX-License-Identifier: Apache-2.0
"""Words for what can go wrong in the pages' own work: people, uploads."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "web.user_name_invalid": Words("用户名 {path} 不能用", "请只用字母、数字、下划线和连字符"),
    "web.user_exists": Words("已经有叫 {path} 的用户", "请换一个用户名"),
    "web.user_unknown": Words("没有叫 {path} 的用户", "请先用 yunce user add 建立"),
    "web.role_unknown": Words("没有叫 {path} 的角色", "可用的角色：{known}"),
    "web.last_admin": Words("{path} 是最后一个能管理人员的人，不能这样改", "请先让另一个人有全公司的“管理”权限"),
    "web.password_weak": Words("用户 {path} 的密码不合要求：{reason}", "请换一个更长、更不常见的密码"),
    "web.home_other": Words("这个进程已经打开了另一个数据目录 {path}", "请另起一个进程"),
    "web.upload_too_large": Words("上传超过上限 {limit} MB", "请分几次上传，或在服务器上用 yunce load 导入"),
    "web.upload_too_many": Words("一次最多上传 {limit} 个文件", "请分几次上传，或打成一个 zip"),
    "web.upload_none": Words("没有收到文件", "请选择至少一个文件"),
    "web.upload_empty": Words("文件 {path} 是空的", "请重新导出这个文件"),
    "web.upload_kind": Words("文件 {path} 的类型不支持", "请上传 csv、xlsx、xls 或 zip"),
    "web.upload_mismatch": Words("文件 {path} 的内容和扩展名不符（看起来是 {found}）", "请用原来的程序另存为 csv 或 xlsx"),
    "web.load_gives_up": Words(
        "导入 {path} 时程序意外停止了 {times} 次，已放弃", "没有改动任何数据。请在服务器上用 yunce load 导入，看具体原因"
    ),
    "web.map_waited": Words("{path} 等了 {days} 天，没有人认列，文件已删除", "还需要的话，请再上传一次"),
    "web.evidence_too_large": Words("文件 {path} 超过上限 {limit} MB", "请压缩照片，或只截取需要的部分"),
    "web.evidence_kind": Words(
        "文件 {path} 的内容不是照片、PDF、Word、Excel 或视频", "请上传 jpg、png、webp、heic、pdf、docx、xlsx、pptx 或 mp4"
    ),
    "web.review_nothing": Words("没有收到计划", "请选择一个文件，或粘贴计划的文字"),
    "web.review_empty": Words("文件 {path} 是空的", "请选择有内容的文件"),
    "web.review_too_large": Words("计划超过上限 {limit} MB", "请拆成几个文件，或删去其中的图片"),
    "web.plan_newer": Words("你打开这一页之后，计划已经有了新版本", "请回到计划页，看过新版本后再改"),
    "web.value_missing": Words("{path} 没有写新的数值", "请写一个数，例如 320万、15%"),
    "web.plan_kind": Words("文件 {path} 不是计划文件", "请上传 yaml、yml 或 json"),
    "people.changed": Words("你打开这一页之后，{path} 的考核已有变动", "请看过现在的情况后再提交一次"),
    "people.nothing_confirmed": Words("没有选可以确认的考核项", "至少勾选一项；未报送的要先补数据"),
    "people.points_unreadable": Words("“{path}”的数读不懂：{value}", "写一个不小于 0 的数，例如 92.5；没有就留空"),
    "people.amount_unreadable": Words("差额读不懂：{value}", "写一个不为零、到分为止的元数，例如 128.50 或 -35"),
    "people.source_missing": Words("“{path}”没有写数据来源", "写明数从哪里来，例如“11 月巡检表第 3 页”"),
    "people.not_yours": Words("不能录入“{path}”的数据", "只能录入自己有权的人、岗位和单位，不能录入本人的；核对名称是否在这一轮里"),
    "people.too_many": Words("一次最多录入 {limit} 个数", "请分几个文件"),
    "people.roster_empty": Words("花名册里没有这一期在岗的人", "检查人员、入职和离职日期"),
    "web.token_name": Words("接口令牌要有名字，最多 {limit} 个字", "写上是给哪个系统用的，例如“总部大屏”"),
    "web.token_actions": Words("没有选可以做的事，或选了自己不能做的事", "至少选一项，只能选自己有权做的"),
    "web.token_unit": Words("不能给单位 {unit} 生成令牌", "只能选自己看得到的单位"),
    "web.token_days": Words("有效天数应在 1 到 {limit} 之间", "改成范围内的天数，到期前可以再生成一个"),
    "web.token_twice": Words("这张表单已经生成过令牌", "在“我的令牌”里能看到它；没有记下文字的话，停用它，再生成一个"),
    "web.token_many": Words("已有 {limit} 个有效的令牌", "先停用不再使用的令牌"),
    "web.api_token": Words("没有令牌，或令牌已停用、已过期", "在请求头 {path} 写 Bearer 加令牌；令牌在网页的“接口令牌”里生成"),
    "web.api_forbidden": Words("这个令牌不能做这件事", "请用有这项权限、能到这个单位的令牌"),
    "web.api_nothing": Words("没有 {path}，或这个令牌看不到它", "请核对编号，或用能到这个单位的令牌"),
    "web.api_field": Words("{path} 不合要求：{reason}", "请对照接口说明改正这个字段"),
    "web.api_body": Words("{path} 收到的内容读不懂或太大", "正文写成 UTF-8 的 JSON，不超过 2.5 MB，文字里没有空字符；文件用表单上传"),
    "web.api_often": Words("{path} 请求太频繁", "请隔一分钟再试，并放慢请求"),
    "web.api_unit": Words("计划里没有编号为 {unit} 的单位", "请用计划里单位的编号"),
    "web.api_unit_needed": Words("这个令牌只能看部分单位，请求里没有写 {path}", "加上参数 {path}=单位编号"),
}

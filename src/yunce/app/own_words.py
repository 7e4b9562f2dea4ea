# SPDX-License-Identifier: Apache-2.0
"""Words for what can go wrong at the edge: settings, files, stored plans."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "app.setting_invalid": Words("设置 {path} 的值 {value} 不能用", "请改成 {wanted}"),
    "app.file_missing": Words("找不到文件 {path}", "请检查文件名和所在文件夹"),
    "app.file_unreadable": Words("文件 {path} 读不了：{reason}", "请检查文件权限，或另存一份再试"),
    "app.file_unwritable": Words("文件 {path} 写不了：{reason}", "请检查文件夹和权限，或先关掉正在打开它的程序"),
    "app.round_damaged": Words("考核轮次的记录 {path} 已损坏", "请从备份恢复这个文件；其余轮次不受影响"),
    "app.table_no_text": Words("{path} 不是文本表格：里面有控制字符", "在表格软件里打开，另存为 CSV（UTF-8）或 xlsx"),
    "app.table_quote_open": Words("{path} 行起有一个引号没有配对，后面的行都读不到", "补上或删去这个引号，或另存为 xlsx"),
    "app.table_empty": Words("{path} 里没有表格", "第一行写表头，以下每行一条"),
    "app.file_too_large": Words("计划文件 {path} 有 {size} 字节，超过上限 {limit}", "计划文件是文字，请确认没有选错文件"),
    "app.encoding_unknown": Words("文件 {path} 不是 UTF-8，也不是 GB18030（第 {offset} 字节起读不懂）", "请用编辑器另存为 UTF-8 再试"),
    "app.no_plan": Words("还没有计划", "请先运行 yunce plan add 文件，或在网页的“计划”里上传"),
    "app.plan_unknown": Words("没有版本号以 {id} 开头的计划，也没有这个文件", "请用 yunce plan list 查看已有版本，或给出计划文件的路径"),
    "app.plan_ambiguous": Words("版本号 {id} 对应多个计划", "请多写几位版本号"),
    "app.pack_unknown": Words("没有叫 {id} 的行业包", "可用的行业包：{known}"),
    "app.day_invalid": Words("{path} 的 {value} 不是日期", "请写成 2026-11-12"),
    "app.moment_invalid": Words("{path} 的 {value} 不是时间", "请写成 2026-11-12T09:30"),
    "app.home_unwritable": Words("数据目录 {path} 不能写入：{reason}", "请检查磁盘空间和权限，或用 YUNCE_HOME 指到别的文件夹"),
    "app.option_invalid": Words("选项 {path} 的值 {value} 不能用", "可用的值：{wanted}"),
    "app.option_unknown": Words("没有选项 {path}", "请运行 {command} --help 查看可用的选项"),
    "app.argument_missing": Words("缺少 {path}", "请运行 {command} --help 查看用法"),
    "app.value_unusable": Words("{path} 的值不能用：{reason}", "请运行 {command} --help 查看可用的值"),
    "app.usage": Words("命令写法不对：{reason}", "请运行 {command} --help 查看用法"),
    "app.port_taken": Words("端口 {port} 已被占用", "请关掉占用它的程序，或用 --port 换一个"),
    "app.internal": Words("程序内部出错，没有改动任何数据", "详情已写入 {path}，请把它发给支持人员"),
    "app.stopped": Words("已停止：{reason}", "已完成的部分都已保存，可以重新运行"),
    "app.profile_unknown": Words("没有编号为 {path} 的导入方案", "可用的方案：{known}"),
    "app.profile_id_invalid": Words("导入方案的编号 {path} 不能用", "请只用文字、数字、点、括号、连字符和下划线，最长 80 个字"),
    "app.profile_shipped": Words("导入方案 {path} 是自带的，不能改写", "请在文件里换一个编号（id），例如 MY-{path}"),
    "app.profile_twice": Words("“{path}”选了不止一列：{columns}", "请只留一列，其余选“不导入”"),
    "app.profile_missing": Words("缺少必需的“{path}”", "请选出文件里的这一列；文件里没有的话，请导出时勾选它，或换一种相近的文件"),
    "app.review_unknown": Words("没有编号为 {path} 的审阅", "请回到“审阅”列表里重新打开"),
    "app.review_damaged": Words("审阅记录 {path} 第 {line} 行已损坏", "请从备份恢复这个文件；其余审阅不受影响"),
    "app.review_number_gone": Words("这个数字已经不在原文里", "请刷新页面再试"),
    "app.review_finding_gone": Words("这条检查结果已经不在了，可能数字已经改过", "请刷新页面再看"),
    "app.review_made": Words("这份原文已经成为计划第 {version} 版，计划里的数字要能查回原文", "要停用的话，请在计划页换用别的版本"),
    "app.review_day_past": Words("{day} 已经过去，保留不会生效", "填今天或以后的一天，或不填"),
    "app.review_no_reason": Words("保留一条检查结果需要写明理由", "请写一句为什么可以保留"),
    "app.review_action": Words("不认识的操作 {path}", "请用页面上的按钮：采纳、修改、不是计划内容、撤销"),
    "app.review_nothing_to_undo": Words("“{path}”没有可以撤销的决定", "请刷新页面再看"),
    "app.review_kind": Words("没有叫 {path} 的类别", "请从列表里选一个类别"),
    "app.review_value": Words("“{value}”不是一个明确的数值", "请照原文的写法写一个数，例如 320万元、15%、4月30日"),
    "app.review_part_unknown": Words("原文里没有第 {path} 篇计划", "请重新选择一篇"),
    "app.review_gives_up": Words(
        "读取“{path}”时程序意外停止了 {times} 次，已放弃", "请用 Word 或 WPS 打开并另存一次再上传；仍不行请联系支持人员"
    ),
    "app.write_back_gone": Words("原文里找不到 {path} 的“{quote}”", "请给出读出这一版计划的那份原文；原文改过的话，请先上传修订稿"),
    "app.write_back_form": Words("{path} 的“{quote}”写不成 {value}", "请在原文里手工修改这一处，或换一个能用同样写法写出的数"),
    "app.write_back_place": Words("在 Word 文件里找不到“{quote}”所在的文字", "这一处可能是域或特殊符号，请在原文里手工修改"),
    "app.write_back_encoding": Words("Word 文件内部不是 UTF-8 编码", "用 Word 或 WPS 另存一次再试"),
    "app.write_back_kind": Words("不能改写“{path}”这种文件", "可以改写 docx，以及 UTF-8 的 md 和 txt"),
    "app.write_back_same": Words("{path} 就是原文", "请用 --out 给出另一个文件名，原文不会被改写"),
    "app.channels_open": Words("{path} 里有密码和密钥，却允许别人读取", "把文件权限改成只有本人可读（chmod 600 {path}）"),
    "app.channels_form": Words(
        "{path} 应是通知渠道的清单，每项有 id 和 kind", "每个渠道写一项：- {{id: 群名, kind: wecom, url: https://…}}"
    ),
    "app.channel_field": Words("{path}：渠道 {id} 的 {field} 不认识", "kind 取其一：{known}；其余字段见运行手册“通知”一节"),
    "app.channel_address": Words("{path}：渠道 {id} 的地址不完整，或不是 {kind} 的地址", "机器人填 https 地址；邮件填 host、sender、to"),
    "app.register_unknown": Words("计划里没有台账 {id}", "可选：{known}"),
    "app.channel_doubled": Words("{path} 里渠道 {id} 写了两次", "给其中一个换一个 id"),
}

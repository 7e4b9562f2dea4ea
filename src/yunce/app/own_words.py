# SPDX-License-Identifier: Apache-2.0
"""Words for what can go wrong at the edge: settings, files, stored plans."""

from __future__ import annotations

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = {
    "app.setting_invalid": Words("设置 {path} 的值 {value} 不能用", "请改成 {wanted}"),
    "app.file_missing": Words("找不到文件 {path}", "请检查文件名和所在文件夹"),
    "app.file_unreadable": Words("文件 {path} 读不了:{reason}", "请检查文件权限,或另存一份再试"),
    "app.file_too_large": Words("计划文件 {path} 有 {size} 字节,超过上限 {limit}", "计划文件是文字,请确认没有选错文件"),
    "app.encoding_unknown": Words("文件 {path} 不是 UTF-8,也不是 GB18030(第 {offset} 字节起读不懂)", "请用编辑器另存为 UTF-8 再试"),
    "app.no_plan": Words("还没有计划", "请先运行 yunce plan add 文件,或在网页的“计划”里上传"),
    "app.plan_unknown": Words("没有版本号以 {id} 开头的计划,也没有这个文件", "请用 yunce plan list 查看已有版本,或给出计划文件的路径"),
    "app.plan_ambiguous": Words("版本号 {id} 对应多个计划", "请多写几位版本号"),
    "app.pack_unknown": Words("没有叫 {id} 的行业包", "可用的行业包:{known}"),
    "app.day_invalid": Words("{path} 的 {value} 不是日期", "请写成 2026-11-12"),
    "app.moment_invalid": Words("{path} 的 {value} 不是时间", "请写成 2026-11-12T09:30"),
    "app.home_unwritable": Words("数据目录 {path} 不能写入:{reason}", "请检查磁盘空间和权限,或用 YUNCE_HOME 指到别的文件夹"),
    "app.option_invalid": Words("选项 {path} 的值 {value} 不能用", "可用的值:{wanted}"),
    "app.option_unknown": Words("没有选项 {path}", "请运行 {command} --help 查看可用的选项"),
    "app.argument_missing": Words("缺少 {path}", "请运行 {command} --help 查看用法"),
    "app.value_unusable": Words("{path} 的值不能用:{reason}", "请运行 {command} --help 查看可用的值"),
    "app.usage": Words("命令写法不对:{reason}", "请运行 {command} --help 查看用法"),
    "app.port_taken": Words("端口 {port} 已被占用", "请关掉占用它的程序,或用 --port 换一个"),
    "app.internal": Words("程序内部出错,没有改动任何数据", "详情已写入 {path},请把它发给支持人员"),
    "app.stopped": Words("已停止:{reason}", "已完成的部分都已保存,可以重新运行"),
}

# SPDX-License-Identifier: Apache-2.0
"""Words of intake: problems that stop a file, and the reasons why single cells are rejected or flagged."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "intake.missing": Words("找不到文件“{file}”", "请检查路径和文件名"),
        "intake.not_a_file": Words("“{file}”不是文件", "请给出文件，不要给出文件夹"),
        "intake.empty": Words("文件“{file}”是空的", "请重新导出后再导入"),
        "intake.unreadable": Words("读不了文件“{file}”：{why}", "请检查权限和磁盘，或重新导出"),
        "intake.encoding": Words(
            "文件“{file}”第{line}行第{byte}个字节不能按{encoding}解码，读不懂的行超过{share}",
            "请用表格软件打开后另存为“CSV UTF-8”，或重新导出",
        ),
        "intake.garbled": Words(
            "文件“{file}”的文字是乱码，像是把{right}当成{wrong}存过一次", "请回到平台重新导出；用表格软件打开时不要选错编码再保存"
        ),
        "intake.zip_damaged": Words("压缩文件“{file}”不完整或已损坏：{why}", "请重新下载或重新导出"),
        "intake.zip_encrypted": Words("压缩文件“{file}”里的“{member}”有密码", "请先解压，再导入里面的文件"),
        "intake.zip_path": Words("压缩文件“{file}”里的路径“{member}”不安全", "请解压检查后只导入需要的表格"),
        "intake.zip_bomb": Words("压缩文件“{file}”解开后过大（{size} 字节，{ratio} 倍，{count} 个文件）", "请解压后分批导入"),
        "intake.zip_no_table": Words("压缩文件“{file}”里没有 csv、tsv、txt、xlsx 或 xls 表格", "请检查压缩文件的内容"),
        "intake.sheet_damaged": Words("表格文件“{file}”不完整或已损坏：{why}", "请用表格软件打开并另存，或重新导出"),
        "intake.sheet_too_large": Words("表格文件“{file}”过大（{size} 字节）", "请另存为 CSV 后导入"),
        "intake.not_a_table": Words("文件“{file}”是{kind}，不是表格", "请用表格软件打开后另存为 xlsx 或“CSV UTF-8”"),
        "intake.unknown": Words(
            "认不出文件“{file}”的表头：{headers}",
            "最接近的是 {nearest}。请为这种文件新建导入方案：在网页“数据”里点“映射这些列”，"
            "或运行 yunce profile propose 文件 --out 方案.yaml，改定后 yunce profile save 方案.yaml，再导入一次",
        ),
        "intake.columns_missing": Words("文件“{file}”按方案 {profile} 导入还缺列：{columns}", "请导出时勾选这些列，或改用别的方案"),
        "intake.unknown_profile": Words("没有导入方案“{profile}”", "可用的方案：{known}"),
        "intake.brushing": Words("文件“{file}”含刷单台账的列：{columns}", "虚假交易违法，运策不登记也不计算它；请导入真实订单"),
        "intake.many_days": Words("文件“{file}”合计了 {first} 至 {last} 多天的流量，不能分到每一天", "请在平台上按“日”逐天导出"),
        "intake.no_day": Words("文件“{file}”没有日期列，文件名里也没有日期", "请保留平台给的原文件名（含 YYYY-MM-DD_YYYY-MM-DD）"),
        "intake.profile_yaml": Words("导入方案“{file}”不是合法的 YAML：{why}", "请检查缩进、冒号和引号"),
        "intake.profile_part": Words("导入方案“{file}”的 {part}：{why}", "请对照自带的方案改正"),
    }
)
"""Problems that stop a file or a profile."""

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "bytes": "第{byte}个字节不能按{encoding}解码：请用表格软件另存为“CSV UTF-8”",
        "short": "列数不够：应有{want}列，只有{got}列",
        "cut": "列数不够：应有{want}列，只有{got}列，文件可能被截断",
        "long": "列数多于表头：应有{want}列，实有{got}列（文字里的逗号没有加引号）",
        "quote": "引号没有闭合",
        "formula": "公式文本，不是数值",
        "text_number": "数值列里是文字",
        "not_whole": "应为整数",
        "too_big": "数值过大",
        "negative": "不能为负数",
        "missing": "缺少“{column}”",
        "no_such_day": "没有这一天",
        "not_a_day": "认不出的日期",
        "too_early": "日期早于2000年",
        "too_late": "日期远在将来",
        "scientific": "编号变成了科学计数，末位已丢失：请在表格软件里把该列设为文本再导出",
        "lost_digits": "编号在表格里存成了数值，末位已丢失：请把该列设为文本再导出",
        "fake_order": "备注含虚假交易字样“{word}”",
        "over_refund": "退款大于实付",
        "ratio": "与“{parts}”算出的不符",
        "brushing": "刷单类指标不登记",
    }
)
"""Reasons for single cells, in the words that people read in the list of rejects."""

CUT_NOTE = "文件可能被截断：最后一行不完整"


def reason(code: str, **params: object) -> str:
    """The reason's text with its parameters, e.g. `reason("missing", column="订单编号")`."""
    return REASONS[code].format(**params)

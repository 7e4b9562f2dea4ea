# SPDX-License-Identifier: Apache-2.0
"""The words of what the reader cannot read."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "reader.not_found": Words("找不到文件“{name}”", "检查路径;文件名含空格时加引号"),
        "reader.empty": Words("“{name}”是空文件", "选择有内容的文件"),
        "reader.kind": Words("不能读取“{name}”这种文件", "可读取 docx、xlsx、html、md、txt、pdf；doc、wps 请另存为 docx"),
        "reader.damaged": Words("“{name}”已损坏，内容的格式有错", "用 Word 或 WPS 打开并另存一次再试"),
        "reader.cut_short": Words("“{name}”已损坏：文件不完整，缺后半部分", "重新下载或重新拷贝一次；仍不行时请交稿人另发一份"),
        "reader.unpacking": Words("“{name}”已损坏，无法解开", "用 Word 或 WPS 打开并修复，另存一次再试；打不开时请交稿人另发一份"),
        "reader.part_missing": Words("“{name}”已损坏，缺少其中的部分内容", "用 Word 或 WPS 打开并另存一次再试"),
        "reader.not_packed": Words("“{name}”里面不是 Word 或 Excel 的内容", "用 Word 或 WPS 打开并另存一次；纯文本请把扩展名改为 txt"),
        "reader.encoding": Words("“{name}”的文字编码无法识别", "另存为 UTF-8 的文本再试"),
        "reader.scanned": Words(
            "“{name}”是扫描件或图片，没有文字层", "安装可选组件后再试：pip install 'yunce[ocr]'；或用 Word 打开原稿另存为 docx"
        ),
        "reader.corrections_form": Words("“{name}”不是更正文件：{reason}", '应为 JSON：{{"corrections": [{{"key": …, "kind": …}}]}}'),
        "reader.correction": Words(
            "“{name}”中的这条更正无法使用：{wrong}", "key 取自 yunce read --format json；kind 用条目的类别，或 aside 表示不是计划内容"
        ),
        "reader.model_off": Words("没有设置语言模型", "设置 YUNCE_MODEL_URL 和 YUNCE_MODEL；密钥用 YUNCE_MODEL_KEY"),
        "reader.model_url": Words("YUNCE_MODEL_URL 不是网址：{value}", "写成 https://主机/v1"),
        "reader.too_large": Words("“{name}”解开后超过 {limit} MB", "拆成几个文件,或删去其中的图片"),
        "reader.locked": Words("“{name}”有密码", "去掉密码后再试"),
    }
)

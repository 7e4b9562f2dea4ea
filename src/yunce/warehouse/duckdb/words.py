# SPDX-License-Identifier: Apache-2.0
"""The words for what can go wrong while facts are stored or asked for."""

from __future__ import annotations

from types import MappingProxyType

from yunce.values.problem import Catalogue, Words

WORDS: Catalogue = MappingProxyType(
    {
        "warehouse.home_unusable": Words(
            "数据目录 {path} 无法使用：{why}", "检查目录是否存在、是否有读写权限，或用 YUNCE_HOME 指定别的目录"
        ),
        "warehouse.disk_full": Words("磁盘空间不足，{what}没有完成，已有数据不受影响", "清理磁盘空间后重新导入同一文件"),
        "warehouse.memory_short": Words("内存上限不够完成{what}", "调大 YUNCE_MEMORY_MB，或把文件按月拆分后再导入"),
        "warehouse.store_unreadable": Words("数据文件读取失败：{why}", "检查磁盘；若 facts 目录被改动过，请从备份恢复"),
        "warehouse.manifest_corrupt": Words("数据清单 {path} 已损坏", "从备份恢复该文件；原始修订记录仍在 facts/revisions 中"),
        "warehouse.manifest_newer": Words("数据目录由更新的版本（{format}）写成", "升级运策后再打开"),
        "warehouse.key_unusable": Words("买家密钥 {path} 无法使用：{why}", "从备份恢复密钥文件；没有原密钥就无法认出老买家"),
        "warehouse.locked": Words("另一个程序正在写入数据，等待已超过 {seconds} 秒", "等它完成后再试"),
        "warehouse.batch_unknown": Words("没有批次 {id}", "用 yunce load --list 查看批次编号"),
        "warehouse.batch_undone": Words("批次 {id} 已经撤销过", "需要恢复时请重新导入原文件"),
        "warehouse.query_unknown_table": Words("没有数据表 {table}", "可用的表：{known}"),
        "warehouse.query_unknown_column": Words("表 {table} 没有列 {column}", "可用的列：{known}"),
        "warehouse.query_unfit": Words("口径 {measure} 不能这样计算：{why}", "检查指标的聚合方式与列"),
        "warehouse.query_empty": Words("查询里没有要计算的口径", "至少给出一个口径"),
    }
)

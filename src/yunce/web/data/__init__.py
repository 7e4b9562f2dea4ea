# SPDX-License-Identifier: Apache-2.0
"""The data desk 数据: files in, what became of their rows, what is still missing."""

# SPDX-License-Identifier: Apache-2.0
"""The words for grades of hazards and for answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from yunce.operate.inspection.answers import FAIL, PASS

GRADES: Mapping[str, Any] = {"minor": _("一般隐患"), "major": _("重大隐患")}
ANSWERS: Mapping[str, Any] = {PASS: _("合格"), FAIL: _("不合格")}

# SPDX-License-Identifier: Apache-2.0
"""A home with reviews in it, and a plan that contradicts itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from yunce.app.reviews.desk import Reviews
from yunce.app.reviews.looking import Number
from yunce.app.settings import Settings

PLAN = """# 2026年示例门店年度经营计划

## 一、经营目标
2026年全年销售额目标1200万元，其中上半年500万元，下半年650万元。
会员数达到3万人，由店长负责。

## 二、人员
客服部编制8人，其中主管1人，客服5人，质检1人。

## 三、进度
4月31日前完成首页改版。
"""


@pytest.fixture
def reviews(tmp_path: Path) -> Reviews:
    return Reviews(Settings(tmp_path))


@pytest.fixture
def review(reviews: Reviews) -> str:
    own = reviews.store.open("计划.md", PLAN.encode(), by="ann")
    reviews.read(own)
    return own


def number(reviews: Reviews, review: str, quote: str) -> Number:
    """The number that was written so."""
    seen, _ = reviews.look(review)
    return next(one for one in seen.numbers if one.quote == quote)


def decide(reviews: Reviews, review: str, quote: str, **said: str) -> Number:
    """Decide as somebody who has just looked; the number afterwards."""
    by = said.pop("by", "ann")
    one = number(reviews, review, quote)
    reviews.decide(review, one.key, said, by=by, saw=one.seen)
    return number(reviews, review, quote)

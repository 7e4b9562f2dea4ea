# SPDX-License-Identifier: Apache-2.0
"""What pay and profit are worked out from: accounts of the ledger, commission, lowest wages, metrics shared out over posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from yunce.plan.fields import Amount, MetricRef, Part, RoleRef, Text, Value, When, choice
from yunce.plan.parts.common import Named


class Account(Named):
    """An account of the ledger: where it stands in the statement, and which part of revenue it may take."""

    kind: Annotated[Text, choice("revenue", "variable", "direct", "shared", "tax")] = "direct"
    rate: Value = None
    synonyms: tuple[Text, ...] = ()


class CommissionTier(Part):
    """From this amount on, this rate."""

    start: Amount = Field(alias="from")
    rate: Amount = None


class Commission(Named):
    """Pay in proportion to a metric, by tiers: `marginal` 超额累进, or `whole` 全额累进 with its cliffs; `returns` are taken back."""

    roles: tuple[RoleRef, ...] = Field(default=(), alias="for")
    metric: MetricRef = ""
    mode: Annotated[Text, choice("marginal", "whole")] = "marginal"
    tiers: tuple[CommissionTier, ...] = ()
    cap: Amount = None
    returns: MetricRef = ""
    period: Annotated[Text, choice("week", "month", "quarter", "half_year", "year")] = "month"


class Wage(Named):
    """The lowest monthly wage of a place, from a day on: entered by people, never assumed [CNY]."""

    city: Text = ""
    start: When = Field(default=None, alias="from")
    monthly: Amount = None


class Matrix(Named):
    """Metrics shared out over posts: for each metric the part of each role; the parts of a metric are one whole."""

    shares: Mapping[MetricRef, Mapping[str, Amount]] = Field(default_factory=dict)

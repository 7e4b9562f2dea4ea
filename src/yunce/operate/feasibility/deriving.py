# SPDX-License-Identifier: Apache-2.0
"""A simulation for a plan that writes none: its sales targets by month, the ratios that it sets itself, its budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from yunce.plan.document import Plan
from yunce.plan.parts.feasibility import Driver, Flow, Simulation
from yunce.plan.parts.targets import Metric, Target
from yunce.values.quantity import Quantity, Range

_PROFIT, _MARGIN = ("利润", "profit"), ("毛利", "margin", "gross")
ID = "from_targets"


def derived(plan: Plan, metrics: Mapping[str, Metric]) -> tuple[Plan, Simulation] | None:
    """The plan with drivers from its ratio goals, and the simulation; nothing where no profit or gross margin ratio is stated.

    Sales are the metric that most ratio goals refer to. A profit ratio alone is what comes in; else the gross margin comes in and
    every cost ratio goes out. A range is drawn evenly, a single number is certain.
    """
    ratios = [target for target in plan.targets if target.ratio_of and target.value is not None]
    if not ratios or plan.plan.period is None:
        return None
    sales = Counter(target.ratio_of for target in ratios).most_common(1)[0][0]
    own = [target for target in ratios if target.ratio_of == sales]
    gross = [target for target in own if _is(target, metrics, _MARGIN)]
    profit = [target for target in own if _is(target, metrics, _PROFIT) and target not in gross]
    costs = [target for target in own if target.metric in metrics and metrics[target.metric].better == "lower"]
    if not any(target.metric == sales for target in plan.targets) or not (profit or gross):
        return None
    used = [(profit[0], "in")] if profit else [(gross[0], "in"), *((cost, "out") for cost in costs)]
    flows = (Flow.model_validate({"id": "sales", "of": sales, "metric": sales}), *(_flow(target, cash) for target, cash in used))
    drivers = tuple(_driver(target) for target, _ in used)
    months = max(1, len(plan.plan.period.parts("month")))
    simulation = Simulation.model_validate({"id": ID, "title": "按目标与比率推得的测算", "months": str(months)})
    return plan.model_copy(update={"drivers": (*plan.drivers, *drivers)}), simulation.model_copy(update={"flows": flows})


def _is(target: Target, metrics: Mapping[str, Metric], words: tuple[str, ...]) -> bool:
    metric = metrics.get(target.metric)
    text = f"{target.metric} {metric.label if metric is not None else ''} {target.title}".lower()
    return any(word in text for word in words) and (metric is None or metric.better != "lower")


def _flow(target: Target, cash: str) -> Flow:
    return Flow.model_validate(
        {
            "id": f"of_{target.id}",
            "title": target.label,
            "of": "sales",
            "metric": target.metric,
            "drivers": [f"ratio_{target.id}"],
            "cash": cash,
        }
    )


def _driver(target: Target) -> Driver:
    value = target.value
    given = {"id": f"ratio_{target.id}", "title": target.label}
    if isinstance(value, Range) and value.low is not None and value.high is not None:
        return Driver.model_validate({**given, "low": str(value.low), "high": str(value.high)})
    stated = (
        value.amount if isinstance(value, Quantity) else (value.low if value.low is not None else value.high) if value is not None else 0
    )
    return Driver.model_validate({**given, "likely": str(stated)})

# SPDX-License-Identifier: Apache-2.0
"""Appraisal and performance pay on arrays: curves, scores, grades, pools, commission, links between results."""

from yunce.engine.appraise.commission import Cliff, Tiers, clawback, cliffs, commission, is_monotone
from yunce.engine.appraise.curves import bounded, by_days_late, deducted, inside, larger_better, settled, smaller_better, steps, straight
from yunce.engine.appraise.errors import AppraiseError
from yunce.engine.appraise.grading import LEAST_GROUP, band_of, distributed, places_of, ranks, rounded, z_scores
from yunce.engine.appraise.linking import blended, multiplied, shared
from yunce.engine.appraise.paying import Pool, deductible, hold, pay, prorated
from yunce.engine.appraise.scoring import Missing, Scores, vetoed, weigh

__all__ = [
    "LEAST_GROUP",
    "AppraiseError",
    "Cliff",
    "Missing",
    "Pool",
    "Scores",
    "Tiers",
    "band_of",
    "blended",
    "bounded",
    "by_days_late",
    "clawback",
    "cliffs",
    "commission",
    "deducted",
    "deductible",
    "distributed",
    "hold",
    "inside",
    "is_monotone",
    "larger_better",
    "multiplied",
    "pay",
    "places_of",
    "prorated",
    "ranks",
    "rounded",
    "settled",
    "shared",
    "smaller_better",
    "steps",
    "straight",
    "vetoed",
    "weigh",
    "z_scores",
]

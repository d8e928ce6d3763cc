"""Whether a certificate that counts elsewhere takes people away once they have it."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd

from mls_metrics.analysis.retention_data import RetentionData
from mls_metrics.analysis.retention_fit import ANY_EXIT, VOLUNTARY
from mls_metrics.model.estimate import Estimate, FloatArray
from mls_metrics.model.evidence import Check, EffectEstimate
from mls_metrics.model.policy import Policy

FEWEST_EXPECTED = 3.0
NEVER = 1_000_000
CAUTION = (
    "Its certificate counts with other employers, which in published work makes the effect on "
    "staying smaller; "
)


def with_certificate_check(
    effect: EffectEstimate, data: RetentionData, completions: pd.DataFrame, *, policy: Policy
) -> EffectEstimate:
    """The effect with the check `certificate_portability`; unchanged where nothing is claimed.

    Parameters
    ----------
    completions : DataFrame
        `person_key` and `completion_month` of everybody enrolled.

    Notes
    -----
    People must stay to complete, so leaving may be put off until the certificate is there. Leavers
    among starters are set against what the comparison's leaving predicts, month by month since the
    start, once before and once after their completion; those who never complete count as before
    throughout. The check fails where the ratio after is clearly above the ratio before.

    References
    ----------
    .. [1] Dietz & Zwick (2020), International Journal of Human Resource Management: portable and
       visible certificates reduce the effect of training on staying; the whole stays positive.
    """
    measure = effect.measure
    if not isinstance(measure, Estimate) or measure.low <= 0 or len(effect.curves) < 2:
        return effect
    counts = around_completion(effect, data, completions, policy)
    return replace(effect, checks=(*effect.checks, portability_check(counts, policy)))


def around_completion(
    effect: EffectEstimate, data: RetentionData, completions: pd.DataFrame, policy: Policy
) -> FloatArray:
    """Observed and expected leavers (columns) before and after completion (rows), shape (2, 2)."""
    assert data.cells is not None, "an effect was estimated"
    assert data.clusters is not None, "cells come with the rows behind them"
    cells, clusters = data.cells, data.clusters
    stays = effect.curves[1].value
    expected = 1 - stays[1:] / np.maximum(stays[:-1], 1e-12)
    rows = cells.treated[clusters.cell]
    cell, person = clusters.cell[rows], clusters.members[0][rows]
    known = completions.dropna(subset=["completion_month"])
    month_of = dict(zip(known["person_key"], known["completion_month"], strict=True))
    done = np.array([month_of.get(key, NEVER) for key in person]) - cells.month[cell]
    followed, outcome = cells.followed[cell], cells.outcome[cell]
    left = np.isin(outcome, ANY_EXIT if data.any_exit(policy) else VOLUNTARY)
    counts = np.zeros((2, 2))
    for place, share in enumerate(expected):
        k = policy.grace_months + 1 + place
        for row, inside in enumerate((done >= k, done < k)):
            counts[row, 0] += float((inside & left & (followed == k)).sum())
            counts[row, 1] += float((inside & (followed >= k)).sum()) * float(share)
    return counts


def portability_check(counts: FloatArray, policy: Policy) -> Check:
    """A caution; a failed check where leaving clearly rises once the certificate is there.

    Parameters
    ----------
    counts : ndarray, shape (2, 2)
        Observed and expected leavers (columns) before and after completion (rows).
    """
    (seen, foreseen), (later, foreseen_later) = counts
    told = (
        f"before completion {seen:.0f} left and {foreseen:.0f} were expected, after it "
        f"{later:.0f} left and {foreseen_later:.0f} were expected"
    )
    if min(foreseen, foreseen_later) < FEWEST_EXPECTED:
        return Check(
            name="certificate_portability",
            passed=True,
            sentence=f"{CAUTION}too few are seen on both sides of completion to tell here.",
            costs_a_grade=False,
        )
    gap = math.log((later + 0.5) / foreseen_later) - math.log((seen + 0.5) / foreseen)
    passed = gap <= policy.placebo_limit * math.sqrt(1 / (later + 0.5) + 1 / (seen + 0.5))
    ending = "no clear rise." if passed else "so people leave once they have it."
    return Check(
        name="certificate_portability",
        passed=passed,
        sentence=f"{CAUTION}{told}: {ending}",
        costs_a_grade=not passed,
    )

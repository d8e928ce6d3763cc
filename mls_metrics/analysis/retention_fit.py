"""One fit of the trials, with its cluster-robust spread, before it is judged."""

from dataclasses import dataclass

import numpy as np

from mls_metrics.analysis.retention_data import RetentionData
from mls_metrics.model.estimate import FloatArray, normal_quantile
from mls_metrics.model.policy import Policy
from mls_metrics.stats.balanced_trials import BalancedTrials, SurvivalContrast, contrast
from mls_metrics.stats.ratios import RatioInterval, ratio_interval
from mls_metrics.stats.trial_cells import ClusterRows

VOLUNTARY, ANY_EXIT = (1,), (1, 2, 3, 4)
FEW_EVENTS = 30.0
FEWEST_FOLLOWED = 8
METHOD = "balanced_sequential_trials"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RetentionFit:
    """Everything estimated before it is judged."""

    data: RetentionData
    trials: BalancedTrials
    table: SurvivalContrast
    ratio: RatioInterval
    standard_error: float
    effective_sample: float


def fewest_of_a_level(data: RetentionData) -> float:
    """People of either arm that a level of a factor needs to stand alone."""
    return max(6.0, 0.01 * data.starters)


def fit_trials(
    data: RetentionData,
    trials: BalancedTrials,
    clusters: ClusterRows,
    policy: Policy,
    *,
    inflation: float = 1.0,
) -> RetentionFit:
    """Life tables, their cluster-robust spread (`inflation` times), and observed to expected."""
    events = ANY_EXIT if data.any_exit(policy) else VOLUNTARY
    table = contrast(trials, events=events)
    variance = inflation * max(clusters.variances(table.influence))
    log_variance = inflation * max(clusters.variances(table.log_ratio_influence))
    control = trials.inside & ~trials.cells.treated
    weights = np.where(control, trials.weights, 0.0)
    return RetentionFit(
        data=data,
        trials=trials,
        table=table,
        ratio=ratio_interval(
            table.observed, max(table.expected, 1e-9), log_variance, level=policy.level
        ),
        standard_error=float(np.sqrt(variance)),
        effective_sample=effective_people(weights, clusters),
    )


def effective_people(weights: FloatArray, clusters: ClusterRows) -> float:
    """Effective number of comparison people: a person in many trials counts once."""
    sums = np.bincount(clusters.members[0], weights[clusters.cell])
    total = float(sums.sum())
    return total**2 / float((sums**2).sum()) if total > 0 else 0.0


def comparison_people(fit: RetentionFit, clusters: ClusterRows) -> int:
    """Distinct people in the comparison."""
    control = fit.trials.inside & ~fit.trials.cells.treated
    return clusters.distinct(control)


def difference_interval(fit: RetentionFit, policy: Policy) -> tuple[float, float]:
    """Interval of the difference, shares; by the ratio where leavers are few.

    With few leavers the normal interval is too narrow and too symmetric; the Gamma interval of
    observed over expected holds, and turns into a difference through the comparison's survival.
    """
    table, ratio = fit.table, fit.ratio
    if ratio.effective_observed >= FEW_EVENTS:
        half = normal_quantile(policy.level) * fit.standard_error
        return table.difference - half, table.difference + half
    base = float(np.clip(table.control_survival[-1], 1e-6, 1.0))
    low, high = base**ratio.high - base, base**ratio.low - base
    return min(low, table.difference), max(high, table.difference)

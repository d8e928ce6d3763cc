"""A placebo on the user's own data: people like the starters who did not start."""

from dataclasses import replace

import numpy as np

from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.analysis.retention_data import RetentionData
from mls_metrics.analysis.retention_fit import fewest_of_a_level
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.policy import Policy
from mls_metrics.stats.balanced_trials import balance_trials
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.trial_cells import BoolArray, ClusterRows, TrialCells


def stand_in_effects(
    data: RetentionData, *, times: int, seed: int, policy: Policy
) -> tuple[Estimate, ...]:
    """The retention effect of a program on people who never took it; nothing is to be found.

    As many stand-ins as there are starters are drawn from the comparison, by the weights that make
    it alike, and asked the same question as if they had started; the real starters are left out.

    Parameters
    ----------
    times : int
        Draws.
    seed : int
        Of the first draw.

    Returns
    -------
    tuple of Estimate
        Those that were not refused, pp; at most `times`.
    """
    if data.cells is None or data.clusters is None:
        return ()
    found = []
    for number in range(times):
        drawn = with_stand_ins(data, policy, np.random.default_rng([seed, number]))
        if drawn is None:
            continue
        measure = estimate_retention(drawn, policy=policy).measure
        if isinstance(measure, Estimate):
            found.append(measure)
    return tuple(found)


def with_stand_ins(
    data: RetentionData, policy: Policy, rng: np.random.Generator
) -> RetentionData | None:
    """The same data with stand-ins for the starters; None where too few could stand in."""
    assert data.cells is not None, "there is nobody to stand in for"
    assert data.clusters is not None, "cells come with the rows behind them"
    cells, clusters = data.cells, data.clusters
    trials = balance_trials(
        cells,
        grace=policy.grace_months,
        horizon=policy.horizon_months,
        minimum=fewest_of_a_level(data),
    )
    if trials is None:
        return None
    control = trials.inside & ~cells.treated
    chance = np.where(control, trials.weights, 0.0)[clusters.cell]
    wanted = round(trials.treated_n)
    # Where nearly everybody like them is needed, the rest is no comparison any more.
    if chance.sum() <= 0 or wanted * chance.max() > 0.5 * chance.sum():
        return None
    drawn = np.zeros(len(chance), dtype=bool)
    drawn[rng.choice(len(chance), size=wanted, replace=False, p=chance / chance.sum())] = True
    keep = ~cells.treated[clusters.cell]
    recounted_cells, rows = recounted(cells, clusters, drawn[keep], keep)
    return replace(data, second_opinion=None, group_names={}, cells=recounted_cells, clusters=rows)


def recounted(
    cells: TrialCells, clusters: ClusterRows, drawn: BoolArray, keep: BoolArray
) -> tuple[TrialCells, ClusterRows]:
    """Cells and rows with the drawn ones as starters, the rows not kept left out."""
    old: IntArray = clusters.cell[keep].astype(np.int64)
    both, place = np.unique(old * 2 + drawn, return_inverse=True)
    origin: IntArray = both // 2
    counted = TrialCells(
        month=cells.month[origin],
        factors=tuple(codes[origin] for codes in cells.factors),
        names=cells.names,
        treated=both % 2 == 1,
        followed=cells.followed[origin],
        outcome=cells.outcome[origin],
        count=np.bincount(place, minlength=len(both)).astype(float),
    )
    members = tuple(member[keep] for member in clusters.members)
    return counted, ClusterRows(cell=place, members=members)

"""Difference-in-differences from counts, means and scatter of groups: the units are not needed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.factor_design import IntArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CellSums:
    """What a balanced panel says, by cells of units alike in treatment and covariates.

    K cells, T months, p columns of the regression.

    Parameters
    ----------
    cohort : ndarray of int, shape (K,)
        Column of the month of treatment; `NEVER` for units never treated.
    count : ndarray, shape (K,)
        Units.
    mean : ndarray, shape (K, T)
    scatter : ndarray, shape (K, T, T)
        Sums of products of deviations from the cell's mean.
    design : ndarray, shape (K, p)
        Covariates of the cell, with the intercept.
    """

    cohort: IntArray
    count: FloatArray
    mean: FloatArray
    scatter: FloatArray
    design: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CellContrast:
    """One change of the units treated in one month, against the same change of others.

    Parameters
    ----------
    cohort : int
        Month of treatment.
    change : ndarray, shape (T,)
        Weights of the months; they sum to 0.
    controls : ndarray of bool, shape (K,)
        Cells that serve as comparison.
    """

    cohort: int
    change: FloatArray
    controls: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CellEffects:
    """J effects with the influence of every unit, as a linear function of its months.

    A unit of cell k with outcome y has influence ``slope[j, k] @ (y - mean[k]) + level[j, k]``.

    Parameters
    ----------
    effect : ndarray, shape (J,)
    treated : ndarray of bool, shape (J, K)
        Cells whose effect each is.
    slope : ndarray, shape (J, K, T)
    level : ndarray, shape (J, K)
    """

    effect: FloatArray
    treated: np.ndarray
    slope: FloatArray
    level: FloatArray


def cell_sums(
    values: FloatArray, cell: IntArray, *, cohort: IntArray, design: FloatArray
) -> CellSums:
    """Counts, means and scatter of the units of each cell.

    Parameters
    ----------
    values : ndarray, shape (n, T)
        Outcome by unit and month, every one observed.
    cell : ndarray of int, shape (n,)
        Cell of each unit, 0 to K - 1, none of them empty.
    cohort : ndarray of int, shape (K,)
    design : ndarray, shape (K, p)

    Raises
    ------
    ValueError
        A value is missing, or a cell has no units.
    """
    cells, months = len(cohort), values.shape[1]
    count = np.bincount(cell, minlength=cells)
    if len(count) != cells or not count.all():
        raise ValueError("every cell needs units, and every unit a cell")
    order = np.argsort(cell, kind="stable")
    mean, scatter = np.empty((cells, months)), np.empty((cells, months, months))
    last = np.cumsum(count)
    for place, (first, end) in enumerate(zip(last - count, last, strict=True)):
        rows = values[order[first:end]]
        mean[place] = rows.mean(axis=0)
        rows -= mean[place]
        scatter[place] = rows.T @ rows
    if not np.isfinite(mean).all():
        raise ValueError("sums need a panel without missing values")
    return CellSums(
        cohort=cohort, count=count.astype(float), mean=mean, scatter=scatter, design=design
    )


def cell_effects(
    sums: CellSums, contrasts: Sequence[CellContrast], *, ridge: float = 0.0
) -> CellEffects:
    """Effects by outcome regression, exactly as from the units themselves.

    Parameters
    ----------
    contrasts : sequence of J CellContrast
        Each with units on both sides.
    ridge : float
        Share of the number of comparison units added to the diagonal of the normal equations.

    References
    ----------
    .. [1] Callaway & Sant'Anna (2021), J Econometrics 225:200, eq. 2.3 and 2.8 (regression).
    """
    cells, months = sums.mean.shape
    number = len(contrasts)
    effect, treated = np.empty(number), np.zeros((number, cells), dtype=bool)
    slope, level = np.zeros((number, cells, months)), np.zeros((number, cells))
    for place, contrast in enumerate(contrasts):
        mine = sums.cohort == contrast.cohort
        others = contrast.controls & ~mine
        change = sums.mean @ contrast.change
        n_mine, n_others = sums.count[mine].sum(), sums.count[others].sum()
        x = sums.design[others] * sums.count[others, None]
        gram = x.T @ sums.design[others] + ridge * n_others * np.eye(x.shape[1])
        wanted = np.column_stack(
            [x.T @ change[others], sums.design[mine].T @ sums.count[mine] / n_mine]
        )
        fit, pull = np.linalg.solve(gram, wanted).T
        left = change - sums.design @ fit
        effect[place] = left[mine] @ sums.count[mine] / n_mine
        weight = np.where(mine, 1 / n_mine, 0.0) - np.where(others, sums.design @ pull, 0.0)
        treated[place] = mine
        slope[place] = weight[:, None] * contrast.change
        level[place] = weight * (left - np.where(mine, effect[place], 0.0))
    return CellEffects(effect=effect, treated=treated, slope=slope, level=level)


def covariance(sums: CellSums, effects: CellEffects) -> FloatArray:
    """Covariance of the effects, shape (J, J): the sum of the products of all influences.

    ``sum over k of slope_jk' scatter_k slope_lk + count_k level_jk level_lk``.
    """
    moved = np.einsum("jks,kst->jkt", effects.slope, sums.scatter, optimize=True)
    number = len(effects.effect)
    spread = moved.reshape(number, -1) @ effects.slope.reshape(number, -1).T
    return np.asarray(spread + (effects.level * sums.count) @ effects.level.T)


def combined(effects: CellEffects, weights: FloatArray) -> CellEffects:
    """Sums of effects under fixed weights, shape (M, J)."""
    return CellEffects(
        effect=weights @ effects.effect,
        treated=(np.abs(weights) > 0) @ effects.treated,
        slope=np.tensordot(weights, effects.slope, axes=1),
        level=weights @ effects.level,
    )


def averaged(sums: CellSums, effects: CellEffects, chosen: np.ndarray) -> CellEffects:
    """One mean of the chosen effects, shape (J,), each counting by its treated units.

    That the numbers treated in each month are a matter of chance too is in the influence.

    References
    ----------
    .. [1] Callaway & Sant'Anna (2021), section 3.2 and corollary 2.
    """
    units = np.where(chosen, effects.treated @ sums.count, 0.0)
    mean = combined(effects, units[None, :] / units.sum())
    apart = (effects.effect - mean.effect[0])[chosen] @ effects.treated[chosen]
    return CellEffects(
        effect=mean.effect,
        treated=mean.treated,
        slope=mean.slope,
        level=mean.level + apart[None, :] / units.sum(),
    )


def group_time_contrasts(sums: CellSums, *, never_only: bool) -> list[CellContrast]:
    """Callaway and Sant'Anna's ATT(g, t), by month of treatment, then by month.

    The base is the month before treatment, or the month before t where t comes before treatment;
    comparison units are never treated or, unless `never_only`, not treated in either month.
    """
    months = sums.mean.shape[1]
    found = []
    for cohort in np.unique(sums.cohort[(sums.cohort > 0) & (sums.cohort < months)]):
        for month in range(1, months):
            base = min(month, int(cohort)) - 1
            change = np.zeros(months)
            change[month], change[base] = 1.0, -1.0
            free = sums.cohort > (months if never_only else max(month, base))
            found.append(CellContrast(cohort=int(cohort), change=change, controls=free))
    return found

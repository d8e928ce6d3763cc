"""Difference-in-differences by month of treatment, with a long baseline."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.factor_design import IntArray

NEVER = 1_000_000
FEWEST_BASELINE = 3
FEWEST_CONTROLS = 5
RIDGE = 1e-8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """An outcome of n units over T consecutive months.

    Parameters
    ----------
    values : ndarray, shape (n, T)
        Nan where not observed.
    cohort : ndarray of int, shape (n,)
        Column of the month of treatment; `NEVER` for units never treated.
    clean_until : ndarray of int, shape (n,)
        A unit may serve as comparison in columns before this one; 0 for never, `NEVER` for always.
    factors : tuple of ndarray of int, each of shape (n, T)
        Categorical covariates by month, codes from 0; -1 where not known.
    """

    values: FloatArray
    cohort: IntArray
    clean_until: IntArray
    factors: tuple[IntArray, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contrasts:
    """Mean effects over several sets of (unit, month), with influence values; A sets, n units.

    Parameters
    ----------
    effect : ndarray, shape (A,)
        Nan where a set is empty.
    observations : ndarray, shape (A,)
        Treated unit-months in each set.
    influence : ndarray, shape (n, A)
        Influence of each unit; their sum of squares is the variance.
    treated, controls : ndarray of bool, shape (n,)
        Units that took part on either side in any set.
    """

    effect: FloatArray
    observations: FloatArray
    influence: FloatArray
    treated: np.ndarray
    controls: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Months relative to treatment whose mean is compared, and the base they are set against.

    Parameters
    ----------
    months : tuple of int
        Consecutive relative months averaged.
    base : tuple of int
        Consecutive relative months of the base.
    """

    months: tuple[int, ...]
    base: tuple[int, ...]


class Accumulator:
    """Sums of residuals and influence values by set."""

    def __init__(self, units: int, sets: int) -> None:
        self.total = np.zeros(sets)
        self.count = np.zeros(sets)
        self.influence = np.zeros((units, sets))
        self.own = np.zeros((units, sets))
        self.treated = np.zeros(units, dtype=bool)
        self.controls = np.zeros(units, dtype=bool)

    def finished(self) -> Contrasts:
        """Means and centered influence values."""
        count = np.where(self.count > 0, self.count, np.nan)
        effect = self.total / count
        centered = self.influence - self.own * np.nan_to_num(effect)
        return Contrasts(
            effect=effect,
            observations=self.count,
            influence=np.nan_to_num(centered / count),
            treated=self.treated,
            controls=self.controls,
        )


def group_time_did(
    panel: Panel, windows: Sequence[Window], members: FloatArray, *, gap: int
) -> Contrasts:
    """Effects of treatment in several windows, each for several sets of treated units.

    For every month of treatment and every window, the change from the base among the units treated
    in that month is set against what a regression on the covariates, fitted to units not treated
    until `gap` months after the window, predicts for them. The differences are averaged over all
    treated units observed, so a month of treatment counts by its units.

    Parameters
    ----------
    windows : sequence of W Window
    members : ndarray of 0/1, shape (n, R)
        Sets of treated units to average over (all of them, a region, ...).

    Returns
    -------
    Contrasts
        W * R sets, windows first: set ``w * R + r``.

    References
    ----------
    .. [1] Callaway & Sant'Anna (2021), J Econometrics 225:200 (not-yet-treated comparison,
       outcome regression).
    .. [2] Borusyak, Jaravel & Spiess (2024), REStud (why a long baseline is efficient).
    """
    units, months = panel.values.shape
    sums = Accumulator(units, len(windows) * members.shape[1])
    cohorts, sizes = np.unique(panel.cohort[panel.cohort < months], return_counts=True)
    for cohort in cohorts[sizes > 0]:
        add_cohort(sums, panel, int(cohort), windows, members, gap=gap)
    return sums.finished()


def add_cohort(
    sums: Accumulator,
    panel: Panel,
    cohort: int,
    windows: Sequence[Window],
    members: FloatArray,
    *,
    gap: int,
) -> None:
    """All windows of one month of treatment."""
    mine = np.flatnonzero(panel.cohort == cohort)
    others = np.flatnonzero((panel.clean_until > cohort) & (panel.cohort != cohort))
    rows = np.concatenate([mine, others])
    anchor = max(cohort - gap - 1, 0)
    design = dummies([codes[rows, anchor] for codes in panel.factors], len(rows))
    group = CohortDesign(rows=rows, treated=len(mine), design=design)
    bases: dict[tuple[int, ...], FloatArray] = {}
    for place, window in enumerate(windows):
        if window.base not in bases:
            fewest = min(FEWEST_BASELINE, len(window.base))
            bases[window.base] = mean_of(panel.values, rows, cohort, window.base, fewest=fewest)
        values = mean_of(panel.values, rows, cohort, window.months, fewest=1)
        latest = cohort + max(max(window.months), 0) + gap
        change = values - bases[window.base]
        usable = np.isfinite(change)
        usable[len(mine) :] &= panel.clean_until[others] > latest
        if usable[: len(mine)].any() and usable[len(mine) :].sum() >= FEWEST_CONTROLS:
            first = place * members.shape[1]
            add_window(sums, group, np.where(usable, change, 0.0), usable, members, first=first)


class CohortDesign:
    """Rows and covariates of one month of treatment, treated units first."""

    def __init__(self, rows: IntArray, treated: int, design: FloatArray) -> None:
        self.rows, self.treated = rows, treated
        self.of_treated, self.of_controls = design[:treated], design[treated:]
        self.gram = self.of_controls.T @ self.of_controls

    def gram_of(self, usable: np.ndarray) -> FloatArray:
        """X'X of the usable comparison rows, by taking the fewer rows away."""
        left_out = self.of_controls[~usable]
        if 2 * len(left_out) > len(usable):
            kept = self.of_controls[usable]
            return np.asarray(kept.T @ kept)
        return np.asarray(self.gram - left_out.T @ left_out)


def mean_of(
    values: FloatArray, rows: IntArray, cohort: int, relative: tuple[int, ...], *, fewest: int
) -> FloatArray:
    """Mean over consecutive relative months of each row; nan where too few are observed."""
    columns = [cohort + k for k in relative if 0 <= cohort + k < values.shape[1]]
    if not columns:
        return np.full(len(rows), np.nan)
    if len(relative) == 1:
        return np.asarray(values[rows, columns[0]])
    chosen = values[:, columns[0] : columns[-1] + 1][rows]
    seen = np.isfinite(chosen)
    count = seen.sum(axis=1)
    total = np.where(seen, chosen, 0.0).sum(axis=1)
    return np.where(count >= fewest, total / np.maximum(count, 1), np.nan)


def dummies(factors: Sequence[IntArray], size: int) -> FloatArray:
    """Intercept and treatment-coded columns, shape (n, p); unknown codes count as the first."""
    columns = [np.ones((size, 1))]
    for codes in factors:
        levels = int(codes.max(initial=0)) + 1
        columns.append((codes[:, None] == np.arange(1, levels)[None, :]).astype(float))
    return np.hstack(columns)


def add_window(
    sums: Accumulator,
    group: CohortDesign,
    change: FloatArray,
    usable: np.ndarray,
    members: FloatArray,
    *,
    first: int,
) -> None:
    """One month of treatment in one window: regression, residuals and influence values."""
    cut = group.treated
    treated, controls = np.flatnonzero(usable[:cut]), usable[cut:]
    x_treated, y_controls = group.of_treated[treated], change[cut:]
    gram = group.gram_of(controls)
    gram += np.diag(np.full(len(gram), RIDGE * controls.sum()))
    own = group.rows[treated]
    sets = members[own]
    wanted = np.column_stack([group.of_controls.T @ y_controls, x_treated.T @ sets])
    solved = np.linalg.solve(gram, wanted)
    left = change[treated] - x_treated @ solved[:, 0]
    place = slice(first, first + members.shape[1])
    sums.total[place] += left @ sets
    sums.count[place] += sets.sum(axis=0)
    sums.influence[own, place] += left[:, None] * sets
    sums.own[own, place] += sets
    fitted = group.of_controls @ solved
    residual = np.where(controls, y_controls - fitted[:, 0], 0.0)
    sums.influence[group.rows[cut:], place] -= residual[:, None] * fitted[:, 1:]
    sums.treated[own] = True
    sums.controls[group.rows[cut:][controls]] = True


def clustered_error(influence: FloatArray, clusterings: Sequence[IntArray]) -> float:
    """Standard error of a sum of influence values, the largest over ways of clustering.

    Parameters
    ----------
    influence : ndarray, shape (n,)
    clusterings : sequence of ndarray of int, each of shape (n,)
        Cluster of each unit.
    """
    largest = 0.0
    for clusters in clusterings:
        sums = np.bincount(clusters, influence)
        number = int(np.count_nonzero(sums))
        if number > 1:
            largest = max(largest, float((sums**2).sum()) * number / (number - 1))
    return float(np.sqrt(largest))

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
MOST_CODES = 2_000_000


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
    """Mean effects by window, and over several windows for several sets; n units.

    Parameters
    ----------
    effect : ndarray, shape (W,)
        Mean over the treated units of the first set; nan where a window is empty.
    observations : ndarray, shape (W,)
        Treated unit-months of the first set in each window.
    influence : ndarray, shape (n, W)
        Influence of each unit; their sum of squares is the variance.
    pooled : ndarray, shape (R,)
        Mean over the pooled windows and the treated units of each set; nan where there are none.
    pooled_influence : ndarray, shape (n, R)
    treated, controls : ndarray of bool, shape (n,)
        Units that took part on either side in any window.
    """

    effect: FloatArray
    observations: FloatArray
    influence: FloatArray
    pooled: FloatArray
    pooled_influence: FloatArray
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
    """Sums of residuals and influence values; units run along the last axis of every array."""

    def __init__(self, members: FloatArray, windows: int, pooled: Sequence[int]) -> None:
        units, sets = members.shape
        self.members, self.is_pooled = members, np.isin(np.arange(windows), pooled)
        self.total, self.count = np.zeros((windows, sets)), np.zeros((windows, sets))
        self.influence = np.zeros((windows, units))
        self.own = np.zeros((windows, units), dtype=bool)
        self.pooled = np.zeros((sets if self.is_pooled.any() else 0, units))
        self.treated = np.zeros(units, dtype=bool)
        self.controls = np.zeros(units, dtype=bool)

    def finished(self) -> Contrasts:
        """Means and centered influence values."""
        count = np.where(self.count > 0, self.count, np.nan)
        effect = self.total / count
        first = np.nan_to_num(effect[:, 0])
        for place, own in enumerate(self.own):
            self.influence[place, own] -= first[place] * self.members[own, 0]
            self.influence[place] /= self.count[place, 0] or 1.0
            if self.is_pooled[place]:
                centered = self.members[own] * np.nan_to_num(effect[place])
                self.pooled[:, own] -= centered.T[: len(self.pooled)]
        whole = self.count[self.is_pooled].sum(axis=0)[: len(self.pooled)]
        whole = np.where(whole > 0, whole, np.nan)
        for place, number in enumerate(np.nan_to_num(whole, nan=1.0)):
            self.pooled[place] /= number
        return Contrasts(
            effect=effect[:, 0],
            observations=self.count[:, 0],
            influence=self.influence.T,
            pooled=self.total[self.is_pooled].sum(axis=0)[: len(self.pooled)] / whole,
            pooled_influence=self.pooled.T,
            treated=self.treated,
            controls=self.controls,
        )


def group_time_did(
    panel: Panel,
    windows: Sequence[Window],
    members: FloatArray,
    *,
    gap: int,
    pooled: Sequence[int] = (),
) -> Contrasts:
    """Effects of treatment in several windows, and their mean for several sets of treated units.

    For every month of treatment and every window, the change from the base among the units treated
    in that month is set against what a regression on the covariates, fitted to units not treated
    until `gap` months after the window, predicts for them. The differences are averaged over all
    treated units observed, so a month of treatment counts by its units. The regression runs over
    cells of units alike in the covariates, so that its cost does not grow with their number.

    Parameters
    ----------
    windows : sequence of W Window
    members : ndarray of 0/1, shape (n, R)
        Sets of treated units to average over (the first one for each window too).
    pooled : sequence of int
        Places of the windows whose mean is wanted for each set.

    References
    ----------
    .. [1] Callaway & Sant'Anna (2021), J Econometrics 225:200 (not-yet-treated comparison,
       outcome regression).
    .. [2] Borusyak, Jaravel & Spiess (2024), REStud (why a long baseline is efficient).
    """
    months = panel.values.shape[1]
    sums = Accumulator(members, len(windows), pooled)
    by_month = np.ascontiguousarray(panel.values.T)
    for cohort in np.unique(panel.cohort[panel.cohort < months]):
        add_cohort(sums, panel, by_month, int(cohort), windows, gap=gap)
    return sums.finished()


def add_cohort(
    sums: Accumulator,
    panel: Panel,
    by_month: FloatArray,
    cohort: int,
    windows: Sequence[Window],
    *,
    gap: int,
) -> None:
    """All windows of one month of treatment; values by month, shape (T, n)."""
    mine = panel.cohort == cohort
    others = (panel.clean_until > cohort) & ~mine
    anchor = max(cohort - gap - 1, 0)
    group = DesignCells([codes[:, anchor] for codes in panel.factors], mine | others)
    bases: dict[tuple[int, ...], FloatArray] = {}
    for place, window in enumerate(windows):
        if window.base not in bases:
            fewest = min(FEWEST_BASELINE, len(window.base))
            bases[window.base] = mean_of(by_month, cohort, window.base, fewest=fewest)
        change = mean_of(by_month, cohort, window.months, fewest=1) - bases[window.base]
        latest = cohort + max(max(window.months), 0) + gap
        seen = np.isfinite(change)
        treated = np.flatnonzero(mine & seen)
        controls = others & seen & (panel.clean_until > latest)
        if len(treated) and np.count_nonzero(controls) >= FEWEST_CONTROLS:
            add_window(sums, group, change, treated, controls, place=place)


class DesignCells:
    """Cells of units alike in their covariates; K cells, p columns.

    Parameters
    ----------
    factors : sequence of ndarray of int, each of shape (n,)
        Codes; unknown ones count as the first.
    taking_part : ndarray of bool, shape (n,)
        Only their cells are kept; others' cells are not to be used.
    """

    def __init__(self, factors: Sequence[IntArray], taking_part: np.ndarray) -> None:
        joint = np.zeros(len(taking_part), dtype=np.int64)
        levels = [int(codes.max(initial=0)) + 1 for codes in factors]
        for codes, size in zip(factors, levels, strict=True):
            joint *= size
            joint += np.maximum(codes, 0)
        size = int(np.prod(levels, dtype=np.int64)) if levels else 1
        if size > MOST_CODES:
            kept, self.cell = np.unique(joint, return_inverse=True)
        else:
            present = np.bincount(joint[taking_part], minlength=size) > 0
            kept = np.flatnonzero(present)
            self.cell = np.maximum(np.cumsum(present) - 1, 0)[joint]
        self.design = dummies(kept, levels)
        self.number, self.gram = np.zeros(len(kept)), np.zeros((0, 0))

    def gram_of(self, number: FloatArray) -> FloatArray:
        """X'X and its ridge for so many comparison units in each cell, kept for the next window."""
        if not len(self.gram) or not np.array_equal(number, self.number):
            used = number > 0
            x = self.design[used]
            self.number, self.gram = number, (x * number[used, None]).T @ x
            self.gram += np.diag(np.full(len(self.gram), RIDGE * number.sum()))
        return self.gram


def mean_of(
    by_month: FloatArray, cohort: int, relative: tuple[int, ...], *, fewest: int
) -> FloatArray:
    """Mean over consecutive relative months of each unit; nan where too few are observed."""
    columns = [cohort + k for k in relative if 0 <= cohort + k < len(by_month)]
    if not columns:
        return np.full(by_month.shape[1], np.nan)
    if len(relative) == 1:
        return np.asarray(by_month[columns[0]])
    count, total = np.zeros(by_month.shape[1]), np.zeros(by_month.shape[1])
    for values in by_month[columns[0] : columns[-1] + 1]:
        seen = np.isfinite(values)
        count += seen
        np.add(total, values, out=total, where=seen)
    return np.where(count >= fewest, total / np.maximum(count, 1), np.nan)


def dummies(joint: IntArray, levels: Sequence[int]) -> FloatArray:
    """Intercept and treatment-coded columns of joint codes, shape (K, p)."""
    columns: list[FloatArray] = []
    for size in reversed(levels):
        joint, codes = np.divmod(joint, size)
        columns.insert(0, (codes[:, None] == np.arange(1, size)[None, :]).astype(float))
    return np.hstack([np.ones((len(joint), 1)), *columns])


def add_window(
    sums: Accumulator,
    group: DesignCells,
    change: FloatArray,
    treated: IntArray,
    controls: np.ndarray,
    *,
    place: int,
) -> None:
    """One month of treatment in one window: regression, residuals and influence values."""
    cell, cells = group.cell, len(group.design)
    kept = np.where(controls, change, 0.0)
    number = np.asarray(np.bincount(cell, controls, minlength=cells), dtype=np.float64)
    totals = np.asarray(np.bincount(cell, kept, minlength=cells), dtype=np.float64)
    sets = sums.members[treated]
    x_treated = group.design[cell[treated]]
    wanted = np.column_stack([group.design.T @ totals, x_treated.T @ sets])
    fitted = group.design @ np.linalg.solve(group.gram_of(number), wanted)
    left = change[treated] - fitted[cell[treated], 0]
    sums.total[place] += left @ sets
    sums.count[place] += sets.sum(axis=0)
    sums.own[place, treated] = True
    sums.influence[place, treated] += left * sets[:, 0]
    residual = np.where(controls, kept - fitted[:, 0][cell], 0.0)
    sums.influence[place] -= residual * fitted[:, 1][cell]
    if sums.is_pooled[place]:
        sums.pooled[:, treated] += left * sets.T
        for row, pull in zip(sums.pooled, fitted.T[1:], strict=True):
            row -= residual * pull[cell]
    sums.treated[treated] = True
    sums.controls |= controls


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

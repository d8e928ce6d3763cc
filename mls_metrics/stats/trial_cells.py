"""Counts of trial rows by pattern, arm, follow-up and outcome; which can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.factor_design import FactorDesign, IntArray, factor_design, pool_levels

BoolArray = NDArray[np.bool_]
Codes = NDArray[np.int32] | IntArray


FEWEST_SHARE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrialCells:
    """Sequential trials as counts; n cells, F factors.

    A row behind a cell is one person in one trial month: everybody at risk in a month in which
    somebody started. The number of months followed replaces one row per follow-up month.

    Parameters
    ----------
    month : ndarray of int, shape (n,)
        Trial month on a running count.
    factors : tuple of F ndarray of int, each of shape (n,)
        Baseline pattern at the trial month, codes from 0.
    names : tuple of F str
        What the factors are.
    treated : ndarray of bool, shape (n,)
        Started in the trial month.
    followed : ndarray of int, shape (n,)
        Months after the trial month up to and with the last one seen.
    outcome : ndarray of int, shape (n,)
        What happened in the last month seen: 0 nothing, otherwise a kind of exit.
    count : ndarray, shape (n,)
        Rows in the cell.
    variant : ndarray of int, shape (n,), or None
        Which kind of the treatment the treated of a cell got; 0 for the others.
    """

    month: IntArray
    factors: tuple[IntArray, ...]
    names: tuple[str, ...]
    treated: BoolArray
    followed: IntArray
    outcome: IntArray
    count: FloatArray
    variant: IntArray | None = None

    def chosen(self, rows: BoolArray) -> "TrialCells":
        """Some of the cells, `rows` being a mask of shape (n,)."""
        return TrialCells(
            month=self.month[rows],
            factors=tuple(codes[rows] for codes in self.factors),
            names=self.names,
            treated=self.treated[rows],
            followed=self.followed[rows],
            outcome=self.outcome[rows],
            count=self.count[rows],
            variant=None if self.variant is None else self.variant[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClusterRows:
    """Which rows, and so which clusters, stand behind each cell.

    Parameters
    ----------
    cell : ndarray of int, shape (r,)
        Cell of each row.
    members : tuple of ndarray of int, each of shape (r,)
        Cluster of each row, once for each way of clustering (people, teams).
    """

    cell: Codes
    members: tuple[Codes, ...]

    def variances(self, influence: FloatArray) -> tuple[float, ...]:
        """Cluster-robust variance of a sum of influence values, for each way of clustering.

        Parameters
        ----------
        influence : ndarray, shape (n,)
            Influence of one row of each cell.
        """
        if not len(self.cell):
            return tuple(0.0 for _ in self.members)
        # Rows of one cluster mostly follow each other: add those up first, then sort them in.
        begins = np.zeros(len(self.cell), dtype=bool)
        begins[0] = True
        for members in self.members:
            begins[1:] |= members[1:] != members[:-1]
        runs = np.flatnonzero(begins)
        values = np.add.reduceat(influence[self.cell], runs)
        found = []
        for members in self.members:
            sums = np.bincount(members[runs], values)
            clusters = int(np.count_nonzero(sums))
            found.append(float((sums**2).sum()) * clusters / max(clusters - 1, 1))
        return tuple(found)

    def distinct(self, chosen: BoolArray) -> int:
        """Clusters of the first way of clustering with a row in a chosen cell; `chosen` is (n,)."""
        seen = np.zeros(int(self.members[0].max(initial=-1)) + 1, dtype=bool)
        seen[self.members[0][chosen[self.cell]]] = True
        return int(seen.sum())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ComparableCells:
    """The cells that can be compared, with the design of their patterns.

    Weights depend on the month and the pattern only, not on what became of people, so everything
    about them is worked out once for each of the P patterns that occur.

    Parameters
    ----------
    use : ndarray of bool, shape (n,)
        Rows of trial months and levels in which both arms are found.
    pattern : ndarray of int, shape (n,)
        Row of the design that each cell belongs to; 0 where the cell is not used.
    design : FactorDesign
        Over the P patterns (month and levels); factor 0 is the trial month.
    names : tuple of str
        Factors of the design, the month first; factors with one level are left out.
    months : ndarray of int, shape (M,)
        Trial month of each level of factor 0.
    dropped : float
        Starters left out because nobody comparable stayed without it.
    """

    use: BoolArray
    pattern: IntArray
    design: FactorDesign
    names: tuple[str, ...]
    months: IntArray
    dropped: float


def comparable_cells(cells: TrialCells, inside: BoolArray, *, minimum: float) -> ComparableCells:
    """Leave out starters without comparable people, join thin levels, and set up the design.

    Parameters
    ----------
    inside : ndarray of bool, shape (n,)
        Rows that passed the grace.
    minimum : float
        People of either arm that a level needs to stand alone.
    """
    use = np.ones(len(cells.count), dtype=bool)
    treated = np.where(cells.treated & inside, cells.count, 0.0)
    controls = np.where(~cells.treated & inside, cells.count, 0.0)
    months, month_codes = np.unique(cells.month, return_inverse=True)
    for codes in (month_codes, *cells.factors):
        lone = np.bincount(codes, controls) <= 0
        use &= ~(lone[codes] & cells.treated)
    for codes in cells.factors:
        # People of a role that never starts say nothing of those whose role does.
        use &= ~hardly_started(codes, treated * use, minimum=minimum)[codes]
    kept = np.bincount(month_codes, treated * use, minlength=len(months)) > 0
    use &= kept[month_codes]
    renumbered = np.cumsum(kept) - 1
    factors: list[IntArray] = [np.where(use, renumbered[month_codes], 0)]
    levels, names = [max(int(kept.sum()), 1)], ["trial month"]
    for codes, name in zip(cells.factors, cells.names, strict=True):
        pooled, number = pool_levels(codes, treated * use, controls * use, minimum=minimum)
        if number > 1:
            factors.append(pooled)
            levels.append(number)
            names.append(name)
    pattern, rows = distinct_patterns(factors, levels, use)
    return ComparableCells(
        use=use,
        pattern=pattern,
        design=factor_design(rows, levels),
        names=tuple(names),
        months=months[kept],
        dropped=float(treated[~use].sum()),
    )


def distinct_patterns(
    factors: Sequence[IntArray], levels: Sequence[int], use: BoolArray
) -> tuple[IntArray, list[IntArray]]:
    """Place of each cell's combination of codes among those that occur, and their codes.

    Returns
    -------
    pattern : ndarray of int, shape (n,)
        0 where a cell is not used.
    rows : list of ndarray of int, each of shape (P,)
    """
    key, size = np.zeros(int(use.sum()), dtype=np.int64), 1
    for codes, count in zip(factors, levels, strict=True):
        if size > 2**62 // count:
            kept, key = np.unique(key, return_inverse=True)
            size = len(kept)
        key, size = key * count + codes[use], size * count
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    pattern = np.zeros(len(use), dtype=np.int64)
    pattern[use] = place
    return pattern, [codes[use][first] for codes in factors]


def hardly_started(codes: IntArray, treated: FloatArray, *, minimum: float) -> BoolArray:
    """Levels in which nobody starts, or so few that they would be stand-ins for nobody.

    Fewer than `minimum` starters who make up less than `FEWEST_SHARE` of all; shape (levels,).
    """
    starters = np.bincount(codes, treated)
    few = (starters < minimum) & (starters < FEWEST_SHARE * starters.sum())
    return np.asarray((starters <= 0) | few)


def confounding_ratios(
    cells: TrialCells, use: BoolArray, *, events: tuple[int, ...], grace: int
) -> dict[str, float]:
    """How far each measured factor alone would shift the ratio of leaving if it were ignored.

    For each factor the leaving rates of the comparison people by level are averaged over the
    starters' levels and over the comparison's own levels (within trial months); the ratio of the
    two averages is what ignoring the factor would do to observed over expected. Rates of thin
    levels are drawn to the overall rate by five events' worth.
    """
    treated = cells.treated & use
    even, time, happened = even_comparison(cells, use, events=events, grace=grace)
    weighted = even * happened
    overall = float(weighted.sum() / max(time.sum(), 1e-12))
    found: dict[str, float] = {}
    raw = float((cells.count * (~cells.treated & use) * happened).sum())
    if overall <= 0 or raw <= 0:
        return found
    pseudo = 5.0 * float(weighted.sum()) / raw
    for codes, name in zip(cells.factors, cells.names, strict=True):
        rate = (np.bincount(codes, weighted) + pseudo) / (
            np.bincount(codes, time) + pseudo / overall
        )
        one = np.bincount(codes, cells.count * treated)
        none = np.bincount(codes, even)
        found[name] = float((one @ rate / one.sum()) / (none @ rate / none.sum()))
    return found


def even_comparison(
    cells: TrialCells, use: BoolArray, *, events: tuple[int, ...], grace: int
) -> tuple[FloatArray, FloatArray, BoolArray]:
    """Comparison rows spread over trial months as the starters are, and nothing else made alike.

    Returns
    -------
    tuple of ndarray, each of shape (n,)
        Weight of each cell, its months at risk past the grace, and whether its people left.
    """
    treated = cells.treated & use
    controls = ~cells.treated & use
    months = cells.month - cells.month.min()
    size = int(months.max()) + 1
    starters = np.bincount(months[treated], cells.count[treated], minlength=size)
    others = np.bincount(months[controls], cells.count[controls], minlength=size)
    even = (starters / np.maximum(others, 1e-12))[months] * cells.count * controls
    time = even * np.maximum(cells.followed - grace, 0)
    return even, time, np.isin(cells.outcome, events)


def even_leaving_rate(
    cells: TrialCells, use: BoolArray, *, events: tuple[int, ...], grace: int
) -> float:
    """Leavers by month at risk among the comparison, alike in the trial month only."""
    even, time, happened = even_comparison(cells, use, events=events, grace=grace)
    return float((even * happened).sum() / max(time.sum(), 1e-12))

"""The same trials among some of the people: one region, one role, one kind of the treatment."""

from dataclasses import replace

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.balanced_trials import BalancedTrials, spreads
from mls_metrics.stats.entropy_balance import entropy_balance
from mls_metrics.stats.trial_cells import BoolArray, comparable_cells


def level_trials(
    trials: BalancedTrials, rows: BoolArray, *, minimum: float
) -> BalancedTrials | None:
    """Trials among some of the cells, both arms alike once more among these; None where empty.

    Later starters are replaced by the like of them as in the whole, on average over the people of
    each pattern.

    Parameters
    ----------
    rows : ndarray of bool, shape (n,)
        Cells of the level, of both arms.
    minimum : float
        People of either arm that a level of a factor needs to stand alone.

    Returns
    -------
    BalancedTrials or None
        Over the chosen cells that are compared, in their order.

    Notes
    -----
    The weights of the whole are a product over months and levels, so among the people of one level
    the search ends at the same weights whether it begins with those or with even ones.
    """
    keep = rows & trials.inside
    cells = trials.cells.chosen(keep)
    if not cells.treated.any() or cells.treated.all():
        return None
    comparable = comparable_cells(cells, np.ones(len(cells.count), dtype=bool), minimum=minimum)
    design, pattern = comparable.design, comparable.pattern

    def by_pattern(chosen: BoolArray, each: FloatArray) -> FloatArray:
        return np.bincount(pattern[chosen], each[chosen], minlength=design.size).astype(float)

    control = comparable.use & ~cells.treated
    starts = by_pattern(comparable.use & cells.treated, cells.count)
    controls = by_pattern(control, cells.count)
    treated_n = float(starts.sum())
    if treated_n <= 0 or controls.sum() <= 0:
        return None
    target, before = design.totals(starts) / treated_n, design.totals(controls) / controls.sum()
    balance = entropy_balance(design, controls, target)
    spread, after = spreads(target, before), design.totals(controls * balance.weights) - target
    late = trials.late_weights[trials.comparable.pattern[keep]] * cells.count[:, None]
    late = np.stack([by_pattern(control, column) for column in late.T], axis=1)
    return replace(
        trials,
        cells=cells,
        comparable=comparable,
        inside=comparable.use,
        balance=balance,
        late_weights=np.where(late > 0, late / np.maximum(controls, 1e-12)[:, None], 1.0),
        treated_n=treated_n,
        dropped=comparable.dropped,
        target=target,
        differences_before=(target - before)[1:] / spread[1:],
        largest_difference_after=float(np.abs(after / spread)[1:].max(initial=0.0)),
    )


def variant_rows(trials: BalancedTrials, code: int) -> BoolArray:
    """Cells of those who got one kind of the treatment, and of everybody not treated then.

    Parameters
    ----------
    code : int
        Of the kind, as in the cells' `variant`.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    cells = trials.cells
    assert cells.variant is not None, "these trials know no kinds of the treatment"
    own = cells.treated & (cells.variant == code) & trials.inside
    months = np.unique(cells.month[own])
    return np.asarray(own | (~cells.treated & np.isin(cells.month, months)))

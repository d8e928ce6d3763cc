"""Balanced sequential trials: what would have become of those who started, had they not."""

from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.entropy_balance import BalanceWeights, entropy_balance
from mls_metrics.stats.factor_design import IntArray, solve_flat
from mls_metrics.stats.factor_logit import expit, factor_logit
from mls_metrics.stats.trial_cells import BoolArray, ComparableCells, TrialCells, comparable_cells

CERTAIN_START = 0.95
LARGEST_LATE_WEIGHT = 20.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BalancedTrials:
    """Trials with the weights under which both arms are alike.

    Parameters
    ----------
    cells : TrialCells
    grace, horizon : int
        Months after the start left out, and the last month compared.
    comparable : ComparableCells
    inside : ndarray of bool, shape (n,)
        Cells that are compared: usable and past the grace.
    balance : BalanceWeights
        Weight of one comparison row of each of the P patterns, summing to 1 over the comparison.
    late_weights : ndarray, shape (P, horizon - grace)
        Inverse chance of a comparison row of each pattern of not having started before each month.
    treated_n : float
        Starters compared.
    dropped : float
        Starters left out because nobody comparable stayed without it.
    target : ndarray, shape (p,)
        Means of the starters.
    differences_before : ndarray, shape (p - 1,)
        Standardized differences of the columns before weighting.
    largest_difference_after : float
        Largest standardized difference left after weighting.
    """

    cells: TrialCells
    grace: int
    horizon: int
    comparable: ComparableCells
    inside: BoolArray
    balance: BalanceWeights
    late_weights: FloatArray
    treated_n: float
    dropped: float
    target: FloatArray
    differences_before: FloatArray
    largest_difference_after: float

    @property
    def weights(self) -> FloatArray:
        """Weight of one comparison row of each cell, shape (n,); means nothing for starters."""
        return self.balance.weights[self.comparable.pattern]

    def followed_table(self, chosen: BoolArray) -> FloatArray:
        """Rows of the chosen cells by pattern and last month seen, shape (P, horizon + 1)."""
        width, cells = self.horizon + 1, self.cells
        place = self.comparable.pattern[chosen] * width
        place = place + np.minimum(cells.followed[chosen], self.horizon)
        size = self.comparable.design.size
        counts = np.bincount(place, cells.count[chosen], minlength=size * width)
        return counts.astype(float).reshape(size, width)


def balance_trials(
    cells: TrialCells, *, grace: int, horizon: int, minimum: float, by_request: bool = False
) -> BalancedTrials | None:
    """Weight the comparison rows of sequential trials; None where nobody can be compared.

    A logit of starting on the pattern serves three ends: starters whose start was all but certain
    are left out, comparison people who start later are replaced by the like of them who do not
    (inverse probability of censoring), and the search for the balancing weights begins there.

    Parameters
    ----------
    minimum : float
        People of either arm that a level of a factor needs to stand alone.
    by_request : bool
        Both arms asked to start, and a place decided: nobody's start was certain, and those who
        start later leave the comparison by the order of places, without a weight.

    References
    ----------
    .. [1] Hernan & Robins (2016), AJE 183:758 (target trials).
    .. [2] Danaei et al. (2013), SMMR 22:70 (sequential trials).
    .. [3] Hainmueller (2012), Political Analysis 20:25 (entropy balancing).
    """
    past_grace = cells.followed > grace
    comparable = comparable_cells(cells, past_grace, minimum=minimum)
    inside = comparable.use & past_grace
    if not (inside & cells.treated).any() or not (inside & ~cells.treated).any():
        return None
    design, pattern = comparable.design, comparable.pattern

    def by_pattern(chosen: BoolArray) -> FloatArray:
        counts = np.bincount(pattern[chosen], cells.count[chosen], minlength=design.size)
        return counts.astype(float)

    starts, controls = by_pattern(inside & cells.treated), by_pattern(inside & ~cells.treated)
    beta = factor_logit(design, starts, starts + controls)
    certain = (expit(design.predictor(beta)) > CERTAIN_START) & (not by_request)
    certain_n = float((starts * certain).sum())
    starts = np.where(certain, 0.0, starts)
    treated_n = float(starts.sum())
    if treated_n <= 0:
        return None
    target = design.totals(starts) / treated_n
    balance = entropy_balance(design, controls, target, start=beta)
    spread = spreads(target, design.totals(controls) / controls.sum())
    after = design.totals(controls * balance.weights) - target
    late = np.ones((design.size, horizon - grace))
    if not by_request:
        late = late_start_weights(comparable, beta, grace=grace, horizon=horizon)
    return BalancedTrials(
        cells=cells,
        grace=grace,
        horizon=horizon,
        comparable=comparable,
        inside=inside & ~(cells.treated & certain[pattern]),
        balance=balance,
        late_weights=late,
        treated_n=treated_n,
        dropped=comparable.dropped + certain_n,
        target=target,
        differences_before=(target - design.totals(controls) / controls.sum())[1:] / spread[1:],
        largest_difference_after=float(np.abs(after / spread)[1:].max(initial=0.0)),
    )


def spreads(one: FloatArray, other: FloatArray) -> FloatArray:
    """Pooled standard deviations of 0/1 columns from their means in two groups."""
    variance = (one * (1 - one) + other * (1 - other)) / 2
    return np.sqrt(np.maximum(variance, 1e-12))


def late_start_weights(
    comparable: ComparableCells, beta: FloatArray, *, grace: int, horizon: int
) -> FloatArray:
    """Inverse chance of not having started too early to be seen in each month, shape (P, K - g).

    A comparison person who starts in month s is followed up to s + grace, so in follow-up month k
    those are seen who have not started in the k - 1 - grace months after the trial month.
    """
    design = comparable.design
    effects = np.concatenate([[0.0], beta[1 : len(comparable.months)]])
    own_level = month_levels(comparable)
    rest = design.predictor(beta) - effects[own_level]
    later = -np.inf * np.ones(int(comparable.months.max()) + horizon + 2)
    later[comparable.months] = effects
    month = comparable.months[own_level]
    weights = np.ones((design.size, horizon - grace))
    log_weight = np.zeros(design.size)
    for step in range(1, horizon - grace):
        chance = np.minimum(expit(np.maximum(rest + later[month + step], -700.0)), CERTAIN_START)
        log_weight = log_weight - np.log1p(-chance)
        weights[:, step] = np.minimum(np.exp(log_weight), LARGEST_LATE_WEIGHT)
    return weights


def month_levels(comparable: ComparableCells) -> IntArray:
    """Level of the trial month of each pattern, shape (P,)."""
    group = comparable.design.groups[0]
    count = len(comparable.months) - 1
    level = (group.columns[:, :count] @ np.arange(1, count + 1)).astype(np.int64)
    return np.asarray(level[group.codes])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SurvivalContrast:
    """Life tables of both arms with influence values; K - g months.

    Parameters
    ----------
    difference : float
        Survival of the treated minus survival of the weighted comparison, share.
    survival, control_survival : ndarray, shape (K - g,)
        After each month past the grace.
    at_risk, control_at_risk, control_effective : ndarray, shape (K - g,)
        Treated people, comparison people, and the comparison's effective number.
    hazards : ndarray, shape (2, K - g)
        Of the comparison and of the treated.
    observed, expected : float
        Events among the treated, and what the comparison's hazards predict for them.
    monthly : ndarray, shape (2, K - g)
        Observed and expected by month.
    months_gained : float
        Difference in restricted mean months, treated minus comparison, within the months compared.
    influence, log_ratio_influence, months_influence : ndarray, shape (n,)
        Influence of one row of each cell on the difference, on log(observed / expected) and on the
        months gained.
    """

    difference: float
    survival: FloatArray
    control_survival: FloatArray
    at_risk: FloatArray
    control_at_risk: FloatArray
    control_effective: FloatArray
    hazards: FloatArray
    observed: float
    expected: float
    monthly: FloatArray
    months_gained: float
    influence: FloatArray
    log_ratio_influence: FloatArray
    months_influence: FloatArray


def contrast(trials: BalancedTrials, *, events: tuple[int, ...]) -> SurvivalContrast:
    """Compare survival of both arms for some kinds of exit; the others censor.

    Notes
    -----
    Influence values follow from the hazards (product limit) and from the balancing equations,
    one number per cell; summed by person or team and squared they give the variance.
    """
    cells, past = trials.cells, slice(trials.grace + 1, None)
    gone = np.isin(cells.outcome, events) & (cells.followed <= trials.horizon)
    treated, control = trials.inside & cells.treated, trials.inside & ~cells.treated
    at_risk = seen_until(trials.followed_table(treated).sum(axis=0))[past]
    events_1 = trials.followed_table(treated & gone).sum(axis=0)[past]
    seen = seen_until(trials.followed_table(control))[:, past]
    weights = trials.balance.weights[:, None] * trials.late_weights
    risk_0 = (weights * seen).sum(axis=0)
    events_0 = (weights * trials.followed_table(control & gone)[:, past]).sum(axis=0)
    square_0 = (weights**2 * seen).sum(axis=0)
    hazard = np.stack([ratio(events_0, risk_0), ratio(events_1, at_risk)])
    survival = np.cumprod(1 - hazard, axis=1).astype(np.float64)
    expected = at_risk * hazard[0]
    influence, log_influence, gained = influences(trials, gone, at_risk, risk_0, hazard, survival)
    return SurvivalContrast(
        difference=float(survival[1, -1] - survival[0, -1]),
        survival=survival[1],
        control_survival=survival[0],
        at_risk=at_risk,
        control_at_risk=seen.sum(axis=0),
        control_effective=ratio(risk_0**2, square_0),
        hazards=hazard,
        observed=float(events_1.sum()),
        expected=float(expected.sum()),
        monthly=np.stack([events_1, expected]),
        months_gained=float((survival[1] - survival[0]).sum()),
        influence=influence,
        log_ratio_influence=log_influence,
        months_influence=gained,
    )


def seen_until(last_seen: FloatArray) -> FloatArray:
    """Rows seen in each month, from rows by the last month seen (months in the last axis)."""
    return np.asarray(np.cumsum(last_seen[..., ::-1], axis=-1)[..., ::-1])


def influences(
    trials: BalancedTrials,
    gone: BoolArray,
    at_risk: FloatArray,
    control_risk: FloatArray,
    hazard: FloatArray,
    survival: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Influence of one row of each cell on difference, log ratio and months gained, each (n,).

    A row moves the hazard of every month it is seen in, and that of the month of leaving once
    more; sums over the months seen are running sums, taken once for each pattern.
    """
    cells = trials.cells
    treated = np.flatnonzero(trials.inside & cells.treated)
    control = np.flatnonzero(trials.inside & ~cells.treated)
    observed = max(float(cells.count[treated] @ gone[treated]), 1e-12)
    expected = max(float((at_risk * hazard[0]).sum()), 1e-12)
    # A hazard moves the survival of its own and every later month.
    rest = np.cumsum(survival[:, ::-1], axis=1)[:, ::-1]
    down = np.maximum(1 - hazard, 1e-9)
    own, other = down[1] * at_risk, down[0] * control_risk
    ones = np.ones_like(at_risk)
    # For each of the three: what a month moves it by through a starter, and through the others.
    pulls = (
        (-ratio(survival[1, -1] * ones, own), ratio(survival[0, -1] * ones, other)),
        (ones / observed, -ratio(at_risk / expected, control_risk)),
        (-ratio(rest[1], own), ratio(rest[0], other)),
    )
    seen_pulls = (hazard[1] * pulls[0][0], hazard[0] / expected, hazard[1] * pulls[2][0])
    found = np.zeros((3, len(cells.count)))
    late, pattern = trials.late_weights, trials.comparable.pattern[control]
    month_1, month_0 = (
        np.minimum(cells.followed[rows], trials.horizon) - trials.grace - 1
        for rows in (treated, control)
    )
    weight = trials.balance.weights[pattern]
    for place, (starter, compared) in enumerate(pulls):
        running = -np.cumsum(seen_pulls[place])
        found[place, treated] = running[month_1] + gone[treated] * starter[month_1]
        running = -np.cumsum(late * (hazard[0] * compared), axis=1)
        left = gone[control] * late[pattern, month_0] * compared[month_0]
        found[place, control] = weight * (running[pattern, month_0] + left)
    one, two, three = balance_correction(trials, found, treated, control)
    return one, two, three


def balance_correction(
    trials: BalancedTrials, influence: FloatArray, treated: IntArray, control: IntArray
) -> FloatArray:
    """Influence values (m, n) with what comes from the weights being estimated.

    Parameters
    ----------
    treated, control : ndarray of int
        Places of the cells of both arms.
    """
    design, weights = trials.comparable.design, trials.balance.weights
    pattern, count = trials.comparable.pattern, trials.cells.count
    people = np.bincount(pattern[control], count[control], minlength=design.size)
    mass = people * weights
    means = design.totals(mass)
    gradient = np.zeros((design.width, len(influence)))
    for place, values in enumerate(influence):
        rows = count[control] * values[control]
        pull = np.bincount(pattern[control], rows, minlength=design.size).astype(float)
        gradient[:, place] = design.totals(pull) - means * pull.sum()
    curvature = design.gram(mass) - np.outer(means, means)
    gradient[0], curvature[0, :], curvature[:, 0], curvature[0, 0] = 0.0, 0.0, 0.0, 1.0
    slopes = solve_flat(curvature, gradient)
    slopes[0] = -(trials.target[1:] @ slopes[1:])
    for values, slope in zip(influence, slopes.T, strict=True):
        moved = design.predictor(slope)
        values[treated] += moved[pattern[treated]] / trials.treated_n
        values[control] -= (weights * moved)[pattern[control]]
    return influence


def ratio(top: FloatArray, bottom: FloatArray) -> FloatArray:
    """Elementwise quotient, 0 where the denominator is 0."""
    return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)


def safe(top: float, bottom: float) -> float:
    """Quotient, 0 where the denominator is 0."""
    return float(top / bottom) if bottom > 0 else 0.0


def early_months(trials: BalancedTrials, *, events: tuple[int, ...]) -> tuple[float, float]:
    """Observed and expected events within the grace, with the weights of those past it."""
    cells = trials.cells
    use = trials.comparable.use
    left = np.isin(cells.outcome, events)
    treated = np.where(use & cells.treated, cells.count, 0.0)
    control = np.where(use & ~cells.treated, cells.count * trials.weights, 0.0)
    observed = expected = 0.0
    for k in range(1, trials.grace + 1):
        seen, leaving = cells.followed >= k, left & (cells.followed == k)
        observed += float(treated @ leaving)
        expected += float(treated @ seen) * safe(float(control @ leaving), float(control @ seen))
    return observed, expected

"""Balanced sequential trials: what would have become of those who started, had they not."""

from dataclasses import dataclass

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.entropy_balance import BalanceWeights, entropy_balance
from mls_metrics.stats.factor_design import solve_flat
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
        Weight of one comparison row, summing to 1 over the comparison inside.
    late_weights : ndarray, shape (n, horizon - grace)
        Inverse chance of not having started before each month (comparison rows; 1 for treated).
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


def balance_trials(
    cells: TrialCells, *, grace: int, horizon: int, minimum: float
) -> BalancedTrials | None:
    """Weight the comparison rows of sequential trials; None where nobody can be compared.

    A logit of starting on the pattern serves three ends: starters whose start was all but certain
    are left out, comparison people who start later are replaced by the like of them who do not
    (inverse probability of censoring), and the search for the balancing weights begins there.

    Parameters
    ----------
    minimum : float
        People of either arm that a level of a factor needs to stand alone.

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
    design = comparable.design
    starts = np.where(inside & cells.treated, cells.count, 0.0)
    at_risk = np.where(inside, cells.count, 0.0)
    beta = factor_logit(design, starts, at_risk)
    certain = cells.treated & (expit(design.predictor(beta)) > CERTAIN_START)
    certain_n = float((starts * certain).sum())
    starts = np.where(certain, 0.0, starts)
    treated_n = float(starts.sum())
    controls = np.where(inside & ~cells.treated, cells.count, 0.0)
    if treated_n <= 0:
        return None
    target = design.totals(starts) / treated_n
    balance = entropy_balance(design, controls, target, start=beta)
    spread = spreads(target, design.totals(controls) / controls.sum())
    after = design.totals(controls * balance.weights) - target
    return BalancedTrials(
        cells=cells,
        grace=grace,
        horizon=horizon,
        comparable=comparable,
        inside=inside & ~certain,
        balance=balance,
        late_weights=late_start_weights(cells, comparable, beta, grace=grace, horizon=horizon),
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
    cells: TrialCells, comparable: ComparableCells, beta: FloatArray, *, grace: int, horizon: int
) -> FloatArray:
    """Inverse chance of not having started too early to be seen in each month, shape (n, K - g).

    A comparison person who starts in month s is followed up to s + grace, so in follow-up month k
    those are seen who have not started in the k - 1 - grace months after the trial month.
    """
    design = comparable.design
    effects = np.concatenate([[0.0], beta[1 : len(comparable.months)]])
    own_level = np.searchsorted(comparable.months, cells.month).clip(max=len(effects) - 1)
    rest = design.predictor(beta) - effects[own_level]
    later = -np.inf * np.ones(int(comparable.months.max()) + horizon + 2)
    later[comparable.months] = effects
    weights = np.ones((len(cells.count), horizon - grace))
    controls = ~cells.treated & comparable.use
    month, rest = cells.month[controls], rest[controls]
    log_weight = np.zeros(len(month))
    for step in range(1, horizon - grace):
        chance = np.minimum(expit(np.maximum(rest + later[month + step], -700.0)), CERTAIN_START)
        log_weight = log_weight - np.log1p(-chance)
        weights[controls, step] = np.minimum(np.exp(log_weight), LARGEST_LATE_WEIGHT)
    return weights


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
    cells, grace = trials.cells, trials.grace
    left = np.isin(cells.outcome, events)
    months = range(grace + 1, trials.horizon + 1)
    treated = np.where(trials.inside & cells.treated, cells.count, 0.0)
    control = np.where(trials.inside & ~cells.treated, cells.count * trials.balance.weights, 0.0)
    squares = control * trials.balance.weights
    table = np.zeros((5, len(months)))
    people = np.zeros(len(months))
    for place, k in enumerate(months):
        seen, leaving = cells.followed >= k, left & (cells.followed == k)
        late = trials.late_weights[:, place]
        table[:, place] = (
            treated @ seen,
            treated @ leaving,
            (control * late) @ seen,
            (control * late) @ leaving,
            (squares * late**2) @ seen,
        )
        people[place] = cells.count[trials.inside & ~cells.treated & seen].sum()
    at_risk, events_1, risk_0, events_0, square_0 = table
    hazard = np.stack([ratio(events_0, risk_0), ratio(events_1, at_risk)])
    survival = np.cumprod(1 - hazard, axis=1).astype(np.float64)
    expected = at_risk * hazard[0]
    influence, log_influence, gained = influences(trials, left, at_risk, risk_0, hazard, survival)
    return SurvivalContrast(
        difference=float(survival[1, -1] - survival[0, -1]),
        survival=survival[1],
        control_survival=survival[0],
        at_risk=at_risk,
        control_at_risk=people,
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


def influences(
    trials: BalancedTrials,
    left: BoolArray,
    at_risk: FloatArray,
    control_risk: FloatArray,
    hazard: FloatArray,
    survival: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Influence of one row of each cell on difference, log ratio and months gained, each (n,)."""
    cells, grace = trials.cells, trials.grace
    treated, control = trials.inside & cells.treated, trials.inside & ~cells.treated
    weights = trials.balance.weights
    difference, log_ratio, months = (np.zeros(len(weights)) for _ in range(3))
    observed = max(float((cells.count * treated * left).sum()), 1e-12)
    expected = max(float((at_risk * hazard[0]).sum()), 1e-12)
    # A hazard moves the survival of its own and every later month.
    rest = np.cumsum(survival[:, ::-1], axis=1)[:, ::-1]
    for place in range(hazard.shape[1]):
        k = grace + 1 + place
        seen = cells.followed >= k
        leaving = (left & (cells.followed == k)).astype(float)
        gone = treated * (leaving - hazard[1, place] * seen)
        missed = (leaving - hazard[0, place] * seen) * weights * trials.late_weights[:, place]
        missed = control * missed
        down = [max(1 - h, 1e-9) for h in hazard[:, place]]
        own, other = down[1] * at_risk[place], down[0] * control_risk[place]
        difference += missed * safe(survival[0, -1], other) - gone * safe(survival[1, -1], own)
        months += missed * safe(rest[0, place], other) - gone * safe(rest[1, place], own)
        log_ratio += treated * (leaving / observed - seen * hazard[0, place] / expected)
        log_ratio -= missed * safe(at_risk[place] / expected, control_risk[place])
    one, two, three = (
        balance_correction(trials, part, control) for part in (difference, log_ratio, months)
    )
    return one, two, three


def balance_correction(
    trials: BalancedTrials, influence: FloatArray, control: BoolArray
) -> FloatArray:
    """Influence values with what comes from the weights being estimated."""
    design, cells, weights = trials.comparable.design, trials.cells, trials.balance.weights
    mass = np.where(control, cells.count * weights, 0.0)
    means = design.totals(mass)
    pull = np.where(control, cells.count * influence, 0.0)
    gradient = design.totals(pull) - means * pull.sum()
    curvature = design.gram(mass) - np.outer(means, means)
    gradient[0], curvature[0, :], curvature[:, 0], curvature[0, 0] = 0.0, 0.0, 0.0, 1.0
    slope = solve_flat(curvature, gradient)
    slope[0] = -float(trials.target[1:] @ slope[1:])
    moved = design.predictor(slope)
    treated = trials.inside & cells.treated
    corrected = influence + treated * moved / trials.treated_n - control * weights * moved
    return np.asarray(corrected)


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
    control = np.where(use & ~cells.treated, cells.count * trials.balance.weights, 0.0)
    observed = expected = 0.0
    for k in range(1, trials.grace + 1):
        seen, leaving = cells.followed >= k, left & (cells.followed == k)
        observed += float(treated @ leaving)
        expected += float(treated @ seen) * safe(float(control @ leaving), float(control @ seen))
    return observed, expected

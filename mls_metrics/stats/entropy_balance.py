"""Weights that make one group's means equal to another's."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.factor_design import solve_flat

TOLERANCE = 1e-9
STEPS = 60
PENALTY = 1e-3


class Design(Protocol):
    """Columns over n rows, the intercept at place 0: written out, or known by their codes."""

    @property
    def width(self) -> int:
        """Columns p."""
        ...

    def predictor(self, coefficients: FloatArray) -> FloatArray:
        """X b, shape (n,)."""
        ...

    def totals(self, weights: FloatArray) -> FloatArray:
        """X'w, shape (p,)."""
        ...

    def gram(self, weights: FloatArray) -> FloatArray:
        """X' diag(w) X, shape (p, p)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BalanceWeights:
    """Entropy balancing weights.

    Parameters
    ----------
    weights : ndarray, shape (n,)
        Weight of one person in each row; ``sum(count * weights) == 1``.
    coefficients : ndarray, shape (p,)
        Tilt of the log weight; place 0 (the intercept) is 0.
    imbalance : float
        Largest difference of means left, in shares.
    exact : bool
        The means agree to numerical precision; otherwise the fallback with a penalty was used.
    """

    weights: FloatArray
    coefficients: FloatArray
    imbalance: float
    exact: bool


def entropy_balance(
    design: Design,
    count: FloatArray,
    target: FloatArray,
    *,
    start: FloatArray | None = None,
) -> BalanceWeights:
    """Weights closest to even ones under which the rows' means equal `target`.

    Parameters
    ----------
    design : Design
        n rows, p columns.
    count : ndarray, shape (n,)
        People in each row that are to be weighted.
    target : ndarray, shape (p,)
        Means to reach (place 0, the intercept, is 1).
    start : ndarray, shape (p,), optional
        Where the search begins: coefficients of a logit of being in the other group are close.

    Notes
    -----
    Newton steps on the convex dual ``log sum(count * exp(Xg)) - g'target``. Where the target lies
    outside what the rows can reach the dual has no minimum; then a small quadratic penalty is
    added, the means agree only nearly, and `exact` is False.

    References
    ----------
    .. [1] Hainmueller (2012), Political Analysis 20:25.
    .. [2] Zhao & Percival (2017), J Causal Inference 5 (double robustness).
    """
    begin = np.zeros(design.width) if start is None else start.copy()
    begin[0] = 0.0
    tilt, weights, gap = minimize_dual(design, count, target, begin, penalty=0.0)
    exact = gap < 1e-6
    if not exact:
        begin = np.zeros(design.width)
        tilt, weights, gap = minimize_dual(design, count, target, begin, penalty=PENALTY)
    return BalanceWeights(weights=weights, coefficients=tilt, imbalance=gap, exact=exact)


def minimize_dual(
    design: Design,
    count: FloatArray,
    target: FloatArray,
    tilt: FloatArray,
    *,
    penalty: float,
) -> tuple[FloatArray, FloatArray, float]:
    """Newton with step halving on the dual; returns tilt, weights and largest imbalance."""
    value, weights = dual(design, count, target, tilt, penalty)
    gap = np.inf
    for _ in range(STEPS):
        means = design.totals(count * weights)
        gradient = means - target + penalty * tilt
        gradient[0] = 0.0
        gap = float(np.abs(means - target)[1:].max(initial=0.0))
        if np.abs(gradient).max() < TOLERANCE:
            break
        curvature = design.gram(count * weights) - np.outer(means, means)
        curvature += (penalty + 1e-12) * np.eye(design.width)
        curvature[0, :], curvature[:, 0], curvature[0, 0] = 0.0, 0.0, 1.0
        step = solve_flat(curvature, gradient)
        length, decrease = 1.0, float(gradient @ step)
        while length > 1e-4:
            tried = tilt - length * step
            new_value, new_weights = dual(design, count, target, tried, penalty)
            if new_value <= value - 1e-4 * length * decrease + 1e-13 * abs(value):
                break
            length /= 2
        else:
            break
        if np.abs(tried).max() > 60:
            break
        tilt, value, weights = tried, new_value, new_weights
    return tilt, weights, gap


def dual(
    design: Design,
    count: FloatArray,
    target: FloatArray,
    tilt: FloatArray,
    penalty: float,
) -> tuple[float, FloatArray]:
    """Value of the dual at `tilt` and the weights it implies."""
    score = design.predictor(tilt)
    top = float(score[count > 0].max())
    raised = np.exp(np.minimum(score - top, 50.0))
    total = float((count * raised).sum())
    value = np.log(total) + top - float(tilt @ target) + 0.5 * penalty * float(tilt @ tilt)
    return float(value), raised / total

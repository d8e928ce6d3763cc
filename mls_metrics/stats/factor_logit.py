"""Logistic regression on counts over a factor design."""

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.factor_design import FactorDesign, solve_flat

STEPS = 25
TOLERANCE = 1e-8
RIDGE = 1e-6


def factor_logit(
    design: FactorDesign,
    successes: FloatArray,
    trials: FloatArray,
    *,
    start: FloatArray | None = None,
) -> FloatArray:
    """Coefficients of a logit of `successes` out of `trials`, shape (p,).

    Iteratively reweighted least squares. A ridge of 1e-6 keeps levels that separate the outcome
    finite; it moves no other coefficient visibly.

    Parameters
    ----------
    design : FactorDesign
        n rows, p columns.
    successes, trials : ndarray, shape (n,)
    start : ndarray, shape (p,), optional
    """
    beta = np.zeros(design.width) if start is None else start.copy()
    if start is None:
        share = float(np.clip(successes.sum() / trials.sum(), 1e-6, 1 - 1e-6))
        beta[0] = np.log(share / (1 - share))
    ridge = RIDGE * np.ones(design.width)
    ridge[0] = 0.0
    for _ in range(STEPS):
        chance = expit(design.predictor(beta))
        gradient = design.totals(successes - trials * chance) - ridge * beta
        if np.abs(gradient).max() < TOLERANCE * max(1.0, float(successes.sum())):
            break
        curvature = design.gram(trials * chance * (1 - chance)) + np.diag(ridge + 1e-9)
        step = solve_flat(curvature, gradient)
        beta = beta + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
    return beta


def expit(values: FloatArray) -> FloatArray:
    """1 / (1 + exp(-x)) without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * values)))

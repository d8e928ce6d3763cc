"""Proportional hazards seen once a period: the hazard ratio that a Cox model would print."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.factor_design import (
    FactorDesign,
    FactorGroup,
    IntArray,
    factor_design,
    solve_flat,
)

STEPS = 50
TOLERANCE = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupedHazards:
    """Log hazard ratios with standard errors.

    Parameters
    ----------
    effects, errors : tuple of F ndarray, each of shape (levels,)
        Log hazard ratio of every level against the first, whose entries are 0, by factor.
    slopes, slope_errors : ndarray, shape (m,)
        Log hazard ratio of one more of each number.
    converged : bool
        False where a level without events, or with nothing else, has no finite ratio.
    """

    effects: tuple[FloatArray, ...]
    errors: tuple[FloatArray, ...]
    slopes: FloatArray
    slope_errors: FloatArray
    converged: bool

    def hazard_ratio(self, factor: int, level: int, *, quantile: float) -> tuple[float, ...]:
        """Ratio against the first level, with its lower and upper bound.

        Parameters
        ----------
        quantile : float
            Of the standard normal, 1.96 for 95%.
        """
        effect, error = self.effects[factor][level], self.errors[factor][level]
        ends = (effect, effect - quantile * error, effect + quantile * error)
        return tuple(float(np.exp(end)) for end in ends)


def grouped_hazards(
    factors: Sequence[IntArray],
    levels: Sequence[int],
    *,
    people: FloatArray,
    events: FloatArray,
    numbers: Sequence[FloatArray] = (),
) -> GroupedHazards:
    """Fit proportional hazards on counts, with a baseline that is free in every period.

    Parameters
    ----------
    factors : sequence of ndarray of int, each of shape (n,)
        Codes from 0. One of them is the period; without it the baseline is flat.
    levels : sequence of int
        Number of levels of each.
    people, events : ndarray, shape (n,)
        At risk at the beginning of the period, and having the event in it, in each cell.
    numbers : sequence of m ndarray, each of shape (n,), optional
        What enters as a straight line, such as an age.

    Notes
    -----
    If hazards are proportional in continuous time, the chance of the event in a period is
    ``1 - exp(-exp(eta))``, so a binomial model with the complementary log-log link has the Cox
    model's own coefficients, whatever happens inside a period. Fisher scoring with step halving.

    References
    ----------
    .. [1] Prentice & Gloeckler (1978), Biometrics 34:57.
    """
    design = with_numbers(factor_design(factors, levels), numbers)
    beta, converged = fit_scores(design, people, events)
    chance, rate = chances(design, beta)
    information = design.gram(people * rate**2 * (1 - chance) / chance)
    inverse = solve_flat(information, np.eye(design.width))
    errors = np.sqrt(np.maximum(np.diag(inverse), 0.0))
    starts = [
        (place, place + count - 1) for place, count in zip(design.offsets, levels, strict=True)
    ]
    straight = slice(design.width - len(numbers), design.width)
    return GroupedHazards(
        effects=tuple(np.concatenate([[0.0], beta[one:other]]) for one, other in starts),
        errors=tuple(np.concatenate([[0.0], errors[one:other]]) for one, other in starts),
        slopes=beta[straight],
        slope_errors=errors[straight],
        converged=converged,
    )


def with_numbers(design: FactorDesign, numbers: Sequence[FloatArray]) -> FactorDesign:
    """The design with one column more for each number, centered."""
    groups, width = list(design.groups), design.width
    for values in numbers:
        distinct, codes = np.unique(values, return_inverse=True)
        column = (distinct - values.mean())[:, None]
        groups.append(FactorGroup(codes=codes, columns=column, first=width))
        width += 1
    return replace(design, groups=tuple(groups), width=width)


def fit_scores(
    design: FactorDesign, people: FloatArray, events: FloatArray
) -> tuple[FloatArray, bool]:
    """Coefficients of greatest likelihood, shape (p,), and whether the search came to rest."""
    beta = np.zeros(design.width)
    share = float(np.clip(events.sum() / max(people.sum(), 1.0), 1e-9, 1 - 1e-9))
    beta[0] = np.log(-np.log1p(-share))
    value = likelihood(design, beta, people, events)
    for _ in range(STEPS):
        chance, rate = chances(design, beta)
        gradient = design.totals((events - people * chance) * rate / chance)
        if np.abs(gradient).max() < TOLERANCE * max(1.0, float(events.sum())):
            return beta, True
        step = solve_flat(design.gram(people * rate**2 * (1 - chance) / chance), gradient)
        length = min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        tried = likelihood(design, beta + length * step, people, events)
        while tried < value - 1e-12 * abs(value) and length > 1e-6:
            length /= 2
            tried = likelihood(design, beta + length * step, people, events)
        beta, value = beta + length * step, tried
    return beta, False


def chances(design: FactorDesign, beta: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Chance of the event in a period and the hazard summed over it, each of shape (n,)."""
    rate = np.exp(np.clip(design.predictor(beta), -30.0, 4.0))
    return -np.expm1(-rate), rate


def likelihood(
    design: FactorDesign, beta: FloatArray, people: FloatArray, events: FloatArray
) -> float:
    """Log likelihood of the counts."""
    chance, rate = chances(design, beta)
    return float((events * np.log(chance) - (people - events) * rate).sum())

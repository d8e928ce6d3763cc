"""Pooled logistic hazards with things that switch on: a second opinion on a difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from mls_metrics.model.estimate import FloatArray
from mls_metrics.stats.factor_design import IntArray
from mls_metrics.stats.factor_logit import expit

TOLERANCE = 1e-8
MAX_STEPS = 3000
NEVER_HAPPENED = -40.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HazardModel:
    """Coefficients of a pooled logistic hazard.

    Parameters
    ----------
    intercept : float
    factors : tuple of ndarray, one per factor, shape (levels,)
        Effect of each level; 0 for the first in which anything happened.
    exposures, exposure_errors : ndarray, shape (P,)
        Log odds of the event while each exposure is on, with standard errors.
    """

    intercept: float
    factors: tuple[FloatArray, ...]
    exposures: FloatArray
    exposure_errors: FloatArray


def bits(masks: IntArray, size: int) -> FloatArray:
    """Bit masks as 0/1 columns, shape (n, size)."""
    return ((masks[:, None] >> np.arange(size, dtype=np.int64)[None, :]) & 1).astype(float)


def pooled_logistic(
    factors: Sequence[IntArray],
    exposed: IntArray,
    *,
    exposures: int,
    people: FloatArray,
    events: FloatArray,
) -> HazardModel:
    """Fit the hazard of an event in one period on counts, with scikit-learn.

    Parameters
    ----------
    factors : sequence of ndarray of int, each of shape (n,)
        Codes from 0; the first level in which anything happened is the reference.
    exposed : ndarray of int, shape (n,)
        Bit masks of the P exposures that are on.
    exposures : int
        P, at most 62.
    people, events : ndarray, shape (n,)
        At risk, and having the event, in each cell.

    Notes
    -----
    ``C=inf`` and a tolerance of 1e-8: at scikit-learn's default tolerance the search stops short
    and can give the wrong sign. Standard errors come from the information matrix, which
    scikit-learn does not give. Levels in which nothing happened say nothing about the others and
    would send the search towards minus infinity, so they are left out of it and given
    `NEVER_HAPPENED`, a chance of nothing.
    """
    from sklearn.linear_model import LogisticRegression

    known = [np.flatnonzero(np.bincount(codes, events) > 0) for codes in factors]
    told = np.ones(len(people), dtype=bool)
    for codes, levels in zip(factors, known, strict=True):
        told &= np.isin(codes, levels)
    people, events = people[told], events[told]
    dense = [np.searchsorted(kept, codes[told]) for codes, kept in zip(factors, known, strict=True)]
    design, places = sparse_design(dense, exposed[told], exposures)
    quiet = people - events
    happened, calm = np.flatnonzero(events > 0), np.flatnonzero(quiet > 0)
    rows = np.concatenate([happened, calm])
    outcome = np.concatenate([np.ones(len(happened)), np.zeros(len(calm))])
    weights = np.concatenate([events[happened], quiet[calm]])
    model = LogisticRegression(C=np.inf, tol=TOLERANCE, max_iter=MAX_STEPS, solver="lbfgs")
    model.fit(design[rows], outcome, sample_weight=weights)
    beta = np.asarray(model.coef_[0], dtype=float)
    intercept = float(model.intercept_[0])
    chance = expit(design @ beta + intercept)
    errors = standard_errors(design, people * chance * (1 - chance))
    first = places[len(factors)]
    return HazardModel(
        intercept=intercept,
        factors=tuple(
            level_effects(codes, levels, beta[start:stop])
            for codes, levels, (start, stop) in zip(factors, known, pairwise(places), strict=False)
        ),
        exposures=beta[first : first + exposures],
        exposure_errors=errors[first : first + exposures],
    )


def level_effects(codes: IntArray, known: IntArray, beta: FloatArray) -> FloatArray:
    """Effect of every level of a factor: 0 for the first in which anything happened."""
    effects = np.full(int(codes.max()) + 1, NEVER_HAPPENED)
    effects[known] = np.concatenate([[0.0], beta])
    return effects


def sparse_design(
    factors: Sequence[IntArray], exposed: IntArray, exposures: int
) -> tuple[Any, list[int]]:
    """One-hot columns without the first level, then exposures; where each block starts."""
    from scipy.sparse import csr_array, hstack

    size = len(exposed)
    blocks, places = [], [0]
    for codes in factors:
        levels = int(codes.max()) + 1
        kept = np.flatnonzero(codes > 0)
        block = csr_array(
            (np.ones(len(kept)), (kept, codes[kept] - 1)), shape=(size, max(levels - 1, 0))
        )
        blocks.append(block)
        places.append(places[-1] + levels - 1)
    blocks.append(csr_array(bits(exposed, exposures)))
    places.append(places[-1] + exposures)
    return hstack(blocks, format="csr"), places


def standard_errors(design: Any, weights: FloatArray) -> FloatArray:
    """Square roots of the diagonal of the inverse information (intercept profiled out)."""
    information = (design.T @ (design * weights[:, None])).toarray()
    cross = design.T @ weights
    information -= np.outer(cross, cross) / weights.sum()
    scale = np.sqrt(np.maximum(np.diag(information), 1e-300))
    inverse = np.linalg.pinv(information / np.outer(scale, scale), rcond=1e-11, hermitian=True)
    return np.asarray(np.sqrt(np.maximum(np.diag(inverse), 0.0)) / scale)


def standardized_difference(base: FloatArray, effect: float, error: float) -> tuple[float, float]:
    """Mean difference in survival with the exposure on against off, and its standard error.

    Parameters
    ----------
    base : ndarray, shape (people, periods)
        Log odds of the event without the exposure.
    effect, error : float
        Log odds ratio of the exposure and its standard error.
    """
    with_it, without = expit(base + effect), expit(base)
    survival = np.prod(1 - with_it, axis=1)
    difference = float((survival - np.prod(1 - without, axis=1)).mean())
    slope = float((survival * with_it.sum(axis=1)).mean())
    return difference, slope * error

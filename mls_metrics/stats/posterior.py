"""Posterior draws of effects under a sceptical prior that may learn from the portfolio."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.estimate import FloatArray

LOG_RATIO_GRID = np.linspace(-1.4, 1.2, 131)
KPI_GRID = np.linspace(-2.5, 2.5, 501)
TAIL_FREEDOM = 4.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EffectPosterior:
    """Draws and spread of P effects.

    Parameters
    ----------
    draws : ndarray, shape (P, S)
    mean, sd, prior_sd : ndarray, shape (P,)
        All in the unit of `draws`. Items without an estimate hold prior draws and
        ``sd == prior_sd``.
    """

    draws: FloatArray
    mean: FloatArray
    sd: FloatArray
    prior_sd: FloatArray


def sceptical_prior(grid: FloatArray, *, narrow: float, wide: float) -> FloatArray:
    """Half a normal of sd `narrow`, half a Student t of scale `wide`, both at zero (sum 1).

    The heavy tail is sceptical of small effects and gives way to large ones that are well measured.
    """
    middle = np.exp(-0.5 * (grid / narrow) ** 2)
    tail = (1 + (grid / wide) ** 2 / TAIL_FREEDOM) ** (-(TAIL_FREEDOM + 1) / 2)
    halves = [middle, tail]
    return np.asarray(sum(0.5 * half / half.sum() for half in halves))


def learn_prior(
    likelihood: FloatArray, start: FloatArray, *, pseudo_count: float, steps: int = 200
) -> FloatArray:
    """Grid prior by penalized nonparametric maximum likelihood (EM).

    The starting prior counts as `pseudo_count` further items, so that a handful of estimates
    cannot talk it away.

    Parameters
    ----------
    likelihood : ndarray, shape (P, G)
        Likelihood of each item at each grid point.
    start : ndarray, shape (G,)
        Prior weights, sum 1.

    Returns
    -------
    ndarray, shape (G,)

    References
    ----------
    .. [1] Koenker & Mizera (2014), JASA 109:674 (Kiefer-Wolfowitz by optimization).
    """
    weights = start.copy()
    for _ in range(steps):
        joint = likelihood * weights
        shares = joint / joint.sum(axis=1, keepdims=True)
        weights = (shares.sum(axis=0) + pseudo_count * start) / (len(likelihood) + pseudo_count)
    return weights


def draw_from_grid(
    grid: FloatArray, weights: FloatArray, *, draws: int, seed: int, streams: Sequence[int]
) -> FloatArray:
    """Draws from P grid distributions, spread evenly within a grid cell; shape (P, S).

    Each item has a random stream of its own, so that adding one changes no other's draws.
    """
    step = float(grid[1] - grid[0])
    result = np.empty((len(weights), draws))
    for row, stream in enumerate(streams):
        rng = np.random.default_rng([seed, stream, 1])
        cumulative = np.cumsum(weights[row])
        places = np.searchsorted(cumulative / cumulative[-1], rng.random(draws))
        places = np.minimum(places, len(grid) - 1)
        result[row] = grid[places] + step * (rng.random(draws) - 0.5)
    return result


def grid_posterior(
    log_likelihood: FloatArray,
    known: NDArray[np.bool_],
    grid: FloatArray,
    *,
    narrow: float,
    wide: float,
    pseudo_count: float,
) -> FloatArray:
    """Posterior weights of P items on the grid, shape (P, G); unknown items keep the prior."""
    start = sceptical_prior(grid, narrow=narrow, wide=wide)
    likelihood = np.exp(log_likelihood - log_likelihood.max(axis=1, keepdims=True))
    prior = start
    if known.any():
        prior = learn_prior(likelihood[known], start, pseudo_count=pseudo_count)
    posterior = np.where(known[:, None], likelihood * prior, start)
    return np.asarray(posterior / posterior.sum(axis=1, keepdims=True))


def retention_posterior(
    observed: FloatArray,
    expected: FloatArray,
    control_survival: FloatArray,
    *,
    narrow: float,
    wide: float,
    pseudo_count: float,
    draws: int,
    seed: int,
    streams: Sequence[int],
    typical_survival: float = 0.85,
) -> EffectPosterior:
    """Draws of a retention difference from observed against expected leavers.

    The log ratio b has a Poisson likelihood, observed ~ Poisson(expected * exp(b)); the
    difference in retention is ``S0 ** exp(b) - S0`` with S0 the comparison's survival.

    Parameters
    ----------
    observed, expected, control_survival : ndarray, shape (P,)
        Nan where there is no estimate.
    typical_survival : float
        Stands in for S0 where it is not known.
    """
    known = np.isfinite(observed) & np.isfinite(expected) & (expected > 0)
    count, rate = np.where(known, observed, 0.0), np.where(known, expected, 1.0)
    grid = LOG_RATIO_GRID
    log_likelihood = count[:, None] * grid - rate[:, None] * np.exp(grid)
    weights = grid_posterior(
        log_likelihood, known, grid, narrow=narrow, wide=wide, pseudo_count=pseudo_count
    )
    ratios = np.exp(draw_from_grid(grid, weights, draws=draws, seed=seed, streams=streams))
    survival = np.where(np.isfinite(control_survival), control_survival, typical_survival)
    base = np.clip(survival, 0.02, 0.999)[:, None]
    start = sceptical_prior(grid, narrow=narrow, wide=wide)
    return EffectPosterior(
        draws=base**ratios - base,
        mean=grid_moments(base ** np.exp(grid) - base, weights)[0],
        sd=grid_moments(base ** np.exp(grid) - base, weights)[1],
        prior_sd=grid_moments(base ** np.exp(grid) - base, np.broadcast_to(start, weights.shape))[
            1
        ],
    )


def kpi_posterior(
    estimate: FloatArray,
    standard_error: FloatArray,
    kpi_sd: FloatArray,
    *,
    narrow: float,
    wide: float,
    pseudo_count: float,
    draws: int,
    seed: int,
    streams: Sequence[int],
) -> EffectPosterior:
    """Draws of a KPI effect in the KPI's own unit, with the prior set in standard deviations.

    Parameters
    ----------
    estimate, standard_error, kpi_sd : ndarray, shape (P,)
        In the KPI's own unit; nan where there is no estimate. Where `kpi_sd` is unknown the
        draws are zero: there is nothing to scale the prior by.
    """
    scale = np.where(np.isfinite(kpi_sd) & (kpi_sd > 0), kpi_sd, 0.0)
    known = np.isfinite(estimate) & np.isfinite(standard_error) & (scale > 0) & (standard_error > 0)
    unit = np.where(scale > 0, scale, 1.0)
    center = np.where(known, estimate, 0.0) / unit
    error = np.maximum(np.where(known, standard_error, 1.0) / unit, 1e-6)
    grid = KPI_GRID
    log_likelihood = -0.5 * ((center[:, None] - grid) / error[:, None]) ** 2
    weights = grid_posterior(
        log_likelihood, known, grid, narrow=narrow, wide=wide, pseudo_count=pseudo_count
    )
    drawn = draw_from_grid(grid, weights, draws=draws, seed=seed, streams=[s + 1 for s in streams])
    start = sceptical_prior(grid, narrow=narrow, wide=wide)
    mean, sd = grid_moments(np.broadcast_to(grid, weights.shape), weights)
    prior_sd = float(np.sqrt((start * grid**2).sum()))
    return EffectPosterior(
        draws=drawn * scale[:, None], mean=mean * scale, sd=sd * scale, prior_sd=prior_sd * scale
    )


def grid_moments(values: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean and standard deviation of `values` (P, G) under `weights` (P, G)."""
    mean = (values * weights).sum(axis=1)
    return mean, np.sqrt(((values - mean[:, None]) ** 2 * weights).sum(axis=1))

"""Actions under weights that a steering group might also have agreed on."""

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from mls_metrics.model.draws import VerdictDraws
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.policy import DIMENSIONS, Policy
from mls_metrics.recommend.rules import ACTIONS, action_codes
from mls_metrics.stats.composite import reaches, weights_within

WORLDS_PER_WEIGHTING = 300
PROGRAMS_AT_ONCE = 16


def under_any_weights(draws: VerdictDraws, policy: Policy) -> tuple[FloatArray, FloatArray]:
    """Actions under weight vectors over the agreed bounds.

    The rule reads the score only at its two bars. So each world's action is found below, between
    and above them once, and for each weighting it is enough to count which bars a world reaches.

    Returns
    -------
    shares : ndarray, shape (W, P, 5)
        Share of worlds per action under each of W weight vectors.
    agree_if_known : ndarray, shape (P,)
        Share of the weight vectors that name the commonest action of a world, mean over worlds.
    """
    rng = np.random.default_rng([policy.seed, 13])
    weights = weights_within(
        policy.weight_low,
        policy.weight_high,
        size=len(DIMENSIONS),
        count=policy.weight_draws,
        rng=rng,
    )
    thin = thinned(draws, WORLDS_PER_WEIGHTING)
    bars = sorted((policy.scale_score, policy.retire_score))
    levels = [np.full(thin.benefit.shape, at) for at in (bars[0] - 1.0, *bars)]
    chosen = [one_hot(action_codes(thin, level, policy)) for level in levels]
    count = np.repeat(chosen[0].sum(axis=1)[None], len(weights), axis=0)
    votes = chosen[0].copy()
    with threadpool_limits(1):  # products this small take longer when threads wait for each other
        for bar, below, above in zip(bars, chosen, chosen[1:], strict=False):
            change = above - below
            for at in range(0, len(change), PROGRAMS_AT_ONCE):
                part = slice(at, at + PROGRAMS_AT_ONCE)
                points = thin.dimensions[part]
                added, reached = moved_over(points, change[part], weights, bar, policy)
                count[:, part] += added
                votes[part] += change[part] * reached[:, :, None]
    return np.asarray(count / thin.benefit.shape[1]), votes.max(axis=2).mean(axis=1)


def moved_over(
    points: FloatArray, change: FloatArray, weights: FloatArray, bar: float, policy: Policy
) -> tuple[FloatArray, FloatArray]:
    """What the worlds that reach a bar add to the counts of actions, and how often they do.

    Parameters
    ----------
    points, change : ndarray, shapes (P, S, 5)
        Points by dimension, and what reaching the bar adds to the count of each action.

    Returns
    -------
    added : ndarray, shape (W, P, 5)
    reached : ndarray, shape (P, S)
        Share of the weight vectors under which the world reaches the bar; 0 where that changes
        nothing.
    """
    reached = np.zeros(change.shape[:2])
    added = np.zeros((len(weights), *change.shape[::2]))
    for code in range(change.shape[2]):  # a world moves from one action to one other
        rows, worlds = np.nonzero(change[:, :, code] > 0)
        if not len(rows):
            continue
        passed = reaches(points[rows, worlds], weights, bar, power=policy.power)
        reached[rows, worlds] = passed.mean(axis=0)
        left = change[rows, worlds].argmin(axis=1)
        starts = np.flatnonzero(np.r_[True, (np.diff(rows) != 0) | (np.diff(left) != 0)])
        moved = np.add.reduceat(passed, starts, axis=1, dtype=np.int32)
        for place, start in enumerate(starts):
            added[:, rows[start], code] += moved[:, place]
            added[:, rows[start], left[start]] -= moved[:, place]
    return added, reached


def one_hot(codes: NDArray[np.int8]) -> FloatArray:
    """Codes of shape (P, S) as zeros and ones of shape (P, S, 5)."""
    return np.asarray(codes[:, :, None] == np.arange(len(ACTIONS)), dtype=float)


def thinned(draws: VerdictDraws, count: int) -> VerdictDraws:
    """The first `count` worlds."""
    return VerdictDraws(
        program_ids=draws.program_ids,
        benefit=draws.benefit[:, :count],
        cost=draws.cost,
        informed=draws.informed[:, :count],
        dimensions=draws.dimensions[:, :count],
        observed=draws.observed,
        region_split=draws.region_split[:, :count],
        stale=draws.stale,
        mandatory=draws.mandatory,
        delivery_known=draws.delivery_known,
        headroom=draws.headroom,
    )

"""Most probable actions under weights that a steering group might also have agreed on."""

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.draws import VerdictDraws
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.policy import DIMENSIONS, Policy
from mls_metrics.recommend.rules import ACTIONS, action_codes, action_shares
from mls_metrics.stats.composite import power_mean, weights_within

WORLDS_PER_WEIGHTING = 300


def under_any_weights(draws: VerdictDraws, policy: Policy) -> tuple[NDArray[np.int8], FloatArray]:
    """Actions under weight vectors spread over the agreed bounds.

    Returns
    -------
    best : ndarray of int8, shape (W, P)
        Most probable action code under each of W weight vectors.
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
    best = np.empty((len(weights), len(draws.program_ids)), dtype=np.int8)
    votes = np.zeros((len(ACTIONS), *thin.benefit.shape), dtype=np.int32)
    for row, vector in enumerate(weights):
        score = power_mean(thin.dimensions, vector, power=policy.power)
        codes = action_codes(thin, score, policy)
        best[row] = action_shares(codes).argmax(axis=1)
        for code in range(len(ACTIONS)):
            votes[code] += codes == code
    return best, votes.max(axis=0).mean(axis=1) / len(weights)


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

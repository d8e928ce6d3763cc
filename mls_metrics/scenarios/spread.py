"""Which decisions hold whatever weights the group agrees on, and which are contested."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from mls_metrics.model.decision import Action
from mls_metrics.model.draws import Worlds
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.guards import Candidate, guarded_action
from mls_metrics.recommend.rules import ACTIONS, CODE


def spread_over_weights(
    candidates: Sequence[Candidate], worlds: Worlds, policy: Policy
) -> tuple[Mapping[Action, float], ...]:
    """Share of the weightings within the agreed bounds under which each action comes out.

    Guards are asked under each weighting as well: a program that one of them holds back is not
    contested for what it would otherwise be. The bound on false calls over the portfolio is left
    out: it is about the others.

    Parameters
    ----------
    candidates : sequence of Candidate, length P
        Of `judge`, for the same P programs.

    Returns
    -------
    tuple of mapping of Action to float, length P
        Only actions that occur; the shares sum to 1.
    """
    bars = np.zeros(len(ACTIONS))
    bars[CODE[Action.SCALE]], bars[CODE[Action.RETIRE]] = (
        policy.scale_probability,
        policy.retire_probability,
    )
    best = worlds.best_any_weights
    chance = np.take_along_axis(worlds.shares_any_weights, best[:, :, None], axis=2)[:, :, 0]
    sure = chance >= bars[best]
    place = (np.arange(best.shape[1]) * len(ACTIONS) + best) * 2 + sure
    size = best.shape[1] * len(ACTIONS) * 2
    counts = np.bincount(place.ravel(), minlength=size).reshape(-1, len(ACTIONS), 2)
    return tuple(
        spread_of(candidate, counts[row] / len(best), policy)
        for row, candidate in enumerate(candidates)
    )


def spread_of(candidate: Candidate, shares: FloatArray, policy: Policy) -> dict[Action, float]:
    """The spread of one program.

    Parameters
    ----------
    shares : ndarray, shape (5, 2)
        Share of weightings in which each action leads, below and at the bar of its probability.
    """
    found: dict[Action, float] = {}
    for code, passes in zip(*np.nonzero(shares), strict=True):
        tried = replace(
            candidate,
            action=ACTIONS[code],
            probability=float(passes),
            stability=float(shares[code].sum()),
            scale_allowed_by_portfolio=True,
        )
        final, _ = guarded_action(tried, policy)
        found[final] = found.get(final, 0.0) + float(shares[code, passes])
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))

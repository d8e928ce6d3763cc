"""Which decisions hold whatever weights the group agrees on, and which are contested."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from mls_metrics.model.decision import Action
from mls_metrics.model.draws import Worlds
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.guards import Candidate, guarded_action
from mls_metrics.recommend.rules import ACTIONS


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
    shares = worlds.shares_any_weights
    best = shares.argmax(axis=2)
    return tuple(
        spread_of(candidate, best[:, row], shares[:, row].max(axis=1), policy)
        for row, candidate in enumerate(candidates)
    )


def spread_of(
    candidate: Candidate, best: FloatArray, probability: FloatArray, policy: Policy
) -> dict[Action, float]:
    """The spread of one program; `best` holds action codes, both arrays have shape (W,)."""
    found: dict[Action, float] = {}
    for code in np.unique(best):
        action = ACTIONS[int(code)]
        rows = best == code
        bars = {Action.SCALE: policy.scale_probability, Action.RETIRE: policy.retire_probability}
        sure = probability[rows] >= bars.get(action, 0.0)
        for passes in (True, False):
            share = float((sure == passes).sum() / len(best))
            if share:
                tried = replace(
                    candidate,
                    action=action,
                    probability=1.0 if passes else 0.0,
                    stability=float(rows.mean()),
                    scale_allowed_by_portfolio=True,
                )
                final, _ = guarded_action(tried, policy)
                found[final] = found.get(final, 0.0) + share
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))

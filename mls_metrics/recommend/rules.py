"""The decision rule: what a single plausible world would have us do, for all worlds at once.

`pseudocode.py` prints the same rule for readers; a test holds the two together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.decision import Action
from mls_metrics.model.draws import VerdictDraws
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.policy import Policy
from mls_metrics.stats.composite import power_mean

ACTIONS = tuple(Action)
CODE = {action: code for code, action in enumerate(ACTIONS)}
BUSINESS = 2  # position of business performance: the money value already judges it


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One draw of one program, for readers and for the test that holds the rule to its words."""

    benefit: float
    cost: float | None
    informed: bool
    score: float
    weakest_dimension: float
    region_split: bool
    stale: bool
    mandatory: bool
    delivery_known: bool
    headroom: bool


def decide_world(world: World, policy: Policy) -> Action:
    """The rule in plain Python, one world at a time (slow; the reference for `action_codes`)."""
    defect = world.stale or world.region_split or world.weakest_dimension < policy.dimension_floor
    if world.mandatory:
        if not world.delivery_known:
            return Action.FIND_OUT
        return Action.FIX if defect else Action.KEEP
    if not world.informed:
        return Action.FIND_OUT
    if world.cost is None and world.benefit >= 0:
        return Action.FIND_OUT
    cost = world.cost or 0.0
    if world.benefit < policy.smallest_worthwhile_share * cost:
        mend = world.region_split or world.score >= policy.retire_score
        return Action.FIX if mend else Action.RETIRE
    if defect:
        return Action.FIX
    pays = world.benefit >= policy.scale_hurdle * cost
    if pays and world.score >= policy.scale_score and world.headroom:
        return Action.SCALE
    return Action.KEEP


def action_codes(draws: VerdictDraws, score: FloatArray, policy: Policy) -> NDArray[np.int8]:
    """The rule's action in every world.

    Parameters
    ----------
    draws : VerdictDraws
        P programs, S draws.
    score : ndarray, shape (P, S) or (P, S, W)
        Overall score in each world, points; W weight vectors where given.
    policy : Policy

    Returns
    -------
    ndarray of int8, shape of `score`
        Positions in `ACTIONS`.
    """

    def spread(values: NDArray) -> NDArray:  # type: ignore[type-arg]
        return values.reshape(values.shape + (1,) * (score.ndim - values.ndim))

    benefit = spread(draws.benefit)
    cost_unknown = spread(np.isnan(draws.cost))
    cost = spread(np.nan_to_num(draws.cost))
    weakest = weakest_points(draws)
    split = spread(draws.region_split)
    defect = spread(draws.stale) | split | spread(weakest < policy.dimension_floor)
    mandatory, delivered = spread(draws.mandatory), spread(draws.delivery_known)
    poor = benefit < policy.smallest_worthwhile_share * cost
    pays = benefit >= policy.scale_hurdle * cost
    cases = [
        (mandatory & ~delivered, Action.FIND_OUT),
        (mandatory & defect, Action.FIX),
        (mandatory, Action.KEEP),
        (~spread(draws.informed), Action.FIND_OUT),
        (cost_unknown & (benefit >= 0), Action.FIND_OUT),
        (poor & (split | (score >= policy.retire_score)), Action.FIX),
        (poor, Action.RETIRE),
        (defect, Action.FIX),
        (pays & (score >= policy.scale_score) & spread(draws.headroom), Action.SCALE),
    ]
    codes = np.full(score.shape, CODE[Action.KEEP], dtype=np.int8)
    for condition, action in reversed(cases):  # the first case that holds is written last
        np.copyto(codes, np.int8(CODE[action]), where=condition)
    return codes


def weakest_points(draws: VerdictDraws) -> FloatArray:
    """Lowest observed dimension other than business performance, (P, S); inf where none is."""
    weakest = np.full(draws.benefit.shape, np.inf)
    for column in range(draws.dimensions.shape[2]):
        if column != BUSINESS:
            seen = draws.observed[:, column, None]
            np.minimum(weakest, draws.dimensions[:, :, column], out=weakest, where=seen)
    return weakest


def overall_scores(draws: VerdictDraws, weights: FloatArray, policy: Policy) -> FloatArray:
    """Overall score in each world; weights of shape (5,) or (S, 5)."""
    return power_mean(draws.dimensions, np.asarray(weights), power=policy.power)


def action_shares(codes: NDArray[np.int8]) -> FloatArray:
    """Share of worlds per action, shape (P, 5), from codes of shape (P, S)."""
    return np.stack([(codes == code).mean(axis=1) for code in range(len(ACTIONS))], axis=1)

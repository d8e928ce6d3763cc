"""The draws a verdict is counted from, kept so that other weights can be tried at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.estimate import FloatArray

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VerdictDraws:
    """Plausible worlds, one per draw, for P programs and S draws.

    Parameters
    ----------
    program_ids : tuple of str, length P
    benefit : ndarray, shape (P, S)
        First-year benefit per starter, money.
    cost : ndarray, shape (P,)
        Fully loaded cost per starter, money; nan where unknown.
    informed : ndarray of bool, shape (P, S)
        The data cut the prior doubt enough in this draw (the rule's information test).
    dimensions : ndarray, shape (P, S, 5)
        Points 0-100 in the order of `DIMENSIONS`; unobserved ones come from their wide prior.
    observed : ndarray of bool, shape (P, 5)
        Which dimensions rest on data.
    region_split : ndarray of bool, shape (P, S)
        In this draw the program pays in one region and not in another.
    stale, mandatory, delivery_known, headroom : ndarray of bool, shape (P,)
        Content past its review limit; required by rule; at least one delivery metric is known;
        people are left whom the program could still reach.
    """

    program_ids: tuple[str, ...]
    benefit: FloatArray
    cost: FloatArray
    informed: BoolArray
    dimensions: FloatArray
    observed: BoolArray
    region_split: BoolArray
    stale: BoolArray
    mandatory: BoolArray
    delivery_known: BoolArray
    headroom: BoolArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worlds:
    """The draws of a verdict with the parts they are made of.

    Parameters
    ----------
    draws : VerdictDraws
    benefit_retention, benefit_kpi : ndarray, shape (P, S)
        The two parts of `draws.benefit`, money per starter.
    retention, kpi : ndarray, shape (P, S)
        Retention difference (share) and oriented KPI effect (own unit) behind them.
    information, doubt_left : ndarray, shape (P, 2)
        Doubt removed by retention and by productivity, and doubt that remains; money squared.
    shares_any_weights : ndarray, shape (W, P, 5)
        Share of worlds per action under each of W weight vectors within the policy's bounds; it
        does not depend on the agreed weights, so trying others need not find it again.
    agree_if_known : ndarray, shape (P,)
        Share of those weight vectors that name the commonest action within one world, averaged
        over worlds: the doubt that would be left to values if the data were perfect.
    """

    draws: VerdictDraws
    benefit_retention: FloatArray
    benefit_kpi: FloatArray
    retention: FloatArray
    kpi: FloatArray
    information: FloatArray
    doubt_left: FloatArray
    shares_any_weights: FloatArray
    agree_if_known: FloatArray

    @property
    def best_any_weights(self) -> NDArray[np.int8]:
        """Most probable action code under each of the W weight vectors, shape (W, P)."""
        return np.asarray(self.shares_any_weights.argmax(axis=2), dtype=np.int8)

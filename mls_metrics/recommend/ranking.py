"""Places of programs by what they are worth, as ranges, among those of their own class."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mls_metrics.model.decision import Rank
from mls_metrics.model.draws import VerdictDraws
from mls_metrics.model.estimate import Estimate, FloatArray
from mls_metrics.model.evidence import ProgramEvidence, ProgramFacts
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.worlds import EFFECTS

UNCLASSED = "no class"
CLOSE = 0.8  # two programs are told apart where one is worth more in four worlds of five


def rank_programs(
    evidence: Sequence[ProgramEvidence], draws: VerdictDraws, policy: Policy
) -> dict[str, Rank]:
    """Place of each program by net value per starter, and by cost, within its class.

    A program without a known cost or without any effect that could be estimated has no place: its
    worth would be the prior's. One that a rule requires is judged by its delivery and has none.

    Parameters
    ----------
    evidence : sequence of ProgramEvidence, length P
    draws : VerdictDraws
        For the same P programs.

    Returns
    -------
    dict of str to Rank
        By program id; 1 is the most worth a starter, and the cheapest.

    Notes
    -----
    A range of places, not a place: the order of point estimates is mostly luck where ranges
    overlap (Goldstein & Spiegelhalter 1996, JRSS A 159:385).
    """
    found: dict[str, Rank] = {}
    facts = [entry.facts for entry in evidence]
    measured = np.array([has_effect(entry) for entry in evidence], dtype=bool)
    placed = ~np.isnan(draws.cost) & ~draws.mandatory & measured
    classes = np.array([entry.portfolio or UNCLASSED for entry in facts])
    for name in sorted({str(one) for one in classes[placed]}):
        rows = np.flatnonzero(placed & (classes == name))
        worth = draws.benefit[rows] - draws.cost[rows, None]
        found |= ranks_of([facts[int(row)] for row in rows], worth, draws.cost[rows], name, policy)
    return found


def has_effect(entry: ProgramEvidence) -> bool:
    """True where an effect that becomes money could be estimated."""
    return any(isinstance(entry.effects[name].measure, Estimate) for name in EFFECTS)


def ranks_of(
    facts: Sequence[ProgramFacts],
    worth: FloatArray,
    cost: FloatArray,
    name: str,
    policy: Policy,
) -> dict[str, Rank]:
    """Places of k programs of one class from their worth in every world, shape (k, S)."""
    places = places_in(worth)
    tail = (1 - policy.level) / 2
    low, high = np.quantile(places, [tail, 1 - tail], axis=1, method="inverted_cdf")
    means = worth.mean(axis=1)
    order = np.argsort(-means, kind="stable")
    by_mean, by_cost = place_of(order), place_of(np.argsort(cost, kind="stable"))
    close = close_neighbors(worth, order)
    return {
        entry.program_id: Rank(
            value=int(by_mean[row]),
            low=min(int(low[row]), int(by_mean[row])),
            high=max(int(high[row]), int(by_mean[row])),
            of=len(facts),
            by_cost=int(by_cost[row]),
            portfolio=name,
            too_close_to=tuple(facts[other].program_id for other in close[row]),
        )
        for row, entry in enumerate(facts)
    }


def places_in(worth: FloatArray) -> NDArray[np.intp]:
    """Place of each of k rows in every one of S worlds, 1 the greatest; shape (k, S)."""
    order = np.argsort(-worth, axis=0, kind="stable")
    return np.argsort(order, axis=0, kind="stable") + 1


def place_of(order: NDArray[np.intp]) -> NDArray[np.intp]:
    """Place of each row, from 1, in an order of rows."""
    return np.argsort(order, kind="stable") + 1


def close_neighbors(worth: FloatArray, order: NDArray[np.intp]) -> dict[int, list[int]]:
    """Of each row, the rows next above and below it in the order that cannot be told from it."""
    close: dict[int, list[int]] = {int(row): [] for row in order}
    for above, below in pairwise(order):
        better = float((worth[above] > worth[below]).mean())
        if max(better, 1 - better) < CLOSE:
            close[int(above)].append(int(below))
            close[int(below)].append(int(above))
    return close

"""Scenarios side by side over the same draws, so that chance does not stand between them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mls_metrics.errors import ScenarioError
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.outcome import Comparison, NoPlan, Outcome, Plan
from mls_metrics.scenarios.apply import changed_decisions

MOST = 4
EVEN = 0.5


def compare(outcomes: Sequence[Outcome]) -> Comparison:
    """Up to four outcomes; the first is what the others are held against.

    Raises
    ------
    ScenarioError
        None or more than four, or outcomes of different draws.
    """
    if not 1 <= len(outcomes) <= MOST:
        raise ScenarioError(
            f"One to {MOST} scenarios can be compared.",
            f"Chosen: {len(outcomes)}.",
            "Choose fewer.",
        )
    first = outcomes[0]
    if len({outcome.totals.net_draws.shape for outcome in outcomes}) > 1:
        raise ScenarioError(
            "These scenarios were worked out over different draws.", "", "Apply them again."
        )
    return Comparison(
        outcomes=tuple(outcomes),
        changed=tuple(len(changed_decisions(first, outcome)) for outcome in outcomes),
        chance_better=tuple(chance_better(outcome, first) for outcome in outcomes),
        leavers_more=tuple(leavers_more(outcome, first) for outcome in outcomes),
    )


def leavers_more(one: Outcome, other: Outcome) -> tuple[float, float] | None:
    """Range of how many more leavers one avoids than the other, at the level of its estimates."""
    measures = one.totals.leavers_avoided, other.totals.leavers_avoided
    if not isinstance(measures[0], Estimate) or not isinstance(measures[1], Estimate):
        return None
    more = one.totals.leavers_draws - other.totals.leavers_draws
    level = measures[0].level
    low, high = np.quantile(more, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def inside_limits(outcome: Outcome, plan: Plan | NoPlan) -> Outcome:
    """The outcome with the money and people of the best portfolio, where limits are set and hold.

    A scenario with a cap is about what fits the cap; its decisions stay what the evidence says.
    """
    limited = outcome.scenario.cap is not None or outcome.scenario.capacity is not None
    if not limited or isinstance(plan, NoPlan):
        return outcome
    return replace(outcome, totals=plan.totals)


def chance_better(one: Outcome, other: Outcome) -> float:
    """Share of worlds in which one's net value is above the other's, ties half."""
    difference = one.totals.net_draws - other.totals.net_draws
    return float(np.mean(np.where(difference == 0, EVEN, difference > 0)))

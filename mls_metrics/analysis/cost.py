"""What a program costs: posted money, learners' time, and both per person (numbers 75 to 78)."""

import math

from mls_metrics.model.estimate import Estimate, Measure, NotEstimable
from mls_metrics.model.evidence import ProgramFacts
from mls_metrics.model.policy import Policy


def hourly_pay(facts: ProgramFacts, policy: Policy) -> float:
    """Pay of a learner's hour, in the policy's currency; the policy's pay where none is known."""
    return (facts.mean_salary or policy.default_salary) / policy.work_hours_per_year


def cost_per_starter(facts: ProgramFacts, policy: Policy) -> float:
    """Fully loaded cost per starter: what was paid plus learning hours at pay; nan if unknown."""
    starters = facts.starters or facts.people
    if facts.direct_cost is None or not starters:
        return float("nan")
    return facts.direct_cost / starters + (facts.hours_per_starter or 0.0) * hourly_pay(
        facts, policy
    )


def cost_measures(facts: ProgramFacts, competent: int, policy: Policy) -> dict[str, Measure]:
    """Cost of one program, as far as it is known, by metric id.

    Parameters
    ----------
    competent : int
        People who reached the level the program is for.

    Returns
    -------
    dict of str to Measure
        In the policy's currency. Sums of what the files hold: nothing is sampled, so the range is
        the number itself. What is not known is left out.
    """
    starters = facts.starters or facts.people or 0
    measures: dict[str, Measure] = {}
    if starters and facts.hours_per_starter is not None:
        time = starters * facts.hours_per_starter * hourly_pay(facts, policy)
        measures["opportunity_cost"] = counted(time, starters, facts.currency)
    each = cost_per_starter(facts, policy)
    if math.isfinite(each):
        measures["fully_loaded_cost"] = counted(each * starters, starters, facts.currency)
        measures["cost_per_learner"] = counted(each, starters, facts.currency)
        if facts.hours_per_starter:
            measures["cost_per_hour"] = counted(
                each / facts.hours_per_starter, starters, facts.currency
            )
        if 0 < competent < policy.minimum_group:
            measures["cost_per_competent_learner"] = NotEstimable(
                reason=f"Fewer than {policy.minimum_group} people: hidden to protect them.",
                needed="More people.",
                n=None,
            )
        elif competent:
            measures["cost_per_competent_learner"] = counted(
                each * starters / competent, competent, facts.currency
            )
    return measures


def counted(value: float, n: int, unit: str) -> Estimate:
    """A sum of what the files hold."""
    return Estimate(value=value, low=value, high=value, n=n, unit=unit, method="as_counted")

"""What deciding today may lose, what a study would save of it, and what the study costs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mls_metrics.model.draws import Worlds
from mls_metrics.model.estimate import Estimate, FloatArray
from mls_metrics.model.evidence import Design, ProgramEvidence, StudyPlan
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.designs import people_asked
from mls_metrics.recommend.worlds import kpi_unit_value
from mls_metrics.stats.information import expected_gain
from mls_metrics.stats.power import quantile_sum

RETENTION = "retention_12m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Money around one program, for as many starters as it had so far.

    Parameters
    ----------
    at_stake : float
        Expected loss of running or stopping it today, against knowing its benefit.
    saved : float
        Part of `at_stake` that the study would save.
    cost : float
        What the study costs.
    """

    at_stake: float
    saved: float
    cost: float


def perfect_information(row: int, evidence: ProgramEvidence, worlds: Worlds) -> float:
    """Expected loss of the better of running and stopping, against knowing the benefit; money.

    ``starters x (E[max(v, 0)] - max(E[v], 0))`` over the draws of net value v per starter.

    References
    ----------
    .. [1] Raiffa & Schlaifer (1961), Applied Statistical Decision Theory, ch. 4.
    """
    net = worlds.draws.benefit[row] - worlds.draws.cost[row]
    known = float(np.maximum(net, 0).mean())
    return evidence.facts.starters * max(known - max(float(net.mean()), 0.0), 0.0)


def worth_of_study(
    row: int,
    evidence: ProgramEvidence,
    worlds: Worlds,
    *,
    part: int,
    error: float,
    people: int,
    price: float,
    policy: Policy,
) -> Worth:
    """Worth of a study of one part of the benefit that measures it with that error.

    Parameters
    ----------
    part : int
        0 staying, 1 the KPI: the columns of `worlds.doubt_left`.
    error : float
        Standard error of the benefit per starter that the study would have alone, money.
    people : int
        People it asks.
    price : float
        Of one of them, money.
    """
    net = worlds.draws.benefit[row] - worlds.draws.cost[row]
    at_stake = perfect_information(row, evidence, worlds)
    gain = expected_gain(
        float(net.mean()), doubt=float(np.sqrt(worlds.doubt_left[row, part])), error=error
    )
    saved = min(evidence.facts.starters * gain, at_stake)
    fixed = policy.study_fixed_cost if people else 0.0
    return Worth(at_stake=at_stake, saved=saved, cost=fixed + people * price)


def worth_of_plan(
    row: int,
    evidence: ProgramEvidence,
    worlds: Worlds,
    *,
    part: int,
    plan: StudyPlan,
    policy: Policy,
) -> Worth | None:
    """Worth of a planned study; None where its size cannot be put into money.

    A plan sees its `detectable` size with the policy's power, so its standard error is that size
    over the sum of the two normal quantiles.
    """
    unit = money_per_unit(row, evidence, worlds, part=part, policy=policy).get(plan.unit, 0.0)
    if unit <= 0:
        return None
    error = unit * plan.detectable / quantile_sum(policy.level, policy.study_power)
    trains = plan.design is Design.MORE_STARTERS
    price = price_of_starter(row, worlds, policy) if trains else policy.study_cost_per_person
    return worth_of_study(
        row,
        evidence,
        worlds,
        part=part,
        error=error,
        people=people_asked(plan),
        price=price,
        policy=policy,
    )


def worth_of_more(
    row: int, evidence: ProgramEvidence, worlds: Worlds, *, part: int, people: int, policy: Policy
) -> Worth:
    """Worth of that many further starters; doubt falls as one over n."""
    doubt = float(np.sqrt(worlds.doubt_left[row, part]))
    error = doubt * float(np.sqrt(max(evidence.facts.starters, 1) / max(people, 1)))
    return worth_of_study(
        row,
        evidence,
        worlds,
        part=part,
        error=error,
        people=people,
        price=price_of_starter(row, worlds, policy),
        policy=policy,
    )


def price_of_starter(row: int, worlds: Worlds, policy: Policy) -> float:
    """What letting one more person begin costs beyond what it is expected to bring, money."""
    cost, benefit = float(worlds.draws.cost[row]), float(worlds.draws.benefit[row].mean())
    return max(cost - benefit, 0.0) + policy.study_cost_per_person


def money_per_unit(
    row: int, evidence: ProgramEvidence, worlds: Worlds, *, part: int, policy: Policy
) -> Mapping[str, float]:
    """Money per starter and unit of an effect, by the unit a plan may be in."""
    if part == 0:
        return {"pp": price_of_staying(worlds.benefit_retention[row], worlds.retention[row]) / 100}
    value = kpi_unit_value(evidence, policy)
    effect = evidence.effects["productivity"]
    named = {"sd": value * effect.kpi_sd} if effect.kpi_sd else {}
    if isinstance(effect.measure, Estimate):
        named[effect.measure.unit] = value
    return named


def price_of_staying(money: FloatArray, share: FloatArray) -> float:
    """Mean price of a leaver behind draws of money and of the share kept."""
    kept = np.abs(share) > 1e-9
    return float(np.mean(money[kept] / share[kept])) if kept.any() else 0.0

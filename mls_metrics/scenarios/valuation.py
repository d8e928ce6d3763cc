"""A scenario's policy, and the stored draws at its prices: nothing is estimated again."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mls_metrics.model.decision import Assessment
from mls_metrics.model.draws import Worlds
from mls_metrics.model.estimate import FloatArray
from mls_metrics.model.evidence import ProgramEvidence, ProgramFacts
from mls_metrics.model.policy import Policy
from mls_metrics.model.scenario import Assumption, Scenario
from mls_metrics.recommend.any_weights import under_any_weights
from mls_metrics.recommend.regions import region_split_draws
from mls_metrics.recommend.worlds import (
    EFFECTS,
    effective_events,
    informed_draws,
    kpi_unit_value,
)

HOURS_SPREAD = 0.1


def base_scenario(assessment: Assessment) -> Scenario:
    """The scenario that changes nothing: the policy's own numbers, no limit, no lock."""
    policy = assessment.policy
    w1, w2, w3, w4, w5 = (100 * weight for weight in policy.weights)
    hours = policy.work_hours_per_year
    return Scenario(
        data_sha256=assessment.provenance.data_sha256,
        weights=(w1, w2, w3, w4, w5),
        scale_score=policy.scale_score,
        retire_score=policy.retire_score,
        horizon_months=policy.benefit_months,
        replacement_cost_share=Assumption(
            value=policy.replacement_cost_share,
            low=policy.replacement_cost_share_low,
            high=policy.replacement_cost_share_high,
        ),
        work_hours_per_year=Assumption(
            value=hours, low=hours * (1 - HOURS_SPREAD), high=hours * (1 + HOURS_SPREAD)
        ),
    )


def policy_of(scenario: Scenario, policy: Policy) -> Policy:
    """The policy with what the scenario changes of it."""
    w1, w2, w3, w4, w5 = (points / 100 for points in scenario.weights)
    evidence = scenario.evidence
    share = scenario.replacement_cost_share
    return replace(
        policy,
        weights=(w1, w2, w3, w4, w5),
        scale_score=scenario.scale_score,
        retire_score=scenario.retire_score,
        scale_evidence=policy.scale_evidence if evidence is None else evidence.value,
        retire_evidence=policy.retire_evidence if evidence is None else evidence.value,
        benefit_months=scenario.horizon_months,
        replacement_cost_share=share.value,
        replacement_cost_share_low=share.low,
        replacement_cost_share_high=share.high,
        work_hours_per_year=scenario.work_hours_per_year.value,
    )


def revalued(
    worlds: Worlds,
    evidence: Sequence[ProgramEvidence],
    *,
    before: Policy,
    after: Policy,
    paid_cost_factor: float = 1.0,
) -> Worlds:
    """The same draws at other prices, as `make_worlds` would have made them under `after`.

    Effects are kept as drawn. Money scales: leavers with the cost of replacing one, the effect on
    work with the months counted, cost with what is paid and with the worth of an hour.

    Parameters
    ----------
    before, after : Policy
        The policy the draws were made under, and the one to value them by.
    paid_cost_factor : float
        What is paid for programs, against what was paid.
    """
    old_price, new_price = (replacement_shares(policy) for policy in (before, after))
    months = after.benefit_months / before.benefit_months
    same_price = bool(np.array_equal(old_price, new_price))
    cost = revalued_cost(worlds.draws.cost, evidence, before, after, paid_cost_factor)
    same_cost = bool(np.array_equal(cost, worlds.draws.cost, equal_nan=True))
    if same_price and same_cost and months == 1.0:
        same_bars = (before.scale_score, before.retire_score, before.power) == (
            after.scale_score,
            after.retire_score,
            after.power,
        )
        if same_bars:
            return worlds
        shares, agree = under_any_weights(worlds.draws, after)
        return replace(worlds, shares_any_weights=shares, agree_if_known=agree)
    staying = worlds.benefit_retention * (new_price / old_price)[None, :]
    working = worlds.benefit_kpi * months
    squares = np.array([float(new_price.mean() / old_price.mean()) ** 2, months**2])
    information, left = worlds.information * squares, worlds.doubt_left * squares
    events = np.array([[effective_events(e, name) for name in EFFECTS] for e in evidence])
    draws = replace(
        worlds.draws,
        benefit=staying + working,
        cost=cost,
        informed=informed_draws(
            evidence, np.sqrt(information + left), np.sqrt(left), events, after
        ),
        region_split=region_split_draws(
            evidence,
            staying,
            np.array([kpi_unit_value(e, after) for e in evidence]),
            policy=after,
            costs=np.asarray(np.nan_to_num(cost)),
        ),
    )
    shares, agree = under_any_weights(draws, after)
    return replace(
        worlds,
        draws=draws,
        benefit_retention=staying,
        benefit_kpi=working,
        information=information,
        doubt_left=left,
        shares_any_weights=shares,
        agree_if_known=agree,
    )


def replacement_shares(policy: Policy) -> FloatArray:
    """Cost of one leaver in annual salaries in every world, shape (S,); as `make_worlds` draws."""
    rng = np.random.default_rng([policy.seed, 7])
    low, high = policy.replacement_cost_share_low, policy.replacement_cost_share_high
    if low == high:
        return np.full(policy.draws, low)
    return rng.triangular(low, policy.replacement_cost_share, high, policy.draws)


def revalued_cost(
    cost: FloatArray,
    evidence: Sequence[ProgramEvidence],
    before: Policy,
    after: Policy,
    factor: float,
) -> FloatArray:
    """Fully loaded cost per starter at other prices, (P,); nan where it is not known."""
    paid = np.array([paid_per_starter(e.facts) for e in evidence])
    hours = (before.work_hours_per_year / after.work_hours_per_year) * (cost - paid)
    known = np.isfinite(paid)
    if factor == 1.0 and before.work_hours_per_year == after.work_hours_per_year:
        return cost
    return np.where(known, factor * paid + hours, cost)


def paid_per_starter(facts: ProgramFacts) -> float:
    """What was paid per starter, learners' time aside; nan where it is not known."""
    starters = facts.starters or facts.people
    if facts.direct_cost is None or not starters:
        return float("nan")
    return facts.direct_cost / starters

"""Draws at other prices are those that would have been made at them, and nothing else moves."""

from dataclasses import replace

import numpy as np
import pytest

from mls_metrics.catalog.load import dimensions, metrics
from mls_metrics.model.evidence import Grade
from mls_metrics.model.scenario import Assumption, Lock, Scenario
from mls_metrics.recommend.recommend import recommend
from mls_metrics.scenarios.apply import apply, valuation, worlds_of
from mls_metrics.scenarios.valuation import base_scenario, policy_of
from tests.unit.recommend.made_evidence import AS_OF
from tests.unit.recommend.made_many import many
from tests.unit.recommend.made_many import worlds_of as made_worlds
from tests.unit.scenarios.made_portfolio import made_portfolio

MADE = made_portfolio(24, 500)
BASE = base_scenario(MADE)
SHARE = Assumption(value=0.8, low=0.6, high=1.5)
HOURS = Assumption(value=1500.0, low=1400.0, high=1600.0)


def change(**parts: object) -> Scenario:
    return replace(BASE, **parts)


def test_the_base_scenario_gives_the_assessment_itself() -> None:
    outcome = apply(BASE, MADE)
    assert [d.action for d in outcome.decisions] == [r.action for r in MADE.recommendations]
    assert [d.probability for d in outcome.decisions] == [
        r.probability for r in MADE.recommendations
    ]
    assert worlds_of(BASE, MADE) is MADE.worlds
    assert policy_of(BASE, MADE.policy) == MADE.policy


@pytest.mark.parametrize(
    "scenario",
    [
        change(weights=(60, 10, 10, 10, 10)),
        change(scale_score=35.0, retire_score=75.0),
        change(evidence=Grade.B),
        change(horizon_months=24),
        change(replacement_cost_share=SHARE),
        change(work_hours_per_year=HOURS),
        change(
            weights=(0, 0, 0, 100, 0),
            horizon_months=6,
            replacement_cost_share=SHARE,
            work_hours_per_year=HOURS,
            scale_score=60.0,
        ),
    ],
    ids=["weights", "bars", "evidence", "horizon", "price", "hours", "all"],
)
def test_a_scenario_decides_as_a_fresh_run_under_its_policy(scenario: Scenario) -> None:
    entries = [item.evidence for item in MADE.recommendations]
    policy = policy_of(scenario, MADE.policy)
    fresh = made_worlds(entries, policy)
    worlds = worlds_of(scenario, MADE)
    assert worlds.draws.benefit == pytest.approx(fresh.draws.benefit, rel=1e-9)
    assert worlds.draws.cost == pytest.approx(fresh.draws.cost, rel=1e-9, nan_ok=True)
    assert np.array_equal(worlds.draws.informed, fresh.draws.informed)
    assert np.array_equal(worlds.draws.region_split, fresh.draws.region_split)
    assert worlds.information == pytest.approx(fresh.information, rel=1e-6)
    assert worlds.shares_any_weights == pytest.approx(fresh.shares_any_weights, abs=1e-9)
    full = recommend(
        entries, fresh, policy=policy, metrics=metrics(), dimensions=dimensions(), as_of=AS_OF
    )
    outcome = apply(scenario, MADE)
    assert [d.action for d in outcome.decisions] == [item.action for item in full]
    assert [d.probability for d in outcome.decisions] == [item.probability for item in full]


def test_what_is_paid_scales_what_was_paid_and_not_the_learners_time() -> None:
    entries = many(6)
    with_hours = [
        replace(e, facts=replace(e.facts, hours_per_starter=9.0, mean_salary=36000.0))
        for e in entries
    ]
    dearer = [
        replace(
            e,
            facts=replace(
                e.facts,
                direct_cost=None if e.facts.direct_cost is None else 1.5 * e.facts.direct_cost,
            ),
        )
        for e in with_hours
    ]
    from tests.unit.scenarios.made_portfolio import assessment_of

    made = assessment_of(with_hours, MADE.policy)
    scenario = replace(
        base_scenario(made), paid_cost_factor=Assumption(value=1.5, low=1.0, high=2.0)
    )
    assert worlds_of(scenario, made).draws.cost == pytest.approx(
        made_worlds(dearer, MADE.policy).draws.cost, nan_ok=True
    )


def test_only_prices_and_bars_need_draws_anew() -> None:
    lock = Lock(program_id="P000", action=MADE.recommendations[0].action, reason="so")
    free = change(weights=(30, 10, 20, 20, 20), cap=1.0, capacity=2.0, locks=(lock,))
    assert valuation(free) == valuation(BASE)
    for priced in (
        change(scale_score=51),
        change(retire_score=51),
        change(horizon_months=11),
        change(replacement_cost_share=SHARE),
        change(work_hours_per_year=HOURS),
        change(paid_cost_factor=Assumption(value=1.1, low=1.0, high=1.2)),
    ):
        assert valuation(priced) != valuation(BASE)
    same = apply(free, MADE, worlds=MADE.worlds)
    assert [d.action for d in same.decisions] == [d.action for d in apply(free, MADE).decisions]

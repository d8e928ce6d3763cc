"""People, money and chances of scenarios, counted by hand and by brute force."""

from dataclasses import replace

import numpy as np
import pytest

from mls_metrics.errors import ScenarioError
from mls_metrics.model.decision import Action
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.outcome import OPTION_OF, Option
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.model.scenario import Assumption, Lock
from mls_metrics.recommend.decide import decide
from mls_metrics.scenarios.apply import applied, apply, changed_decisions
from mls_metrics.scenarios.compare import chance_better, compare
from mls_metrics.scenarios.ledger import growth, pace, total
from mls_metrics.scenarios.valuation import base_scenario
from mls_metrics.stats.composite import weights_within
from tests.unit.recommend.made_evidence import POLICY, evidence, facts, refused
from tests.unit.scenarios.made_portfolio import assessment_of, made_portfolio

SMALL = replace(POLICY, draws=300, weight_draws=40)
MADE = made_portfolio(24, 300)
BASE = base_scenario(MADE)


def lock(program: str, action: Action) -> Lock:
    return Lock(program_id=program, action=action, reason="Agreed.")


def test_the_pace_hides_the_few() -> None:
    assert pace(facts(starters_year=300), SMALL) == 300
    assert pace(facts(starters_year=None), SMALL) == 800
    assert pace(facts(starters_year=3), SMALL) == SMALL.minimum_group
    assert pace(facts(starters_year=0), SMALL) == 0
    assert pace(facts(people=None, starters_year=None), SMALL) == 0


def test_growth_is_a_share_and_never_more_than_are_left() -> None:
    assert growth(facts(unreached_people=2000), 300, 0.5) == 150
    assert growth(facts(unreached_people=40), 300, 0.5) == 40
    assert growth(facts(unreached_people=0), 300, 0.5) == 0
    assert growth(facts(unreached_people=None), 300, 0.25) == 75


def three() -> tuple[object, object]:
    """Programs of 100, 200 and 400 learners a year at 400, 400 and unknown cost."""
    entries = [
        evidence("A", starters_year=100, hours_per_starter=10.0),
        evidence("B", starters_year=200, unreached_people=30),
        evidence("C", starters_year=400, direct_cost=None, effect=refused("retention_12m", "C")),
    ]
    made = assessment_of(entries, SMALL)
    return made, base_scenario(made)


def test_the_bridge_adds_up_by_hand() -> None:
    made, base = three()
    scenario = replace(
        base,
        cap=60_000.0,
        locks=(lock("A", Action.RETIRE), lock("B", Action.SCALE)),
        paid_cost_factor=Assumption(value=1.0, low=0.5, high=2.0),
        growth_share=Assumption(value=0.1, low=0.05, high=1.0),
    )
    outcome = apply(scenario, made)
    bridge = outcome.totals.bridge
    # now 300 x 400; A frees 100 x 400; B grows by a tenth of 200
    assert (bridge.now, bridge.freed, bridge.added) == (120_000, 40_000, 8_000)
    assert bridge.total == 88_000
    assert bridge.over == 28_000
    # at half the price and ten more learners; at twice the price and the thirty that are left
    assert bridge.low == pytest.approx(0.5 * (80_000 + 4_000))
    assert bridge.high == pytest.approx(2 * (80_000 + 12_000))
    assert bridge.unknown == 1
    assert outcome.totals.people == 220 + 400
    assert outcome.totals.hours == 0
    assert [c.money for c in outcome.totals.choices] == [0, 88_000, None]
    assert [c.people for c in outcome.totals.choices] == [0, 220, 400]
    assert outcome.totals.leavers_of == 1
    assert outcome.totals.leavers_avoided.value == pytest.approx(
        220 * made.worlds.retention[1].mean()
    )
    net = made.worlds.draws.benefit[1] - 400
    assert outcome.totals.net_value.value == pytest.approx(220 * net.mean())
    for column, name in enumerate(DIMENSIONS):
        points = made.worlds.draws.dimensions[1:, :, column].mean(axis=1)
        measure = outcome.totals.dimensions[name]
        assert isinstance(measure, Estimate)
        assert measure.value == pytest.approx((220 * points[0] + 400 * points[1]) / 620)
        assert measure.low <= measure.value <= measure.high
    kept = apply(replace(base, locks=(lock("A", Action.KEEP),)), made)
    assert kept.totals.hours == pytest.approx(1000)


def test_nothing_known_is_refused_and_never_zero() -> None:
    made = assessment_of(
        [evidence("C", direct_cost=None, effect=refused("retention_12m", "C"), measures={})], SMALL
    )
    totals = apply(base_scenario(made), made).totals
    assert isinstance(totals.leavers_avoided, NotEstimable)
    assert isinstance(totals.net_value, NotEstimable)
    assert all(isinstance(m, NotEstimable) for m in totals.dimensions.values())
    assert totals.bridge.unknown == 1


def test_locks_come_on_top_and_a_required_program_cannot_be_retired() -> None:
    base = apply(BASE, MADE)
    required = next(i for i in MADE.recommendations if i.evidence.facts.mandatory)
    free = next(
        d
        for d in base.decisions
        if d.action is Action.FIND_OUT and d.program_id != required.program_id
    )
    outcome = apply(replace(BASE, locks=(lock(free.program_id, Action.RETIRE),)), MADE)
    changed = changed_decisions(base, outcome)
    assert [(d.program_id, was) for d, was in changed] == [(free.program_id, Action.FIND_OUT)]
    assert changed[0][0].ruled is Action.FIND_OUT
    assert changed[0][0].lock_reason == "Agreed."
    assert changed[0][0].is_stable
    with pytest.raises(ScenarioError, match="cannot be locked to be retired"):
        apply(replace(BASE, locks=(lock(required.program_id, Action.RETIRE),)), MADE)
    unknown = apply(replace(BASE, locks=(lock("nobody", Action.RETIRE),)), MADE)
    assert changed_decisions(base, unknown) == ()


@pytest.mark.ledger("48 all")
def test_stable_and_contested_are_those_of_trying_every_weighting() -> None:
    outcome = apply(BASE, MADE)
    # As many worlds as any weighting is tried in, so that trying one by one sees the same.
    assert MADE.worlds.draws.benefit.shape[1] == 300
    evidence_ = [item.evidence for item in MADE.recommendations]
    weights = weights_within(
        MADE.policy.weight_low,
        MADE.policy.weight_high,
        size=5,
        count=MADE.policy.weight_draws,
        rng=np.random.default_rng([MADE.policy.seed, 13]),
    )
    no_portfolio_bound = replace(MADE.policy, false_discovery_rate=1.0)
    tried = [
        [
            d.action
            for d in decide(
                evidence_, MADE.worlds, replace(no_portfolio_bound, weights=tuple(vector))
            )
        ]
        for vector in weights
    ]
    for row, decision in enumerate(outcome.decisions):
        seen = [actions[row] for actions in tried]
        counted = {action: seen.count(action) / len(seen) for action in set(seen)}
        assert dict(decision.under_any_weights) == pytest.approx(counted)
        assert decision.is_stable == (len(counted) == 1)
    assert {d.is_stable for d in outcome.decisions} == {True, False}


def test_options_follow_actions_and_totals_follow_options() -> None:
    base = applied(BASE, MADE)
    assert [c.option for c in base.outcome.totals.choices] == [
        OPTION_OF[d.action] for d in base.outcome.decisions
    ]
    stopped = total(base.ledger, [Option.STOP] * 24, BASE, MADE.policy)
    assert stopped.people == 0
    assert stopped.bridge.total == pytest.approx(0)
    assert isinstance(stopped.net_value, NotEstimable)


def test_comparing_counts_changes_and_worlds() -> None:
    base = apply(BASE, MADE)
    scaled = next(d for d in base.decisions if d.action is Action.SCALE)
    worse = apply(replace(BASE, locks=(lock(scaled.program_id, Action.RETIRE),)), MADE)
    found = compare([base, worse, base])
    assert found.changed == (0, 1, 0)
    assert found.chance_better[0] == 0.5
    assert found.chance_better[2] == 0.5
    by_hand = (worse.totals.net_draws > base.totals.net_draws).mean()
    assert found.chance_better[1] == pytest.approx(by_hand)
    assert found.chance_better[1] < 0.2, "ending what pays is rarely better"
    assert chance_better(base, worse) == pytest.approx(1 - by_hand)
    with pytest.raises(ScenarioError, match="One to 4"):
        compare([base] * 5)
    with pytest.raises(ScenarioError, match="One to 4"):
        compare([])
    other = made_portfolio(6, 100)
    with pytest.raises(ScenarioError, match="different draws"):
        compare([base, apply(base_scenario(other), other)])

"""Money of a verdict: return and chance go with the net value, and are refused with it."""

import pytest
from made_evidence import POLICY, evidence, refused, verdicts

from mls_metrics.gather import hide_if_small
from mls_metrics.model.estimate import Estimate, NotEstimable


@pytest.mark.ledger("49")
def test_return_is_net_benefit_over_cost_and_goes_with_its_chance() -> None:
    item = verdicts(evidence())[0]
    net, roi, chance = item.net_value, item.roi, item.chance_of_net_benefit
    assert isinstance(net, Estimate)
    assert isinstance(roi, Estimate)
    assert isinstance(chance, Estimate)
    assert roi.value == pytest.approx(100 * net.value / 320000.0)
    assert (roi.low, roi.high) == pytest.approx((100 * net.low / 3.2e5, 100 * net.high / 3.2e5))
    assert chance.value > 0.9
    assert chance.low < chance.value <= chance.high
    assert item.metrics["roi"] is roi
    assert item.metrics["net_benefit"] is net


def test_money_is_refused_where_cost_or_effects_are_unknown() -> None:
    unpaid = verdicts(evidence(direct_cost=None))[0]
    for measure in (unpaid.net_value, unpaid.roi, unpaid.chance_of_net_benefit, unpaid.break_even):
        assert isinstance(measure, NotEstimable)
        assert measure.missing == ("costs.amount or enrollments.cost",)
    blind = verdicts(evidence(effect=refused("retention_12m")))[0]
    assert isinstance(blind.roi, NotEstimable)
    assert isinstance(blind.break_even, Estimate)


def test_a_program_too_small_to_show_hides_its_money_too() -> None:
    item = hide_if_small(verdicts(evidence(people=5, starters=5))[0], POLICY)
    assert {measure.n for measure in item.metrics.values()} == {None}
    assert all(isinstance(measure, NotEstimable) for measure in item.metrics.values())


def test_what_cost_nothing_has_no_return() -> None:
    free = verdicts(evidence(direct_cost=0.0))[0]
    assert isinstance(free.roi, NotEstimable)
    assert isinstance(free.net_value, Estimate)


@pytest.mark.ledger("49")
def test_the_break_even_effect_pays_exactly_what_was_spent() -> None:
    item = verdicts(evidence(direct_cost=320000.0))[0]
    found = item.break_even
    assert isinstance(found, Estimate)
    facts = item.evidence.facts
    leaver = (facts.mean_salary or POLICY.default_salary) * POLICY.replacement_cost_share
    kept = facts.starters * found.value / 100
    assert kept * leaver == pytest.approx(320000.0)
    assert found.low < found.value < found.high

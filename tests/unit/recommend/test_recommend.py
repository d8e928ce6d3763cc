"""Verdicts on made evidence: what a careful reader would say, and what stops it."""

from dataclasses import replace
from datetime import date

import pytest
from made_evidence import (
    AS_OF,
    POLICY,
    evidence,
    facts,
    good_metrics,
    kpi_effect,
    refused,
    retention,
    verdicts,
)

from mls_metrics.catalog.load import metrics
from mls_metrics.model.decision import Action, Recommendation
from mls_metrics.model.estimate import Estimate, NotEstimable
from mls_metrics.model.evidence import Check, Grade, ProgramEvidence
from mls_metrics.model.groups import GroupEffect


def codes(item: Recommendation) -> set[str]:
    return {reason.code for reason in item.reasons}


@pytest.mark.ledger("34a")
def test_a_program_that_keeps_people_is_scaled() -> None:
    (item,) = verdicts(evidence(effect=retention(observed=55, expected=110)))
    assert item.action is Action.SCALE
    assert item.probability[Action.SCALE] >= POLICY.scale_probability
    assert item.grade is Grade.B
    assert "worth_scaling" in codes(item)
    assert item.flips, "something must be able to change our mind"


@pytest.mark.ledger("34a")
def test_a_program_without_effect_that_costs_money_is_retired() -> None:
    dear = evidence(
        effect=retention(observed=120, expected=118),
        kpi=kpi_effect(0.1, 0.3),
        direct_cost=800 * 1200.0,
        measures=good_metrics(50),
    )
    (item,) = verdicts(dear)
    assert item.action is Action.RETIRE
    assert {"not_worth_its_cost", "second_review"} <= codes(item)
    assert isinstance(item.net_value, Estimate)
    assert item.net_value.high < 0


def test_a_benefit_that_was_not_measured_is_not_a_missing_benefit() -> None:
    unmeasured = evidence(
        effect=retention(observed=120, expected=118),
        direct_cost=800 * 1200.0,
        measures=good_metrics(50),
    )
    (item,) = verdicts(unmeasured)
    assert item.action is Action.FIND_OUT
    assert "unmeasured_benefit" in codes(item)


def test_harm_is_retired_once_the_kpi_is_known() -> None:
    harm = retention(observed=190, expected=100)
    unknown, known = (
        verdicts(evidence(effect=harm, measures=good_metrics(50), **kpi))[0]
        for kpi in ({}, {"kpi": kpi_effect(0.0, 0.3)})
    )
    assert unknown.action is Action.FIND_OUT
    assert known.action is Action.RETIRE
    assert "harms" in codes(known)


@pytest.mark.ledger("34a")
def test_missing_data_never_retires() -> None:
    (item,) = verdicts(
        evidence(effect=refused("retention_12m"), direct_cost=800 * 5000.0, measures={})
    )
    assert item.action is Action.FIND_OUT
    assert item.probability[Action.FIND_OUT] == 1
    assert item.grade is Grade.E
    assert isinstance(item.score, NotEstimable)


@pytest.mark.ledger("22")
def test_a_mandatory_program_is_never_retired_and_says_so() -> None:
    bad = evidence(
        effect=retention(observed=150, expected=100),
        mandatory=True,
        regulation="Rule 7",
        measures=good_metrics(20),
    )
    (item,) = verdicts(bad)
    assert item.probability[Action.RETIRE] == 0
    assert item.action in {Action.KEEP, Action.FIX}
    assert "mandatory" in codes(item)
    assert "Rule 7" in item.reasons[0].sentence


@pytest.mark.ledger("34a")
def test_a_blocking_check_stops_scaling() -> None:
    hidden = Check(
        name="hidden_factor", passed=False, sentence="A hidden factor would do.", blocks=True
    )
    (item,) = verdicts(evidence(effect=retention(observed=55, expected=110, checks=(hidden,))))
    assert item.action is Action.FIND_OUT
    assert "check_blocks" in codes(item)
    assert item.probability[Action.SCALE] > 0.8, "the probability itself is not rewritten"
    assert item.grade is Grade.C


@pytest.mark.ledger("34a")
def test_weak_evidence_never_scales_nor_retires() -> None:
    checks = tuple(Check(name=name, passed=False, sentence=name) for name in ("balance", "placebo"))
    strong = evidence("A", effect=retention("A", 55, 110, checks=checks))
    useless = evidence(
        "B", effect=retention("B", 120, 118, checks=checks), direct_cost=800 * 1200.0
    )
    for item in verdicts(strong, useless):
        assert item.grade is Grade.D
        assert item.action not in {Action.SCALE, Action.RETIRE}


def test_stale_content_is_fixed_not_scaled() -> None:
    (item,) = verdicts(
        evidence(effect=retention(observed=55, expected=110), content_reviewed_on=date(2022, 1, 1))
    )
    assert item.action is Action.FIX
    assert "stale_content" in codes(item)


def test_unknown_cost_neither_scales_nor_retires() -> None:
    (item,) = verdicts(evidence(effect=retention(observed=55, expected=110), direct_cost=None))
    assert item.action is Action.FIND_OUT
    assert "cost_unknown" in codes(item)
    assert isinstance(item.net_value, NotEstimable)


def test_no_one_left_to_reach_is_kept() -> None:
    (item,) = verdicts(evidence(effect=retention(observed=55, expected=110), unreached_people=0))
    assert item.action is Action.KEEP
    assert "no_headroom" in codes(item)


def test_scaling_without_a_dated_objective_is_on_condition() -> None:
    (item,) = verdicts(evidence(effect=retention(observed=55, expected=110), objective_due_on=None))
    assert item.action is Action.SCALE
    assert "scale_on_condition" in codes(item)


def test_dates_outside_employment_support_no_verdict() -> None:
    (item,) = verdicts(
        evidence(effect=retention(observed=55, expected=110), outside_employment=600)
    )
    assert item.action is Action.FIND_OUT
    assert "data_outside_employment" in codes(item)


def test_an_unpriced_benefit_is_not_retired() -> None:
    unpriced = kpi_effect(4.0, 0.5, value_per_unit=None)
    entry = evidence(
        effect=retention(observed=120, expected=118), kpi=unpriced, direct_cost=800 * 1200.0
    )
    (item,) = verdicts(replace_metrics(entry))
    assert item.action is not Action.RETIRE


def replace_metrics(entry: ProgramEvidence) -> ProgramEvidence:
    return ProgramEvidence(facts=entry.facts, metrics=good_metrics(50), effects=entry.effects)


def test_a_region_that_fails_is_fixed() -> None:
    regions = {
        name: GroupEffect(name=name, raw=one, shrunk=one)
        for name, v in {"North": 6.0, "South": 5.5, "West": -1.5}.items()
        for one in [Estimate(value=v, low=v - 1, high=v + 1, n=200, unit="units", method="did")]
    }
    (item,) = verdicts(
        evidence(
            effect=retention(observed=118, expected=118),
            kpi=kpi_effect(3.5, 0.4, by_region=regions, value_per_unit=30.0),
        )
    )
    assert item.action is Action.FIX
    split = next(reason for reason in item.reasons if reason.code == "region_split")
    assert "West" in split.sentence.split(" not in ")[1]


@pytest.mark.ledger("8")
def test_double_cost_leaves_every_dimension_alone() -> None:
    once, twice = (verdicts(evidence(direct_cost=cost))[0] for cost in (320000.0, 640000.0))
    assert once.dimensions == twice.dimensions
    assert once.score == twice.score
    assert once.net_value != twice.net_value


def test_another_program_changes_no_score() -> None:
    alone = verdicts(evidence("A"))[0]
    beside = verdicts(evidence("A"), evidence("B", effect=retention("B", 150, 100)))[0]
    assert alone.dimensions == beside.dimensions
    assert alone.score == beside.score


def test_order_and_names_do_not_matter() -> None:
    first, second = evidence("A"), evidence("B", effect=retention("B", 130, 100))
    forward = {item.program_id: item for item in verdicts(first, second)}
    backward = {item.program_id: item for item in verdicts(second, first)}
    for name in ("A", "B"):
        assert forward[name].probability == backward[name].probability
        assert forward[name].action is backward[name].action


@pytest.mark.parametrize("observed", [60, 100, 140])
def test_probabilities_sum_to_one_and_review_comes_after(observed: float) -> None:
    (item,) = verdicts(evidence(effect=retention(observed=observed, expected=100)))
    assert sum(item.probability.values()) == pytest.approx(1)
    assert item.review_on > AS_OF
    assert item.owner == "Ada"
    assert item.next_evidence.sentence


def test_owner_falls_back_to_the_policy() -> None:
    entry = evidence()
    bare = ProgramEvidence(facts=facts(owner=None), metrics=entry.metrics, effects=entry.effects)
    assert verdicts(bare)[0].owner == POLICY.default_owner


def test_if_all_were_known_the_weights_are_what_is_left_to_doubt() -> None:
    clear = verdicts(evidence("A", effect=retention("A", 10, 100)))[0]
    assert clear.agree_if_known > 0.9
    # one dimension at the top and the rest below target: scaling then depends on the weights
    split = good_metrics()
    for id_, metric in metrics().items():
        if id_ in split and metric.dimension != "satisfaction_engagement":
            low = metric.floor + (metric.target - metric.floor) * 45 / 60
            split[id_] = replace(split[id_], value=low, low=low, high=low)
        elif id_ in split:
            top = metric.stretch
            split[id_] = replace(split[id_], value=top, low=top, high=top)
    mixed = verdicts(evidence("A", effect=retention("A", 10, 100), measures=split))[0]
    assert 1 / 5 < mixed.agree_if_known < clear.agree_if_known

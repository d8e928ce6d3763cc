"""The KPI effect: its band, how much drift it survives, and what that costs."""

from dataclasses import replace

import numpy as np
import pytest

from mls_metrics.analysis.kpi_fit import (
    KpiData,
    drifts_before,
    fit_panel,
    middle,
    months_from_base,
)
from mls_metrics.analysis.kpi_money import KpiReach
from mls_metrics.analysis.productivity import estimate_productivity
from mls_metrics.analysis.productivity_checks import PRODUCTIVITY_CHECKS, breakdown_check
from mls_metrics.catalog.load import load_policy
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.recommend.grades import grade_effect
from mls_metrics.report.assessment_json import effect_dict
from mls_metrics.stats.group_time_did import NEVER, Panel

POLICY = load_policy()
MONTHS = 30


def made(*, effect: float, trend: float = 0.0, seed: int = 1, people: int = 500) -> KpiData:
    """People with one value a month; those to be trained drift by `trend` a month."""
    rng = np.random.default_rng(seed)
    cohort = np.where(rng.random(people) < 0.4, rng.integers(15, 22, people), NEVER)
    month = np.arange(MONTHS)
    values = rng.normal(0, 1, (people, MONTHS)) + rng.normal(100, 2, (people, 1))
    values += trend * month * (cohort < NEVER)[:, None]
    values += effect * (month > cohort[:, None])
    return KpiData(
        program_id="p",
        learners=200,
        kpi="output",
        unit_of_measure="pieces",
        panel=Panel(values=values, cohort=cohort, clean_until=cohort, factors=()),
        clusterings=(np.arange(people), np.arange(people) // 8),
    )


def estimated(data: KpiData) -> EffectEstimate:
    effect = estimate_productivity(data, policy=POLICY)
    assert isinstance(effect.measure, Estimate), effect.measure
    return effect


def breakdown_of(effect: EffectEstimate) -> tuple[bool, str]:
    [check] = [one for one in effect.checks if one.name == "breakdown"]
    assert check.costs_a_grade
    assert not check.blocks
    return check.passed, check.sentence


def test_the_effect_carries_whose_money_it_counts() -> None:
    data = replace(made(effect=1.0), reach=KpiReach(measured=0.5, people_per_value=2.0))
    assert estimated(made(effect=1.0)).money_share == 1.0
    assert estimated(data).money_share == 0.25
    assert estimated(data).measure == estimated(made(effect=1.0)).measure


def test_checks_stand_in_their_published_order() -> None:
    names = [check.name for check in estimated(made(effect=1.0)).checks]
    # the KPI made here never jumps, so its definition is not asked about
    assert tuple(names) == tuple(name for name in PRODUCTIVITY_CHECKS if name != "definition")


@pytest.mark.ledger("34c")
def test_a_real_effect_survives_and_says_how_much() -> None:
    passed = 0
    for seed in range(12):
        effect = estimated(made(effect=0.8, seed=seed))
        survived, sentence = breakdown_of(effect)
        passed += survived
        if effect.breakdown is None:
            assert "no faster than chance" in sentence
            assert "pieces a month" in sentence
        else:
            assert survived == (effect.breakdown >= 1)
            assert "times as fast" in sentence
    assert passed >= 11


def test_a_drift_that_goes_on_is_no_effect() -> None:
    """What looks like an effect is the drift before it, continued: a letter is lost."""
    failed, asked = 0, 0
    for seed in range(12):
        effect = estimate_productivity(
            made(effect=0.0, trend=0.012, seed=seed, people=1500), policy=POLICY
        )
        if not isinstance(effect.measure, Estimate) or effect.measure.low <= 0:
            continue  # the placebos refused it, or nothing is claimed
        asked += 1
        survived, _ = breakdown_of(effect)
        failed += not survived
        if not survived:
            assert effect.breakdown is not None
            assert effect.breakdown < 1
            without = replace(effect, checks=effect.checks[:-1])
            assert grade_effect(effect).grade == grade_effect(without).grade.lowered(1)
            assert not any(one.name == "breakdown" for one in grade_effect(effect).blocking)
    assert asked >= 4
    assert failed > asked / 2


def test_breakdown_by_hand_from_what_was_fitted() -> None:
    data = made(effect=0.0, trend=0.012, seed=3, people=1500)
    assert data.panel is not None
    fit = fit_panel(data, data.panel, POLICY)
    lead, dip = drifts_before(fit, POLICY)
    assert (lead.months, dip.months) == (6.0, 7.0)
    assert lead.size == fit.placebos.effect[0]
    assert lead.error > 0
    assert middle((-14, -13, -12)) == -13
    seen = fit.months.observations[[w.months[0] >= 1 for w in fit.shown]]
    mean_month = float(np.arange(1, 13) @ seen / seen.sum())
    assert months_from_base(fit) == pytest.approx(mean_month + 8.5)
    assert lead.size / lead.months == pytest.approx(0.012, abs=0.012)


def test_nothing_to_undo_passes_and_has_no_number() -> None:
    check = breakdown_check(-0.2, None, months=15.0, unit="pieces")
    assert check.passed
    assert "holds zero" in check.sentence
    effect = estimated(made(effect=0.0, seed=2))
    assert isinstance(effect.measure, Estimate)
    assert effect.measure.low < 0 < effect.measure.high
    assert effect.breakdown is None
    assert breakdown_of(effect)[0]


@pytest.mark.ledger("48c")
def test_direction_of_the_effect_does_not_matter() -> None:
    up, down = made(effect=0.8, seed=4), made(effect=0.8, seed=4)
    assert up.panel is not None
    down = replace(down, panel=replace(up.panel, values=-up.panel.values))
    assert estimated(up).breakdown == pytest.approx(estimated(down).breakdown)


def test_the_band_is_wider_than_the_ranges_and_fixed_by_the_seed() -> None:
    effect = estimated(made(effect=0.8))
    [curve] = effect.curves
    assert curve.uniform_low is not None
    assert curve.uniform_high is not None
    ratio = (curve.uniform_high - curve.value) / (curve.high - curve.value)
    np.testing.assert_allclose(ratio, ratio[0])
    assert 2.5 < 1.96 * ratio[0] < 3.5
    np.testing.assert_allclose(curve.uniform_high + curve.uniform_low, 2 * curve.value)
    [again] = estimated(made(effect=0.8)).curves
    assert again.uniform_low is not None
    assert np.array_equal(again.uniform_low, curve.uniform_low)


def test_json_carries_the_breakdown() -> None:
    effect = estimated(made(effect=0.8, seed=4))
    assert effect_dict(replace(effect, breakdown=2.5))["breakdown"] == 2.5
    assert effect_dict(replace(effect, breakdown=None))["breakdown"] is None
    assert "breakdown" not in effect_dict(replace(effect, name="retention_12m"))

"""Today's rating may be a result of the program: the answer with and without it, side by side."""

import numpy as np
import pytest

from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.analysis.retention_checks import undated_check
from mls_metrics.catalog.load import load_policy
from mls_metrics.inputs.retention import retention_data
from mls_metrics.model.estimate import Estimate
from mls_metrics.model.evidence import EffectEstimate
from tests.lab.landed import PROGRAM, built_store, retention_frames
from tests.lab.retention_world import RetentionWorld, happen

POLICY = load_policy()
WORLD = RetentionWorld(people=2500, lifts_rating=0.12, starting=-5.0)


def effect_of(*, dated: bool) -> EffectEstimate:
    company = happen(WORLD, np.random.default_rng(11))
    frames = retention_frames(company, dated=dated, completion_only=False)
    store = built_store(frames, last_month=WORLD.months, policy=POLICY)
    data = retention_data(store, PROGRAM, POLICY, mandatory=False)
    store.close()
    return estimate_retention(data, policy=POLICY)


def test_a_roster_of_today_gives_two_ranges_and_costs_a_letter() -> None:
    effect = effect_of(dated=False)
    measure, without = effect.measure, effect.without_undated
    assert isinstance(measure, Estimate)
    assert isinstance(without, Estimate)
    # The rating of today holds what the program did through it, and leaves less to be found.
    assert without.value > measure.value + 0.5
    check = next(check for check in effect.checks if check.name == "undated_covariates")
    assert not check.passed
    assert check.costs_a_grade
    assert f"{without.high:+.1f} pp" in check.sentence


def test_dated_history_needs_one_range_only() -> None:
    effect = effect_of(dated=True)
    assert effect.without_undated is None
    check = next(check for check in effect.checks if check.name == "undated_covariates")
    assert check.passed


@pytest.mark.parametrize(
    ("low", "high", "blocks"), [(0.5, 4.0, False), (-1.0, 4.0, True), (-4.0, -0.5, True)]
)
def test_ranges_that_say_different_things_block(low: float, high: float, blocks: bool) -> None:
    without = Estimate(value=(low + high) / 2, low=low, high=high, n=90, unit="pp", method="m")
    check = undated_check(0.0, (2.0, 1.0, 3.0, 0.5), without)
    assert check.blocks == blocks
    assert not check.passed

"""The light path gives the actions of the full one, and any weights are counted as by hand."""

from dataclasses import replace

import numpy as np
import pytest
from made_evidence import AS_OF, POLICY

from mls_metrics.catalog.load import dimensions, metrics
from mls_metrics.model.decision import Action
from mls_metrics.model.policy import DIMENSIONS
from mls_metrics.recommend.any_weights import under_any_weights
from mls_metrics.recommend.decide import decide
from mls_metrics.recommend.recommend import recommend
from mls_metrics.recommend.rules import action_codes, action_shares
from mls_metrics.stats.composite import power_mean, reaches, weights_within
from tests.unit.recommend.made_many import many, worlds_of
from tests.unit.recommend.test_rules import random_draws


@pytest.mark.parametrize(
    "weights", [(0.2,) * 5, (0.6, 0.1, 0.1, 0.1, 0.1), (0.0, 0.0, 0.0, 1.0, 0.0)]
)
def test_the_light_path_and_the_full_one_agree(weights: tuple[float, ...]) -> None:
    entries = many(36)
    base = replace(POLICY, draws=600)
    worlds = worlds_of(entries, base)
    seen = set()
    for policy in (
        replace(base, weights=weights),
        replace(base, weights=weights, scale_score=65.0, retire_score=40.0),
        replace(base, weights=weights, scale_evidence="A", retire_evidence="B"),
    ):
        full = recommend(
            entries,
            worlds,
            policy=policy,
            metrics=metrics(),
            dimensions=dimensions(),
            as_of=AS_OF,
        )
        light = decide(entries, worlds, policy)
        assert [d.action for d in light] == [item.action for item in full]
        assert [d.probability for d in light] == [item.probability for item in full]
        assert [d.grade for d in light] == [item.grade for item in full]
        assert [d.stability_any_weights for d in light] == [
            item.stability_any_weights for item in full
        ]
        for one, item in zip(light, full, strict=True):
            assert item.reasons[: len(one.guards)] == one.guards
        seen |= {d.action for d in light}
    assert seen >= {Action.SCALE, Action.KEEP, Action.RETIRE, Action.FIX, Action.FIND_OUT}


def test_no_program_no_decision() -> None:
    assert decide([], worlds_of(many(1), POLICY), POLICY) == ()


@pytest.mark.ledger("48 all")
@pytest.mark.parametrize("power", [0.0, 1.0, -1.0])
@pytest.mark.parametrize("bars", [(50.0, 60.0), (70.0, 55.0), (50.0, 50.0), (0.0, 100.0)])
def test_any_weights_are_counted_as_one_by_one(power: float, bars: tuple[float, float]) -> None:
    policy = replace(
        POLICY, power=power, scale_score=bars[0], retire_score=bars[1], weight_draws=25
    )
    draws = random_draws(7)
    weights = weights_within(
        policy.weight_low,
        policy.weight_high,
        size=len(DIMENSIONS),
        count=policy.weight_draws,
        rng=np.random.default_rng([policy.seed, 13]),
    )
    codes = np.stack(
        [
            action_codes(draws, power_mean(draws.dimensions, one, power=power), policy)
            for one in weights
        ]
    )
    shares, agree = under_any_weights(draws, policy)
    slow = np.stack([action_shares(one) for one in codes])
    assert shares == pytest.approx(slow, abs=1e-12)
    votes = np.stack([(codes == code).mean(axis=0) for code in range(5)])
    assert agree == pytest.approx(votes.max(axis=0).mean(axis=1), abs=1e-12)


def test_a_bar_is_reached_where_the_mean_is_as_high() -> None:
    points = np.array([[16.0, 25.0], [100.0, 1.0], [0.0, 0.0]])
    weights = np.array([[0.5, 0.5], [1.0, 0.0]])
    # Geometric means: 20, 10, 1 under equal weights; 16, 100, 1 under the first only.
    assert reaches(points, weights, 15.0, power=0).tolist() == [[1, 0, 0], [1, 1, 0]]
    assert reaches(points, weights, 20.6, power=1).tolist() == [[0, 1, 0], [0, 1, 0]]
    assert reaches(points, weights, 1.0, power=0).tolist() == [[1, 1, 1], [1, 1, 1]]
    # Harmonic mean of 16 and 25 under equal weights: 19.51.
    assert reaches(points, weights, 19.5, power=-1).tolist() == [[1, 0, 0], [0, 1, 0]]

"""The vectorised rule says in every world what the published rule says."""

import numpy as np
import pytest
from made_evidence import POLICY

from mls_metrics.model.decision import Action
from mls_metrics.model.draws import VerdictDraws
from mls_metrics.model.policy import Policy
from mls_metrics.recommend.pseudocode import decision_rule
from mls_metrics.recommend.rules import (
    ACTIONS,
    World,
    action_codes,
    action_shares,
    decide_world,
    overall_scores,
)


def random_draws(seed: int, programs: int = 40, worlds: int = 25) -> VerdictDraws:
    rng = np.random.default_rng(seed)

    def coin(*shape: int) -> np.ndarray:
        return rng.random(shape) < 0.4

    cost = rng.uniform(50, 800, programs)
    cost[rng.random(programs) < 0.2] = np.nan
    return VerdictDraws(
        program_ids=tuple(f"P{i}" for i in range(programs)),
        benefit=rng.normal(400, 400, (programs, worlds)),
        cost=cost,
        informed=rng.random((programs, worlds)) < 0.8,
        dimensions=rng.uniform(20, 100, (programs, worlds, 5)),
        observed=rng.random((programs, 5)) < 0.6,
        region_split=coin(programs, worlds),
        stale=coin(programs),
        mandatory=coin(programs),
        delivery_known=coin(programs),
        headroom=rng.random(programs) < 0.7,
    )


@pytest.mark.ledger("34a")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fast_rule_agrees_with_plain_rule(seed: int) -> None:
    draws = random_draws(seed)
    score = overall_scores(draws, np.full(5, 0.2), POLICY)
    codes = action_codes(draws, score, POLICY)
    seen = set()
    for p in range(len(draws.program_ids)):
        others = [d for d in range(5) if draws.observed[p, d] and d != 2]
        for s in range(draws.benefit.shape[1]):
            weakest = min((float(draws.dimensions[p, s, d]) for d in others), default=np.inf)
            world = World(
                benefit=float(draws.benefit[p, s]),
                cost=None if np.isnan(draws.cost[p]) else float(draws.cost[p]),
                informed=bool(draws.informed[p, s]),
                score=float(score[p, s]),
                weakest_dimension=weakest,
                region_split=bool(draws.region_split[p, s]),
                stale=bool(draws.stale[p]),
                mandatory=bool(draws.mandatory[p]),
                delivery_known=bool(draws.delivery_known[p]),
                headroom=bool(draws.headroom[p]),
            )
            expected = decide_world(world, POLICY)
            assert ACTIONS[codes[p, s]] is expected
            seen.add(expected)
    assert seen == set(Action)


@pytest.mark.ledger("22")
def test_mandatory_is_never_retired_in_any_world() -> None:
    draws = random_draws(5)
    codes = action_codes(draws, overall_scores(draws, np.full(5, 0.2), POLICY), POLICY)
    retire = ACTIONS.index(Action.RETIRE)
    assert draws.mandatory.any()
    assert not (codes[draws.mandatory] == retire).any()


def test_shares_sum_to_one() -> None:
    draws = random_draws(6)
    codes = action_codes(draws, overall_scores(draws, np.full(5, 0.2), POLICY), POLICY)
    assert np.allclose(action_shares(codes).sum(axis=1), 1)


@pytest.mark.parametrize(
    "name",
    ["scale_probability", "retire_probability", "dimension_floor", "scale_hurdle", "retire_score"],
)
def test_published_rule_carries_the_policys_thresholds(name: str) -> None:
    from dataclasses import replace

    changed: Policy = replace(POLICY, **{name: 0.731})
    assert "0.731" in decision_rule(changed)
    assert "0.731" not in decision_rule(POLICY)

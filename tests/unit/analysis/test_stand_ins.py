"""People who never took a program: drawn like its starters, and nothing is found among them."""

import numpy as np
import pytest

from mls_metrics.analysis.retention_data import RetentionData
from mls_metrics.analysis.stand_ins import stand_in_effects, with_stand_ins
from mls_metrics.catalog.load import load_policy
from mls_metrics.inputs.retention import retention_data
from tests.lab.landed import PROGRAM, built_store, retention_frames
from tests.lab.retention_world import RetentionWorld, happen

POLICY = load_policy()


@pytest.fixture(scope="module")
def helped() -> RetentionData:
    world = RetentionWorld(people=2500, effect=-1.2, starting=-5.4, choice=1.5)
    company = happen(world, np.random.default_rng(3))
    frames = retention_frames(company, dated=True, completion_only=False)
    store = built_store(frames, last_month=world.months, policy=POLICY)
    data = retention_data(store, PROGRAM, POLICY, mandatory=False)
    store.close()
    return data


def test_real_starters_are_gone_and_as_many_stand_in_from_the_rest(helped: RetentionData) -> None:
    drawn = with_stand_ins(helped, POLICY, np.random.default_rng(1))
    assert drawn is not None
    before, after = helped.cells, drawn.cells
    assert before is not None
    assert after is not None
    started = float(before.count[before.treated].sum())
    assert after.count.sum() == before.count.sum() - started
    stand_ins = float(after.count[after.treated].sum())
    assert 0.9 * started < stand_ins <= started
    assert drawn.clusters is not None
    rows = np.bincount(drawn.clusters.cell, minlength=len(after.count))
    assert np.array_equal(rows, after.count)


def test_stand_ins_are_like_the_starters(helped: RetentionData) -> None:
    drawn = with_stand_ins(helped, POLICY, np.random.default_rng(1))
    assert drawn is not None
    assert helped.cells is not None
    assert drawn.cells is not None

    def rated(data: RetentionData, treated: bool) -> float:
        cells = data.cells
        assert cells is not None
        use = (cells.treated == treated) & (cells.followed > POLICY.grace_months)
        best = cells.factors[cells.names.index("rating")] == 3
        return float(cells.count[use & best].sum() / cells.count[use].sum())

    chosen, rest = rated(helped, True), rated(helped, False)
    assert abs(chosen - rest) > 2 * abs(rated(drawn, True) - chosen)


@pytest.mark.ledger("34c")
def test_where_the_program_helps_its_stand_ins_are_not_helped(helped: RetentionData) -> None:
    found = stand_in_effects(helped, times=12, seed=5, policy=POLICY)
    assert len(found) == 12
    assert sum(one.low > 0 or one.high < 0 for one in found) <= 3
    values = [one.value for one in found]
    assert abs(np.mean(values)) < 3 * np.std(values) / np.sqrt(len(values))


def test_the_same_seed_draws_the_same_people(helped: RetentionData) -> None:
    one, other = (stand_in_effects(helped, times=1, seed=9, policy=POLICY) for _ in range(2))
    assert one == other
    assert one != stand_in_effects(helped, times=1, seed=10, policy=POLICY)

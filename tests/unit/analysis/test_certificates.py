"""A certificate that counts elsewhere: leaving before and after it, counted by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mls_metrics.analysis.certificates import (
    around_completion,
    portability_check,
    with_certificate_check,
)
from mls_metrics.analysis.retention import estimate_retention
from mls_metrics.analysis.retention_data import RetentionData
from mls_metrics.catalog.load import load_policy
from mls_metrics.inputs.retention import retention_data
from mls_metrics.model.estimate import Curve, Estimate, NotEstimable
from mls_metrics.model.evidence import EffectEstimate
from mls_metrics.stats.trial_cells import ClusterRows, TrialCells
from tests.lab.landed import PROGRAM, built_store, retention_frames
from tests.lab.retention_world import NOBODY, Company, RetentionWorld, happen
from tests.unit.recommend.made_evidence import retention

POLICY = load_policy()


def staying(*shares: float) -> Curve:
    values = np.array(shares)
    return Curve(
        label="",
        time=np.arange(len(values), dtype=float),
        value=values,
        low=values,
        high=values,
        at_risk=values,
        unit="share",
    )


def four_starters() -> tuple[EffectEstimate, RetentionData, pd.DataFrame]:
    """All start in month 100. Of the comparison a tenth leaves in each of months 3 and 4."""
    curve = staying(1.0, 0.9, 0.81)
    effect = replace(retention(), curves=(curve, curve), grace_months=2)
    cells = TrialCells(
        month=np.full(4, 100),
        factors=(),
        names=(),
        treated=np.ones(4, dtype=bool),
        followed=np.array([3, 4, 4, 4]),
        outcome=np.array([1, 1, 0, 2]),
        count=np.ones(4),
    )
    data = RetentionData(
        program_id="P1",
        mandatory=False,
        cells=cells,
        clusters=ClusterRows(cell=np.arange(4), members=(np.array([7, 8, 9, 10]),)),
        starters=4,
        by_completion=0,
        outside=0,
        roster_people=4,
        exits=3,
        untyped_exits=0,
        dated_share=1.0,
        completers=(0, 0, 0),
        never_enrolled=(0, 0, 0),
        last_month=112,
    )
    # 7 never completes; 8 completes in month 3 of the program, 9 in month 1, 10 in month 9
    done = pd.DataFrame({"person_key": [7, 8, 9, 10], "completion_month": [np.nan, 103, 101, 109]})
    return effect, data, done


def test_leavers_before_and_after_completion_are_counted_month_by_month() -> None:
    effect, data, done = four_starters()
    counts = around_completion(effect, data, done, POLICY)
    # before: 7 in month 3 (left), 8 in month 3, 10 in 3 and 4 (let go: no leaver): 4 x 0.1
    # after: 8 in month 4 (left), 9 in months 3 and 4: 3 x 0.1
    assert counts == pytest.approx(np.array([[1.0, 0.4], [1.0, 0.3]]))


def test_a_clear_rise_fails_and_anything_less_is_a_caution() -> None:
    steady = portability_check(np.array([[40.0, 50.0], [45.0, 50.0]]), POLICY)
    assert steady.passed
    assert not steady.costs_a_grade
    assert "no clear rise" in steady.sentence
    # log ratio of 80/50 to 30/50: 0.97 against 2.24 x sqrt(1/80.5 + 1/30.5) = 0.476
    risen = portability_check(np.array([[30.0, 50.0], [80.0, 50.0]]), POLICY)
    assert not risen.passed
    assert risen.costs_a_grade
    assert not risen.blocks
    few = portability_check(np.array([[1.0, 2.0], [9.0, 20.0]]), POLICY)
    assert few.passed
    assert "too few" in few.sentence


def test_where_nothing_is_claimed_nothing_is_said() -> None:
    effect, data, done = four_starters()
    assert isinstance(effect.measure, Estimate)
    unclear = replace(effect, measure=replace(effect.measure, low=-1.0))
    refused = replace(effect, measure=NotEstimable(reason="", needed=""))
    for silent in (unclear, refused):
        assert with_certificate_check(silent, data, done, policy=POLICY) is silent
    claimed = with_certificate_check(effect, data, done, policy=POLICY)
    assert [check.name for check in claimed.checks] == ["certificate_portability"]


@pytest.mark.parametrize(("rises", "passed"), [(0.0, True), (1.3, False)])
def test_a_world_in_which_people_leave_once_they_have_it(rises: float, passed: bool) -> None:
    world = RetentionWorld(people=4000, starting=-4.4, effect=-1.5, rises_after=rises)
    company = happen(world, np.random.default_rng(2))
    frames = retention_frames(company, dated=True, completion_only=False)
    store = built_store(frames, last_month=world.months, policy=POLICY)
    data = retention_data(store, PROGRAM, POLICY, mandatory=False)
    store.close()
    # those still here in the fifth month after their start have the certificate from then on
    begun = np.flatnonzero(company.started < NOBODY)
    month = company.started[begun] + 5
    first = int(data.cells.month.min()) - int(company.started.min()) if data.cells else 0
    done = pd.DataFrame(
        {
            "person_key": person_keys(company)[begun],
            "completion_month": np.where(company.gone[begun] > month, month + first, np.nan),
        }
    )
    effect = estimate_retention(data, policy=POLICY)
    effect = with_certificate_check(effect, data, done, policy=POLICY)
    assert isinstance(effect.measure, Estimate)
    counts = around_completion(effect, data, done, POLICY)
    assert counts[:, 0].sum() == pytest.approx(effect.observed_leavers, rel=0.05)
    assert counts[:, 1].sum() == pytest.approx(effect.expected_leavers, rel=0.05)
    check = next(check for check in effect.checks if check.name == "certificate_portability")
    assert check.passed == passed


def person_keys(company: Company) -> np.ndarray:
    """Keys as the warehouse gives them: the place of each name in the order of names."""
    names = np.char.add("p", np.arange(len(company.gone)).astype(str))
    return np.argsort(np.argsort(names))

"""The trials on cells against the slow, person-by-person version, and against a known truth."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from slow_trials import made_people, slow_retention, trial_rows

from mls_metrics.stats.balanced_trials import BalancedTrials, balance_trials, contrast
from mls_metrics.stats.trial_cells import TrialCells

GRACE, HORIZON, LAST = 2, 12, 29


def cells_of(people: pd.DataFrame) -> TrialCells:
    rows = trial_rows(people, grace=GRACE, horizon=HORIZON, last=LAST)
    rows = rows.assign(strong=rows["strong"].astype(int), left=rows["left"].astype(int))
    keys = ["month", "strong", "site", "treated", "followed", "left"]
    counted = rows.groupby(keys, sort=True).size().reset_index(name="count")
    return TrialCells(
        month=counted["month"].to_numpy(dtype=np.int64),
        factors=(
            counted["strong"].to_numpy(dtype=np.int64),
            counted["site"].to_numpy(dtype=np.int64),
        ),
        names=("strong", "site"),
        treated=counted["treated"].to_numpy(dtype=bool),
        followed=counted["followed"].to_numpy(dtype=np.int64),
        outcome=counted["left"].to_numpy(dtype=np.int64),
        count=counted["count"].to_numpy(dtype=float),
    )


def trials_of(people: pd.DataFrame) -> BalancedTrials:
    trials = balance_trials(cells_of(people), grace=GRACE, horizon=HORIZON, minimum=1)
    assert trials is not None
    return trials


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_cells_give_what_the_slow_version_gives(seed: int) -> None:
    people = made_people(seed)
    slow = slow_retention(people, ["strong", "site"], grace=GRACE, horizon=HORIZON, last=LAST)
    trials = trials_of(people)
    plain = replace(trials, late_weights=np.ones_like(trials.late_weights))
    fast = contrast(plain, events=(1,))
    assert 100 * fast.difference == pytest.approx(slow.difference, abs=1e-4)
    assert fast.observed == slow.observed
    assert fast.expected == pytest.approx(slow.expected, abs=1e-4)
    assert fast.months_gained == pytest.approx(slow.months_gained, abs=1e-6)
    assert fast.survival[-1] == pytest.approx(slow.treated_survival, abs=1e-8)


def test_both_arms_are_alike_after_weighting() -> None:
    trials = trials_of(made_people(4))
    assert np.abs(trials.differences_before).max() > 0.2
    assert trials.largest_difference_after < 1e-6


@pytest.mark.ledger("34c")
def test_no_effect_comes_out_as_none_while_the_plain_number_shines() -> None:
    ours, naive = [], []
    for seed in range(20):
        people = made_people(100 + seed, effect=0.0)
        ours.append(100 * contrast(trials_of(people), events=(1,)).difference)
        gone = people["exit"].notna() & people["voluntary"]
        trained = people["start"].notna()
        naive.append(100 * (gone[~trained].mean() - gone[trained].mean()))
    assert np.mean(naive) > 8
    assert abs(np.mean(ours)) < 3 * np.std(ours) / np.sqrt(len(ours))


@pytest.mark.ledger("34c")
def test_an_effect_is_found_and_its_error_is_told_rightly() -> None:
    found, told = [], []
    for seed in range(20):
        result = contrast(trials_of(made_people(200 + seed)), events=(1,))
        found.append(result.difference)
        cells = cells_of(made_people(200 + seed))
        told.append(np.sqrt((cells.count * result.influence**2).sum()))
    assert np.mean(found) > 0.03
    # Rows of one person are not independent, so the unclustered error may be somewhat small.
    assert 0.6 < np.mean(told) / np.std(found, ddof=1) < 1.5


def test_the_error_of_the_months_gained_is_told_rightly() -> None:
    gained, told = [], []
    for seed in range(20):
        people = made_people(300 + seed)
        result, cells = contrast(trials_of(people), events=(1,)), cells_of(people)
        gained.append(result.months_gained)
        told.append(np.sqrt((cells.count * result.months_influence**2).sum()))
    assert np.mean(gained) > 0.15
    assert 0.6 < np.mean(told) / np.std(gained, ddof=1) < 1.5

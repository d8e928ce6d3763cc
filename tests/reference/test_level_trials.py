"""Trials among some of the people against the slow version that sees only these."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from slow_trials import made_people, slow_retention
from test_trials import GRACE, HORIZON, LAST, cells_of, trials_of

from mls_metrics.stats.balanced_trials import balance_trials, contrast
from mls_metrics.stats.level_trials import level_trials, variant_rows
from mls_metrics.stats.trial_cells import TrialCells


def with_kinds(people: pd.DataFrame) -> TrialCells:
    cells = cells_of(people)
    return replace(cells, variant=np.where(cells.treated, cells.month % 2, 0))


@pytest.mark.parametrize("site", [0, 1, 2])
def test_a_level_is_what_the_slow_version_says_of_its_people(site: int) -> None:
    people = made_people(11)
    own = people[people["site"] == site]
    slow = slow_retention(own, ["strong"], grace=GRACE, horizon=HORIZON, last=LAST)
    whole = trials_of(people)
    level = level_trials(whole, whole.cells.factors[1] == site, minimum=1)
    assert level is not None
    plain = replace(level, late_weights=np.ones_like(level.late_weights))
    fast = contrast(plain, events=(1,))
    assert 100 * fast.difference == pytest.approx(slow.difference, abs=1e-3)
    assert fast.observed == slow.observed
    assert fast.expected == pytest.approx(slow.expected, abs=1e-3)
    assert level.treated_n + level.dropped == slow.treated
    assert level.largest_difference_after < 1e-6


def test_one_kind_of_the_treatment_meets_everybody_not_treated_in_its_months() -> None:
    cells = with_kinds(made_people(12))
    whole = balance_trials(cells, grace=GRACE, horizon=HORIZON, minimum=1)
    assert whole is not None
    rows = variant_rows(whole, 1)
    assert set(np.unique(cells.month[rows] % 2)) == {1}
    assert (rows & ~cells.treated).sum() == (~cells.treated & (cells.month % 2 == 1)).sum()
    level = level_trials(whole, rows, minimum=1)
    alone = balance_trials(cells.chosen(rows), grace=GRACE, horizon=HORIZON, minimum=1)
    assert level is not None
    assert alone is not None
    # The chance of a late start is that of all months, so the two differ a little.
    one, other = contrast(level, events=(1,)), contrast(alone, events=(1,))
    assert one.observed == other.observed
    assert one.difference == pytest.approx(other.difference, abs=0.004)


def test_nobody_on_one_side_gives_nothing() -> None:
    whole = trials_of(made_people(13))
    assert level_trials(whole, whole.cells.treated, minimum=1) is None
    assert level_trials(whole, ~whole.cells.treated, minimum=1) is None
    assert level_trials(whole, np.zeros(len(whole.cells.count), dtype=bool), minimum=1) is None


def test_months_apart_from_each_other_give_nothing() -> None:
    whole = trials_of(made_people(14))
    cells = whole.cells
    first = int(cells.month.min())
    rows = np.where(cells.treated, cells.month == first, cells.month > first)
    assert level_trials(whole, rows, minimum=1) is None

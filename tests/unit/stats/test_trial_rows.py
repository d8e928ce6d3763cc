"""Clusters in runs, patterns without doubles, and several right-hand sides at once."""

import numpy as np
import pytest

from mls_metrics.stats.factor_design import solve_flat
from mls_metrics.stats.trial_cells import ClusterRows, distinct_patterns


def test_variances_do_not_depend_on_rows_following_each_other() -> None:
    rng = np.random.default_rng(3)
    person = np.sort(rng.integers(0, 40, 500)).astype(np.int32)
    team = (person // 5 + (rng.random(500) < 0.1)).astype(np.int32)
    cell, influence = rng.integers(0, 30, 500).astype(np.int32), rng.normal(size=30)
    shuffled = rng.permutation(500)
    found = ClusterRows(cell=cell, members=(person, team)).variances(influence)
    mixed = ClusterRows(cell=cell[shuffled], members=(person[shuffled], team[shuffled])).variances(
        influence
    )
    assert found == pytest.approx(mixed, rel=1e-12)
    for members, variance in zip((person, team), found, strict=True):
        sums = [influence[cell[members == one]].sum() for one in np.unique(members)]
        factor = len(sums) / (len(sums) - 1)
        assert variance == pytest.approx(factor * np.square(sums).sum(), rel=1e-12)
    empty = np.zeros(0, dtype=np.int32)
    assert ClusterRows(cell=empty, members=(empty, empty)).variances(influence) == (0.0, 0.0)


def test_people_of_chosen_cells_are_counted_once() -> None:
    rows = ClusterRows(cell=np.array([0, 1, 1, 2]), members=(np.array([5, 5, 2, 7]),))
    assert rows.distinct(np.array([True, True, False])) == 2
    assert rows.distinct(np.array([False, False, False])) == 0


@pytest.mark.parametrize("levels", [[3, 4], [2**40, 2**40]])
def test_patterns_that_occur_are_listed_once(levels: list[int]) -> None:
    one, other = np.array([0, 2, 0, 1, 2]), np.array([1, 3, 1, 0, 3])
    use = np.array([True, True, True, False, True])
    pattern, rows = distinct_patterns([one, other], levels, use)
    assert [codes.tolist() for codes in rows] == [[0, 2], [1, 3]]
    assert pattern.tolist() == [0, 1, 0, 0, 1]


def test_several_systems_are_solved_as_one_by_one() -> None:
    matrix = np.array([[4.0, 1.0], [1.0, 3.0]])
    sides = np.array([[1.0, 2.0], [3.0, 4.0]])
    both = solve_flat(matrix, sides)
    assert both == pytest.approx(np.linalg.solve(matrix, sides), rel=1e-12)
    assert both[:, 1] == pytest.approx(solve_flat(matrix, sides[:, 1]), rel=1e-12)

"""Difference-in-differences against figures done by hand, and against a dip before treatment."""

import numpy as np
import pytest

from mls_metrics.stats.group_time_did import NEVER, Panel, Window, clustered_error, group_time_did

ALL = Window(months=(1, 2), base=(-5, -4, -3))


def panel(values: np.ndarray, cohort: list[int]) -> Panel:
    months = np.array(cohort)
    return Panel(values=values, cohort=months, clean_until=months, factors=())


def test_two_by_two_by_hand() -> None:
    treated = np.array([[1, 1, 1, 9, 9, 0, 6, 6], [3, 3, 3, 9, 9, 0, 8, 8]], dtype=float)
    controls = np.tile([2, 2, 2, 9, 9, 0, 4, 4], (8, 1)).astype(float)
    controls += np.arange(8)[:, None]
    made = panel(np.vstack([treated, controls]), [5, 5] + [NEVER] * 8)
    result = group_time_did(made, [ALL], np.ones((10, 1)), gap=2)
    # treated rise by 5, comparison by 2: the months just before are left out
    assert result.effect[0] == pytest.approx(3.0)
    assert result.observations[0] == 2 or result.observations[0] == 4


def test_truth_is_covered_and_a_dip_leaves_the_long_baseline_alone() -> None:
    hits, estimates = 0, []
    for seed in range(30):
        rng = np.random.default_rng(seed)
        n, months = 240, 24
        values = rng.normal(0, 1, (n, months)) + rng.normal(0, 1, (n, 1))
        values += 0.03 * np.arange(months)
        cohort = np.where(rng.random(n) < 0.4, rng.integers(8, 16, n), NEVER)
        for unit in np.flatnonzero(cohort < NEVER):
            values[unit, cohort[unit] - 2 : cohort[unit]] -= 1.0
            values[unit, cohort[unit] + 1 :] += 0.5
        after = [Window(months=(k,), base=tuple(range(-8, -2))) for k in range(1, 7)]
        result = group_time_did(panel(values, list(cohort)), after, np.ones((n, 1)), gap=2)
        weights = result.observations / result.observations.sum()
        effect = float(result.effect @ weights)
        error = clustered_error(result.influence @ weights, [np.arange(n)])
        hits += abs(effect - 0.5) <= 1.96 * error
        estimates.append(effect)
    assert np.mean(estimates) == pytest.approx(0.5, abs=0.04)
    assert hits >= 25

"""Difference-in-differences against figures done by hand, and against a dip before treatment."""

import numpy as np
import pytest
from slow_did import one_window

from mls_metrics.stats import group_time_did as group_time
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


def messy_panel() -> tuple[Panel, np.ndarray]:
    """Values missing, covariates that change and are unknown, starts before completion; 3 sets."""
    rng = np.random.default_rng(11)
    n, months = 160, 26
    values = rng.normal(0, 1, (n, months)).cumsum(axis=1) + 100
    values[rng.random((n, months)) < 0.15] = np.nan
    cohort = np.where(rng.random(n) < 0.5, rng.integers(0, 25, n), NEVER)
    early = np.where(cohort < NEVER, cohort - rng.integers(0, 3, n), NEVER)
    clean = np.where((cohort == NEVER) & (rng.random(n) < 0.1), rng.integers(5, 26, n), early)
    factors = tuple(rng.integers(-1, size, (n, months)) for size in (4, 3))
    region = rng.integers(0, 2, n)
    members = np.column_stack([np.ones(n), region == 0, region == 1]).astype(float)
    return Panel(values=values, cohort=cohort, clean_until=clean, factors=factors), members


@pytest.mark.parametrize("most_codes", [2_000_000, 3])
def test_cells_and_units_one_by_one_agree(most_codes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_time, "MOST_CODES", most_codes)
    made, members = messy_panel()
    base = tuple(range(-9, -2))
    windows = [Window(months=(k,), base=base) for k in range(-4, 6)]
    windows.append(Window(months=(-2, -1), base=base))
    after = [place for place, window in enumerate(windows) if window.months[0] >= 1]
    quick = group_time_did(made, windows, members, gap=2, pooled=after)
    slow = [one_window(made, window, members[:, 0], gap=2) for window in windows]
    for place, (effect, count, influence) in enumerate(slow):
        assert quick.effect[place] == pytest.approx(effect, abs=1e-10)
        assert quick.observations[place] == count
        np.testing.assert_allclose(quick.influence[:, place], influence, atol=1e-12)
    for place in range(members.shape[1]):
        parts = [one_window(made, windows[p], members[:, place], gap=2) for p in after]
        weights = np.array([count for _, count, _ in parts])
        weights /= weights.sum()
        effect = sum(w * one for w, (one, _, _) in zip(weights, parts, strict=True))
        influence = sum(w * one for w, (_, _, one) in zip(weights, parts, strict=True))
        assert quick.pooled[place] == pytest.approx(effect, abs=1e-10)
        np.testing.assert_allclose(quick.pooled_influence[:, place], influence, atol=1e-12)

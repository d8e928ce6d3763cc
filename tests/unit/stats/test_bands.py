"""Bands for a whole curve: how wide, how often they hold, and that a seed fixes them."""

import numpy as np
import pytest

from mls_metrics.stats import bands
from mls_metrics.stats.bands import band_quantile, band_quantile_of


def influences(units: int, points: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 1, (units, points)) / units


def test_one_point_needs_what_a_single_interval_needs() -> None:
    found = band_quantile(influences(400, 1), [np.arange(400)], level=0.95, seed=3)
    assert found == pytest.approx(1.96, abs=0.12)
    assert found >= 1.9599


def test_independent_points_need_the_sidak_width() -> None:
    each = np.arange(800)
    found = band_quantile(influences(800, 10), [each], level=0.95, seed=3)
    assert found == pytest.approx(2.80, abs=0.12)  # normal quantile at (1 + 0.95 ** 0.1) / 2


def test_points_that_move_together_need_no_more_than_one() -> None:
    column = influences(500, 1)
    found = band_quantile(np.repeat(column, 8, axis=1), [np.arange(500)], level=0.95, seed=3)
    assert found == pytest.approx(1.96, abs=0.12)


def test_signs_and_normal_draws_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    made, each = influences(900, 6), np.arange(900)
    signed = band_quantile(made, [each], level=0.95, seed=3)
    monkeypatch.setattr(bands, "MOST_SIGNED", 10)
    assert band_quantile(made, [each], level=0.95, seed=3) == pytest.approx(signed, abs=0.1)
    drawn = band_quantile_of(made.T @ made, level=0.95, seed=3)
    assert drawn == pytest.approx(band_quantile(made, [each], level=0.95, seed=3), rel=1e-9)


def test_the_wider_way_of_clustering_counts_and_a_seed_fixes_it() -> None:
    made, each, pairs = influences(60, 5), np.arange(60), np.arange(60) // 12
    both = band_quantile(made, [each, pairs], level=0.95, seed=3)
    assert both >= band_quantile(made, [each], level=0.95, seed=3)
    assert both == band_quantile(made, [each, pairs], level=0.95, seed=3)
    assert both != band_quantile(made, [each, pairs], level=0.95, seed=4)


def test_a_band_holds_the_whole_curve_as_often_as_it_says() -> None:
    held, alone = 0, 0
    for seed in range(200):
        rows = np.random.default_rng(seed).normal(0, 1, (150, 8))
        rows = rows.cumsum(axis=1)
        mean = rows.mean(axis=0)
        influence = (rows - mean) / len(rows)
        error = np.sqrt((influence**2).sum(axis=0))
        wide = band_quantile(influence, [np.arange(150)], level=0.95, seed=seed)
        held += bool((np.abs(mean) <= wide * error).all())
        alone += bool((np.abs(mean) <= 1.96 * error).all())
    assert 182 <= held <= 198
    assert alone < held


def test_points_that_do_not_vary_are_left_out() -> None:
    made = influences(300, 3)
    made[:, 1] = 0.0
    assert np.isfinite(band_quantile(made, [np.arange(300)], level=0.95, seed=3))
    none = band_quantile(np.zeros((20, 2)), [np.arange(20)], level=0.95, seed=3)
    assert none == pytest.approx(1.959964, abs=1e-6)
